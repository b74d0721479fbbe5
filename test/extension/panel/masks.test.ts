// @vitest-environment happy-dom
import { afterEach, expect, test } from "vitest";
import { aDraft, aStart } from "../../support/fake-host.ts";
import { pass, putAway, type Shown, showPanel } from "../../support/panel.ts";

afterEach(putAway);

const written = { subject: "Orders of Marta fail", message: "Marta Kowalska cannot pay." };

async function preview(draft: Parameters<typeof aDraft>[0] = {}): Promise<Shown> {
  const panel = await showPanel({ start: aStart({ draft: aDraft({ ...written, ...draft }) }) });
  await panel.press("New request");
  await panel.press("Review what will be sent");
  return panel;
}
const bytes = async (panel: Shown) => (await panel.host.send("draft.prepare", aDraft().draftId)).text;

test("a text that the person takes out is a placeholder wherever it stood, and the bytes are made anew", async () => {
  const panel = await preview();
  const before = await bytes(panel);
  expect(before).toContain("Marta");
  await panel.type("Take out more", "Marta");
  await panel.press("Take out");
  expect(panel.host.sentAs("draft.save").at(-1)?.masks).toEqual(["Marta"]);
  const after = await bytes(panel);
  expect(after).not.toContain("Marta");
  expect(after).toContain("Orders of [masked#1] fail");
  expect(after).toContain("[masked#1] Kowalska cannot pay.");
});

test("what was taken out comes back as it was", async () => {
  const panel = await preview({ masks: ["Marta"] });
  expect(panel.text()).toContain("[masked#1]");
  await panel.press("Put back Marta");
  expect(panel.host.sentAs("draft.save").at(-1)?.masks).toEqual([]);
  expect(await bytes(panel)).toContain("Marta Kowalska cannot pay.");
});

test("what is too short to be meant is not taken out, and says so", async () => {
  const panel = await preview();
  await panel.type("Take out more", "a ");
  expect(panel.text()).toContain("At least three characters");
  await panel.press("Take out");
  expect(panel.host.sentAs("draft.save")).toEqual([]);
});

test("a text that is selected in the preview stands ready to be taken out", async () => {
  const panel = await preview();
  await panel.press("Your message");
  const words = panel.root.querySelector(".own-words .words");
  document.getSelection()?.selectAllChildren(words!);
  document.dispatchEvent(new Event("selectionchange"));
  await pass(50);
  await panel.press("Take out");
  expect(panel.host.sentAs("draft.save").at(-1)?.masks).toEqual([written.message]);
});
