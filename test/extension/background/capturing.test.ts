import { describe, expect, test, vi } from "vitest";
import { giveUp, hearProgress, hearReport, offerSweep, startCapture } from "../../../extension/background/capturing.ts";
import { startPanel } from "../../../extension/background/drafting.ts";
import { sellersPanel } from "../../../shared/little-read.ts";
import { refusal } from "../../../shared/problems.ts";
import { fakeServices, pageCaller, panelCaller } from "./fake-services.ts";

const report = {
  schema: 1,
  capturedAt: "2026-11-22T10:00:00.000Z",
  platform: { id: "opencart", label: "OpenCart" },
  page: {},
};
const notAllowed = { refusal: refusal("extension.not-allowed") };

async function begun() {
  const services = fakeServices();
  const { draft } = await startPanel(services, panelCaller, { draftId: null });
  const asked: { tabId: number; captureId: string }[] = [];
  services.reach.runCapture = async (tabId, captureId) => void asked.push({ tabId, captureId });
  await startCapture(services, panelCaller, { draftId: draft.draftId, depth: "safe" });
  const captureId = asked[0]?.captureId ?? "";
  const kept = async () => (await services.shelves.drafts.get(draft.draftId))?.capture;
  return { services, draftId: draft.draftId, asked, captureId, kept };
}

describe("a capture", () => {
  test("runs in the panel's own tab, and its report ends in the draft", async () => {
    const { services, draftId, asked, captureId, kept } = await begun();
    expect(asked).toEqual([{ tabId: panelCaller.tabId, captureId }]);
    expect(await kept()).toEqual({ state: "reading", progress: null });
    await hearReport(services, pageCaller, { captureId, report });
    expect(await kept()).toMatchObject({ state: "ready" });
    expect((await services.shelves.drafts.get(draftId))?.report?.platform.label).toBe("OpenCart");
  });

  test("is answered by no other tab, no other site, under no other number, and only once", async () => {
    const { services, captureId, kept } = await begun();
    await expect(hearReport(services, { ...pageCaller, tabId: 8 }, { captureId, report })).rejects.toMatchObject(
      notAllowed,
    );
    await expect(
      hearReport(services, { ...pageCaller, origin: "https://other.example" }, { captureId, report }),
    ).rejects.toMatchObject(notAllowed);
    await expect(hearReport(services, pageCaller, { captureId: crypto.randomUUID(), report })).rejects.toMatchObject(
      notAllowed,
    );
    expect(await kept()).toMatchObject({ state: "reading" });
    await hearReport(services, pageCaller, { captureId, report });
    await expect(hearReport(services, pageCaller, { captureId, report })).rejects.toMatchObject(notAllowed);
    await expect(
      hearProgress(services, pageCaller, { captureId, done: 1, total: 2, doing: "modules" }),
    ).rejects.toMatchObject(notAllowed);
  });

  test("that sends no report fails in words, and the draft stays", async () => {
    const { services, captureId, kept } = await begun();
    await hearReport(services, pageCaller, { captureId, report: { schema: 1, platform: "<script>" } });
    expect(await kept()).toEqual({ state: "failed", why: expect.stringContaining("could not be read") });
  });

  test("that falls silent is given up, and what comes later is refused", async () => {
    const { services, captureId, kept } = await begun();
    await giveUp(services, captureId);
    expect(await kept()).toEqual({ state: "failed", why: expect.stringContaining("did not answer") });
    await expect(hearReport(services, pageCaller, { captureId, report })).rejects.toMatchObject(notAllowed);
  });

  test("that cannot be started says so", async () => {
    vi.spyOn(console, "warn").mockImplementationOnce(() => {});
    const { services, draftId, kept } = await begun();
    services.reach.runCapture = () => Promise.reject(new Error("no tab"));
    await startCapture(services, panelCaller, { draftId, depth: "safe" });
    expect(await kept()).toEqual({ state: "failed", why: expect.stringContaining("could not be reached") });
  });

  test("that the browser's end cut off can be begun again", async () => {
    const { services, draftId } = await begun();
    await services.settings.captures.change(() => ({}));
    const { draft } = await startPanel(services, panelCaller, { draftId });
    expect(draft.capture).toEqual({ state: "none" });
  });
});

describe("reading more", () => {
  const marketplace = { id: "multi-vendor", label: "Multi-Vendor", version: "4.17.1" };

  async function offeredAfter(change: object) {
    const { services, draftId, captureId } = await begun();
    await hearReport(services, pageCaller, { captureId, report: { ...report, ...change } });
    return offerSweep(services, panelCaller, draftId);
  }

  test("is offered for a marketplace's own admin, and once it was done not again", async () => {
    expect(await offeredAfter({ platform: marketplace })).toMatchObject({ agree: "Open these pages" });
    const done = { fact: "modules", depth: "sweep", from: "addons.manage", at: report.capturedAt, ms: 5 };
    expect(await offeredAfter({ platform: marketplace, sources: [done] })).toBeNull();
  });

  test("is not offered in one seller's panel, where nothing more would be read", async () => {
    expect(await offeredAfter({ platform: { ...marketplace, mode: sellersPanel } })).toBeNull();
    expect(await offeredAfter({ platform: { ...marketplace, mode: "trial" } })).not.toBeNull();
  });

  test("is not offered before anything was read", async () => {
    const { services, draftId } = await begun();
    expect(await offerSweep(services, panelCaller, draftId)).toBeNull();
  });
});
