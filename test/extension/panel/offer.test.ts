// @vitest-environment happy-dom
import { afterEach, expect, test } from "vitest";
import type { Offer } from "../../../shared/charges.ts";
import { refusal } from "../../../shared/problems.ts";
import { aCharge, anOffer, aStart, aThread, aTicket, aTicketId, type World } from "../../support/fake-host.ts";
import { pass, putAway, showPanel, trusted } from "../../support/panel.ts";
import { aStanding } from "../../support/standing.ts";

afterEach(putAway);

async function offered(change: Partial<Offer> = {}, world: Partial<World> = {}) {
  const charge = aCharge({ offer: anOffer(change) });
  const threads = { [aTicketId]: { ok: true as const, value: aThread({ charge }) } };
  const panel = await showPanel({ standing: aStanding(), threads, ...world });
  await panel.press("Checkout shows a blank page");
  return panel;
}

const decided = (panel: Awaited<ReturnType<typeof offered>>) => panel.host.sentAs("offer.decide");

test("an open offer says what it costs, why, what is held, what is left and until when it stands", async () => {
  const panel = await offered();
  for (const part of [
    "Shall we go on?20 credits",
    "assessed as Investigation",
    "You agreed to 10 in advance, so we ask.",
    "Three files were changed by hand",
    "Already held10",
    "More, if you accept10",
    "You have 7060 left after this",
    "Looking into problems from server settings",
    "until Sun 29 Nov, 10:30 your time",
    "You decide",
  ]) {
    expect(panel.text()).toContain(part);
  }
});

test("accepting and declining look the same, and either is told", async () => {
  const first = await offered();
  expect(first.button("Decline").className).toBe(first.button("Accept 20 credits").className);
  await first.pressCalmly("Accept 20 credits");
  expect(decided(first)).toEqual([{ ticketId: aTicketId, offerId: "offer-1", agrees: true }]);
  expect(first.text()).toContain("You accepted 20 credits.");
  expect(first.polite()).toBe("Accepted.");
  putAway();
  const second = await offered();
  await second.pressCalmly("Decline");
  expect(decided(second)).toEqual([{ ticketId: aTicketId, offerId: "offer-1", agrees: false }]);
  expect(second.text()).toContain("You declined 20 credits.");
  expect(() => second.button("Accept 20 credits")).toThrow();
});

test.each(["Accept 20 credits", "Decline"])("%s is not pressed by a page, nor while it is covered", async (name) => {
  const panel = await offered();
  await panel.press(name);
  expect(decided(panel)).toEqual([]);
  await panel.pressCalmly(name);
  expect(decided(panel)).toHaveLength(1);
  putAway();
  const covered = await offered();
  covered.see(false);
  for (const screenX of [10, 11]) {
    const moved = Object.assign(new Event("pointermove"), { screenX, screenY: 5, pointerType: "mouse" });
    document.dispatchEvent(trusted(moved));
  }
  await pass(600);
  covered.button(name).dispatchEvent(trusted(new MouseEvent("click", { bubbles: true, cancelable: true, detail: 1 })));
  await pass(300);
  expect(decided(covered)).toEqual([]);
  expect(covered.text()).toContain("Something on this page covers this button.");
});

test("where the browser cannot prove that the panel is seen, a tab decides", async () => {
  const panel = await offered({}, { start: aStart({ consentHere: false }) });
  await panel.press("Open in a tab to decline");
  expect(decided(panel)).toEqual([]);
  expect(panel.host.sentAs("panel.open-own")).toMatchObject([{ page: "send", ticketId: aTicketId }]);
});

test("an offer above what is there can be declined, and not accepted", async () => {
  const panel = await offered({ credits: 100, extra: 90 });
  expect(panel.text()).toContain("20 credits missing");
  await panel.pressCalmly("Accept 100 credits");
  expect(decided(panel)).toEqual([]);
  await panel.pressCalmly("Decline");
  expect(decided(panel)).toHaveLength(1);
});

test.each([
  ["expired", {}, "The offer of 20 credits has ended unanswered."],
  ["declined", {}, "You declined 20 credits."],
  ["agreed", {}, "You accepted 20 credits."],
  ["open", { expiresAt: "2026-11-22T14:00:00Z" }, "The offer of 20 credits has ended unanswered."],
] as const)("an offer that is %s and over is told, and cannot be decided", async (state, change, words) => {
  const panel = await offered({ state, ...change });
  expect(panel.text()).toContain(words);
  expect(() => panel.button("Decline")).toThrow();
  expect(panel.text()).not.toContain("You decide");
});

test("a decision that came too late is said, and what stands there now is read", async () => {
  const panel = await offered({}, { deciding: refusal("offer.closed", { state: "declined" }) });
  const charge = aCharge({ held: 0, offer: anOffer({ state: "declined" }) });
  panel.host.world.threads[aTicketId] = { ok: true, value: aThread({ charge }) };
  await panel.pressCalmly("Accept 20 credits");
  expect(panel.assertive()).toContain("This offer is declined already.");
  expect(panel.text()).toContain("You declined 20 credits.");
});

test("a ticket that waits for a yes or no stands first at home", async () => {
  const value = [
    aTicket({ ticketId: "new", subject: "New answer", unread: 2, updatedAt: "2026-11-22T12:00:00Z" }),
    aTicket({ ticketId: "asks", subject: "Asks for credits", unread: 0, asks: 20, updatedAt: "2026-11-20T12:00:00Z" }),
  ];
  const panel = await showPanel({ standing: aStanding(), tickets: { ok: true, value } });
  const rows = [...panel.root.querySelectorAll(".ticket")].map(({ textContent }) => textContent);
  expect(rows[0]).toContain("Asks for credits");
  expect(rows[0]).toContain("needs your answer: 20 credits?");
});
