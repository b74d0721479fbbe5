import { describe, expect, test } from "vitest";
import type { SiteStatus } from "../../../extension/messages.ts";
import { browserName } from "../../../extension/popup/browser-name.ts";
import type { PopupHost } from "../../../extension/popup/host.ts";
import { createPopup } from "../../../extension/popup/state.ts";
import { AppError, refusal } from "../../../shared/problems.ts";

const origin = "https://shop.example";
const link = `https://support.example/#0123456789ABCDEF.${"ab".repeat(32)}`;

const status: SiteStatus = {
  origin,
  enabled: false,
  snapshotDays: null,
  enrolment: null,
  claim: null,
  supported: true,
  plainHttp: false,
  tickets: [],
  ticketsRefusal: null,
  outbox: [],
  draftId: null,
  interfered: false,
  attempt: null,
};

function setUp(
  answers: Record<string, (...args: never[]) => unknown> = {},
  isGranted: () => Promise<boolean> = async () => true,
) {
  const calls: [string, ...unknown[]][] = [];
  const host = {
    send: async (name: string, ...args: unknown[]) => {
      calls.push([name, ...args]);
      return (
        (answers[name] as ((...args: unknown[]) => unknown) | undefined)?.(...args) ??
        (name === "site.status" ? status : null)
      );
    },
    listen: () => () => {},
    askFor: (asked: string) => {
      calls.push(["ask", asked]);
      return isGranted();
    },
    close: () => void calls.push(["close"]),
    label: "Chrome on Linux",
  } as PopupHost;
  return { popup: createPopup(host, { tabId: 7 }), calls };
}

describe("the popup", () => {
  test("is gone at once where this press was for a picture, and shows no site", async () => {
    const { popup, calls } = setUp({ "picture.take": () => true });
    await popup.open();
    expect(calls).toEqual([["picture.take", 7], ["close"]]);
  });

  test("shows the site where no picture is wanted", async () => {
    const { popup, calls } = setUp({ "picture.take": () => false });
    await popup.open();
    expect(popup.status.value).toEqual(status);
    expect(calls).not.toContainEqual(["close"]);
  });

  test("says why a picture could not be taken, and stays for another try", async () => {
    const tries = [new AppError(refusal("picture.not-in-front")), null];
    const take = () => {
      const why = tries.shift();
      if (why) throw why;
      return true;
    };
    const { popup, calls } = setUp({ "picture.take": take });
    await popup.open();
    expect(popup.fault.value).toEqual(refusal("picture.not-in-front"));
    expect(calls).toEqual([["picture.take", 7]]);
    await popup.open();
    expect(calls.at(-1)).toEqual(["close"]);
  });

  test("is gone once one of our own pages is open, and stays where that failed", async () => {
    const tries = [new AppError(refusal("draft.absent")), null];
    const open = () => {
      const why = tries.shift();
      if (why) throw why;
    };
    const { popup, calls } = setUp({ "panel.open-own": open });
    await popup.openOwn({ page: "settings" });
    expect(calls).not.toContainEqual(["close"]);
    expect(popup.fault.value).toEqual(refusal("draft.absent"));
    await popup.openOwn({ page: "settings" });
    expect(calls.at(-1)).toEqual(["close"]);
  });

  test("tells the background of the wish before the browser's question can close it", async () => {
    const { popup, calls } = setUp({}, () => new Promise(() => {}));
    await popup.load();
    void popup.enable();
    expect(calls.slice(1)).toEqual([
      ["site.enable", { origin, tabId: 7 }],
      ["ask", origin],
    ]);
    expect(popup.busy.value).toBe("enabling");
  });

  test("says so when the browser was told no, and can ask again", async () => {
    const { popup } = setUp({ "site.enable": () => false }, async () => false);
    await popup.load();
    await popup.enable();
    expect(popup.isDenied.value).toBe(true);
    expect(popup.busy.value).toBeNull();
  });

  test("asks for the server that the link names, within the click, and connects once it may", async () => {
    const answers = [
      { ok: false, refusal: refusal("enrolment.server-not-allowed", { server: "https://support.example" }) },
      { ok: true, value: {} },
    ];
    const { popup, calls } = setUp({ "enrolment.enrol": () => answers.shift() });
    await popup.load();
    popup.form.link.value = link;
    const connecting = popup.connect();
    expect(calls.at(-1)).toEqual(["ask", "https://support.example"]);
    await connecting;
    expect(calls.filter(([name]) => name === "enrolment.enrol")).toHaveLength(2);
    expect(popup.form.refusal.value).toBeNull();
    expect(popup.form.link.value).toBe("");
  });

  test("asks nothing of the browser or the background for a text that is no link, and keeps it", async () => {
    const { popup, calls } = setUp();
    await popup.load();
    popup.form.link.value = "hello";
    await popup.connect();
    expect(calls.map(([name]) => name)).toEqual(["site.status", "site.status"]);
    expect(popup.form.refusal.value?.code).toBe("enrolment.text-invalid");
    expect(popup.form.link.value).toBe("hello");
  });

  test("shows the refusal of a code, and keeps the text to be looked at", async () => {
    const { popup } = setUp({ "enrolment.enrol": () => ({ ok: false, refusal: refusal("enrolment.code-unknown") }) });
    await popup.load();
    popup.form.link.value = link;
    await popup.connect();
    expect(popup.form.refusal.value?.code).toBe("enrolment.code-unknown");
    expect(popup.form.link.value).toBe(link);
  });

  test("opened again, shows what became of a connection that it was closed in", async () => {
    const attempt = { state: "refused", server: origin, refusal: refusal("enrolment.code-unknown") } as const;
    const { popup } = setUp({ "site.status": () => ({ ...status, attempt }) });
    await popup.load();
    expect(popup.form.refusal.value?.code).toBe("enrolment.code-unknown");
  });

  test("does one thing at a time", async () => {
    const { popup, calls } = setUp({}, () => new Promise(() => {}));
    await popup.load();
    void popup.enable();
    await popup.forget();
    expect(calls.map(([name]) => name)).not.toContain("site.forget");
  });

  test("that cannot read the page says why and can be asked again", async () => {
    let isBroken = true;
    const { popup } = setUp({
      "site.status": () => {
        if (isBroken) throw new AppError(refusal("extension.fault"));
        return status;
      },
    });
    await popup.load();
    expect(popup.fault.value?.code).toBe("extension.fault");
    isBroken = false;
    await popup.load();
    expect(popup.fault.value).toBeNull();
  });
});

test.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0", "Firefox on Linux"],
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36", "Chrome on Windows"],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36 Edg/156.0",
    "Edge on macOS",
  ],
  ["something else", "Browser"],
])("a browser calls itself by a name a person knows: %s", (userAgent, name) => {
  expect(browserName(userAgent)).toBe(name);
});
