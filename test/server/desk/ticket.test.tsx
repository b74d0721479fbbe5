// @vitest-environment happy-dom
import { describe, expect, test, vi } from "vitest";
import { refusal } from "../../../shared/problems.ts";
import type { DeskTicket } from "../../../shared/tickets.ts";
import { asked, aTicket, at, fakeServer } from "./fake-api.ts";
import { all, click, gone, openDesk, press, shown, type } from "./screen.tsx";

const open = (ticket: DeskTicket, others: DeskTicket[] = []) => {
  const server = fakeServer([ticket, ...others]);
  return { server, router: openDesk(server, `/desk/t/${ticket.ticketId}`) };
};

const answerField = () => shown<HTMLTextAreaElement>("#answer");
const bubbles = () => all(".bubble").map((bubble) => bubble.textContent);

describe("a ticket", () => {
  test("while it is read a skeleton stands there and says so", async () => {
    const server = fakeServer();
    server.hanging.add("open");
    openDesk(server, `/desk/t/${aTicket().ticketId}`);
    await shown(".late", "Reading the ticket");
  });

  test("one that does not exist is told so, with a way back to the queue", async () => {
    openDesk(fakeServer(), `/desk/t/${aTicket().ticketId}`);
    await shown(".blank", "This ticket does not exist, or you may not see it.");
    expect((await shown<HTMLAnchorElement>("a[aria-label='Back to the queue']")).pathname).toBe("/desk");
  });

  test("a fault shows the id to quote and can be tried again", async () => {
    const ticket = aTicket();
    const server = fakeServer([ticket]);
    server.failing.open = refusal("server.fault", { id: "K7Q2-9F4D" });
    openDesk(server, `/desk/t/${ticket.ticketId}`);
    await shown(".blank", "Quote K7Q2-9F4D.");
    server.failing = {};
    await click(".blank button", "Try again");
    await shown("h1", "Checkout shows a blank page");
  });

  test("holder, license, device, store and times stand beside it", async () => {
    open(aTicket({ unread: 2 }));
    const aside = await shown(".aside");
    for (const words of [
      "Nordlicht Outdoor",
      "ends in 7F3Q",
      "Firefox on the office PC",
      "shop.example",
      "OpenCart 4.1.0.4",
      "has not seen 2 messages",
      "deskbell 0.1.0",
    ])
      expect(aside.textContent).toContain(words);
  });

  test("a browser with the license key alone is told apart", async () => {
    open(aTicket({ device: { label: "x", standing: "key-only" } }));
    await shown(".aside", "license key alone");
  });

  test("colleagues are called by name, only the reader is called you", async () => {
    const messages = ["Emil Engineer", "Kate"].map((name) => ({
      id: name,
      author: { kind: "engineer" as const, name },
      body: "Hello",
      at,
    }));
    open(aTicket({ messages }));
    await shown(".bubble", "Hello");
    expect(all(".msg .meta").map((meta) => meta.textContent?.split(" · ")[0])).toEqual(["You", "Kate"]);
  });

  test("hostile, long and right-to-left words stay text everywhere", async () => {
    const hostile = "<img src=x onerror=alert(1)>";
    const ticket = aTicket(
      {
        subject: hostile,
        holderName: hostile,
        platform: hostile,
        device: { label: hostile, standing: "enrolled" },
        messages: [
          { id: "a", author: { kind: "holder", name: hostile }, body: `${hostile} صفحة ${"x".repeat(20_000)}`, at },
          { id: "b", author: { kind: "system", name: "" }, body: hostile, at },
        ],
      },
      {
        report: {
          platform: { id: "opencart", label: hostile, version: hostile },
          page: { title: hostile, route: hostile },
          modules: [
            { type: hostile, code: hostile, name: hostile, developer: hostile, depth: "sweep", thirdParty: true },
          ],
          modifications: [{ name: hostile, author: hostile, kind: "ocmod", failures: [hostile] }],
          installer: [{ name: hostile }],
          logs: [{ name: hostile, truncated: false, groups: [{ message: hostile, file: hostile, count: 1 }] }],
          missing: [{ fact: hostile, why: hostile }],
          redactions: { [hostile]: 1 },
        },
        leftOut: [hostile],
        client: { name: hostile, version: hostile },
      },
    );
    open(ticket);
    await shown(".not-here-paths", hostile);
    expect(all(".work img")).toEqual([]);
    await click(".seg button", "Bytes");
    await shown(".bytes", hostile);
    expect(all(".work img")).toEqual([]);
  });

  test("only the ticket's number stands in the title", async () => {
    open(aTicket({ subject: "secret words" }));
    await vi.waitFor(() => expect(document.title).toBe("T-1042 · Customer Care"));
  });

  test("u goes back to the queue, j to the next ticket", async () => {
    const [first, second] = [aTicket({ subject: "First" }), aTicket({ subject: "Second" })];
    const { router } = open(first, [second]);
    await shown("h1", "First");
    await vi.waitFor(() => {
      press("j");
      expect(router.url.value.pathname).toBe(`/desk/t/${second.ticketId}`);
    });
    await shown("h1", "Second");
    press("u");
    await shown("h1", "Queue");
  });

  test("a message that came meanwhile is announced", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const ticket = aTicket();
    const { server } = open(ticket);
    await shown(".bubble", "Since this morning.");
    const more = { id: "more", author: { kind: "holder" as const, name: "N" }, body: "And now this", at };
    server.tickets = [{ ...ticket, messages: [...ticket.messages, more] }];
    vi.advanceTimersByTime(30_000);
    await shown(".bubble", "And now this");
    await shown("[role=status]", "A new message came.");
  });
});

describe("an answer", () => {
  test("is sent with Ctrl+Enter, appears in the thread and leaves the field empty", async () => {
    const { server } = open(aTicket());
    const field = await answerField();
    type(field, "Thank you.");
    press("Enter", field, { ctrlKey: true });
    await shown(".bubble", "Thank you.");
    await vi.waitFor(() => expect(field.value).toBe(""));
    expect(server.tickets[0]?.state).toBe("answered");
    await shown(".badge", "Answered");
  });

  test("without words is not sent and says so", async () => {
    const { server } = open(aTicket());
    type(await answerField(), "   ");
    await click("button", "Send");
    await shown("[role=alert]", "Write something first.");
    expect(asked(server, "answer")).toEqual([]);
  });

  test("too long for the server is not cut, and says what fits", async () => {
    const { server } = open(aTicket());
    type(await answerField(), "x".repeat(20_001));
    await click("button", "Send");
    await shown("[role=alert]", "This is larger than the 20,000 characters that fit.");
    expect((await answerField()).value).toHaveLength(20_001);
    expect(asked(server, "answer")).toEqual([]);
    type(await answerField(), "x".repeat(20_000));
    await click("button", "Send");
    await shown(".badge", "Answered");
  });

  test("half written is there again after the page is loaded anew, on its own ticket alone", async () => {
    const [ticket, other] = [aTicket(), aTicket()];
    const { server } = open(ticket, [other]);
    type(await answerField(), "Half a sent");
    openDesk(server, `/desk/t/${other.ticketId}`);
    expect((await answerField()).value).toBe("");
    openDesk(server, `/desk/t/${ticket.ticketId}`);
    expect((await answerField()).value).toBe("Half a sent");
  });

  test("whose acknowledgement was lost is one message when it is sent again, also after a reload", async () => {
    const ticket = aTicket();
    const { server } = open(ticket);
    server.losesAnswers = true;
    type(await answerField(), "Once, please.");
    await click("button", "Send");
    await shown("[role=alert]", "The server did not answer.");
    server.losesAnswers = false;
    openDesk(server, `/desk/t/${ticket.ticketId}`);
    expect((await answerField()).value).toBe("Once, please.");
    await click("button", "Send");
    await vi.waitFor(async () => expect((await answerField()).value).toBe(""));
    expect(bubbles()).toEqual(["Since this morning.", "Once, please."]);
  });

  test("whose words changed after a lost acknowledgement loses neither version", async () => {
    const { server } = open(aTicket());
    server.losesAnswers = true;
    type(await answerField(), "First version");
    await click("button", "Send");
    await shown("[role=alert]", "The server did not answer.");
    server.losesAnswers = false;
    type(await answerField(), "Second version");
    await click("button", "Send");
    await shown("[role=alert]", "This message was sent before with other contents.");
    await shown(".bubble", "First version");
    expect((await answerField()).value).toBe("Second version");
    await click("button", "Send");
    await shown(".bubble", "Second version");
    expect(bubbles()).toEqual(["Since this morning.", "First version", "Second version"]);
  });

  test("two answers are two messages", async () => {
    open(aTicket());
    for (const words of ["Same words", "Same words"]) {
      type(await answerField(), words);
      await click("button", "Send");
      await vi.waitFor(async () => expect((await answerField()).value).toBe(""));
    }
    expect(bubbles()).toEqual(["Since this morning.", "Same words", "Same words"]);
  });

  test("pressed twice while it is on its way is sent once", async () => {
    const { server } = open(aTicket());
    server.hanging.add("answer");
    type(await answerField(), "Slow");
    await click("button", "Send");
    await shown("button", "Sending");
    await click("button", "Sending");
    expect(asked(server, "answer")).toHaveLength(1);
  });

  test("says so when the browser keeps nothing", async () => {
    const ticket = aTicket();
    const setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    const full: Storage = { length: 0, clear() {}, getItem: () => null, key: () => null, removeItem() {}, setItem };
    openDesk(fakeServer([ticket]), `/desk/t/${ticket.ticketId}`, { storage: full });
    type(await answerField(), "Words");
    await shown(".composer", "This browser keeps nothing");
    expect((await answerField()).value).toBe("Words");
  });

  test("cannot be written in a closed ticket", async () => {
    open(aTicket({ state: "closed" }));
    await shown(".thread-end", "This ticket is closed.");
    expect(all("#answer")).toEqual([]);
  });
});

describe("moving a ticket", () => {
  const buttons = () => all(".ticket-moves button").map((button) => button.textContent);

  test("offers what its state allows and nothing else", async () => {
    for (const [state, offered] of [
      ["sent", ["Resolve"]],
      ["waiting", ["Resolve"]],
      ["answered", ["Resolve"]],
      ["resolved", ["Reopen", "Close"]],
      ["closed", []],
    ] as const) {
      open(aTicket({ state, subject: state }));
      await shown("h1", state);
      expect(buttons(), state).toEqual(offered);
    }
  });

  test("resolves with e, and reopens", async () => {
    const { server } = open(aTicket());
    await shown("h1", "Checkout");
    press("e");
    await shown(".badge", "Resolved");
    await click(".ticket-moves button", "Reopen");
    await shown(".badge", "Wrote back");
    expect(server.tickets[0]?.state).toBe("waiting");
  });

  test("closes for good only after a question", async () => {
    const { server } = open(aTicket({ state: "resolved" }));
    await click(".ticket-moves button", "Close");
    await shown(".bar", "Close for good?");
    await click(".bar button", "Keep it");
    await gone(".bar");
    expect(server.tickets[0]?.state).toBe("resolved");
    await click(".ticket-moves button", "Close");
    await click(".bar button", "Close for good");
    await shown(".badge", "Closed");
  });

  test("that is refused says why and changes nothing", async () => {
    const { server } = open(aTicket());
    server.failing.move = refusal("ticket.move-not-allowed", { from: "closed", to: "resolved" });
    await click(".ticket-moves button", "Resolve");
    await shown(".bar", "A ticket that is closed cannot become resolved.");
    await shown(".badge", "New");
  });
});
