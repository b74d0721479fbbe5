// @vitest-environment happy-dom
import { afterEach, expect, test } from "vitest";
import { unreadFirst } from "../../../extension/panel/home/state.ts";
import { refusal } from "../../../shared/problems.ts";
import { aDraft, anEnrolment, anOutboxItem, aReport, aStart, aTicket, origin } from "../../support/fake-host.ts";
import { pass, putAway, showPanel } from "../../support/panel.ts";

afterEach(putAway);

test("home names the store, what was read of it, and whose support this is", async () => {
  const panel = await showPanel();
  expect(panel.text()).toContain("Customer Care");
  expect(panel.text()).toContain("OpenCart 3.0.3.8Recognised");
  expect(panel.text()).toContain("PHP 8.2.36 · 2 modules, 1 third-party · 3 modifications · 2 logged errors");
});

test("modules of which only others' can be read are counted once", async () => {
  const modules = aReport.modules.filter(({ thirdParty }) => thirdParty);
  const panel = await showPanel({ start: aStart({ draft: aDraft({ report: { ...aReport, modules } }) }) });
  expect(panel.text()).toContain("PHP 8.2.36 · 1 third-party module · 3 modifications");
});

test("an unread ticket stands before newer ones, and among the others the last changed is first", () => {
  const tickets = [
    aTicket({ number: 1, unread: 0, updatedAt: "2026-11-20T00:00:00Z" }),
    aTicket({ number: 2, unread: 0, updatedAt: "2026-11-22T00:00:00Z" }),
    aTicket({ number: 3, unread: 2, updatedAt: "2026-11-01T00:00:00Z" }),
  ];
  expect(tickets.toSorted(unreadFirst).map(({ number }) => number)).toEqual([3, 2, 1]);
});

test("no skeleton is shown before 300 ms, one is after", async () => {
  const panel = await showPanel({ hanging: new Set(["ticket.list"]) });
  expect(panel.root.querySelector(".skeleton")).toBeNull();
  await pass(300);
  expect(panel.root.querySelector(".skeleton")).not.toBeNull();
});

test("tickets that cannot be read say why, and are there after trying again", async () => {
  const panel = await showPanel({ tickets: { ok: false, refusal: refusal("server.fault", { id: "K7Q2" }) } });
  expect(panel.text()).toContain("Something went wrong on our side. Nothing was changed. Quote K7Q2.");
  expect(panel.assertive()).toContain("Quote K7Q2");
  panel.host.world.tickets = { ok: true, value: [aTicket()] };
  await panel.press("Try again");
  expect(panel.text()).toContain("Checkout shows a blank page");
});

test("a list that was read stays when reading it again fails", async () => {
  const panel = await showPanel();
  panel.host.world.failing["ticket.list"] = new Error("gone");
  panel.host.emit({ kind: "tickets.changed", storeOrigin: origin });
  await pass(50);
  expect(panel.text()).toContain("Checkout shows a blank page");
});

test("without a ticket home says so, and what asking is like", async () => {
  const panel = await showPanel({ tickets: { ok: true, value: [] } });
  expect(panel.text()).toContain("Nothing here yet");
});

test("an unconnected browser is told so, asks for no tickets, and opens the tab to connect", async () => {
  const panel = await showPanel({ start: aStart({ enrolment: null }) });
  expect(panel.host.sentAs("ticket.list")).toEqual([]);
  await panel.press("Connect this browser");
  expect(panel.host.sentAs("panel.open-own")).toEqual([{ page: "connect" }]);
});

test("a browser that was connected in another tab shows its tickets when the panel is looked at again", async () => {
  const panel = await showPanel({ start: aStart({ enrolment: null }) });
  panel.host.world.start.enrolment = anEnrolment;
  window.dispatchEvent(new Event("focus"));
  await pass(50);
  expect(panel.text()).toContain("Checkout shows a blank page");
});

test("a browser that is connected or disconnected while the panel stands open is told so at once", async () => {
  const panel = await showPanel({ start: aStart({ enrolment: null }) });
  const change = async (enrolment: typeof anEnrolment | null, storeOrigin = origin) => {
    panel.host.world.start.enrolment = enrolment;
    panel.host.emit({ kind: "site.changed", storeOrigin });
    await pass(50);
  };
  await change(anEnrolment, "https://other.example");
  expect(panel.text()).toContain("Connect this browser");
  await change(anEnrolment);
  expect(panel.text()).toContain("Checkout shows a blank page");
  await panel.press("New request");
  await panel.type("What happens, and what should?", "The last step is blank.");
  await change(null);
  expect(panel.field("What happens, and what should?").value).toBe("The last step is blank.");
  await panel.press("Back");
  expect(panel.text()).toContain("Connect this browser");
});

test("of two changes the later one counts, whichever is answered first, and no draft is begun for them", async () => {
  const panel = await showPanel({ start: aStart({ enrolment: null }) });
  const { send } = panel.host;
  const answers = [
    { after: 200, enrolment: null },
    { after: 20, enrolment: anEnrolment },
  ];
  panel.host.send = ((name: string, ...args: unknown[]) => {
    const next = name === "panel.enrolment" ? answers.shift() : undefined;
    if (!next) return (send as (...args: unknown[]) => Promise<unknown>)(name, ...args);
    return new Promise((resolve) => setTimeout(() => resolve(next.enrolment), next.after));
  }) as never;
  for (let changes = 0; changes < 2; changes += 1) panel.host.emit({ kind: "site.changed", storeOrigin: origin });
  await pass(400);
  expect(panel.text()).not.toContain("Connect this browser");
  expect(panel.host.sentAs("panel.start")).toHaveLength(1);
});

test("nothing of one support is left under another that the store is connected with instead", async () => {
  const panel = await showPanel();
  expect(panel.text()).toContain("Checkout shows a blank page");
  panel.host.world.start.enrolment = { ...anEnrolment, server: "https://other-support.example" };
  panel.host.world.failing = { "ticket.list": new Error("gone"), "request.terms": new Error("gone") };
  panel.host.emit({ kind: "site.changed", storeOrigin: origin });
  await pass(50);
  expect(panel.text()).not.toContain("Checkout shows a blank page");
});

test("a page we do not know is called so, is not read, and still takes a request", async () => {
  const panel = await showPanel({
    start: aStart({ claim: null, draft: aDraft({ report: null, capture: { state: "none" } }) }),
  });
  expect(panel.text()).toContain("Not recognised");
  expect(panel.host.sentAs("capture.start")).toEqual([]);
  await panel.press("New request");
  expect(panel.field("What is it about?")).toBeTruthy();
});

test("a store that logged the person out is not read", async () => {
  const start = aStart({ draft: aDraft({ report: null, capture: { state: "none" } }) });
  const panel = await showPanel({ start: { ...start, claim: start.claim && { ...start.claim, signedIn: false } } });
  expect(panel.text()).toContain("Your store has logged you out");
  expect(panel.host.sentAs("capture.start")).toEqual([]);
});

test("a known store is read once, on opening, and its progress is told", async () => {
  const panel = await showPanel({ start: aStart({ draft: aDraft({ report: null, capture: { state: "none" } }) }) });
  expect(panel.host.sentAs("capture.start")).toEqual([{ draftId: aDraft().draftId, depth: "safe" }]);
  const progress = { captureId: "c", done: 2, total: 7, doing: "modifications" };
  panel.host.emit({ kind: "capture.progress", storeOrigin: origin, progress });
  await pass(0);
  expect(panel.text()).toContain("Reading modifications, 3 of 7");
  panel.host.emit({ kind: "draft.changed", storeOrigin: origin, draft: aDraft({ report: aReport }) });
  await pass(0);
  expect(panel.text()).toContain("Read today 13:02");
});

test("what happens in another store changes nothing here", async () => {
  const panel = await showPanel();
  const draft = aDraft({ capture: { state: "failed", why: "Gone." } });
  panel.host.emit({ kind: "draft.changed", storeOrigin: "https://other.example", draft });
  await pass(0);
  expect(panel.text()).not.toContain("could not be read");
});

test("a waiting request says when it is tried again, and can be tried at once", async () => {
  const nextTryAt = "2026-11-22T14:30:42Z";
  const item = anOutboxItem({ state: "queued", nextTryAt, refusal: refusal("server.unreachable") });
  const panel = await showPanel({ start: aStart({ outbox: [item] }) });
  expect(panel.text()).toContain("Again in 42 s");
  await panel.press("Try now");
  expect(panel.host.sentAs("ticket.send")).toEqual([{ draftId: item.draftId, sha256: item.sha256 }]);
  expect(panel.text()).not.toContain("Waiting to be sent");
});

test("a refused request says why and can be changed", async () => {
  const item = anOutboxItem({ state: "refused", refusal: refusal("report.secret-found", { kind: "card" }) });
  const panel = await showPanel({ start: aStart({ outbox: [item] }) });
  expect(panel.text()).toContain("The report still holds something secret (card).");
  await panel.press("Edit");
  expect(panel.host.sentAs("panel.start").at(-1)).toEqual({ draftId: item.draftId });
  expect(panel.field("What is it about?")).toBeTruthy();
});

test("a thrown-away request can be had back for ten seconds, and is gone after", async () => {
  const item = anOutboxItem({ state: "refused", refusal: refusal("server.busy") });
  const panel = await showPanel({ start: aStart({ outbox: [item] }) });
  await panel.press("Discard");
  await pass(9_000);
  await panel.press("Undo");
  await pass(20_000);
  expect(panel.host.sentAs("draft.discard")).toEqual([]);
  await panel.press("Discard");
  await pass(10_000);
  expect(panel.host.sentAs("draft.discard")).toEqual([item.draftId]);
  expect(panel.text()).not.toContain(item.subject);
});

test("a stored request whose bytes are not the shown ones stays in sight", async () => {
  const receipt = { ticketId: "t", number: 9, sha256: "bb".repeat(32), size: 1, storedAt: "2026-11-22T13:00:00Z" };
  const panel = await showPanel({ start: aStart({ outbox: [anOutboxItem({ state: "sent", receipt })] }) });
  expect(panel.text()).toContain("What was stored for T-9 is not what you saw.");
});

test("a request that was begun can be gone on with", async () => {
  const panel = await showPanel({ start: aStart({ draft: aDraft({ subject: "Blank page" }), resumed: true }) });
  await panel.press("Go on writing");
  expect(panel.field("What is it about?").value).toBe("Blank page");
});

test("a panel that cannot start says so and starts when tried again", async () => {
  const panel = await showPanel({ failing: { "panel.start": new Error("gone") } });
  expect(panel.text()).toContain("Get Support could not start");
  panel.host.world.failing = {};
  await panel.press("Try again");
  expect(panel.text()).toContain("Recognised");
});

test("Escape closes the panel in a frame, and does nothing in a tab", async () => {
  const panel = await showPanel();
  await panel.key("Escape");
  expect(panel.host.sentAs("panel.close")).toHaveLength(1);
  panel.close();
  const tab = await showPanel({}, { isOwnTab: true });
  await tab.key("Escape");
  expect(tab.host.sentAs("panel.close")).toHaveLength(0);
});

test("the keys that open the panel close it from within, too", async () => {
  const panel = await showPanel();
  const both = { altKey: true, shiftKey: true };
  for (const change of [{}, { altKey: true }, { shiftKey: true }, { ...both, ctrlKey: true }]) {
    await panel.key("H", { code: "KeyH", ...change });
  }
  await panel.press("New request");
  // A letter, on a Mac.
  await panel.key("Ó", { code: "KeyH", ...both, target: panel.field("What is it about?") });
  expect(panel.host.sentAs("panel.close")).toEqual([]);
  await panel.key("H", { code: "KeyH", altKey: true, shiftKey: true });
  expect(panel.host.sentAs("panel.close")).toHaveLength(1);
});

test("N begins a request, but not with a modifier, and never while typing", async () => {
  const panel = await showPanel();
  await panel.key("n", { ctrlKey: true });
  expect(panel.text()).toContain("Your tickets");
  await panel.key("n");
  const subject = panel.field("What is it about?");
  await panel.key("n", { target: subject });
  expect(panel.host.sentAs("panel.start")).toHaveLength(1);
});

test("nothing listens any more once the panel is closed", async () => {
  const panel = await showPanel();
  panel.close();
  expect(panel.host.listeners).toBe(0);
  expect(panel.root.childNodes).toHaveLength(0);
});

test("being offline is said on every screen where something can be lost", async () => {
  const panel = await showPanel();
  Object.defineProperty(navigator, "onLine", { value: false, configurable: true });
  window.dispatchEvent(new Event("offline"));
  await pass(0);
  expect(panel.text()).toContain("You are offline. Nothing you write is lost.");
  await panel.press("New request");
  expect(panel.text()).toContain("You are offline.");
  Object.defineProperty(navigator, "onLine", { value: true, configurable: true });
});
