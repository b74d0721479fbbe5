// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, expect, test, vi } from "vitest";
import type { KeptClients } from "../../../extension/messages.ts";
import { App } from "../../../extension/popup/app.tsx";
import type { ResellerHost } from "../../../extension/popup/host.ts";
import { createRole, type ShownClients } from "../../../extension/popup/reseller-role.ts";
import type { Popup } from "../../../extension/popup/state.ts";
import { createPopup } from "../../../extension/popup/state.ts";
import { refusal } from "../../../shared/problems.ts";
import { clientLicense, manyClients } from "../../support/clients.ts";

const nowMs = Date.parse("2026-11-22T10:00:00Z");
const server = "https://support.example";
const names = { serverName: "Support", resellerName: "Brightside Web", personName: "Petra" };
const expiresAt = "2026-11-22T10:10:00.000Z";

const elsewhere = { origin: "https://news.example", enabled: false, supported: true, claim: null, outbox: [] };

interface World {
  kept: KeptClients | null;
  /** What the last popup left for the first frame. */
  early: ShownClients | null;
  origin: string | null;
  isOnline: boolean;
  answers: (world: World) => Record<string, (...args: never[]) => unknown>;
  copy: (text: string) => Promise<void>;
}

function keeps(count: number, changes: Partial<KeptClients> = {}): KeptClients {
  const asOf = "2026-11-22T07:00:00.000Z";
  return { id: "clients", server, names, asOf, snapshot: manyClients(count, nowMs), ...changes };
}

let close = () => {};
afterEach(() => {
  close();
  vi.useRealTimers();
});

/** Does it, and all that follows without time going by. */
function settled(work: () => void): Promise<void> {
  return act(async () => {
    work();
    for (let turn = 0; turn < 30; turn++) await Promise.resolve();
  });
}

async function show(changes: Partial<World> = {}) {
  const world: World = {
    kept: keeps(5_000),
    early: null,
    origin: null,
    isOnline: true,
    answers: () => ({}),
    copy: async () => {},
    ...changes,
  };
  const calls: [string, ...unknown[]][] = [];
  const view = { connection: world.kept && { server, names }, pairing: null, refusal: null };
  const usual: Record<string, unknown> = {
    "site.status": elsewhere,
    "reseller.read": view,
    "reseller.refresh": { ok: true, value: view },
  };
  const send = async (name: string, ...args: unknown[]) => {
    calls.push([name, ...args]);
    const answer = world.answers(world)[name] as ((...args: unknown[]) => unknown) | undefined;
    return answer ? answer(...args) : (usual[name] ?? null);
  };
  const { ResellerScreens } = await import("../../../extension/popup/reseller/later.tsx");
  const host = {
    send,
    askFor: async (asked: string) => {
      calls.push(["ask", asked]);
      return true;
    },
    label: "Firefox on Linux",
    kept: async () => world.kept,
    painted: async () => {},
    copy: (text: string) => {
      calls.push(["copy", text]);
      return world.copy(text);
    },
    now: () => nowMs,
    isOnline: () => world.isOnline,
  } as unknown as ResellerHost;
  const early = world.early && { clients: world.early, Screens: ResellerScreens };
  const role = createRole(host, world.origin, async () => ({ ResellerScreens }), early);
  const popup: Popup = createPopup(
    { ...host, listen: () => () => {}, close: () => void calls.push(["close"]) } as never,
    { tabId: 7 },
  );
  const root = document.createElement("div");
  document.body.replaceChildren(root);
  await act(async () => render(<App popup={popup} role={role} />, root));
  close = () => render(null, root);
  await act(async () => {
    await Promise.all([role.start(), popup.open()]);
  });
  await settled(() => {});
  const words = () => (root.textContent ?? "").replace(/\s+/g, " ");
  return {
    root,
    world,
    calls,
    words,
    rows: () => [...root.querySelectorAll<HTMLElement>('[role="option"]')],
    active: () => root.querySelector<HTMLElement>('[role="option"][aria-selected="true"]'),
    /** At whatever has the focus, as the browser does; with what the browser itself makes of it. */
    key: (key: string) =>
      settled(() => {
        const at = document.activeElement ?? document.body;
        const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
        const isOurs = !at.dispatchEvent(event);
        if (!isOurs && key === "Enter" && at instanceof HTMLButtonElement) at.click();
      }),
    type: (text: string) =>
      act(async () => {
        const field = document.activeElement;
        if (!(field instanceof HTMLInputElement)) throw new Error("Nothing to type into has the focus");
        field.value = text;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }),
    focus: (name: string) =>
      act(async () => {
        const found = [...root.querySelectorAll<HTMLElement>("button, a")].find((each) =>
          (each.getAttribute("aria-label") ?? each.textContent ?? "").replace(/\s+/g, " ").includes(name),
        );
        if (!found) throw new Error(`There is no ${name}`);
        found.focus();
      }),
  };
}

test("5,000 clients are there, a screenful of them is drawn, and the search has the focus", async () => {
  const popup = await show();
  expect(popup.words()).toContain("Brightside Web5,000 licenses");
  expect(popup.rows().length).toBeGreaterThan(5);
  expect(popup.rows().length).toBeLessThan(40);
  expect(popup.rows()[0]?.getAttribute("aria-setsize")).toBe("5000");
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Search clients");
});

test("by the keys alone the last client is found, opened and left again to where the list was", async () => {
  const popup = await show();
  await popup.key("ArrowDown");
  expect(document.activeElement?.getAttribute("role")).toBe("listbox");
  await popup.key("End");
  expect(popup.active()?.getAttribute("aria-posinset")).toBe("5000");
  expect(document.activeElement?.getAttribute("aria-activedescendant")).toBe(popup.active()?.id);
  await popup.key("ArrowUp");
  await popup.key("PageUp");
  const place = Number(popup.active()?.getAttribute("aria-posinset"));
  expect(place).toBeLessThan(4_999);
  const name = popup.active()?.querySelector("b")?.textContent ?? "?";
  await popup.key("Enter");
  expect(popup.root.querySelector("h1")?.textContent).toBe(name);
  await popup.key("Escape");
  expect(Number(popup.active()?.getAttribute("aria-posinset"))).toBe(place);
  expect(document.activeElement?.getAttribute("role")).toBe("listbox");
  await popup.key("Home");
  expect(popup.active()?.getAttribute("aria-posinset")).toBe("1");
  await popup.key("/");
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Search clients");
});

test("what is typed is filtered at once, Enter opens the first found, and Esc clears the search", async () => {
  const popup = await show();
  await popup.type("kettle 2401");
  expect(popup.rows().map((row) => row.querySelector("b")?.textContent)).toEqual(["Copper Kettle 2401"]);
  expect(popup.words()).toContain("1 of 5000 shown");
  await popup.key("Escape");
  expect(popup.rows().length).toBeGreaterThan(5);
  await popup.type("2401");
  await popup.key("Enter");
  expect(popup.root.querySelector("h1")?.textContent).toBe("Copper Kettle 2401");
});

test("chips narrow the list and are pressed until they are pressed again", async () => {
  const popup = await show();
  await popup.focus("Owner waits");
  await popup.key("Enter");
  expect(popup.root.querySelector('.chip[aria-pressed="true"]')?.textContent).toContain("Owner waits");
  expect(popup.words()).toContain("10 of 5000 shown");
  await popup.key("Enter");
  expect(popup.words()).toContain("5000 of 5000 shown");
});

test("the license of the store on screen stands on top with plan, period, credits and open tickets", async () => {
  const here = clientLicense({
    holderName: "The Copper Kettle",
    stores: ["https://kettle.example"],
    plan: "Premium",
    planUntil: "2026-12-10",
    credits: 12,
    openTickets: 2,
  });
  const base = manyClients(50, nowMs);
  const kept = keeps(0, { snapshot: { ...base, licenses: [...base.licenses, here] } });
  const popup = await show({ kept, origin: "https://kettle.example" });
  const shown = popup.root.querySelector('[aria-current="true"]');
  for (const words of ["The Copper Kettle", "This site", "Premium, until 10 Dec 2026", "12 credits", "2 tickets"]) {
    expect(shown?.textContent).toContain(words);
  }
  expect((await show({ kept, origin: "https://other.example" })).root.querySelector(".here")).toBeNull();
});

test("without the network the last clients are shown, with how old they are", async () => {
  const answers = () => ({ "reseller.refresh": () => ({ ok: false, refusal: refusal("server.no-answer") }) });
  const popup = await show({ isOnline: false, answers });
  expect(popup.words()).toContain("You are offline. As of 3 hours ago.");
  expect(popup.rows().length).toBeGreaterThan(5);
  const server = await show({ isOnline: true, answers });
  expect(server.words()).not.toContain("You are offline");
  expect(server.words()).toContain("The server does not answer. As of 3 hours ago.");
});

test("a popup that was never read says so and shows no empty list as an answer", async () => {
  const answers = () => ({ "reseller.refresh": () => ({ ok: false, refusal: refusal("server.no-answer") }) });
  const popup = await show({ kept: keeps(0, { asOf: null, snapshot: null }), answers });
  expect(popup.words()).toContain("Your clients have not been read yet.");
  expect(popup.words()).not.toContain("You look after no licenses");
});

test("a license shows its open tickets, each with its own page at the desk, and says how many are the vendor's", async () => {
  const one = clientLicense({ openTickets: 3 });
  const kept = keeps(0, { snapshot: { ...manyClients(0, nowMs), licenses: [one] } });
  const tickets = [
    { ticketId: "t-9", number: 9, subject: "Checkout is blank", state: "sent" },
    { ticketId: "t-4", number: 4, subject: "Where is the logo", state: "waiting" },
  ];
  const popup = await show({
    kept,
    answers: () => ({ "reseller.open-tickets": () => ({ ok: true, value: tickets }) }),
  });
  await popup.key("Enter");
  expect(popup.calls).toContainEqual(["reseller.open-tickets", one.licenseId]);
  const links = [...popup.root.querySelectorAll<HTMLAnchorElement>(".ticket-link")];
  expect(links.map(({ href }) => href)).toEqual([`${server}/desk/t/t-9`, `${server}/desk/t/t-4`]);
  expect(links.map(({ textContent }) => textContent)).toEqual([
    expect.stringMatching(/Checkout is blank.*New.*T-9/),
    expect.stringMatching(/Where is the logo.*Wrote back.*T-4/),
  ]);
  expect(popup.words()).toContain("1 more with the vendor.");
});

test.each([
  { isOnline: true, words: "The server does not answer. 2 tickets when last read." },
  { isOnline: false, words: "You are offline. 2 tickets when last read." },
])("without an answer a license says so beside the count that it knows: $words", async ({ isOnline, words }) => {
  const kept = keeps(0, { snapshot: { ...manyClients(0, nowMs), licenses: [clientLicense({ openTickets: 2 })] } });
  const answers = () => ({ "reseller.open-tickets": () => ({ ok: false, refusal: refusal("server.no-answer") }) });
  const popup = await show({ kept, isOnline, answers });
  await popup.key("Enter");
  expect(popup.words()).toContain(words);
  expect(popup.words()).not.toContain("What you wrote");
});

test("tickets that arrive late are not shown under another license", async () => {
  const licenses = [
    clientLicense({ holderName: "A", openTickets: 1 }),
    clientLicense({ holderName: "B", openTickets: 1 }),
  ];
  const kept = keeps(0, { snapshot: { ...manyClients(0, nowMs), licenses } });
  const first = Promise.withResolvers<unknown>();
  const subjectOf = (subject: string) => ({ ok: true, value: [{ ticketId: "t", number: 1, subject, state: "sent" }] });
  const answers = () => ({
    "reseller.open-tickets": (licenseId: string) =>
      licenseId === licenses[0]?.licenseId ? first.promise : subjectOf("Of B"),
  });
  const popup = await show({ kept, answers });
  await popup.key("Enter");
  await popup.key("Escape");
  await popup.key("ArrowDown");
  await popup.key("ArrowDown");
  await popup.key("Enter");
  expect(popup.words()).toContain("Of B");
  await settled(() => first.resolve(subjectOf("Of A")));
  expect(popup.words()).toContain("Of B");
  expect(popup.words()).not.toContain("Of A");
});

test("the statement leads back to the license it was opened from, and from there to where the list was", async () => {
  const own = clientLicense({ holderName: "The Copper Kettle", credits: 12 });
  const kept = keeps(0, { snapshot: { ...manyClients(0, nowMs), licenses: [own] } });
  const popup = await show({ kept });
  await popup.key("ArrowDown");
  await popup.key("Enter");
  await popup.focus("Statement");
  await popup.key("Enter");
  expect(popup.root.querySelector("h1")?.textContent).toBe("Credits");
  await popup.key("Escape");
  expect(popup.root.querySelector("h1")?.textContent).toBe("The Copper Kettle");
  expect(document.activeElement?.id).toBe("license-statement");
  await popup.key("Escape");
  expect(document.activeElement?.getAttribute("role")).toBe("listbox");
});

test("a link that opens a tab puts the popup away, but for the page that the code on show is typed in", async () => {
  const follow = (root: Element, selector: string) => {
    const link = root.querySelector(selector);
    // No window is to open here.
    link?.addEventListener("click", (event) => event.preventDefault());
    link?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  };
  const tabHasFocus = () => window.dispatchEvent(new Event("blur"));
  const { root, calls } = await show();
  tabHasFocus();
  follow(root, `a[href="${server}/desk"] svg`);
  expect(calls).not.toContainEqual(["close"]);
  tabHasFocus();
  expect(calls.at(-1)).toEqual(["close"]);
  close();

  const pairing = { server, code: "7K2Q-D0XM", expiresAt };
  const view = { connection: null, pairing, refusal: null, server: null };
  const answers = () => ({ "reseller.read": () => view, "reseller.poll": () => view });
  const code = await show({ kept: null, answers });
  expect(code.words()).toContain("7K2Q");
  follow(code.root, "#pairing-page");
  tabHasFocus();
  expect(code.calls).not.toContainEqual(["close"]);
});

test("a code that came to nothing is begun anew by one press, with the same server", async () => {
  const over = { connection: null, pairing: null, refusal: refusal("pairing.not-approved"), server };
  const popup = await show({ kept: null, answers: () => ({ "reseller.read": () => over }) });
  expect(popup.words()).toContain("The code is over");
  await settled(() => {
    popup.root.querySelector("form")?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  });
  expect(popup.calls).toContainEqual(["reseller.pair", { server, label: "Firefox on Linux" }]);
});

test("a code whose time is over while the server is away says what may still come", async () => {
  vi.useFakeTimers({ now: nowMs });
  const late = { connection: null, pairing: { server, code: "7K2Q-D0XM", expiresAt: "2026-11-22T09:59:00.000Z" } };
  const view = { ...late, refusal: null, server: null };
  const popup = await show({
    kept: null,
    answers: () => ({ "reseller.read": () => view, "reseller.poll": () => view }),
  });
  expect(popup.words()).toContain("This code is over.");
  expect(popup.words()).toContain("If the code was typed in time, your clients appear here once it does.");
});

test("a code for a client is made on the press, copied, and shown with its end", async () => {
  const invitation = `${server}/#0123456789ABCDEF.${"ab".repeat(32)}`;
  const answers = () => ({
    "reseller.make-code": () => ({ ok: true, value: { invitation, expiresAt: "2026-11-29T10:00:00Z" } }),
  });
  const popup = await show({ kept: keeps(3), answers });
  await popup.key("ArrowDown");
  await popup.key("Enter");
  expect(popup.calls.some(([name]) => name === "reseller.make-code")).toBe(false);
  await popup.focus("Copy a one-time code");
  await popup.key("Enter");
  expect(popup.calls).toContainEqual(["copy", invitation]);
  expect(popup.words()).toContain("Copied. It connects one browser of your client’s, until 29 Nov");
});

test("a code that could not be copied is there to be copied by hand", async () => {
  const answers = () => ({
    "reseller.make-code": () => ({ ok: true, value: { invitation: "https://x/#1", expiresAt } }),
  });
  const popup = await show({ kept: keeps(1), answers, copy: () => Promise.reject(new Error("not allowed")) });
  await popup.key("Enter");
  await popup.focus("Copy a one-time code");
  await popup.key("Enter");
  expect(popup.words()).toContain("Made. Copy it from here.");
  expect(popup.words()).toContain("https://x/#1");
});

test("an owner who waits and a transfer are told of with a way to the desk, and decided on nowhere here", async () => {
  const waits = clientLicense({
    holderName: "Old Mill",
    life: "contacting-reseller",
    unreachableAt: "2026-11-21T10:00:00.000Z",
    orphanAt: "2026-11-27T09:00:00.000Z",
  });
  const kept = keeps(0, { snapshot: { ...manyClients(0, nowMs), licenses: [waits] } });
  const popup = await show({ kept });
  expect(popup.words()).toContain("Answer in 4 d 23 h");
  await popup.key("Enter");
  expect(popup.words()).toContain("Unless you answer, you lose this license in 4 d 23 h.");
  const link = [...popup.root.querySelectorAll("a")].find(({ textContent }) => textContent === "Answer at the desk");
  expect(link?.href).toBe(`${server}/desk/licenses/${waits.licenseId}`);
  expect(popup.words()).not.toMatch(/Agree|Decline/);
});

test("a browser that is not paired any more shows no client and says why", async () => {
  const popup = await show({ kept: null });
  expect(popup.words()).toContain("I am a reseller: pair this browser");
  const over = { connection: null, pairing: null, refusal: refusal("pairing.over") };
  const ended = await show({
    kept: keeps(5),
    answers: (world) => ({
      "reseller.refresh": () => {
        world.kept = null;
        return { ok: false, refusal: refusal("pairing.over") };
      },
      "reseller.read": () => over,
    }),
  });
  expect(ended.words()).toContain("This browser is not paired any more.");
  expect(ended.words()).not.toContain("Kettle");
});

test("pairing shows the code big and grouped with the time it has left, and the clients once it was approved", async () => {
  vi.useFakeTimers({ now: nowMs });
  const waiting = { connection: null, pairing: { server, code: "7K2Q-D0XM", expiresAt }, refusal: null };
  let polls = 0;
  const popup = await show({
    kept: null,
    answers: (world) => ({
      "reseller.pair": () => ({ ok: true, value: waiting }),
      "reseller.read": () => ({ ...waiting, pairing: null }),
      "reseller.poll": () => {
        polls += 1;
        if (polls < 3) return waiting;
        world.kept = keeps(5);
        return { connection: { server, names }, pairing: null, refusal: null };
      },
    }),
  });
  await popup.focus("I am a reseller");
  await popup.key("Enter");
  await act(async () => popup.root.querySelector<HTMLInputElement>("#reseller-server")?.focus());
  await popup.type("support.example");
  await settled(() => {
    popup.root.querySelector("form")?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  });
  expect(popup.calls).toContainEqual(["ask", server]);
  expect([...popup.root.querySelectorAll(".code b")].map(({ textContent }) => textContent)).toEqual(["7K2Q", "D0XM"]);
  expect(popup.words()).toContain("support.example/desk/pair");
  expect(popup.words()).toContain("Good for 10 min 0 s more");
  await act(async () => void (await vi.advanceTimersByTimeAsync(6_000)));
  expect(popup.words()).toContain("5 licenses");
});

test("the first frame has the first clients and the count of all; the others follow, and a stale first frame goes", async () => {
  const part = { ...keeps(20), partOf: { licenses: 5_000, openTickets: 9 } };
  const { ResellerScreens } = await import("../../../extension/popup/reseller/later.tsx");
  const hangs = { kept: () => new Promise(() => {}), painted: async () => {}, now: () => nowMs, isOnline: () => true };
  const role = createRole(
    { ...hangs, send: async () => null } as unknown as ResellerHost,
    null,
    async () => ({ ResellerScreens }),
    { clients: part, Screens: ResellerScreens },
  );
  const root = document.createElement("div");
  document.body.replaceChildren(root);
  const popup = { status: { value: null }, fault: { value: null } } as unknown as Popup;
  await act(async () => render(<App popup={popup} role={role} />, root));
  expect(root.textContent).toContain("5,000 licenses, 9 tickets");
  expect(root.querySelectorAll('[role="option"]').length).toBeGreaterThan(10);
  render(null, root);
  const whole = await show({ early: part });
  expect(whole.rows()[0]?.getAttribute("aria-setsize")).toBe("5000");
  const gone = await show({ early: part, kept: null });
  expect(gone.rows()).toEqual([]);
  expect(gone.words()).not.toContain("Kettle");
});
