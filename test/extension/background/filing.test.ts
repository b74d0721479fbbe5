import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { CallError } from "../../../extension/api.ts";
import { discardDraft, saveDraft, startPanel } from "../../../extension/background/drafting.ts";
import { prepare, sendTicket } from "../../../extension/background/filing.ts";
import { openOwnPage } from "../../../extension/background/own-pages.ts";
import { refusal } from "../../../shared/problems.ts";
import type { Report } from "../../../shared/report.ts";
import { report } from "../../../shared/report.ts";
import { enrolment, fakeServices, ownTab, panelCaller, storeOrigin } from "./fake-services.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

const captured: Report = report.parse({
  schema: 1,
  capturedAt: "2026-11-22T10:00:00.000Z",
  platform: { id: "opencart", label: "OpenCart", version: "3.0.5.1" },
  page: {},
  server: { php: "8.3.1" },
});

async function begun() {
  const services = fakeServices();
  await services.shelves.enrolments.put(enrolment);
  const { draft } = await startPanel(services, panelCaller, { draftId: null });
  await services.shelves.drafts.change(draft.draftId, (kept) => ({ ...kept, report: captured }));
  const edit = {
    draftId: draft.draftId,
    subject: " Checkout is empty ",
    message: "Since Wednesday.",
    leftOut: ["server.php"],
    masks: [],
    ask: null,
  };
  await saveDraft(services, panelCaller, edit);
  const stored: { text: string; sha256: string }[] = [];
  services.server.file = async (input) => {
    stored.push(input);
    const { ticketId } = JSON.parse(input.text);
    return {
      ticketId,
      number: 1042,
      sha256: input.sha256,
      size: input.text.length,
      storedAt: services.now().toISOString(),
    };
  };
  return { services, draftId: draft.draftId, stored, edit };
}

test("after a request was sent its panel still opens a tab at the ticket, of its own store alone", async () => {
  const { services, draftId } = await begun();
  const opened: string[] = [];
  services.reach.openTab = async (path) => void opened.push(path);
  const { sha256: shown } = await prepare(services, panelCaller, draftId);
  await sendTicket(services, panelCaller, { draftId, sha256: shown });
  const page = { page: "send", draftId, ticketId: draftId } as const;
  await openOwnPage(services, panelCaller, page);
  expect(opened).toEqual([`panel.html?draft=${draftId}&ticket=${draftId}`]);
  const elsewhere = { ...panelCaller, origin: "https://other.example" };
  const absent = { refusal: refusal("draft.absent") };
  await expect(openOwnPage(services, elsewhere, page)).rejects.toMatchObject(absent);
  // There is nothing to send any more.
  await expect(openOwnPage(services, panelCaller, { page: "send", draftId })).rejects.toMatchObject(absent);
});

describe("what is sent", () => {
  test("is what was shown: the same bytes, by their hash, without what was left out", async () => {
    const { services, draftId, stored } = await begun();
    const prepared = await prepare(services, panelCaller, draftId);
    expect(prepared.sha256).toBe(sha256(prepared.text));
    expect(prepared.size).toBe(Buffer.byteLength(prepared.text));
    const sent = await sendTicket(services, panelCaller, { draftId, sha256: prepared.sha256 });
    expect(sent).toMatchObject({ state: "sent", receipt: { sha256: prepared.sha256 } });
    expect(stored).toEqual([{ text: prepared.text, sha256: prepared.sha256 }]);
    expect(JSON.parse(prepared.text)).toMatchObject({
      ticketId: draftId,
      storeOrigin,
      subject: "Checkout is empty",
      report: { server: { php: null }, platform: { version: "3.0.5.1" } },
      leftOut: ["server.php"],
      client: { name: "deskbell", version: "0.1.0" },
    });
  });

  test("is nothing if the person saw other bytes", async () => {
    const { services, draftId, stored, edit } = await begun();
    const shown = await prepare(services, panelCaller, draftId);
    await saveDraft(services, panelCaller, { ...edit, message: "Since Thursday." });
    await prepare(services, panelCaller, draftId);
    await expect(sendTicket(services, panelCaller, { draftId, sha256: shown.sha256 })).rejects.toMatchObject({
      refusal: refusal("draft.changed"),
    });
    expect(stored).toEqual([]);
  });

  test("is nothing without a subject, and the text stays", async () => {
    const { services, draftId, edit } = await begun();
    await saveDraft(services, panelCaller, { ...edit, subject: "  " });
    await expect(prepare(services, panelCaller, draftId)).rejects.toMatchObject({
      refusal: refusal("draft.subject-missing"),
    });
    expect((await services.shelves.drafts.get(draftId))?.message).toBe("Since Wednesday.");
  });

  test("is nothing where the browser cannot prove that a frame is visible; a tab of our own may send", async () => {
    const { services, draftId, stored } = await begun();
    services.canConsentInFrame = false;
    const { sha256: hash } = await prepare(services, panelCaller, draftId);
    await expect(sendTicket(services, panelCaller, { draftId, sha256: hash })).rejects.toMatchObject({
      refusal: refusal("extension.not-allowed"),
    });
    expect(stored).toEqual([]);
    expect((await sendTicket(services, ownTab(draftId), { draftId, sha256: hash })).state).toBe("sent");
  });

  test("leaves the draft once the server has it, and its receipt can be asked for again", async () => {
    const { services, draftId, stored } = await begun();
    const { sha256: hash } = await prepare(services, panelCaller, draftId);
    const first = await sendTicket(services, panelCaller, { draftId, sha256: hash });
    expect(await services.shelves.drafts.get(draftId)).toBeNull();
    expect(await sendTicket(services, panelCaller, { draftId, sha256: hash })).toEqual(first);
    expect(stored).toHaveLength(1);
  });

  test("waits with its draft while the server is away, and the next panel begins a new one", async () => {
    const { services, draftId } = await begun();
    services.server.file = async () => {
      throw new CallError(refusal("server.unreachable"), 90_000);
    };
    const { sha256: hash } = await prepare(services, panelCaller, draftId);
    const state = await sendTicket(services, panelCaller, { draftId, sha256: hash });
    expect(state).toMatchObject({ state: "queued", nextTryAt: new Date(services.clock.ms + 90_000).toISOString() });
    expect(await services.shelves.drafts.get(draftId)).not.toBeNull();
    const next = await startPanel(services, panelCaller, { draftId: null });
    expect(next.draft.draftId).not.toBe(draftId);
    expect(next.outbox).toMatchObject([{ draftId, send: { state: "queued" } }]);
  });

  test("goes on under a new number if its number belongs to other bytes", async () => {
    const { services, draftId } = await begun();
    services.server.file = async () => {
      throw new CallError(refusal("ticket.id-taken"), null);
    };
    const { sha256: hash } = await prepare(services, panelCaller, draftId);
    const state = await sendTicket(services, panelCaller, { draftId, sha256: hash });
    expect(state).toEqual({ state: "refused", refusal: refusal("ticket.id-taken") });
    const { draft, resumed } = await startPanel(services, panelCaller, { draftId: null });
    expect(draft.draftId).not.toBe(draftId);
    expect(draft).toMatchObject({ message: "Since Wednesday.", leftOut: ["server.php"] });
    expect(resumed).toBe(true);
  });

  test("carries the store of the tab, and goes to the server that this store is connected to", async () => {
    const { services, draftId } = await begun();
    const { sha256: hash } = await prepare(services, panelCaller, draftId);
    await sendTicket(services, panelCaller, { draftId, sha256: hash });
    expect(services.opened).toEqual([[enrolment.server, enrolment.token]]);
  });
});

describe("a panel", () => {
  test("of another store can neither read, change, prepare, send nor discard a draft", async () => {
    const { services, draftId, edit } = await begun();
    const { sha256: hash } = await prepare(services, panelCaller, draftId);
    const other = { ...panelCaller, origin: "https://other.example" };
    const absent = { refusal: refusal("draft.absent") };
    await expect(saveDraft(services, other, edit)).rejects.toMatchObject(absent);
    await expect(prepare(services, other, draftId)).rejects.toMatchObject(absent);
    await expect(sendTicket(services, other, { draftId, sha256: hash })).rejects.toMatchObject(absent);
    await expect(discardDraft(services, other, draftId)).rejects.toMatchObject(absent);
    expect((await startPanel(services, other, { draftId })).draft.draftId).not.toBe(draftId);
  });

  test("finds the text that was begun, and never the token", async () => {
    const { services, draftId } = await begun();
    const start = await startPanel(services, panelCaller, { draftId: null });
    expect(start).toMatchObject({ resumed: true, draft: { draftId, message: "Since Wednesday." } });
    expect(JSON.stringify(start)).not.toContain(enrolment.token);
  });

  test("in a tab of its own stands for the store of the draft in its address", async () => {
    const { services, draftId } = await begun();
    const start = await startPanel(services, ownTab(draftId), { draftId: null });
    expect(start).toMatchObject({ storeOrigin, draft: { draftId }, consentHere: true });
    await expect(startPanel(services, ownTab("unknown"), { draftId: null })).rejects.toMatchObject({
      refusal: refusal("draft.absent"),
    });
  });

  test("that is open in another tab keeps its own draft, even with nothing written into it", async () => {
    const services = fakeServices();
    const first = await startPanel(services, panelCaller, { draftId: null });
    await startPanel(services, { ...panelCaller, tabId: 8 }, { draftId: null });
    const edit = { draftId: first.draft.draftId, subject: "Late", message: "", leftOut: [], masks: [], ask: null };
    expect((await saveDraft(services, panelCaller, edit)).subject).toBe("Late");
  });
});
