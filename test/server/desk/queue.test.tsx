// @vitest-environment happy-dom
import { describe, expect, test, vi } from "vitest";
import { refusal } from "../../../shared/problems.ts";
import type { DeskTicket, TicketState } from "../../../shared/tickets.ts";
import { asked, aTicket, fakeServer } from "./fake-api.ts";
import { all, click, gone, openDesk, press, shown, type } from "./screen.tsx";

const several = (count: number, changes: Partial<DeskTicket> = {}) =>
  Array.from({ length: count }, (_, at) => aTicket({ number: 1000 + at, subject: `Subject ${at}`, ...changes }));

const rows = () => all(".ticket-link").map((link) => link.textContent);

describe("the queue", () => {
  test("while it is read a skeleton stands there and says so", async () => {
    const server = fakeServer();
    server.hanging.add("queue");
    openDesk(server, "/desk");
    await shown(".queue-skeleton", "Reading the queue");
  });

  test("where there are no tickets it says what will appear", async () => {
    openDesk(fakeServer(), "/desk");
    await shown(".blank", "The first request that a store sends appears here by itself.");
  });

  test("a filter that matches nothing offers the way back to all tickets", async () => {
    openDesk(fakeServer([aTicket()]), "/desk?state=closed");
    await shown(".blank", "Nothing matches");
    await click(".blank a", "Show all tickets");
    await shown(".ticket-link", "Checkout shows a blank page");
  });

  test("a refusal is told in its own words and can be tried again", async () => {
    const server = fakeServer([aTicket()]);
    server.failing.queue = refusal("session.wrong-role");
    openDesk(server, "/desk");
    await shown(".blank", "Your account may not do this.");
    server.failing = {};
    await click(".blank button", "Try again");
    await shown(".ticket-link", "Checkout shows a blank page");
  });

  test("a fault shows the id to quote", async () => {
    const server = fakeServer();
    server.failing.queue = refusal("server.fault", { id: "K7Q2-9F4D" });
    openDesk(server, "/desk");
    await shown(".blank", "Quote K7Q2-9F4D.");
  });

  test("what waits for us stands first, in groups that say whose turn it is", async () => {
    const states: TicketState[] = ["closed", "answered", "sent", "resolved", "waiting"];
    openDesk(fakeServer(states.map((state) => aTicket({ state, subject: state }))), "/desk");
    await shown(".ticket-link", "sent");
    expect(rows()).toEqual(["sent", "waiting", "answered", "closed", "resolved"]);
    expect(all(".group").map((group) => group.textContent)).toEqual(["Our turn 2", "The holder’s turn 1", "Done 2"]);
  });

  test("our turn is in groups of one priority, and within them the server's order stays", async () => {
    const due = { by: "2026-11-23T08:00:00.000Z", promise: "average" } as const;
    const ranked = (subject: string, changes: Partial<DeskTicket>) => aTicket({ subject, due, ...changes });
    openDesk(
      fakeServer([
        ranked("urgent", { priority: "highest", urgent: true }),
        ranked("older", { priority: "highest", state: "waiting" }),
        ranked("plain", { priority: "regular", due: { by: null, promise: "none" } }),
        ranked("passed", { priority: "regular", due: { by: "2026-11-22T11:00:00.000Z", promise: "usual" } }),
        ranked("asked", { priority: "regular", askedFor: 20, state: "answered" }),
        aTicket({ subject: "without a programme" }),
      ]),
      "/desk",
    );
    await shown(".ticket-link", "urgent");
    expect(all(".group").map((group) => group.textContent)).toEqual([
      "Our turn · Highest priority 2",
      "Our turn · Regular priority 2",
      "Our turn 1",
      "The holder’s turn 1",
    ]);
    expect(rows()).toEqual(["urgent", "older", "plain", "passed", "without a programme", "asked"]);
    expect(all(".cell-due").map((cell) => cell.textContent?.replace(/\d\d:\d\d/, "00:00"))).toEqual([
      "due on average Mon 00:00",
      "due on average Mon 00:00",
      "no promise",
      "due usually today 00:00 passed",
      "",
      "",
    ]);
    expect(all(".badge").filter((badge) => badge.textContent === "Urgent")).toHaveLength(1);
    await shown(".cell-state", "Asked for 20");
    expect(all(".cell-priority").map((cell) => cell.textContent)).toEqual([
      "Highest",
      "Highest",
      "Regular",
      "Regular",
      "",
      "Regular",
    ]);
  });

  test("where no license has a programme there is no column for due and priority", async () => {
    openDesk(fakeServer([aTicket()]), "/desk");
    await shown(".ticket-link");
    expect(all("thead th").map((head) => head.textContent?.trim())).toEqual([
      "Ticket",
      "Store",
      "Holder",
      "Platform",
      "State",
      "Age",
    ]);
  });

  test("hostile, long and right-to-left words stay text", async () => {
    const subjects = ["<img src=x onerror=alert(1)>", "صفحة الدفع", "x".repeat(200), "a\u202Egpj.exe"];
    const tickets = subjects.map((subject) =>
      aTicket({
        subject,
        holderName: "<script>alert(2)</script>",
        storeOrigin: 'http://a"><b>x',
        platform: "<i>p</i>",
      }),
    );
    openDesk(fakeServer(tickets), "/desk");
    await shown(".ticket-link", "صفحة الدفع");
    expect(rows()).toEqual([...subjects.slice(0, 3), "aU+202Egpj.exe"]);
    expect(all(".work img, .work script, .work td > b, .work td > i")).toEqual([]);
    expect(all(".cell-holder")[0]?.textContent).toBe("<script>alert(2)</script>");
  });

  test("the address holds state and search, and a new desk at it asks for the same", async () => {
    const server = fakeServer([aTicket({ subject: "Mails" }), aTicket({ subject: "Mails", state: "answered" })]);
    const router = openDesk(server, "/desk");
    await click(".filters a", "Answered");
    await vi.waitFor(() => expect(router.url.value.search).toBe("?state=answered"));
    type(await shown("#queue-search"), "Mails");
    press("Enter", await shown("#queue-search"));
    await vi.waitFor(() => expect(router.url.value.search).toBe("?state=answered&search=Mails"));
    await vi.waitFor(() => expect(asked(server, "queue").at(-1)).toMatchObject({ state: "answered", search: "Mails" }));

    const other = fakeServer();
    openDesk(other, router.url.value.pathname + router.url.value.search);
    await vi.waitFor(() => expect(asked(other, "queue")[0]).toMatchObject({ state: "answered", search: "Mails" }));
  });

  test("an answer that was overtaken by a newer question is dropped", async () => {
    const server = fakeServer([aTicket({ subject: "first" }), aTicket({ subject: "second", state: "answered" })]);
    const slow: (() => void)[] = [];
    const { queue } = server.api;
    server.api.queue = async (input) => {
      if (!input.state) await new Promise<void>((go) => slow.push(go));
      return queue(input);
    };
    openDesk(server, "/desk");
    await vi.waitFor(() => expect(slow).toHaveLength(1));
    await click(".filters a", "Answered");
    await shown(".ticket-link", "second");
    slow[0]?.();
    await new Promise((done) => setTimeout(done));
    expect(rows()).toEqual(["second"]);
  });

  test("show more adds the next page below and keeps the rows that are there", async () => {
    const server = fakeServer(several(5));
    server.pageSize = 2;
    openDesk(server, "/desk");
    const first = await shown(".ticket-link", "Subject 0");
    await click(".more button", "Show more");
    await shown(".ticket-link", "Subject 3");
    expect(first.isConnected).toBe(true);
    await click(".more button", "Show more");
    await shown(".ticket-link", "Subject 4");
    await gone(".more");
    expect(rows()).toHaveLength(5);
  });

  test("a refresh reads as many tickets as are shown, and says what is new", async () => {
    const server = fakeServer(several(4));
    server.pageSize = 2;
    openDesk(server, "/desk");
    await shown(".ticket-link", "Subject 0");
    await click(".more button", "Show more");
    await shown(".ticket-link", "Subject 3");
    const [oldest, ...others] = server.tickets;
    server.tickets = [
      { ...oldest!, updatedAt: "2026-11-22T11:00:00.000Z" },
      aTicket({ subject: "Just came" }),
      ...others,
    ];
    await click("button[aria-label=Refresh]");
    await shown(".queue-news", "1 new ticket, 1 changed");
    expect(rows()).toEqual(["Subject 0", "Just came", "Subject 1", "Subject 2"]);
  });

  test("a ticket that moved between two pages is listed once", async () => {
    const server = fakeServer(several(3));
    server.pageSize = 2;
    openDesk(server, "/desk");
    await shown(".ticket-link", "Subject 0");
    server.tickets = [aTicket({ subject: "Came first" }), ...server.tickets];
    await click(".more button", "Show more");
    await shown(".ticket-link", "Subject 2");
    expect(rows()).toEqual(["Subject 0", "Subject 1", "Subject 2"]);
  });

  test("it reads again every 15 seconds while it is visible, and rests while it is not", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const server = fakeServer([aTicket()]);
    openDesk(server, "/desk");
    await shown(".ticket-link");
    const visibility = vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    vi.advanceTimersByTime(60_000);
    expect(asked(server, "queue")).toHaveLength(1);
    visibility.mockReturnValue("visible");
    vi.advanceTimersByTime(15_000);
    await vi.waitFor(() => expect(asked(server, "queue")).toHaveLength(2));
    visibility.mockRestore();
  });

  test("a refresh that fails keeps the rows and says so", async () => {
    const server = fakeServer([aTicket()]);
    openDesk(server, "/desk");
    await shown(".ticket-link");
    server.failing.queue = refusal("server.no-answer");
    await click("button[aria-label=Refresh]");
    await shown(".bar", "The server did not answer.");
    expect(rows()).toHaveLength(1);
  });

  test("j and k move, and Enter opens the ticket they are at", async () => {
    const server = fakeServer(several(3));
    const router = openDesk(server, "/desk");
    await shown(".ticket-link", "Subject 2");
    press("j");
    press("j");
    press("k");
    press("j");
    await shown(".cursor", "Subject 1");
    expect(document.activeElement?.textContent).toBe("Subject 1");
    press("Enter");
    await vi.waitFor(() => expect(router.url.value.pathname).toBe(`/desk/t/${server.tickets[1]?.ticketId}`));
  });

  test("a slash goes to the search, where keys are letters again", async () => {
    openDesk(fakeServer(several(2)), "/desk");
    await shown(".ticket-link");
    expect(press("/").defaultPrevented).toBe(true);
    const search = await shown("#queue-search");
    expect(document.activeElement).toBe(search);
    expect(press("j", search).defaultPrevented).toBe(false);
    expect(all(".cursor")).toEqual([]);
  });

  test("a question mark shows all keys, and switched off they do nothing", async () => {
    openDesk(fakeServer(several(2)), "/desk");
    await shown(".ticket-link");
    press("?");
    await shown("dialog[open]", "search");
    await click("dialog [role=switch]");
    await click("dialog button[aria-label=Close]");
    await gone("dialog[open]");
    expect(press("j").defaultPrevented).toBe(false);
    expect(all(".cursor")).toEqual([]);
    press("?");
    expect(localStorage.getItem("deskbell.shortcuts")).toBe("off");
    await click(".keys-all");
    await click("dialog [role=switch]");
    expect(localStorage.getItem("deskbell.shortcuts")).toBe("on");
  });

  test("a session that ended leads to the sign-in and back to the same place", async () => {
    const server = fakeServer([aTicket({ state: "answered" })]);
    const router = openDesk(server, "/desk?state=answered");
    await shown(".ticket-link");
    server.failing.queue = refusal("session.missing");
    server.signedIn = false;
    await click("button[aria-label=Refresh]");
    await shown("h1", "Support desk");
    await vi.waitFor(() => expect(router.url.value.pathname).toBe("/desk/sign-in"));
    server.failing = {};
    type(await shown("input[type=email]"), "emil@desk.example");
    type(await shown("input[type=password]"), "right password");
    await click("button[type=submit]");
    await shown(".ticket-link");
    expect(router.url.value.href).toMatch(/\/desk\?state=answered$/);
  });
});
