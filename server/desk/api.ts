import { createTRPCClient, httpBatchLink, TRPCClientError } from "@trpc/client";
import type { Statement } from "../../shared/charges.ts";
import { type Decision, type ProblemCode, refusal } from "../../shared/problems.ts";
import type { DeskTicket, QueueFilter, QueuePage, TicketState } from "../../shared/tickets.ts";
import type { AppRouter } from "../router.ts";
import { callAuth, refusalIn } from "./auth-call.ts";

/** What the desk asks of the server. Nothing here throws: what goes wrong is a refusal with a sentence of its own. */
export interface DeskApi {
  me(): Promise<Decision<Person>>;
  /** `needsCode`: nobody is signed in before a code was given too. */
  signIn(input: { email: string; password: string }): Promise<Decision<{ needsCode: boolean }>>;
  signOut(): Promise<Decision<unknown>>;
  setUpOperator(input: { token: string; name: string; email: string; password: string }): Promise<Decision<unknown>>;
  queue(input: QueueInput): Promise<Decision<QueuePage>>;
  open(ticketId: string): Promise<Decision<DeskTicket>>;
  /** `messageId` is a UUIDv7; the same id with the same body is one message however often it is sent. */
  answer(input: { ticketId: string; messageId: string; body: string }): Promise<Decision<DeskTicket>>;
  move(input: { ticketId: string; to: TicketState }): Promise<Decision<DeskTicket>>;
  /** `commandId` is a UUIDv7; the same id with the same contents is one assessment however often it is sent. */
  assess(input: AssessInput): Promise<Decision<DeskTicket>>;
  /** The statement of the account that the ticket is charged to. */
  statement(ticketId: string): Promise<Decision<Statement>>;
}

export interface AssessInput {
  ticketId: string;
  commandId: string;
  category: string;
  /** The price in all, for categories that name only the least. */
  credits?: number;
  /** For the holder; may be empty. */
  reason: string;
}

export interface Person {
  name: string;
  email: string;
  role: Role;
  /** An engineer who may take tickets over from others. */
  senior?: boolean;
  /** What the operator named this server. */
  serverName: string;
}

export type Role = "operator" | "engineer" | "reseller" | "holder";

export interface QueueInput {
  state?: TicketState;
  search?: string;
  only?: QueueFilter;
  cursor?: string;
  limit?: number;
}

/** The server this page came from, by its same-origin cookie. */
export function connect(): DeskApi {
  const trpc = createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: "/trpc" })] });
  return {
    me: () => decide(trpc.accounts.me.query()),
    signIn: async (input) => {
      const answer = await callAuth("sign-in/email", input);
      return answer.ok ? { ok: true, value: { needsCode: needsCode(answer.value) } } : answer;
    },
    signOut: () => callAuth("sign-out", {}),
    setUpOperator: (input) => decide(trpc.accounts.setUpOperator.mutate(input)),
    queue: (input) => decide(trpc.tickets.queue.query(input)),
    open: (ticketId) => decide(trpc.tickets.open.query({ ticketId })),
    answer: (input) => decide(trpc.tickets.answer.mutate(input)),
    move: (input) => decide(trpc.tickets.move.mutate(input)),
    assess: (input) => decide(trpc.credits.assess.mutate(input)),
    statement: (ticketId) => decide(trpc.credits.ofTicket.query({ ticketId })),
  };
}

/** The same server, telling when it no longer knows who is asking, or asks for a second factor. */
export function watchSession(api: DeskApi, onMissing: (code: ProblemCode) => void): DeskApi {
  async function watch<Value>(answer: Promise<Decision<Value>>): Promise<Decision<Value>> {
    const decision = await answer;
    if (!decision.ok && /^session\.(missing|second-factor)$/.test(decision.refusal.code))
      onMissing(decision.refusal.code);
    return decision;
  }
  return {
    ...api,
    queue: (input) => watch(api.queue(input)),
    open: (ticketId) => watch(api.open(ticketId)),
    answer: (input) => watch(api.answer(input)),
    move: (input) => watch(api.move(input)),
    assess: (input) => watch(api.assess(input)),
    statement: (ticketId) => watch(api.statement(ticketId)),
  };
}

function needsCode(answer: unknown): boolean {
  return typeof answer === "object" && answer !== null && "needsCode" in answer && answer.needsCode === true;
}

export async function decide<Value>(call: Promise<Value>): Promise<Decision<Value>> {
  try {
    return { ok: true, value: await call };
  } catch (error) {
    if (!(error instanceof TRPCClientError)) throw error;
    return { ok: false, refusal: refusalIn(error.data) ?? refusal("server.no-answer") };
  }
}
