import { createHash } from "node:crypto";
import { v7 } from "uuid";
import type { AssessInput, DeskApi, Role } from "../../../server/desk/api.ts";
import type { Statement, StatementLine, TicketCharge } from "../../../shared/charges.ts";
import { type Decision, type Refusal, refuse } from "../../../shared/problems.ts";
import { canonicalText, type Submission, submission } from "../../../shared/submission.ts";
import type { DeskTicket, DeskTicketSummary } from "../../../shared/tickets.ts";

export const at = "2026-11-22T09:00:00.000Z";
export const now = () => new Date("2026-11-22T12:00:00.000Z");

/**
 * A server made of plain state: tickets in the order of the queue, pages of `pageSize`. A refusal put into `failing`
 * is the answer to that call; a call in `hanging` is never answered.
 */
export interface FakeServer {
  api: DeskApi;
  tickets: DeskTicket[];
  pageSize: number;
  failing: Partial<Record<keyof DeskApi, Refusal>>;
  hanging: Set<keyof DeskApi>;
  /** Stores an answer, and loses the word that it did. */
  losesAnswers: boolean;
  asked: { name: keyof DeskApi; input: unknown }[];
  signedIn: boolean;
  role: Role;
  /** Who signs in. */
  person: { name: string; email: string; senior?: boolean };
  /** Asks for a code after the password. */
  needsCode: boolean;
  statement: Statement;
  /** What the server makes of an assessment. */
  assesses: (ticket: DeskTicket, input: AssessInput) => DeskTicket;
}

export function fakeServer(tickets: DeskTicket[] = []): FakeServer {
  const server: FakeServer = {
    tickets,
    pageSize: 50,
    failing: {},
    hanging: new Set(),
    losesAnswers: false,
    asked: [],
    signedIn: true,
    role: "engineer",
    person: { name: "Emil Engineer", email: "emil@desk.example" },
    needsCode: false,
    statement: aStatement(),
    assesses: (ticket) => ticket,
    api: {
      me: () =>
        answer("me", null, () =>
          server.signedIn
            ? {
                ok: true,
                value: {
                  ...server.person,
                  role: server.role,
                  serverName: "Customer Care",
                },
              }
            : refuse("session.missing"),
        ),
      signIn: (input) =>
        answer("signIn", input, () => {
          if (input.password !== "right password") return refuse("session.wrong-password");
          server.signedIn = !server.needsCode;
          return { ok: true, value: { needsCode: server.needsCode } };
        }),
      signOut: () =>
        answer("signOut", null, () => {
          server.signedIn = false;
          return { ok: true, value: null };
        }),
      setUpOperator: (input) => answer("setUpOperator", input, () => ({ ok: true, value: null })),
      queue: (input) =>
        answer("queue", input, () => {
          const found = server.tickets.filter(
            ({ state, subject }) =>
              (!input.state || state === input.state) && (!input.search || subject.includes(input.search)),
          );
          const from = Number(input.cursor ?? 0);
          const to = from + server.pageSize;
          const page = found.slice(from, to).map(summaryOf);
          return { ok: true, value: { tickets: page, next: to < found.length ? String(to) : null } };
        }),
      open: (ticketId) => answer("open", ticketId, () => find(ticketId)),
      answer: (input) => answer("answer", input, () => say(input)),
      move: ({ ticketId, to }) =>
        answer("move", { ticketId, to }, () => {
          const found = find(ticketId);
          return found.ok ? change({ ...found.value, state: to }) : found;
        }),
      assess: (input) => answer("assess", input, () => assess(input)),
      statement: (ticketId) => answer("statement", ticketId, () => ({ ok: true, value: server.statement })),
    },
  };
  /** Commands that were done, by their id, as they were asked for. */
  const done = new Map<string, string>();

  function assess(input: AssessInput): Decision<DeskTicket> {
    const found = find(input.ticketId);
    if (!found.ok) return found;
    const before = done.get(input.commandId);
    if (before !== undefined && before !== JSON.stringify(input)) return refuse("command.id-taken");
    const ticket = before === undefined ? server.assesses(found.value, input) : found.value;
    done.set(input.commandId, JSON.stringify(input));
    const stored = change(ticket);
    return server.losesAnswers ? refuse("server.no-answer") : stored;
  }

  function answer<Value>(name: keyof DeskApi, input: unknown, work: () => Decision<Value>): Promise<Decision<Value>> {
    server.asked.push({ name, input });
    if (server.hanging.has(name)) return new Promise(() => {});
    const refusal = server.failing[name];
    return Promise.resolve(refusal ? { ok: false, refusal } : work());
  }

  function find(ticketId: string): Decision<DeskTicket> {
    const found = server.tickets.find((ticket) => ticket.ticketId === ticketId);
    return found ? { ok: true, value: found } : refuse("ticket.absent");
  }

  function change(ticket: DeskTicket): Decision<DeskTicket> {
    server.tickets = server.tickets.map((old) => (old.ticketId === ticket.ticketId ? ticket : old));
    return { ok: true, value: ticket };
  }

  function say({ ticketId, messageId, body }: { ticketId: string; messageId: string; body: string }) {
    const found = find(ticketId);
    if (!found.ok) return found;
    const { messages } = found.value;
    const said = messages.find(({ id }) => id === messageId);
    if (said && said.body !== body) return refuse("message.id-taken");
    const author = { kind: "engineer" as const, name: "Emil Engineer" };
    const stored = change({
      ...found.value,
      state: "answered",
      messages: said ? messages : [...messages, { id: messageId, author, body, at }],
    });
    return server.losesAnswers ? refuse("server.no-answer") : stored;
  }

  return server;
}

function summaryOf(ticket: DeskTicket): DeskTicketSummary {
  const { messages, sha256, size, storedAt, text, device, charge, account, categories, ...summary } = ticket;
  return summary;
}

export function aStatement(lines: Partial<StatementLine>[] = []): Statement {
  const blank = { at, kind: "hold", says: "Held", ticketNumber: null, change: 0, available: 0, held: 0 } as const;
  return {
    available: 20,
    held: 65,
    spent: 15,
    granted: 100,
    lines: lines.map((line, index) => ({ ...blank, id: String(index), ...line })),
  };
}

export const categories: DeskTicket["categories"] = [
  { id: "question", name: "Question", credits: 5, asks: false, says: "Questions cost 5 credits." },
  { id: "configuration", name: "Configuration", credits: 10, asks: true, says: "Wrong settings cost 10 credits." },
  { id: "investigation", name: "Investigation", credits: 20, asks: true, says: "Modified files cost 20 credits." },
  { id: "upgrade", name: "Upgrade", credits: { from: 50 }, asks: true, says: "An upgrade costs from 50 credits." },
];

/** A request of the credits programme, filed as a wrong setting for 10 credits that were agreed and are held. */
export function aCharge(changes: Partial<TicketCharge> = {}): TicketCharge {
  const clause = { programme: "acme-credits", version: "2026-10" };
  return {
    topic: "configuration-fault",
    verdict: "accept",
    price: 10,
    clauses: [
      { ...clause, rule: "help-desk", says: "Holders write through the help desk." },
      { ...clause, rule: "category-configuration", says: "Faults from wrong settings cost 10 credits." },
    ],
    category: { id: "configuration", name: "Configuration" },
    held: 10,
    settled: 0,
    agreed: 10,
    offer: null,
    due: { by: null, hours: null, clock: "working", promise: "none", slowest: null, trace: [], zone: "+04:00" },
    priority: "regular",
    ...changes,
  };
}

/** A ticket with everything that the report's parts need; `report` is merged into a small one. */
export function aTicket(
  changes: Partial<DeskTicket> = {},
  { report = {}, ...sent }: Partial<Omit<Submission, "report">> & { report?: Record<string, unknown> | null } = {},
): DeskTicket {
  const ticketId = changes.ticketId ?? v7();
  const subject = changes.subject ?? "Checkout shows a blank page";
  const text = canonicalText(
    submission.parse({
      schema: 1,
      ticketId,
      storeOrigin: "https://shop.example",
      subject,
      message: "Since this morning.",
      report: report && {
        schema: 1,
        capturedAt: at,
        platform: { id: "opencart", label: "OpenCart", version: "4.1.0.4" },
        page: {},
        ...report,
      },
      leftOut: [],
      client: { name: "deskbell", version: "0.1.0" },
      ...sent,
    }),
  );
  return {
    ticketId,
    number: 1042,
    subject,
    state: "sent",
    storeOrigin: "https://shop.example",
    createdAt: at,
    updatedAt: at,
    unread: 0,
    holderName: "Nordlicht Outdoor",
    platform: "OpenCart 4.1.0.4",
    licenseLast4: "7F3Q",
    lastAuthor: "holder",
    messageCount: 1,
    messages: [{ id: v7(), author: { kind: "holder", name: "Nordlicht Outdoor" }, body: "Since this morning.", at }],
    text,
    sha256: createHash("sha256").update(text).digest("hex"),
    size: Buffer.byteLength(text),
    storedAt: at,
    device: { label: "Firefox on the office PC", standing: "enrolled" },
    charge: null,
    account: null,
    categories: [],
    files: [],
    ...changes,
  };
}

export function asked(server: FakeServer, name: keyof DeskApi): unknown[] {
  return server.asked.filter((call) => call.name === name).map(({ input }) => input);
}
