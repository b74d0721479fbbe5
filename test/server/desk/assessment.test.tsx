// @vitest-environment happy-dom
import { describe, expect, test, vi } from "vitest";
import type { Offer, TicketCharge } from "../../../shared/charges.ts";
import { refusal } from "../../../shared/problems.ts";
import type { DeskTicket } from "../../../shared/tickets.ts";
import { aCharge, aStatement, asked, aTicket, at, categories, type FakeServer, fakeServer } from "./fake-api.ts";
import { all, choose, click, gone, openDesk, press, shown, type } from "./screen.tsx";

const charged = (charge: Partial<TicketCharge> = {}, changes: Partial<DeskTicket> = {}) =>
  aTicket({ charge: aCharge(charge), account: { available: 30, held: 10 }, categories, ...changes });

const open = (ticket: DeskTicket): FakeServer => {
  const server = fakeServer([ticket]);
  openDesk(server, `/desk/t/${ticket.ticketId}`);
  return server;
};

const anOffer = (changes: Partial<Offer> = {}): Offer => ({
  id: "offer",
  category: "investigation",
  categoryName: "Investigation",
  credits: 20,
  extra: 10,
  reason: "Three files were changed.",
  askedAt: "2026-11-22T10:30:00.000Z",
  expiresAt: "2026-11-29T10:30:00.000Z",
  state: "open",
  ...changes,
});

const part = (title: string) => shown(".aside .part", title);
const category = () => shown<HTMLSelectElement>("#assess-category");
const reason = () => shown<HTMLTextAreaElement>("#assess-reason");

describe("the assessment", () => {
  test("of a ticket whose license has no programme does not exist, nor do ledger and clock", async () => {
    const server = open(aTicket());
    await part("Who asks");
    expect(all(".aside .side-title").map((title) => title.textContent)).toEqual([
      "Who asks",
      "Store",
      "Times",
      "Request",
    ]);
    expect(press("c").defaultPrevented).toBe(false);
    expect(asked(server, "statement")).toEqual([]);
  });

  test("says what it was filed as, the verdict, and the rule that decided with its id and version", async () => {
    open(charged());
    const section = await part("Assessment");
    for (const words of ["acme-credits 2026-10", "Something is set wrongly", "Covered", "10 credits"])
      expect(section.textContent).toContain(words);
    const [decided, before] = [...section.querySelectorAll(".clause")].map((clause) => clause.textContent);
    expect(decided).toBe("Faults from wrong settings cost 10 credits.category-configuration · 2026-10");
    expect(before).toBe("Holders write through the help desk.help-desk · 2026-10");
    expect(section.querySelector("details")?.textContent).toContain("Holders write");
    expect(section.querySelector("details")?.textContent).not.toContain("Faults");
  });

  test("where nothing is charged says so and asks for no category", async () => {
    open(charged({ category: null, price: 0, held: 0, agreed: 0 }, { categories: [] }));
    await shown(".aside .part", "Nothing is charged for it under these rules.");
    expect(all("#assess-category")).toEqual([]);
    expect(press("c").defaultPrevented).toBe(false);
  });

  test("of a closed ticket can be read and not changed", async () => {
    open(charged({}, { state: "closed" }));
    expect((await part("Assessment")).textContent).toContain("Configuration");
    expect(all("#assess-category")).toEqual([]);
  });

  test("offers every category with its price, the ticket's own chosen", async () => {
    open(charged());
    expect((await category()).value).toBe("configuration");
    expect(all("#assess-category option").map((option) => option.textContent)).toEqual([
      "Question, 5 credits",
      "Configuration, 10 credits",
      "Investigation, 20 credits",
      "Upgrade, from 50 credits",
    ]);
  });

  test("tells what pressing would do before it is pressed, from the ticket's own figures", async () => {
    const server = open(charged());
    await shown(".outcome", "Moves nothing: 10 credits are held already.");
    choose(await category(), "question");
    await shown(".outcome", "Returns 5; 5 stay held.");
    choose(await category(), "investigation");
    await shown(".outcome", "Asks the holder for 20: agreed 10.");
    expect(asked(server, "assess")).toEqual([]);
  });

  test("follows the balance when the ticket is read again, and keeps what was chosen", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const ticket = charged();
    const server = open(ticket);
    choose(await category(), "investigation");
    await shown(".outcome", "Asks the holder for 20");
    server.tickets = [{ ...ticket, account: { available: 4, held: 36 } }];
    vi.advanceTimersByTime(30_000);
    await shown(".outcome", "Balance short by 6");
    expect((await category()).value).toBe("investigation");
  });

  test("with c goes to the category, and is sent with Ctrl+Enter from the reason", async () => {
    const ticket = charged();
    const server = open(ticket);
    await category();
    press("c");
    expect(document.activeElement).toBe(await category());
    choose(await category(), "investigation");
    type(await reason(), "  Three files were changed. ");
    server.assesses = (found) => ({ ...found, charge: aCharge({ offer: anOffer() }) });
    press("Enter", await reason(), { ctrlKey: true });
    await shown(".offer", "Waiting for the holder’s yes.");
    expect(asked(server, "assess")).toEqual([
      {
        ticketId: ticket.ticketId,
        commandId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
        category: "investigation",
        reason: "Three files were changed.",
      },
    ]);
    await shown("[role=status]", "Assessed as Investigation.");
    expect((await reason()).value).toBe("");
    expect((await category()).value).toBe("configuration");
  });

  test("of a category that names only the least wants a price of at least that", async () => {
    const server = open(charged());
    choose(await category(), "upgrade");
    const field = await shown<HTMLInputElement>("#assess-credits");
    for (const wrong of ["", "49", "many", "5e3", "-60", "60.5", "100001"]) {
      type(field, wrong);
      expect(all(".outcome"), wrong).toEqual([]);
      await click("button", "Assess");
      await shown("[role=alert]", "Name the price: this category costs from 50 credits.");
      expect(field.getAttribute("aria-invalid")).toBe("true");
    }
    expect(asked(server, "assess")).toEqual([]);
    type(field, " 60 ");
    await gone("[role=alert]");
    await shown(".outcome", "Balance short by 20");
    await click("button", "Assess");
    await shown("[role=status]", "Assessed as Upgrade.");
    expect(asked(server, "assess")).toMatchObject([{ category: "upgrade", credits: 60 }]);
  });

  test("of an upgrade whose price was said when filing has that price in the field", async () => {
    open(charged({ category: { id: "upgrade", name: "Upgrade" }, price: 55, held: 0, agreed: 0 }));
    expect((await shown<HTMLInputElement>("#assess-credits")).value).toBe("55");
  });

  test("without a category is not sent and says so", async () => {
    const server = open(charged({ category: null }));
    expect((await category()).value).toBe("");
    await click("button", "Assess");
    await shown("[role=alert]", "Choose a category first.");
    expect(asked(server, "assess")).toEqual([]);
  });

  test("with a reason longer than the server takes is not cut, and says what fits", async () => {
    const server = open(charged());
    type(await reason(), "x".repeat(2_001));
    await click("button", "Assess");
    await shown("[role=alert]", "This is larger than the 2,000 characters that fit.");
    expect((await reason()).value).toHaveLength(2_001);
    expect(asked(server, "assess")).toEqual([]);
    type(await reason(), "x".repeat(2_000));
    await click("button", "Assess");
    await shown("[role=status]", "Assessed as Configuration.");
  });

  test("while an offer is open says that it takes its place", async () => {
    open(charged({ offer: anOffer() }));
    choose(await category(), "question");
    await shown(".outcome", "Withdraws the open offer of 20.");
  });

  test("that the server refuses says why and keeps what was chosen and typed", async () => {
    const server = open(charged());
    choose(await category(), "investigation");
    type(await reason(), "Three files");
    server.failing.assess = refusal("credits.insufficient", { needed: 20, available: 4 });
    await click("button", "Assess");
    await shown("[role=alert]", "This needs 20 credits; you have 4.");
    expect((await category()).value).toBe("investigation");
    expect((await reason()).value).toBe("Three files");
  });

  test("pressed twice while it is on its way is sent once", async () => {
    const server = open(charged());
    server.hanging.add("assess");
    await category();
    await click("button", "Assess");
    await shown("button", "Assessing");
    await click("button", "Assessing");
    expect(asked(server, "assess")).toHaveLength(1);
  });

  test("whose acknowledgement was lost is done once when it is pressed again, also after a reload", async () => {
    const ticket = charged();
    const server = open(ticket);
    let times = 0;
    server.assesses = (found) => {
      times += 1;
      return found;
    };
    server.losesAnswers = true;
    choose(await category(), "investigation");
    type(await reason(), "Three files");
    await click("button", "Assess");
    await shown("[role=alert]", "The server did not answer.");
    server.losesAnswers = false;
    openDesk(server, `/desk/t/${ticket.ticketId}`);
    expect((await category()).value).toBe("investigation");
    expect((await reason()).value).toBe("Three files");
    await click("button", "Assess");
    await shown("[role=status]", "Assessed as Investigation.");
    expect(times).toBe(1);
    await click("button", "Assess");
    await vi.waitFor(() => expect(times).toBe(2));
  });

  test("changed after a lost acknowledgement is told that the first arrived, and is a command of its own then", async () => {
    const server = open(charged());
    server.losesAnswers = true;
    choose(await category(), "investigation");
    await click("button", "Assess");
    await shown("[role=alert]", "The server did not answer.");
    server.losesAnswers = false;
    choose(await category(), "question");
    await click("button", "Assess");
    await shown("[role=alert]", "This was done before with other contents.");
    expect((await category()).value).toBe("question");
    expect(asked(server, "open").length).toBeGreaterThan(1);
    await click("button", "Assess");
    await shown("[role=status]", "Assessed as Question.");
  });

  test("still works in a browser that keeps nothing", async () => {
    const ticket = charged();
    const fail = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    const full: Storage = {
      length: 0,
      clear() {},
      getItem: () => null,
      key: () => null,
      removeItem: fail,
      setItem: fail,
    };
    openDesk(fakeServer([ticket]), `/desk/t/${ticket.ticketId}`, { storage: full });
    choose(await category(), "question");
    await click("button", "Assess");
    await shown("[role=status]", "Assessed as Question.");
  });

  test("kept from another time that cannot be read is forgotten, not fatal", async () => {
    const ticket = charged();
    const broken = { commandId: 7, category: "investigation", credits: null, reason: "Kept" };
    for (const kept of ["{", JSON.stringify(broken)]) {
      localStorage.setItem(`deskbell.assessment.${ticket.ticketId}`, kept);
      open(ticket);
      expect((await category()).value).toBe("configuration");
      expect((await reason()).value).toBe("");
    }
  });
});

describe("an offer", () => {
  test("that is open says for how much, since when and until when, in the head too", async () => {
    open(charged({ offer: anOffer() }));
    const note = await shown(".offer");
    for (const words of [
      "Waiting for the holder’s yes.",
      "Asked for 20, Investigation: 10 more than is held.",
      "expires",
    ])
      expect(note.textContent).toContain(words);
    expect(note.querySelectorAll("time")).toHaveLength(2);
    await shown(".ticket-head .badge", "Asked for 20");
  });

  test.each([
    ["agreed", "The holder agreed."],
    ["declined", "The holder declined; what was held is released."],
    ["expired", "Nobody answered in time; what was held is released."],
  ] as const)("that is %s says so and waits no more", async (state, words) => {
    open(charged({ offer: anOffer({ state }) }));
    await shown(".offer", words);
    expect(all(".ticket-head .badge").map((badge) => badge.textContent)).toEqual(["New"]);
    expect(all(".maybe")).toEqual([]);
  });

  test("with hostile words shows them as text, as do rules and categories", async () => {
    const hostile = "<img src=x onerror=alert(1)>";
    const clause = { programme: hostile, version: hostile, rule: hostile, says: hostile };
    const server = fakeServer([
      charged(
        {
          offer: anOffer({ reason: `${hostile} a\u202Eb`, categoryName: hostile }),
          clauses: [clause, { ...clause, rule: "b" }],
        },
        { categories: [{ id: "configuration", name: hostile, credits: 10, asks: true, says: hostile }] },
      ),
    ]);
    server.statement = aStatement([{ says: hostile, ticketNumber: 1042 }]);
    openDesk(server, `/desk/t/${server.tickets[0]?.ticketId}`);
    expect((await shown(".offer-reason")).textContent).toBe(`${hostile} aU+202Eb`);
    await shown(".ledger", hostile);
    expect(all(".work img")).toEqual([]);
  });
});

describe("the ledger", () => {
  const lines = [
    { at: "2026-01-12T09:00:00.000Z", kind: "grant", says: "First license", change: 100, available: 100, held: 0 },
    { kind: "hold", says: "Configuration", ticketNumber: 1042, change: -10, available: 90, held: 10 },
    {
      kind: "hold",
      says: "Held for T-1050: upgrade, not T-10501",
      ticketNumber: 1050,
      change: -55,
      available: 35,
      held: 65,
    },
    { kind: "release", says: "Assessed lower", ticketNumber: 1042, change: 5, available: 40, held: 60 },
    { kind: "settle", says: "Answered", ticketNumber: 1042, change: 0, available: 40, held: 55 },
  ] as const;

  const withLines = (ticket = charged()) => {
    const server = fakeServer([ticket]);
    server.statement = aStatement([...lines]);
    openDesk(server, `/desk/t/${ticket.ticketId}`);
    return server;
  };

  test("of a ticket holds its own entries and sums, and no other's", async () => {
    withLines(charged({ held: 5, settled: 5, agreed: 20 }));
    await shown(".ledger", "Assessed lower");
    expect(all(".ledger li b").map((change) => change.textContent)).toEqual(["−10", "+5", "0"]);
    expect((await shown(".ledger-sums")).textContent).toBe("Held5Settled5Agreed up to20");
  });

  test("without entries says so", async () => {
    open(charged({ held: 0, agreed: 0 }));
    await shown(".aside .part", "Nothing was held for this ticket.");
  });

  test("of an open offer tells what a yes and a no would do", async () => {
    open(charged({ offer: anOffer() }));
    await shown(".maybe");
    expect(all(".maybe li").map((line) => line.textContent)).toEqual([
      "if agreedhold 10 more−10",
      "if notrelease 10+10",
    ]);
  });

  test("that could not be read says why and can be tried again", async () => {
    const ticket = charged();
    const server = fakeServer([ticket]);
    server.failing.statement = refusal("server.fault", { id: "K7Q2-9F4D" });
    openDesk(server, `/desk/t/${ticket.ticketId}`);
    await shown(".error", "Quote K7Q2-9F4D.");
    server.failing = {};
    await click(".error button", "Try again");
    await gone(".error");
    await shown(".aside .part", "Nothing was held for this ticket.");
  });

  test("is read again after an assessment, and not while nothing moves", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const ticket = charged();
    const server = open(ticket);
    await vi.waitFor(() => expect(asked(server, "statement")).toHaveLength(1));
    server.tickets = [{ ...ticket, subject: "Read again" }];
    vi.advanceTimersByTime(30_000);
    await shown("h1", "Read again");
    expect(asked(server, "statement")).toHaveLength(1);
    server.assesses = (ticket) => ({ ...ticket, charge: aCharge({ held: 5 }), account: { available: 35, held: 5 } });
    choose(await category(), "question");
    await click("button", "Assess");
    await vi.waitFor(() => expect(asked(server, "statement")).toHaveLength(2));
  });

  test("opens the holder's whole statement, newest first with the running balance, by link and by key", async () => {
    withLines();
    await shown(".ledger", "Assessed lower");
    await click(".side-title .link", "30 available, 10 held");
    const dialog = await shown("dialog.statement-dialog[open]", "Statement of Nordlicht Outdoor");
    const rows = [...dialog.querySelectorAll("tbody tr")].map((row) =>
      [...row.querySelectorAll("td")].slice(1).map((cell) => cell.textContent?.trim()),
    );
    expect(rows).toEqual([
      ["settle", "T-1042 Answered", "0", "40", "55"],
      ["release", "T-1042 Assessed lower", "+5", "40", "60"],
      ["hold", "Held for T-1050: upgrade, not T-10501", "−55", "35", "65"],
      ["hold", "T-1042 Configuration", "−10", "90", "10"],
      ["grant", "First license", "+100", "100", "0"],
    ]);
    expect(dialog.textContent).toContain("20 available + 65 held + 15 settled = 100 granted.");
    const link = dialog.querySelector<HTMLAnchorElement>("tbody a");
    expect([link?.textContent, link?.search]).toEqual(["T-1050", "?search=T-1050"]);
    await click("dialog.statement-dialog button[aria-label=Close]");
    await gone("dialog.statement-dialog[open]");
    press("l");
    await shown("dialog.statement-dialog[open]");
  });

  test("of a thousand entries shows the newest hundred, and all on request", async () => {
    const ticket = charged();
    const server = fakeServer([ticket]);
    server.statement = aStatement(Array.from({ length: 1_000 }, (_, index) => ({ says: `Entry ${index}` })));
    openDesk(server, `/desk/t/${ticket.ticketId}`);
    await click(".side-title .link", "30 available, 10 held");
    await shown(".statement-table", "Entry 999");
    expect(all(".statement-table tbody tr")).toHaveLength(100);
    await click(".statement-dialog .link", "Show all 1000");
    await vi.waitFor(() => expect(all(".statement-table tbody tr")).toHaveLength(1_000));
  });
});

describe("the clock", () => {
  const friday = "2026-11-20T13:00:00.000Z";
  const due = {
    by: "2026-11-23T08:00:00.000Z",
    hours: 4,
    clock: "working",
    promise: "average",
    slowest: null,
    zone: "+04:00",
    trace: [
      { kind: "ran", from: friday, to: "2026-11-20T14:00:00.000Z" },
      { kind: "stood", from: "2026-11-20T14:00:00.000Z", to: "2026-11-23T05:00:00.000Z" },
      { kind: "ran", from: "2026-11-23T05:00:00.000Z", to: "2026-11-23T08:00:00.000Z" },
    ],
  } as const;
  const charge = (changes: object = {}): Partial<TicketCharge> => ({
    due: { ...due, trace: [...due.trace], ...changes },
    priority: "high",
  });

  test("where no time is promised says so and counts nothing down", async () => {
    open(charged());
    const section = await part("Clock");
    expect(section.textContent).toContain("promise no answer time");
    expect(section.querySelector("time, .trace")).toBeNull();
    expect(section.textContent).not.toMatch(/\bin \d|passed/);
  });

  test("says when the answer is due on the reader's clock and on the programme's, and how that was counted", async () => {
    open(charged(charge()));
    const section = await part("Clock");
    for (const words of ["on average", "High", "4 working hours", "in 20 h"])
      expect(section.textContent).toContain(words);
    expect(section.querySelector("time")?.dateTime).toBe(due.by);
    expect(section.querySelector(".fact-detail")?.textContent).toBe("Mon 12:00 GMT+4");
    expect([...section.querySelectorAll(".trace > li")].map((step) => step.textContent)).toEqual([
      "Fri 13:00–14:00ran 1:00Fri 17:00–18:00 GMT+4",
      "Fri 14:00–Mon 05:00stood stillFri 18:00–Mon 09:00 GMT+4",
      "Mon 05:00–08:00ran 3:00Mon 09:00–12:00 GMT+4",
    ]);
  });

  test("of a programme in the reader's own zone tells every time once", async () => {
    open(charged(charge({ zone: Intl.DateTimeFormat().resolvedOptions().timeZone })));
    await part("Clock");
    expect(all(".trace-there, .facts .fact-detail").filter((each) => each.textContent?.includes("GMT"))).toEqual([]);
  });

  test("past an average time says so without calling it late", async () => {
    open(charged(charge({ by: at })));
    const section = await part("Clock");
    expect(section.textContent).toContain("passed");
    expect(section.textContent).not.toMatch(/overdue|late|over by/);
  });

  test("runs no more once it is the holder's turn", async () => {
    open(charged(charge(), { state: "answered" }));
    expect((await part("Clock")).textContent).not.toContain("in 20 h");
  });

  test("a usual time names the slowest too", async () => {
    open(charged(charge({ promise: "usual", hours: 24, clock: "business-days", slowest: "96h or more" })));
    const section = await part("Clock");
    for (const words of ["usually", "24 hours of business days", "can take 96h or more"])
      expect(section.textContent).toContain(words);
  });
});
