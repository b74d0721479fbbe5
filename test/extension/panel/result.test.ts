// @vitest-environment happy-dom
import { afterEach, expect, test } from "vitest";
import type { SendState } from "../../../extension/messages.ts";
import { refusal } from "../../../shared/problems.ts";
import { aDraft, anOutboxItem, aStart, origin } from "../../support/fake-host.ts";
import { pass, putAway, type Shown, showPanel } from "../../support/panel.ts";

afterEach(putAway);

async function send(sending: SendState | null): Promise<Shown> {
  const draft = aDraft({ subject: "Blank page", message: "The checkout is blank." });
  const panel = await showPanel({ start: aStart({ draft }), sending });
  await panel.press("New request");
  await panel.press("Review what will be sent");
  await panel.pressCalmly("Send");
  return panel;
}

const receipt = { ticketId: "t1", number: 2201, sha256: "00".repeat(32), size: 9, storedAt: "2026-11-22T14:29:00Z" };

test("a stored request shows its number, and that its bytes are the ones on screen", async () => {
  const panel = await send(null);
  expect(panel.text()).toContain("T-2201 is with us");
  expect(panel.text()).toContain("Stored bytes are the ones you saw");
  expect(panel.polite()).toContain("Request sent.");
});

test("a receipt with another hash is shown loudly, with both hashes", async () => {
  const panel = await send({ state: "sent", receipt });
  expect(panel.text()).not.toContain("is with us");
  const alert = panel.root.querySelector(".panel [role=alert]");
  expect(alert?.textContent).toContain("What was stored is not what you saw");
  const { sha256 } = panel.host.sentAs("ticket.send")[0]!;
  for (const hash of [sha256, receipt.sha256]) expect(panel.text().replaceAll(" ", "")).toContain(hash);
});

test("the ticket that came of it can be opened", async () => {
  const panel = await send(null);
  await panel.press("Open T-2201");
  expect(panel.host.sentAs("ticket.thread")).toEqual([aDraft().draftId]);
});

test("a queued request says in plain words that it is sent by itself, and becomes sent when it is", async () => {
  const panel = await send({
    state: "queued",
    nextTryAt: "2026-11-22T14:31:00Z",
    refusal: refusal("server.unreachable"),
  });
  expect(panel.text()).toContain("Kept here, sent by itself");
  const { draftId, sha256 } = panel.host.sentAs("ticket.send")[0]!;
  const done: SendState = { state: "sent", receipt: { ...receipt, sha256 } };
  panel.host.emit({ kind: "outbox.changed", storeOrigin: origin, item: anOutboxItem(done, { draftId, sha256 }) });
  await pass(0);
  expect(panel.text()).toContain("T-2201 is with us");
});

test("a hash that differs after waiting is compared with the one that was shown, not with one the message brings", async () => {
  const panel = await send({ state: "queued", nextTryAt: "2026-11-22T14:31:00Z", refusal: refusal("server.busy") });
  const { draftId } = panel.host.sentAs("ticket.send")[0]!;
  const item = anOutboxItem({ state: "sent", receipt }, { draftId, sha256: receipt.sha256 });
  panel.host.emit({ kind: "outbox.changed", storeOrigin: origin, item });
  await pass(0);
  expect(panel.text()).toContain("What was stored is not what you saw");
});

test("a refused request says why, keeps the text, and leads back to it", async () => {
  const panel = await send({ state: "refused", refusal: refusal("report.secret-found", { kind: "card" }) });
  expect(panel.text()).toContain("The report still holds something secret (card).");
  expect(panel.assertive()).toContain("not sent");
  await panel.press("Back to your text");
  expect(panel.field("What happens, and what should?").value).toBe("The checkout is blank.");
  expect(panel.host.sentAs("panel.start")).toHaveLength(1);
});

test("a fault of the server gives its number to quote", async () => {
  const panel = await send({ state: "refused", refusal: refusal("server.fault", { id: "K7Q2-9F4D" }) });
  expect(panel.root.querySelector("b.mono")?.textContent).toBe("K7Q2-9F4D");
  await panel.press("Try again");
  expect(panel.text()).toContain("Exactly this will be sent");
});

test("a browser that is not connected any more is led to connecting", async () => {
  const panel = await send({ state: "refused", refusal: refusal("device.revoked") });
  await panel.press("Connect");
  expect(panel.host.sentAs("panel.open-own")).toEqual([{ page: "connect" }]);
});

test("a fault while sending claims nothing and loses nothing", async () => {
  const draft = aDraft({ subject: "S", message: "M" });
  const panel = await showPanel({ start: aStart({ draft }), failing: { "ticket.send": new Error("gone") } });
  await panel.press("New request");
  await panel.press("Review what will be sent");
  await panel.pressCalmly("Send");
  expect(panel.text()).toContain("Your request was not sent");
  await panel.press("Back to your text");
  expect(panel.field("What is it about?").value).toBe("S");
});

test("after a request was sent the next one begins with a fresh draft", async () => {
  const panel = await send(null);
  panel.host.world.start = aStart({ draft: aDraft({ draftId: "next" }) });
  await panel.press("All tickets");
  await panel.press("New request");
  expect(panel.host.sentAs("panel.start").at(-1)).toEqual({ draftId: null });
  expect(panel.field("What is it about?").value).toBe("");
});
