// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from "vitest";
import { refusal } from "../../../shared/problems.ts";
import { aCredential, canary, type FakeAccess, fakeAccess } from "./fake-access.ts";
import { type FakeAccount, fakeAccount, goodCode } from "./fake-account.ts";
import { aTicket, type FakeServer, fakeServer } from "./fake-api.ts";
import { stringsRendered } from "./reachable.ts";
import { all, click, gone, openDesk, press, shown, type } from "./screen.tsx";

const reason = "Compare checkout.php with the original";

interface Opened {
  access: FakeAccess;
  server: FakeServer;
  account: FakeAccount;
}

/** A ticket that is ours, with a login to its files. */
async function openTicket(changes: Parameters<typeof fakeAccess>[0] = {}): Promise<Opened> {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"] });
  const ticket = aTicket();
  const server = fakeServer([ticket]);
  const account = fakeAccount();
  const mine = { assignee: { id: "me", name: "Emil Engineer" }, isMine: true };
  const access = fakeAccess({ credentials: [aCredential()], ...mine, ...changes });
  openDesk(server, `/desk/t/${ticket.ticketId}`, { access: access.api, account: account.api });
  await shown(".access-reveal");
  return { access, server, account };
}

async function askFor(words = reason): Promise<void> {
  await click(".access-reveal");
  type(await shown("#reveal-reason"), words);
  await click(".reveal button[type=submit]");
}

async function revealed(changes: Parameters<typeof fakeAccess>[0] = {}): Promise<Opened> {
  const opened = await openTicket(changes);
  await askFor();
  await shown(".reveal-time");
  return opened;
}

const page = () => document.documentElement.outerHTML;

function expectNowhere(): void {
  expect(page()).not.toContain(canary);
  for (const field of document.querySelectorAll<HTMLInputElement>("input, textarea")) {
    expect(field.value).not.toContain(canary);
  }
  expect(stringsRendered().filter(({ text }) => text.includes(canary))).toEqual([]);
}

function setVisibility(state: "visible" | "hidden"): void {
  vi.spyOn(document, "visibilityState", "get").mockReturnValue(state);
  document.dispatchEvent(new Event("visibilitychange"));
}

/** A clipboard that can be looked into where `mayRead`. */
function putClipboard(mayRead: boolean): { text: string } {
  const held = { text: "" };
  vi.spyOn(navigator, "clipboard", "get").mockReturnValue({
    writeText: async (text: string) => {
      held.text = text;
    },
    readText: async () => held.text,
  } as Clipboard); // As much of it as the desk uses.
  const query = async () => ({ state: mayRead ? "granted" : "prompt" }) as PermissionStatus;
  vi.spyOn(navigator, "permissions", "get").mockReturnValue({ query } as unknown as Permissions);
  return held;
}

beforeEach(() => {
  vi.restoreAllMocks();
});

describe("a reveal", () => {
  test("is asked for with a reason that the holder reads, and not with a shorter one", async () => {
    const { access } = await openTicket();
    await askFor("too short");
    await shown(".reveal [role=alert]", "at least 10 characters");
    expect(access.asked.some(({ name }) => name === "reveal")).toBe(false);
    expect((await shown(".reveal")).textContent).toContain("The holder reads your name and this reason.");
  });

  test("of what a reseller shares says that their client reads the reason, and no name", async () => {
    await openTicket({ isShared: true });
    await click(".access-reveal");
    await shown(".reveal", "The reseller’s client reads this reason.");
    expect((await shown(".reveal")).textContent).not.toContain("your name");
  });

  test("does not take spaces for a reason", async () => {
    const { access } = await openTicket();
    await askFor("  a        b  ".padEnd(40));
    await shown(".reveal-time");
    await openTicket();
    await askFor(" ".repeat(20));
    await shown(".reveal [role=alert]", "at least 10 characters");
    expect(access.asked.filter(({ name }) => name === "reveal")).toHaveLength(1);
  });

  test("can be asked for by one key, and only where the ticket is one’s own", async () => {
    await openTicket();
    press("s");
    await shown("#reveal-reason");
    await openTicketOfAnother();
    press("s");
    await shown(".access-row", "Only whoever works on the ticket can see it.");
    expect(all("#reveal-reason")).toEqual([]);
  });

  test("says how many are left this hour", async () => {
    await openTicket({ revealsLeft: 3 });
    await click(".access-reveal");
    await shown(".reveal", "3 reveals left this hour");
  });

  test("keeps the password masked until it is pressed, and masked again at the second press", async () => {
    await revealed();
    expect(page()).not.toContain(canary);
    await click(".reveal-values button", "Show");
    await shown(".reveal-values dd", canary);
    await click(".reveal-values button", "Mask");
    await gone(".reveal-values dd", canary);
  });

  test("shows the rest of the login without a press", async () => {
    await revealed();
    const values = (await shown(".reveal-values")).textContent;
    for (const words of ["files.shop.example", "22", "nl_support", "/www"]) expect(values).toContain(words);
  });

  test("unmasks one value at a time", async () => {
    const { access } = await openTicket();
    access.secret = {
      ...access.secret,
      secret: { by: "key", key: `-----\n${canary}\n-----`, passphrase: "open sesame" },
    };
    await askFor();
    (await shown("[aria-label='Show the private key']")).click();
    await shown(".reveal-values dd", canary);
    (await shown("[aria-label='Show the passphrase']")).click();
    await shown(".reveal-values dd", "open sesame");
    expect(page()).not.toContain(canary);
  });

  test("adds its row to the log that stands on the ticket", async () => {
    await revealed();
    await shown(".access-log li", reason);
  });

  test("that is refused says why, and keeps the reason", async () => {
    const { access } = await openTicket();
    access.failing.reveal = refusal("credential.too-many-reveals", { most: 10, seconds: 1_200 });
    await askFor();
    await shown(".reveal [role=alert]", "Wait 1200 seconds");
    expect((await shown<HTMLTextAreaElement>("#reveal-reason")).value).toBe(reason);
  });

  test("whose answer comes after the dialog was closed shows nothing", async () => {
    const { access } = await openTicket();
    access.hangs = true;
    await askFor();
    await vi.waitFor(() => expect(access.release).not.toBeNull());
    await click(".reveal [aria-label=Close]");
    await gone(".reveal[open]");
    await vi.advanceTimersByTimeAsync(1_000);
    access.release?.();
    await shown(".access-log li", reason);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(all(".reveal-time")).toEqual([]);
    expectNowhere();
  });
});

async function openTicketOfAnother(): Promise<void> {
  const ticket = aTicket();
  const access = fakeAccess({ credentials: [aCredential()], assignee: { id: "k", name: "Kate" } });
  openDesk(fakeServer([ticket]), `/desk/t/${ticket.ticketId}`, { access: access.api });
}

describe("what was revealed is nowhere in the page or its state", () => {
  test("once its 60 seconds are over", async () => {
    await revealed();
    await click(".reveal-values button", "Show");
    const value = await shown(".reveal-values dd > span", canary);
    expect(stringsRendered().some(({ text }) => text.includes(canary))).toBe(true);
    vi.advanceTimersByTime(58_000);
    await shown(".reveal-values dd", canary);
    vi.advanceTimersByTime(2_000);
    await shown(".reveal", "The login is hidden again.");
    expectNowhere();
    expect(value.textContent, "what was taken off the page holds it no more").toBe("");
  });

  test("also where the timers stood still and the clock went on", async () => {
    await revealed();
    vi.setSystemTime(Date.now() + 3_600_000);
    vi.advanceTimersByTime(250);
    await shown(".reveal", "The login is hidden again.");
    expectNowhere();
  });

  test("also where the clock was set back meanwhile", async () => {
    await revealed();
    vi.setSystemTime(Date.now() - 3_600_000);
    vi.advanceTimersByTime(60_000);
    await shown(".reveal", "The login is hidden again.");
    expectNowhere();
  });

  test("once the dialog was closed, as Escape closes it", async () => {
    await revealed();
    await click(".reveal-values button", "Show");
    await shown(".reveal-values dd", canary);
    (await shown<HTMLDialogElement>(".reveal")).close();
    await gone(".reveal-values");
    expectNowhere();
  });

  test("once another page of the desk is shown", async () => {
    await revealed();
    await click(".reveal-values button", "Show");
    await shown(".reveal-values dd", canary);
    (await shown<HTMLAnchorElement>("a[aria-label='Back to the queue']")).click();
    await shown(".queue-head");
    expectNowhere();
  });

  test("once the page is left, also where the browser keeps it to be gone back to", async () => {
    await revealed();
    window.dispatchEvent(new Event("pagehide"));
    await shown(".reveal", "The login is hidden again.");
    expectNowhere();
  });

  test("once nobody has looked at the page for 15 seconds; it is masked at once", async () => {
    await revealed();
    await click(".reveal-values button", "Show");
    await shown(".reveal-values dd", canary);
    setVisibility("hidden");
    await gone(".reveal-values dd", canary);
    vi.advanceTimersByTime(14_000);
    await shown(".reveal-time");
    vi.advanceTimersByTime(1_500);
    await shown(".reveal", "The login is hidden again.");
    expectNowhere();
  });

  test("a short look elsewhere leaves it there, and what was left of the minute", async () => {
    await revealed();
    setVisibility("hidden");
    vi.advanceTimersByTime(10_000);
    setVisibility("visible");
    vi.advanceTimersByTime(10_000);
    expect(Number.parseInt((await shown(".reveal-time b")).textContent ?? "", 10)).toBeLessThan(41);
    vi.advanceTimersByTime(41_000);
    await shown(".reveal", "The login is hidden again.");
  });

  test("it was never in the address, the history or the browser’s storage", async () => {
    await revealed();
    await click(".reveal-values button", "Show");
    await shown(".reveal-values dd", canary);
    const kept = [location.href, JSON.stringify(history.state), document.title, document.cookie];
    for (const storage of [localStorage, sessionStorage]) kept.push(JSON.stringify({ ...storage }));
    for (const text of kept) {
      expect(text ?? "").not.toContain(canary);
      expect(text ?? "").not.toContain(reason);
    }
  });
});

describe("the countdown", () => {
  test("is seen each second, and said at its beginning, at 30 and 10 seconds and at its end alone", async () => {
    await revealed();
    const said = new Set<string>();
    const seen = new Set<string>();
    for (let second = 0; second < 61; second += 1) {
      said.add(all(".reveal > [role=status]")[0]?.textContent ?? "");
      seen.add(all(".reveal-time b")[0]?.textContent ?? "");
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect([...said]).toEqual([
      "The login is shown for 60 seconds.",
      "30 seconds left.",
      "10 seconds left.",
      "The login is hidden again.",
    ]);
    expect(seen.size).toBeGreaterThan(55);
  });
});

describe("a server that wants a fresh sign-in", () => {
  async function stale(): Promise<Opened> {
    const opened = await openTicket();
    opened.access.failing.reveal = refusal("session.stale");
    await askFor();
    await shown(".sign-in-anew");
    return opened;
  }

  test("gets one in place, and the reveal goes on with the reason that was typed", async () => {
    const { access } = await stale();
    expect((await shown(".sign-in-anew")).textContent).toContain(reason);
    access.failing = {};
    type(await shown(".sign-in-anew input[type=password]"), "right password");
    await click(".sign-in-anew button[type=submit]");
    await shown(".reveal-time");
    expect(access.asked.filter(({ name }) => name === "reveal").map(({ input }) => input)).toMatchObject([
      { reason },
      { reason },
    ]);
  });

  test("also with the code of an authenticator", async () => {
    const { access, server, account } = await stale();
    server.needsCode = true;
    account.onEntered = () => {
      server.signedIn = true;
    };
    access.failing = {};
    type(await shown(".sign-in-anew input[type=password]"), "right password");
    await click(".sign-in-anew button[type=submit]");
    type(await shown(".sign-in-anew input[autocomplete=one-time-code]"), goodCode);
    await click(".sign-in-anew button[type=submit]");
    await shown(".reveal-time");
  });

  test("asks nothing else meanwhile, so that the page stays although nobody is signed in between the two", async () => {
    const { server } = await stale();
    server.needsCode = true;
    type(await shown(".sign-in-anew input[type=password]"), "right password");
    await click(".sign-in-anew button[type=submit]");
    await shown(".sign-in-anew input[autocomplete=one-time-code]");
    server.failing.open = refusal("session.missing");
    await vi.advanceTimersByTimeAsync(120_000);
    expect((await shown(".sign-in-anew")).textContent).toContain(reason);
  });

  test("also with a passkey", async () => {
    const { access, account } = await stale();
    account.passkeys = [{ id: "p", backedUp: true }];
    access.failing = {};
    await click(".sign-in-anew button", "Use a passkey");
    await shown(".reveal-time");
  });

  test("a wrong password is told, and the reason stays", async () => {
    await stale();
    type(await shown(".sign-in-anew input[type=password]"), "wrong");
    await click(".sign-in-anew button[type=submit]");
    await shown(".sign-in-anew [role=alert]", "not right");
    expect((await shown(".sign-in-anew")).textContent).toContain(reason);
  });

  test("somebody else’s passkey reveals nothing, and the desk becomes theirs", async () => {
    const { access, server, account } = await stale();
    account.passkeys = [{ id: "p", backedUp: true }];
    account.onEntered = () => {
      server.person = { name: "Kate", email: "kate@desk.example" };
    };
    access.failing = {};
    await click(".sign-in-anew button", "Use a passkey");
    await shown(".rail-foot", "Kate");
    expect(all(".reveal-time")).toEqual([]);
    expect(access.asked.filter(({ name }) => name === "reveal")).toHaveLength(1);
  });
});

describe("a copy", () => {
  test("is made without showing what is copied, and leaves the clipboard with the minute", async () => {
    const held = putClipboard(true);
    await revealed();
    await click("[aria-label='Copy the password']");
    await shown(".reveal", "Password copied.");
    expect(held.text).toBe(canary);
    expect(page()).not.toContain(canary);
    await vi.advanceTimersByTimeAsync(60_500);
    await shown(".reveal", "The clipboard is empty again.");
    expect(held.text).toBe("");
  });

  test("also where the dialog was closed before", async () => {
    const held = putClipboard(true);
    await revealed();
    await click("[aria-label='Copy the password']");
    await shown(".reveal", "Password copied.");
    await click(".reveal button", "Hide it now");
    await gone(".reveal-time");
    expectNowhere();
    await vi.advanceTimersByTimeAsync(60_500);
    await vi.waitFor(() => expect(held.text).toBe(""));
  });

  test("leaves alone what somebody copied since", async () => {
    const held = putClipboard(true);
    await revealed();
    await click("[aria-label='Copy the password']");
    await shown(".reveal", "Password copied.");
    held.text = "a shopping list";
    await vi.advanceTimersByTimeAsync(60_500);
    await shown(".reveal", "holds something else by now");
    expect(held.text).toBe("a shopping list");
  });

  test("where the browser does not let us look is told, and one press clears it", async () => {
    const held = putClipboard(false);
    await revealed();
    await click("[aria-label='Copy the password']");
    await shown(".reveal", "Password copied.");
    await vi.advanceTimersByTimeAsync(60_500);
    await shown(".reveal", "may still be in the clipboard");
    expect(held.text).toBe(canary);
    await click(".reveal button", "Clear the clipboard");
    await vi.waitFor(() => expect(held.text).toBe(""));
  });

  test("that the browser refuses is told", async () => {
    vi.spyOn(navigator, "clipboard", "get").mockReturnValue(undefined as unknown as Clipboard); // As on plain http.
    await revealed();
    await click("[aria-label='Copy the password']");
    await shown(".reveal", "did not let it be copied");
  });
});
