import { createTRPCClient, httpBatchLink, TRPCClientError } from "@trpc/client";
import type { Statement } from "../../shared/charges.ts";
import { type Decision, isProblemCode, type Refusal, refusal, refuse } from "../../shared/problems.ts";
import type { DeskTicket, QueuePage, TicketState } from "../../shared/tickets.ts";
import type { AppRouter } from "../router.ts";

/** What the desk asks of the server. Nothing here throws: what goes wrong is a refusal with a sentence of its own. */
export interface DeskApi {
  me(): Promise<Decision<Person>>;
  signIn(input: { email: string; password: string }): Promise<Decision<null>>;
  signOut(): Promise<Decision<null>>;
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
  /** What the operator named this server. */
  serverName: string;
}

export interface QueueInput {
  state?: TicketState;
  search?: string;
  cursor?: string;
  limit?: number;
}

/** The server this page came from, by its same-origin cookie. */
export function connect(): DeskApi {
  const trpc = createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: "/trpc" })] });
  return {
    me: () => decide(trpc.accounts.me.query()),
    signIn: (input) => postAuth("sign-in/email", input),
    signOut: () => postAuth("sign-out", {}),
    setUpOperator: (input) => decide(trpc.accounts.setUpOperator.mutate(input)),
    queue: (input) => decide(trpc.tickets.queue.query(input)),
    open: (ticketId) => decide(trpc.tickets.open.query({ ticketId })),
    answer: (input) => decide(trpc.tickets.answer.mutate(input)),
    move: (input) => decide(trpc.tickets.move.mutate(input)),
    assess: (input) => decide(trpc.credits.assess.mutate(input)),
    statement: (ticketId) => decide(trpc.credits.ofTicket.query({ ticketId })),
  };
}

/** The same server, telling when it no longer knows who is asking. */
export function watchSession(api: DeskApi, onMissing: () => void): DeskApi {
  async function watch<Value>(answer: Promise<Decision<Value>>): Promise<Decision<Value>> {
    const decision = await answer;
    if (!decision.ok && decision.refusal.code === "session.missing") onMissing();
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

async function decide<Value>(call: Promise<Value>): Promise<Decision<Value>> {
  try {
    return { ok: true, value: await call };
  } catch (error) {
    if (!(error instanceof TRPCClientError)) throw error;
    return { ok: false, refusal: refusalIn(error.data) ?? refusal("server.no-answer") };
  }
}

/** Reads a refusal out of an error's data, which is the server's word but came over a network. */
function refusalIn(data: unknown): Refusal | null {
  if (!isRecord(data) || !isRecord(data.refusal) || !isProblemCode(data.refusal.code)) return null;
  const values = isRecord(data.refusal.values) ? data.refusal.values : {};
  return {
    code: data.refusal.code,
    values: Object.fromEntries(Object.entries(values).map(([slot, value]) => [slot, String(value)])),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Sign-in and sign-out are REST and not part of the router. */
async function postAuth(path: string, body: object): Promise<Decision<null>> {
  try {
    const response = await fetch(`/api/auth/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (response.ok) return { ok: true, value: null };
    return { ok: false, refusal: await authRefusal(response) };
  } catch {
    return refuse("server.no-answer");
  }
}

async function authRefusal(response: Response): Promise<Refusal> {
  const ours = refusalIn({ refusal: await response.json().catch(() => null) });
  if (ours) return ours;
  // 400 is an e-mail that is none, 403 an account that may not enter: which it is must not tell what accounts exist.
  if ([400, 401, 403].includes(response.status)) return refusal("session.wrong-password");
  if (response.status === 429)
    return refusal("request.too-many", { seconds: response.headers.get("retry-after") ?? 60 });
  const id = response.headers.get("x-request-id");
  return id ? refusal("server.fault", { id }) : refusal("server.no-answer");
}
