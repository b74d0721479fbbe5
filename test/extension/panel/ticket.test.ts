// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import { refusal } from "../../../shared/problems.ts";
import { aDraft, aStart, aThread, aTicketId, origin, type World } from "../../support/fake-host.ts";
import { pass, putAway, type Shown, showPanel } from "../../support/panel.ts";

afterEach(putAway);

async function open(world: Partial<World> = {}): Promise<Shown> {
  const panel = await showPanel(world);
  await panel.press("Checkout shows a blank page");
  return panel;
}

const asks = (panel: Shown) => panel.host.sentAs("ticket.thread").length;
const answer = {
  id: "m9",
  author: { kind: "engineer" as const, name: "Rosa Lind" },
  body: "Fixed.",
  at: "2026-11-22T14:31:00Z",
};

test("a ticket shows where it is, who wrote what, and what happened between", async () => {
  const panel = await open();
  expect(panel.root.querySelector("[aria-current=step]")?.textContent).toBe("Your turn");
  expect([...panel.root.querySelectorAll("article")].map((one) => one.getAttribute("aria-label"))).toEqual([
    "You wrote",
    "Kate Arden wrote",
  ]);
  expect(panel.root.querySelector(".event")?.textContent).toContain("Kate looks after this ticket");
});

test("it is read anew every five seconds while it is looked at, and not while it is hidden", async () => {
  const panel = await open();
  const before = asks(panel);
  await pass(10_100);
  expect(asks(panel)).toBe(before + 2);
  const state = vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
  document.dispatchEvent(new Event("visibilitychange"));
  await pass(60_000);
  expect(asks(panel)).toBeLessThanOrEqual(before + 2);
  state.mockReturnValue("visible");
  document.dispatchEvent(new Event("visibilitychange"));
  await pass(50);
  expect(asks(panel)).toBe(before + 3);
});

test("leaving the ticket ends its reading", async () => {
  const panel = await open();
  await panel.press("Back to all tickets");
  const before = asks(panel);
  await pass(60_000);
  expect(asks(panel)).toBe(before);
});

test("a new answer is shown and said politely, once; one's own words are not", async () => {
  const panel = await open();
  expect(panel.polite()).toBe("");
  const thread = aThread();
  panel.host.world.threads[aTicketId] = { ok: true, value: { ...thread, messages: [...thread.messages, answer] } };
  panel.host.emit({ kind: "tickets.changed", storeOrigin: origin });
  await pass(50);
  expect(panel.text()).toContain("Fixed.");
  expect(panel.polite()).toBe("New answer from Rosa Lind.");
  const element = document.querySelector("[aria-live=polite]");
  const before = element?.textContent;
  await pass(5_100);
  expect(element?.textContent).toBe(before);
});

test("a reply is sent as the person's own press, shown, and the field is empty after", async () => {
  const panel = await open();
  await panel.type("Your message", "  Thank you.  ");
  await panel.pressCalmly("Send");
  expect(panel.host.sentAs("ticket.reply")).toMatchObject([{ ticketId: aTicketId, body: "Thank you." }]);
  expect(panel.text()).toContain("Thank you.");
  expect(panel.field("Your message").value).toBe("");
});

test("a reply that was not acknowledged keeps its words, and its id when it is sent again", async () => {
  const panel = await open();
  panel.host.world.failing["ticket.reply"] = new Error("gone");
  await panel.type("Your message", "Thank you.");
  await panel.pressCalmly("Send");
  expect(panel.text()).toContain("Something went wrong in this browser.");
  expect(panel.field("Your message").value).toBe("Thank you.");
  panel.host.world.failing = {};
  await panel.pressCalmly("Send");
  const [first, second] = panel.host.sentAs("ticket.reply");
  expect(second?.messageId).toBe(first?.messageId);
  await panel.type("Your message", "One more.");
  await panel.pressCalmly("Send");
  expect(panel.host.sentAs("ticket.reply")[2]?.messageId).not.toBe(first?.messageId);
});

test("an unsent reply is there after a reload, under the same id", async () => {
  const panel = await open({ failing: { "ticket.reply": new Error("gone") } });
  await panel.type("Your message", "Thank you.");
  await panel.pressCalmly("Send");
  const [{ messageId } = { messageId: "" }] = panel.host.sentAs("ticket.reply");
  panel.close();
  const again = await open();
  expect(again.field("Your message").value).toBe("Thank you.");
  await again.pressCalmly("Send");
  expect(again.host.sentAs("ticket.reply")[0]?.messageId).toBe(messageId);
});

test("where the browser denies storage the reply is kept while the panel is open", async () => {
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("denied", "SecurityError");
  });
  const panel = await open();
  await panel.type("Your message", "Thank you.");
  await panel.pressCalmly("Send");
  expect(panel.host.sentAs("ticket.reply")).toHaveLength(1);
});

test("other words under an id that arrived go out under a new one", async () => {
  const panel = await open();
  const { failing } = panel.host.world;
  failing["ticket.reply"] = new Error("gone");
  await panel.type("Your message", "First.");
  await panel.pressCalmly("Send");
  delete failing["ticket.reply"];
  const { send } = panel.host;
  let isTaken = true;
  panel.host.send = ((name: string, ...args: unknown[]) => {
    const answer = (send as (...args: unknown[]) => Promise<unknown>)(name, ...args);
    if (name !== "ticket.reply" || !isTaken) return answer;
    isTaken = false;
    return Promise.resolve({ ok: false, refusal: refusal("message.id-taken") });
  }) as never;
  await panel.type("Your message", "Second.");
  await panel.pressCalmly("Send");
  expect(panel.field("Your message").value).toBe("Second.");
  await panel.pressCalmly("Send");
  const ids = panel.host.sentAs("ticket.reply").map(({ messageId }) => messageId);
  expect(ids[1]).toBe(ids[0]);
  expect(ids[2]).not.toBe(ids[0]);
});

test("an empty reply is refused at its field and goes nowhere", async () => {
  const panel = await open();
  await panel.pressCalmly("Send");
  expect(panel.text()).toContain("Write something first.");
  expect(panel.host.sentAs("ticket.reply")).toEqual([]);
});

test("a click made up by a script sends no reply", async () => {
  const panel = await open();
  await panel.type("Your message", "Do it.");
  panel.see(true);
  await pass(2_000);
  await panel.press("Send");
  expect(panel.host.sentAs("ticket.reply")).toEqual([]);
});

test("where consent cannot be given here, replying goes on in a tab at the same ticket", async () => {
  const panel = await open({ start: aStart({ consentHere: false }) });
  await panel.press("Open in a tab to send");
  expect(panel.host.sentAs("panel.open-own")).toEqual([
    { page: "send", draftId: aDraft().draftId, ticketId: aTicketId },
  ]);
});

/** What the page's own thread says once this reply is in it. */
async function arrives(panel: Shown, id: string, body: string): Promise<void> {
  const thread = aThread();
  const sent = { id, author: { kind: "holder", name: "Nordlicht" } as const, body, at: answer.at };
  panel.host.world.threads[aTicketId] = { ok: true, value: { ...thread, messages: [...thread.messages, sent] } };
  panel.host.emit({ kind: "tickets.changed", storeOrigin: origin });
  await pass(50);
}

const key = `reply:${aTicketId}`;
const idOf = (kept: string | null): string => JSON.parse(kept ?? "").messageId;

test.each(["Thank you.", "Thank you. It works again."])(
  "a reply that was sent from the tab as “%s” stands no longer in the field, and what is typed next does",
  async (sent) => {
    const panel = await open({ start: aStart({ consentHere: false }) });
    await panel.type("Your message", "Thank you.");
    await panel.press("Open in a tab to send");
    const id = idOf(localStorage.getItem(key));
    // In the tab the next one is being written already.
    const next = JSON.stringify({ messageId: "m2", body: "One more" });
    localStorage.setItem(key, next);
    await arrives(panel, id, sent);
    expect(panel.field("Your message").value).toBe("");
    expect(localStorage.getItem(key)).toBe(next);
    await panel.type("Your message", "One more.");
    await arrives(panel, id, sent);
    expect(panel.field("Your message").value).toBe("One more.");
    expect(idOf(localStorage.getItem(key))).not.toBe(id);
  },
);

test("other words than those that were gone on with in the tab stay, and are another reply", async () => {
  const panel = await open({ start: aStart({ consentHere: false }) });
  await panel.type("Your message", "Thank you.");
  const id = idOf(localStorage.getItem(key));
  await panel.press("Open in a tab to send");
  await panel.type("Your message", "Please wait.");
  await arrives(panel, id, "Thank you.");
  expect(panel.field("Your message").value).toBe("Please wait.");
  expect(idOf(localStorage.getItem(key))).not.toBe(id);
});

test("a reply whose answer was lost is no fault any more once it stands in the thread", async () => {
  const panel = await open({ failing: { "ticket.reply": new Error("gone") } });
  await panel.type("Your message", "Thank you.");
  await panel.pressCalmly("Send");
  expect(document.querySelector("#reply-fault")).not.toBeNull();
  await arrives(panel, panel.host.sentAs("ticket.reply")[0]?.messageId ?? "", "Thank you.");
  expect(document.querySelector("#reply-fault")).toBeNull();
  expect(panel.field("Your message").value).toBe("");
});

test("a tab that was opened for a ticket shows that ticket", async () => {
  const search = `?draft=${aDraft().draftId}&ticket=${aTicketId}`;
  const panel = await showPanel({}, { isOwnTab: true, search });
  expect(panel.text()).toContain("T-2201 · shop.example");
});

test("a closed ticket takes no words and says why; a resolved one says how to open it again", async () => {
  const closed = await open({ threads: { [aTicketId]: { ok: true, value: aThread({ state: "closed" }) } } });
  expect(closed.root.querySelector("textarea")).toBeNull();
  expect(closed.text()).toContain("This ticket is closed");
  closed.close();
  const resolved = await open({ threads: { [aTicketId]: { ok: true, value: aThread({ state: "resolved" }) } } });
  expect(resolved.text()).toContain("Write below and it opens again.");
  expect(resolved.field("Your message")).toBeTruthy();
});

test("a ticket that cannot be read says why, and is there after trying again", async () => {
  const panel = await open({ threads: {} });
  expect(panel.text()).toContain("This ticket does not exist, or you may not see it.");
  panel.host.world.threads[aTicketId] = { ok: true, value: aThread() };
  await panel.press("Try again");
  expect(panel.text()).toContain("T-2201 · shop.example");
});

test("a thread that was read stays when reading it again fails, and says how old it is", async () => {
  const panel = await open();
  panel.host.world.threads = { [aTicketId]: { ok: false, refusal: refusal("server.unreachable") } };
  await pass(5_100);
  expect(panel.text()).toContain("As it was today 14:30.");
  expect(panel.text()).toContain("Thank you, the report shows it well.");
});

test("hostile words in a thread stay words", async () => {
  const messages = [
    { ...answer, body: "<img src=x onerror=alert(1)>\u2066", author: { kind: "engineer" as const, name: "<b>K</b>" } },
  ];
  const panel = await open({ threads: { [aTicketId]: { ok: true, value: aThread({ messages }) } } });
  expect(panel.root.querySelector("img, b")).toBeNull();
  expect(panel.text()).toContain("<img src=x onerror=alert(1)>U+2066");
});
