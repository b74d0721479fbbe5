// @vitest-environment happy-dom
import { afterEach, expect, test } from "vitest";
import { AppError, refusal } from "../../../shared/problems.ts";
import {
  aDraft,
  anOutboxItem,
  aReport,
  aStart,
  aTicketId,
  factNamed,
  fakeHash,
  origin,
} from "../../support/fake-host.ts";
import { pass, putAway, type Shown, showPanel, trusted } from "../../support/panel.ts";

afterEach(putAway);

const written = { subject: "Blank page", message: "The checkout is blank." };

async function preview(
  change: Parameters<typeof aStart>[0] = {},
  draft: Parameters<typeof aDraft>[0] = {},
): Promise<Shown> {
  const panel = await showPanel({ start: aStart({ draft: aDraft({ ...written, ...draft }), ...change }) });
  await panel.press("New request");
  await panel.press("Review what will be sent");
  return panel;
}

const tally = (panel: Shown) => [...panel.root.querySelectorAll(".tally dd")].map(({ textContent }) => textContent);
const isOff = (panel: Shown, name: string) => panel.button(name).getAttribute("aria-disabled") === "true";

test("the preview counts facts, redactions, what is left out, and bytes", async () => {
  const panel = await preview({}, { leftOut: [factNamed("PHP").path] });
  const size = panel.host.world.start.draft && (await panel.host.send("draft.prepare", aDraft().draftId)).size;
  expect(tally(panel)).toEqual(["23", "12", "1", size.toLocaleString("en-GB")]);
});

test("the exact bytes on screen are the prepared text, sign for sign", async () => {
  const panel = await preview({}, { message: "a\u0007 <b> [email#1] \u{1F600} ü" });
  await panel.press("Exact bytes");
  const { text } = await panel.host.send("draft.prepare", aDraft().draftId);
  expect(panel.root.querySelector(".bytes pre")?.textContent).toBe(text);
});

test("a fact that is taken out reaches the draft, and the text is prepared anew without it", async () => {
  const panel = await preview();
  await panel.press("Send Web server: Apache");
  expect(panel.host.sentAs("draft.save").at(-1)?.leftOut).toEqual([factNamed("Web server").path]);
  await panel.press("Exact bytes");
  expect(panel.root.querySelector(".bytes pre")?.textContent).not.toContain("Apache");
  expect(tally(panel)[2]).toBe("1");
});

test("a group is ticked, unticked or mixed as its facts are, and ticks them all", async () => {
  const panel = await preview();
  const group = () => panel.button("Send Server").getAttribute("aria-checked");
  expect(group()).toBe("true");
  await panel.press("Send Web server: Apache");
  expect(group()).toBe("mixed");
  await panel.press("Send Server");
  expect(group()).toBe("true");
  await panel.press("Send Server");
  expect(group()).toBe("false");
  expect(panel.host.world.start.draft.leftOut.toSorted()).toEqual(["server.php", "server.web"]);
});

test("what could not be read is listed with its reason", async () => {
  const panel = await preview();
  expect(panel.text()).toContain("Databasenot read: your account may not open that page");
});

test("the message is always sent: it has no tick", async () => {
  const panel = await preview();
  expect(panel.text()).toContain("Your messagealways sent");
  expect(() => panel.button("Send Your message")).toThrow();
});

test("a press that is the person's own sends the bytes on screen, once", async () => {
  const panel = await preview();
  const { sha256 } = await panel.host.send("draft.prepare", aDraft().draftId);
  await panel.pressCalmly("Send");
  expect(panel.host.sentAs("ticket.send")).toEqual([{ draftId: aDraft().draftId, sha256 }]);
});

test("text that is stale cannot be sent: not while it is saved, and not while it is prepared anew", async () => {
  const panel = await preview();
  panel.host.world.hanging.add("draft.prepare");
  await panel.press("Send Web server: Apache");
  expect(isOff(panel, "Send")).toBe(true);
  await panel.pressCalmly("Send");
  expect(panel.host.sentAs("ticket.send")).toEqual([]);
});

test("of two preparations under way only the later one's text can be sent", async () => {
  const panel = await preview();
  const answers: ((value: { text: string; sha256: string; size: number }) => void)[] = [];
  const { send } = panel.host;
  panel.host.send = ((name: string, ...args: unknown[]) =>
    name === "draft.prepare"
      ? new Promise((resolve) => answers.push(resolve as never))
      : (send as (...args: unknown[]) => Promise<unknown>)(name, ...args)) as never;
  await panel.press("Send Web server: Apache");
  await panel.press("Send PHP: 8.2.36");
  const made = (text: string) => ({ text, sha256: fakeHash(text), size: text.length });
  answers[1]?.(made("new"));
  await pass(0);
  answers[0]?.(made("old"));
  await pass(50);
  await panel.pressCalmly("Send");
  expect(panel.host.sentAs("ticket.send").map(({ sha256 }) => sha256)).toEqual([fakeHash("new")]);
});

test("a report that arrives while the preview is open makes it stale until it is prepared with it", async () => {
  const panel = await preview({}, { report: null, capture: { state: "reading", progress: null } });
  const before = (await panel.host.send("draft.prepare", aDraft().draftId)).sha256;
  panel.host.world.start.draft = aDraft(written);
  panel.host.emit({ kind: "draft.changed", storeOrigin: origin, draft: aDraft(written) });
  await pass(50);
  expect(tally(panel)[0]).toBe("24");
  await panel.pressCalmly("Send");
  expect(panel.host.sentAs("ticket.send")[0]?.sha256).not.toBe(before);
});

test("text that changed must be seen anew for half a second before a press counts", async () => {
  const panel = await preview();
  panel.see(true);
  await pass(2_000);
  await panel.press("Send Web server: Apache");
  panel.see(true);
  panel.button("Send").dispatchEvent(trusted(new MouseEvent("click", { bubbles: true, detail: 0 })));
  await pass(300);
  expect(panel.host.sentAs("ticket.send")).toEqual([]);
  expect(panel.text()).toContain("That was very quick.");
});

test("text that changes in the moment between press and sending is not sent, and neither is what it became", async () => {
  const panel = await preview();
  panel.see(true);
  await pass(2_000);
  window.dispatchEvent(trusted(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true })));
  await pass(20);
  panel.button("Send Web server: Apache").click();
  await pass(20);
  panel.see(true);
  await pass(500);
  expect(panel.host.sentAs("ticket.send")).toEqual([]);
});

test("a click that a script makes up does nothing, however calm", async () => {
  const panel = await preview();
  panel.see(true);
  await pass(2_000);
  await panel.press("Send");
  await panel.key("Enter", { ctrlKey: true, isTrusted: false });
  expect(panel.host.sentAs("ticket.send")).toEqual([]);
});

test("a covered button does not send, says so, and leads to a tab of our own", async () => {
  const panel = await preview();
  panel.see(true);
  await pass(2_000);
  panel.see(false);
  await panel.key("Enter", { ctrlKey: true });
  expect(panel.host.sentAs("ticket.send")).toEqual([]);
  expect(panel.text()).toContain("Something on this page covers this button.");
  await panel.press("Continue in a tab");
  expect(panel.host.sentAs("panel.open-own")).toEqual([{ page: "send", draftId: aDraft().draftId }]);
});

test("a cover that the browser notices only after the press still stops it", async () => {
  const panel = await preview();
  panel.see(true);
  await pass(2_000);
  window.dispatchEvent(trusted(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true })));
  await pass(90);
  panel.see(false);
  await pass(10);
  panel.see(true);
  await pass(500);
  expect(panel.host.sentAs("ticket.send")).toEqual([]);
});

test("a double press is one", async () => {
  const panel = await preview();
  panel.see(true);
  await pass(600);
  const press = () => window.dispatchEvent(trusted(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true })));
  press();
  await pass(50);
  press();
  await pass(500);
  expect(panel.host.sentAs("ticket.send")).toHaveLength(1);
});

test("Ctrl and Enter send after half a second of focus and sight; holding them down does not", async () => {
  const panel = await preview();
  panel.see(true);
  await pass(600);
  await panel.key("Enter", { ctrlKey: true, repeat: true });
  expect(panel.host.sentAs("ticket.send")).toEqual([]);
  await panel.key("Enter", { ctrlKey: true });
  expect(panel.host.sentAs("ticket.send")).toHaveLength(1);
});

test("where visibility cannot be known, the button opens the tab instead of sending", async () => {
  const panel = await preview({ consentHere: false });
  await panel.pressCalmly("Open in a tab to send");
  expect(panel.host.sentAs("ticket.send")).toEqual([]);
  expect(panel.host.sentAs("panel.open-own")).toEqual([{ page: "send", draftId: aDraft().draftId }]);
});

test("a tab that goes on with a draft opens at the preview, and sends from there", async () => {
  const { draftId } = aDraft();
  const panel = await showPanel(
    { start: aStart({ draft: aDraft(written), consentHere: false }) },
    { isOwnTab: true, search: `?draft=${draftId}` },
  );
  expect(panel.host.sentAs("panel.start")).toEqual([{ draftId }]);
  await panel.pressCalmly("Send");
  expect(panel.host.sentAs("ticket.send")).toHaveLength(1);
});

test("a frame takes nothing from its address: the page may have written it", async () => {
  const panel = await showPanel({}, { search: `?draft=${aDraft().draftId}&ticket=${aTicketId}` });
  expect(panel.host.sentAs("panel.start")).toEqual([{ draftId: null }]);
  expect(panel.host.sentAs("ticket.thread")).toEqual([]);
});

test("what cannot be prepared says so, cannot be sent, and can be tried again", async () => {
  const panel = await showPanel({
    start: aStart({ draft: aDraft(written) }),
    failing: { "draft.prepare": new Error("gone") },
  });
  await panel.press("New request");
  await panel.press("Review what will be sent");
  expect(panel.text()).toContain("Not ready to be sent");
  expect(isOff(panel, "Send")).toBe(true);
  panel.host.world.failing = {};
  await panel.press("Try again");
  expect(isOff(panel, "Send")).toBe(false);
});

test("changes that could not be saved are never prepared for sending", async () => {
  const panel = await preview();
  panel.host.world.failing["draft.save"] = new Error("full");
  const before = panel.host.sentAs("draft.prepare").length;
  await panel.press("Send Web server: Apache");
  expect(panel.host.sentAs("draft.prepare")).toHaveLength(before);
  expect(isOff(panel, "Send")).toBe(true);
});

test("an unconnected browser can look at everything, and is led to connecting instead of sending", async () => {
  const panel = await preview({ enrolment: null });
  expect(panel.text()).toContain("SHA-256");
  await panel.press("Connect this browser");
  await panel.key("Enter", { ctrlKey: true });
  expect(panel.host.sentAs("ticket.send")).toEqual([]);
});

test("words in the exact bytes are found, counted and stepped through in a ring", async () => {
  const panel = await preview();
  await panel.press("Exact bytes");
  await panel.type("Find in the text", "TOKEN");
  const at = () => panel.root.querySelector(".find [role=status]")?.textContent;
  expect(at()).toBe("1 of 4");
  await panel.press("Previous");
  expect(at()).toBe("4 of 4");
  await panel.press("Next");
  expect(at()).toBe("1 of 4");
  expect(panel.root.querySelector(".hit")?.textContent).toBe("token");
  await panel.type("Find in the text", "no such words");
  expect(at()).toBe("not found");
});

test("Escape in the search empties it first, and only then closes the panel", async () => {
  const panel = await preview();
  await panel.press("Exact bytes");
  await panel.type("Find in the text", "token");
  const field = panel.field("Find in the text");
  await panel.key("Escape", { target: field });
  expect(field.value).toBe("");
  expect(panel.host.sentAs("panel.close")).toHaveLength(0);
  await panel.key("Escape", { target: field });
  expect(panel.host.sentAs("panel.close")).toHaveLength(1);
});

test("removed secrets stand out as chips and are counted by kind", async () => {
  const panel = await preview();
  expect([...panel.root.querySelectorAll(".fact .redacted")].map(({ textContent }) => textContent)).toEqual([
    "[email#1]",
    "[path#1]",
    "[token#1]",
  ]);
  await panel.press("Exact bytes");
  expect(panel.text()).toContain("12 secrets were taken out");
  expect(panel.text()).toContain("e-mail addresses4 places");
});

test("hostile words stay words: no element comes of them, and none turns what follows", async () => {
  const evil = "<img src=x onerror=alert(1)>\u202Egnp.exe";
  const report = { ...aReport, platform: { ...aReport.platform, label: evil }, redactions: { "<b>x</b>": 1 } };
  const panel = await preview({}, { subject: evil, message: evil, report });
  await panel.press("Your message");
  await panel.press("Exact bytes");
  await panel.press("Facts");
  expect(panel.root.querySelector("img, script, b > b")).toBeNull();
  expect(panel.text()).toContain("<img src=x onerror=alert(1)>U+202Egnp.exe");
  expect(panel.text()).not.toContain("\u202E");
});

test("a draft sent from a tab shows its result in the panel that stood open beside it", async () => {
  const panel = await preview();
  const { draftId } = aDraft();
  const receipt = { ticketId: draftId, number: 9, sha256: "aa".repeat(32), size: 1, storedAt: "2026-11-22T13:00:00Z" };
  panel.host.emit({
    kind: "outbox.changed",
    storeOrigin: origin,
    item: anOutboxItem({ state: "sent", receipt }, { draftId }),
  });
  await pass(50);
  expect(panel.text()).toContain("T-9 is with us");
});

test("a verdict that changed while the text was made ready is asked for once more, by itself", async () => {
  const panel = await preview();
  let isFirst = true;
  const { send } = panel.host;
  const refuseOnce: typeof send = (name, ...args) => {
    if (name !== "draft.prepare" || !isFirst) return send(name, ...args);
    isFirst = false;
    return Promise.reject(new AppError(refusal("verdict.changed")));
  };
  panel.host.send = refuseOnce;
  await panel.press("Send Web server: Apache");
  await pass(400);
  expect(isFirst).toBe(false);
  expect(isOff(panel, "Send")).toBe(false);
});
