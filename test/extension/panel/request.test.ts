// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import { aDraft, aStart } from "../../support/fake-host.ts";
import { pass, putAway, type Shown, showPanel } from "../../support/panel.ts";

afterEach(putAway);

const subject = "What is it about?";
const message = "What happens, and what should?";

async function write(change: Parameters<typeof aStart>[0] = {}): Promise<Shown> {
  const panel = await showPanel({ start: aStart(change) });
  await panel.press("New request");
  return panel;
}

const saved = (panel: Shown) => panel.host.sentAs("draft.save").map(({ subject, message }) => [subject, message]);

test("what is typed is saved within 500 ms of a pause, once", async () => {
  const panel = await write();
  await panel.type(subject, "Blank");
  await pass(200);
  await panel.type(subject, "Blank page");
  await pass(200);
  expect(saved(panel)).toEqual([]);
  await pass(300);
  expect(saved(panel)).toEqual([["Blank page", ""]]);
  expect(panel.text()).toContain("Saved");
});

test("leaving a field saves at once", async () => {
  const panel = await write();
  await panel.type(message, "It is blank.");
  panel.field(message).dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  await pass(0);
  expect(saved(panel)).toEqual([["", "It is blank."]]);
});

test("what was typed in the last moment is sent when the page goes away", async () => {
  const panel = await write();
  await panel.type(message, "It is");
  window.dispatchEvent(new Event("pagehide"));
  expect(saved(panel)).toEqual([["", "It is"]]);
});

test("newer words are sent on leaving even while older ones are being saved", async () => {
  const panel = await write();
  panel.host.world.hanging.add("draft.save");
  await panel.type(message, "It");
  await pass(400);
  await panel.type(message, "It is blank");
  window.dispatchEvent(new Event("pagehide"));
  expect(saved(panel)).toEqual([
    ["", "It"],
    ["", "It is blank"],
  ]);
});

test("hiding the page saves", async () => {
  const panel = await write();
  await panel.type(message, "It");
  const state = vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
  document.dispatchEvent(new Event("visibilitychange"));
  expect(saved(panel)).toEqual([["", "It"]]);
  state.mockRestore();
});

test("a failed save is said, and tried again until it is done", async () => {
  const panel = await write();
  panel.host.world.failing["draft.save"] = new Error("full");
  await panel.type(message, "It is blank.");
  await pass(400);
  expect(panel.text()).toContain("Not saved, trying again");
  panel.host.world.failing = {};
  await pass(2_100);
  expect(panel.text()).toContain("Saved");
  expect(panel.host.world.start.draft.message).toBe("It is blank.");
});

test("a draft from before is there, can be thrown away, and had back", async () => {
  const panel = await write({ draft: aDraft({ subject: "Old", message: "Words" }), resumed: true });
  expect(panel.text()).toContain("Your text from today 13:02 is here.");
  await panel.press("Discard");
  expect(panel.field(subject).value).toBe("");
  await pass(9_000);
  await panel.press("Undo");
  expect(panel.field(message).value).toBe("Words");
  await pass(400);
  expect(panel.host.world.start.draft).toMatchObject({ subject: "Old", message: "Words" });
});

test("text that was thrown away is out of reach after ten seconds", async () => {
  const panel = await write({ draft: aDraft({ subject: "Old", message: "Words" }), resumed: true });
  await panel.press("Discard");
  await pass(10_000);
  expect(() => panel.button("Undo")).toThrow();
});

test("what is missing is said at its field, and the first such field has the focus", async () => {
  const panel = await write();
  await panel.press("Review what will be sent");
  const field = panel.field(subject);
  const fault = document.getElementById(field.getAttribute("aria-describedby") ?? "");
  expect(fault?.textContent).toBe("Say in a few words what this is about.");
  expect(field.getAttribute("aria-invalid")).toBe("true");
  expect(document.activeElement).toBe(field);
  expect(panel.assertive()).toContain("Say in a few words");
  await panel.type(subject, "Blank page");
  expect(panel.field(subject).getAttribute("aria-invalid")).toBe("false");
});

test("a subject that is too long is kept whole, and called too long", async () => {
  const panel = await write();
  await panel.type(subject, "x".repeat(230));
  await panel.press("Review what will be sent");
  expect(panel.field(subject).value).toHaveLength(230);
  expect(panel.text()).toContain("This is 30 characters longer than the 200 that fit.");
});

test("writing goes on while the store is read, and the report's arrival touches no word", async () => {
  const panel = await write({ draft: aDraft({ report: null, capture: { state: "reading", progress: null } }) });
  await panel.type(message, "It is");
  panel.host.emit({ kind: "draft.changed", storeOrigin: "https://shop.example", draft: aDraft() });
  await pass(0);
  expect(panel.field(message).value).toBe("It is");
  expect(panel.text()).toContain("Read today 13:02");
});

test("a failed reading is said, does not hold the request up, and can be tried again", async () => {
  const panel = await write({
    draft: aDraft({
      subject: "S",
      message: "M",
      report: null,
      capture: { state: "failed", why: "Its page was closed." },
    }),
  });
  expect(panel.text()).toContain(
    "The store could not be read. Its page was closed. Your request can be sent without it.",
  );
  await panel.press("Read again");
  expect(panel.host.sentAs("capture.start")).toHaveLength(1);
  await panel.press("Review what will be sent");
  expect(panel.text()).toContain("Exactly this will be sent");
});

test("Ctrl and Enter lead to the preview", async () => {
  const panel = await write({ draft: aDraft({ subject: "S", message: "M" }) });
  await panel.key("Enter", { ctrlKey: true, target: panel.field(message) });
  expect(panel.text()).toContain("Exactly this will be sent");
});
