// @vitest-environment jsdom
import { describe, expect, test, vi } from "vitest";
import { isAllowed, readsOf, readsOfAny, urlOf } from "../../../extension/adapters/allowed.ts";
import { opencartFacts } from "../../../extension/adapters/opencart/facts.ts";
import { fetchRead, notThrough } from "../../../extension/capture/fetch-read.ts";
import { type Elsewhere, type PageRead, runCapture } from "../../../extension/capture/run.ts";
import { findClassA } from "../../../shared/redaction.ts";
import { report as reportSchema } from "../../../shared/report.ts";
import { token } from "../../support/pages.ts";
import { captureOf, fakeStore, html, log, page } from "./fake-store.ts";

const order = [
  "setting/store",
  "localisation/language",
  "user/user_permission",
  "user/user_permission/edit",
  "marketplace/modification",
  "marketplace/modification",
  "marketplace/modification",
  "marketplace/installer/history",
  "tool/log/download",
];

const aClaim = {
  platform: "opencart",
  label: "OpenCart",
  native: true,
  version: null,
  signedIn: true,
  offerHelp: true,
};
const within = { origin: "https://shop.example", adminPath: "/admin/", entry: "index.php" };

test("a store is read in order, one request at a time, by GETs of the allow-list alone", async () => {
  const store = fakeStore();
  const options = captureOf("3x-dashboard", store.fetch);
  await runCapture(options);
  expect(store.routes()).toEqual(order);
  expect(store.mostInFlight()).toBe(1);
  for (const { url, init } of store.asked) {
    expect(isAllowed(url, opencartFacts, readsOf(opencartFacts, "3.0.3.8"), within), url.href).toBe(true);
    expect(init).toMatchObject({ method: "GET", redirect: "manual", credentials: "same-origin", cache: "no-store" });
    expect(init.body).toBeUndefined();
  }
  expect(store.asked.slice(4, 7).map(({ url }) => url.searchParams.get("page"))).toEqual([null, "2", "3"]);
  expect(options.progress.map(({ doing }) => doing)).toContain("modifications");
  expect(options.progress.every(({ done, total }) => done < total)).toBe(true);
});

test("every fact that was read is in the report, with where it came from, and the report fits its schema", async () => {
  const report = await runCapture(captureOf("3x-dashboard", fakeStore().fetch));
  expect(reportSchema.parse(report)).toMatchObject(report);
  expect(report).toMatchObject({
    platform: { id: "opencart", native: true, version: "3.0.3.8", fingerprint: { from: "3.0.3.9", to: "3.0.4.0" } },
    page: {
      route: "common/dashboard",
      title: "Overview",
      language: "en",
      direction: "ltr",
      viewport: { width: 1366, height: 768 },
    },
    stores: [
      { name: "Garden Shop", url: "https://shop.example/", default: true },
      { name: "Tool Shed", url: "https://tools.example/a", default: false },
    ],
    languages: ["en-gb", "de-de"],
    server: { php: "8.2.1", web: "nginx", from: { php: "X-Powered-By header", web: "Server header" } },
    libraries: { jquery: "3.7.0", bootstrap: "3" },
    browser: { name: "Chromium", version: "156" },
  });
  expect(report.modifications.map(({ name, enabled }) => [name, enabled])).toEqual([
    ["Fast Checkout", true],
    ["Old Filter <b>", false],
  ]);
  expect(report.installer).toHaveLength(2);
  expect(report.modules.map(({ type, code, thirdParty, depth }) => [type, code, thirdParty, depth])).toEqual([
    ["module", "fast_checkout", true, "safe"],
    ["payment", "acme_pay", true, "safe"],
    ["journal9", "blog/post", true, "safe"],
  ]);
  expect(report.logs[0]).toMatchObject({ name: "error.log", size: log.length, truncated: false });
  expect(report.sources.map(({ fact, from }) => `${fact} ${from}`)).toEqual(
    expect.arrayContaining([
      "platform.version page",
      "stores setting/store",
      "languages localisation/language",
      "modules user/user_permission/edit",
      "modifications marketplace/modification",
      "logs tool/log/download",
    ]),
  );
  expect(report.missing.map(({ fact }) => fact).sort()).toEqual(
    ["admin.group", "coreFiles", "modules", "server.database", "server.os", "theme"].sort(),
  );
});

test("neither the token nor anyone's address is in the report", async () => {
  const text = JSON.stringify(await runCapture(captureOf("3x-dashboard", fakeStore().fetch)));
  for (const secret of [token, "ann@mail.example", "user:secret", "Ann Admin", "?x=1"])
    expect(text).not.toContain(secret);
  expect(text).toContain("[email#1]");
  expect(findClassA(text)).toEqual([]);
});

test("of a settings page that stands open nothing but its frame is read", async () => {
  const text = JSON.stringify(await runCapture(captureOf("4x-settings-open", fakeStore().fetch)));
  expect(text).toContain("4.1.0.4");
  for (const secret of ["q9-very-secret-q9", "smtp-secret-1"]) expect(text).not.toContain(secret);
});

test("a list of extensions that stands open is read at once, and never asked for", async () => {
  const store = fakeStore();
  const report = await runCapture(captureOf("40x-extensions-open", store.fetch));
  expect(report.modules.map(({ code, installed, enabled, depth }) => [code, installed, enabled, depth])).toEqual([
    ["fast", true, true, "page"],
    ["banner", true, true, "page"],
    ["html", false, false, "page"],
  ]);
  expect(store.routes().filter((route) => route.startsWith("extension/") || route.endsWith("/extension"))).toEqual([]);
});

describe("a page whose own rules let nothing through", () => {
  const refuse = async () => Promise.reject(new TypeError("NetworkError"));
  const wasForbidden = async () => false;

  test("is read by the background, each page once, with the same report", async () => {
    const store = fakeStore();
    const plain = await runCapture(captureOf("3x-dashboard", fakeStore().fetch));
    const tried: string[] = [];
    const asks: PageRead[] = [];
    const options = captureOf("3x-dashboard", (input) => {
      tried.push(String(input));
      return refuse();
    });
    const elsewhere: Elsewhere = {
      isNeeded: false,
      wasForbidden: async ({ href }) => href === tried[0],
      async read(ask) {
        asks.push(ask);
        const read = readsOfAny(opencartFacts)[ask.at]!;
        const address = urlOf(options.url, { ...aClaim, ...within }, opencartFacts, read, ask.params);
        return structuredClone(await fetchRead(address, read, store.fetch));
      },
    };
    const report = await runCapture({ ...options, elsewhere });
    expect(tried).toHaveLength(1);
    expect(elsewhere.isNeeded).toBe(true);
    expect(asks.map(({ captureId }) => captureId)).toEqual(asks.map(() => "one"));
    expect(store.routes()).toHaveLength(new Set(store.asked.map(({ url }) => url.href)).size);
    expect(report).toEqual(plain);
  });

  test("is not read where nobody else can: what is missing says so", async () => {
    const report = await runCapture(captureOf("3x-dashboard", refuse));
    expect(report.missing).toContainEqual({ fact: "installer", why: "the request did not get through" });
  });

  test("which the background may not read either is asked for in vain, without an end to the capture", async () => {
    const read = vi.fn(async () => notThrough);
    const get = vi.fn(refuse);
    const report = await runCapture({
      ...captureOf("3x-dashboard", get),
      elsewhere: { isNeeded: true, wasForbidden, read },
    });
    expect(report.missing).toContainEqual({ fact: "logs", why: "the request did not get through" });
    expect(read.mock.calls.length).toBeGreaterThan(3);
    // What was known of the page before is not tried again.
    expect(get).not.toHaveBeenCalled();
  });

  test("is another thing than a store that fails or is out of reach: that is not asked twice", async () => {
    const read = vi.fn(async () => notThrough);
    const elsewhere = { isNeeded: false, wasForbidden, read };
    const store = fakeStore({ "setting/store": new Response("", { status: 500 }), "tool/log/download": refuse });
    await runCapture({ ...captureOf("3x-dashboard", store.fetch), elsewhere });
    expect(read).not.toHaveBeenCalled();
    expect(elsewhere.isNeeded).toBe(false);
    expect(store.routes().filter((route) => route === "setting/store")).toHaveLength(1);
  });
});

describe("a store that answers otherwise", () => {
  test("has signed the person out: nothing more is asked", async () => {
    const store = fakeStore({ "localisation/language": page("3x-list-signed-out") });
    const report = await runCapture(captureOf("3x-dashboard", store.fetch));
    expect(store.routes()).toEqual(["setting/store", "localisation/language"]);
    expect(report.stores).toHaveLength(2);
    for (const fact of ["languages", "modules", "modifications", "installer", "logs"]) {
      expect(report.missing).toContainEqual({ fact, why: "the store has signed you out" });
    }
  });

  test.each([200, 401])("refuses one page with status %i: that fact is missing, the others are not", async (status) => {
    const store = fakeStore({ "marketplace/modification": page("3x-denied", status) });
    const report = await runCapture(captureOf("3x-dashboard", store.fetch));
    expect(report.missing).toContainEqual({
      fact: "modifications",
      why: "you may not open it, or this version has no such page",
    });
    expect(report.installer).toHaveLength(2);
    expect(report.logs).toHaveLength(1);
  });

  test("refuses a further page of a list: what was read stays, and that it is not all is told", async () => {
    let pages = 0;
    const reply = () => {
      pages += 1;
      return page(pages === 1 ? "3x-modifications" : "3x-denied");
    };
    const report = await runCapture(captureOf("3x-dashboard", fakeStore({ "marketplace/modification": reply }).fetch));
    expect(report.modifications).toHaveLength(2);
    expect(report.missing.map(({ fact }) => fact)).toContain("modifications");
  });

  // A constructed response cannot be one.
  const redirect = { type: "opaqueredirect", status: 0 } as Response;
  test.each([
    ["sends elsewhere", redirect, "the store sent another page instead"],
    ["fails", new Response("", { status: 500 }), "the store answered with status 500"],
    ["is not reached", () => Promise.reject(new TypeError("Failed to fetch")), "the request did not get through"],
  ])("%s: the fact is missing with that reason", async (_, reply, why) => {
    const report = await runCapture(captureOf("3x-dashboard", fakeStore({ "marketplace/modification": reply }).fetch));
    expect(report.missing).toContainEqual({ fact: "modifications", why });
    expect(report.logs).toHaveLength(1);
  });

  test("has no log: the log is missing", async () => {
    const report = await runCapture(captureOf("3x-dashboard", fakeStore({ "tool/log/download": redirect }).fetch));
    expect(report.missing).toContainEqual({ fact: "logs", why: "the store has no error log, or an empty one" });
  });

  test("answers a log with its sign-in page: that is no log", async () => {
    const report = await runCapture(
      captureOf("3x-dashboard", fakeStore({ "tool/log/download": page("3x-login") }).fetch),
    );
    expect(report.logs).toEqual([]);
    expect(report.missing).toContainEqual({ fact: "logs", why: "the store has signed you out" });
  });

  test("never answers: after its time the next is asked", async () => {
    vi.useFakeTimers();
    try {
      const store = fakeStore();
      const get: typeof fetch = (input, init) =>
        String(input).includes("setting/store")
          ? new Promise((_, fail) => init?.signal?.addEventListener("abort", () => fail(new Error("aborted"))))
          : store.fetch(input, init);
      const running = runCapture(captureOf("3x-dashboard", get));
      await vi.advanceTimersByTimeAsync(8_000);
      const report = await running;
      expect(report.missing).not.toContainEqual(expect.objectContaining({ fact: "stores" }));
      expect(report.stores.map(({ name }) => name)).toEqual(["Garden Shop", "Tool Shed & Co"]);
      expect(store.routes()[0]).toBe("localisation/language");
    } finally {
      vi.useRealTimers();
    }
  });

  test("is slow throughout: what does not fit the time is missing, and not asked for", async () => {
    const store = fakeStore();
    let clock = 0;
    const now = () => {
      clock += 8_000;
      return new Date(clock);
    };
    const report = await runCapture(captureOf("3x-dashboard", store.fetch, { now }));
    expect(store.routes().length).toBeLessThan(order.length);
    expect(report.missing).toContainEqual({ fact: "logs", why: "the store answers too slowly to read it all" });
  });
});

test("of a long log only the end is kept, and its whole size is told", async () => {
  const old = "2026-01-01 8:00:00 - PHP Notice:  old in /srv/x/system/a.php on line 1\n";
  const text = old.repeat(20_000) + log;
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const bytes = new TextEncoder().encode(text);
      for (let at = 0; at < bytes.length; at += 10_007) controller.enqueue(bytes.slice(at, at + 10_007));
      controller.close();
    },
  });
  const answer = new Response(stream, { headers: { "content-type": "application/octet-stream" } });
  const [read] = (await runCapture(captureOf("3x-dashboard", fakeStore({ "tool/log/download": answer }).fetch))).logs;
  expect(read).toMatchObject({ size: text.length, truncated: true });
  expect(read!.groups.map(({ count }) => count)).toEqual([Math.floor((64 * 1024 - log.length) / old.length), 1]);
});

test("a log beyond all measure is given up, not read to its end", async () => {
  let sent = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1;
      controller.enqueue(new Uint8Array(4 * 1024 * 1024));
    },
  });
  const answer = new Response(stream, { headers: { "content-type": "application/octet-stream" } });
  const report = await runCapture(captureOf("3x-dashboard", fakeStore({ "tool/log/download": answer }).fetch));
  expect(report.logs).toEqual([]);
  expect(report.missing).toContainEqual(expect.objectContaining({ fact: "logs" }));
  expect(sent).toBeLessThan(25);
});

describe("a click on the store's logout link", () => {
  /** A logout link on the page, and how a click on it arrives where the page itself would act on it. */
  function logoutLink() {
    const link = document.createElement("a");
    link.setAttribute("href", `https://shop.example/admin/index.php?route=common/logout&user_token=${token}`);
    document.body.append(link);
    const arrived: Event[] = [];
    link.addEventListener("click", (event) => {
      arrived.push(event);
      event.preventDefault();
    });
    const press = () =>
      link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, composed: true }));
    return { press, arrived };
  }

  test("waits for the request in flight, and nothing is asked after it", async () => {
    const followed: string[] = [];
    const { press, arrived } = logoutLink();
    let answered = false;
    const store = fakeStore({
      "localisation/language": async () => {
        press();
        await Promise.resolve();
        expect(followed).toEqual([]);
        answered = true;
        return page("3x-languages");
      },
    });
    const follow = (url: URL) => {
      expect(answered).toBe(true);
      followed.push(url.href);
    };
    const report = await runCapture(captureOf("3x-dashboard", store.fetch, { clicks: window, follow }));
    await vi.waitFor(() => expect(followed).toHaveLength(1));
    expect(arrived).toEqual([]);
    expect(store.routes()).toEqual(["setting/store", "localisation/language"]);
    expect(report.missing).toContainEqual({ fact: "logs", why: "you signed out of the store" });
  });

  test("is left alone once the capture has ended", async () => {
    const { press, arrived } = logoutLink();
    await runCapture(captureOf("3x-dashboard", fakeStore().fetch, { clicks: window }));
    press();
    expect(arrived).toHaveLength(1);
  });
});

describe("nothing is asked at all", () => {
  test.each([
    ["on a storefront", "storefront"],
    ["on the sign-in page", "3x-login"],
  ])("%s", async (_, fixture) => {
    const store = fakeStore();
    const report = await runCapture(captureOf(fixture, store.fetch));
    expect(store.asked).toEqual([]);
    expect(reportSchema.safeParse(report).success).toBe(true);
    expect(report.missing.map(({ fact }) => fact)).toEqual(expect.arrayContaining(["modifications", "logs"]));
  });

  test("where the page shows no token", async () => {
    const store = fakeStore();
    const text = html("3x-dashboard").replaceAll(token, "none");
    await runCapture(
      captureOf("3x-dashboard", store.fetch, {
        document: new DOMParser().parseFromString(text, "text/html"),
        url: new URL("https://shop.example/admin/index.php?route=common/dashboard"),
      }),
    );
    expect(store.asked).toEqual([]);
  });
});

test("whatever breaks, there is a report", async () => {
  const parse = () => {
    throw new Error("broken");
  };
  const report = await runCapture(captureOf("3x-dashboard", fakeStore().fetch, { parse }));
  expect(reportSchema.safeParse(report).success).toBe(true);
  expect(report.missing.length).toBeGreaterThan(3);
});
