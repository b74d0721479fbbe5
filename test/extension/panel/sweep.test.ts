// @vitest-environment happy-dom
import { afterEach, expect, test } from "vitest";
import { sellersPanel } from "../../../shared/little-read.ts";
import { aDraft, aReport, aStart } from "../../support/fake-host.ts";
import { pass, putAway, type Shown, showPanel } from "../../support/panel.ts";

afterEach(putAway);

const sweep = {
  says: ["Opening the lists takes modules with missing files out of the store.", "Each may take 30 seconds."],
  agree: "Open the lists",
  longestMs: 38_000,
};
const written = { subject: "Blank page", message: "The checkout is blank." };

async function preview(world: Parameters<typeof showPanel>[0] = {}, place = {}): Promise<Shown> {
  const panel = await showPanel({ start: aStart({ draft: aDraft(written) }), sweep, ...world }, place);
  await panel.press("New request");
  await panel.press("Review what will be sent");
  return panel;
}
const asked = (panel: Shown) => panel.host.sentAs("capture.start");

test("nothing more is read before every sentence of what it does was on screen and agreed to", async () => {
  const panel = await preview();
  expect(panel.text()).not.toContain(sweep.says[0]);
  expect(() => panel.button(sweep.agree)).toThrow();
  await panel.press("Read more of this store");
  for (const sentence of sweep.says) expect(panel.text()).toContain(sentence);
  expect(asked(panel)).toEqual([]);
  await panel.pressCalmly(sweep.agree);
  expect(asked(panel)).toEqual([{ draftId: aDraft().draftId, depth: "sweep" }]);
});

test("a press that a page could have faked reads nothing", async () => {
  const panel = await preview();
  await panel.press("Read more of this store");
  await panel.press(sweep.agree);
  expect(asked(panel)).toEqual([]);
});

test("not now means not: the offer stays and nothing was read", async () => {
  const panel = await preview();
  await panel.press("Read more of this store");
  await panel.press("Not now");
  expect(panel.text()).not.toContain(sweep.says[0]);
  expect(panel.button("Read more of this store")).toBeTruthy();
  expect(asked(panel)).toEqual([]);
});

test("where there is nothing more to be had nothing is offered", async () => {
  const panel = await preview({ sweep: null });
  expect(() => panel.button("Read more of this store")).toThrow();
});

test("in one seller's panel it is said why only little was read, while writing and before sending; elsewhere not", async () => {
  const says = "so only little could be read";
  const platform = { id: "multi-vendor", label: "Multi-Vendor", native: null, version: "4.17.1", edition: null };
  const report = { ...aReport, platform: { ...aReport.platform, ...platform, mode: sellersPanel } };
  const panel = await showPanel({ start: aStart({ draft: aDraft({ ...written, report }) }), sweep: null });
  await panel.press("New request");
  expect(panel.text().split(says)).toHaveLength(2);
  await panel.press("Review what will be sent");
  expect(panel.text().split(says)).toHaveLength(2);
  putAway();
  expect((await preview()).text()).not.toContain(says);
});

test("a reading that runs can be stopped", async () => {
  const progress = { captureId: crypto.randomUUID(), done: 2, total: 14, doing: "payment modules" };
  const panel = await showPanel({
    start: aStart({ draft: aDraft({ ...written, capture: { state: "reading", progress } }) }),
  });
  await panel.press("New request");
  expect(panel.text()).toContain("Reading payment modules, 3 of 14");
  await panel.press("Stop");
  expect(panel.host.sentAs("capture.stop")).toEqual([aDraft().draftId]);
});

test("what the person tried again while the panel stood open is asked for as the preview opens", async () => {
  const panel = await preview();
  expect(panel.host.sentAs("capture.observe")).toEqual([aDraft().draftId]);
});

test("the day it last worked is chosen among those kept, and what differs is listed before it is sent", async () => {
  const changed = [{ what: "Module payment stripe", before: "2.1, installed, on", after: "2.2, installed, on" }];
  const panel = await preview({ days: ["2026-11-20", "2026-11-18"], changed });
  const field = panel.root.querySelector<HTMLSelectElement>("#since");
  expect([...(field?.options ?? [])].map(({ value }) => value)).toEqual(["", "2026-11-20", "2026-11-18"]);
  field!.value = "2026-11-18";
  field!.dispatchEvent(new Event("change", { bubbles: true }));
  await pass(50);
  expect(panel.host.sentAs("capture.compare")).toEqual([{ draftId: aDraft().draftId, since: "2026-11-18" }]);
  expect(panel.text()).toContain("1 change since then");
  await panel.press("Exact bytes");
  expect(panel.root.querySelector(".bytes pre")?.textContent).toContain('"before":"2.1, installed, on"');
});

test("without kept days nobody is asked when it last worked", async () => {
  const panel = await preview();
  expect(panel.root.querySelector("#since")).toBeNull();
});
