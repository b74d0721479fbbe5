import { createHash } from "node:crypto";
import { v7 } from "uuid";
import type { DeskApi } from "../../../server/desk/api.ts";
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
    api: {
      me: () =>
        answer("me", null, () =>
          server.signedIn
            ? { ok: true, value: { name: "Emil Engineer", serverName: "Customer Care" } }
            : refuse("session.missing"),
        ),
      signIn: (input) =>
        answer("signIn", input, () => {
          if (input.password !== "right password") return refuse("session.wrong-password");
          server.signedIn = true;
          return { ok: true, value: null };
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
    },
  };

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

function summaryOf({ messages, sha256, size, storedAt, text, device, ...summary }: DeskTicket): DeskTicketSummary {
  return summary;
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
    files: [],
    ...changes,
  };
}

export function asked(server: FakeServer, name: keyof DeskApi): unknown[] {
  return server.asked.filter((call) => call.name === name).map(({ input }) => input);
}
