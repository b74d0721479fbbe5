import { createTRPCClient, httpLink, TRPCClientError } from "@trpc/client";
import type { AppRouter } from "../server/router.ts";
import type { Statement } from "../shared/charges.ts";
import type { AccessView, AdminTryResult, NewCredential } from "../shared/credentials.ts";
import { AppError, isProblemCode, type Refusal, refusal } from "../shared/problems.ts";
import type { TicketReceipt, TicketSummary, TicketThread } from "../shared/tickets.ts";

/** One server, as one device sees it. Every call throws `CallError` with a reason a person can read. */
export interface Server {
  identity(): Promise<ServerIdentity>;
  enrol(input: { code: string; storeOrigin: string; label: string }): Promise<Enrolled>;
  enrolWithKey(input: { key: string; storeOrigin: string; label: string }): Promise<Enrolled>;
  leave(): Promise<void>;
  /** Puts this token in the place of the present one. Any number of times is once. */
  rotate(next: string): Promise<void>;
  file(input: { text: string; sha256: string }): Promise<TicketReceipt>;
  /** Brings a file that a submission will name. Any number of times is once. */
  sendFile(file: { id: string; name: string; bytes: Blob }): Promise<void>;
  mine(): Promise<TicketSummary[]>;
  thread(ticketId: string): Promise<TicketThread>;
  reply(input: { ticketId: string; messageId: string; body: string }): Promise<TicketThread>;
  /** Unparsed: the rules in it may be newer than this extension. Null where the license has no rules. */
  standing(): Promise<unknown>;
  statement(): Promise<Statement>;
  /** Which company is to look after the store, where nobody does. */
  wishReseller(input: { commandId: string; company: string }): Promise<void>;
  decide(input: { ticketId: string; offerId: string; agrees: boolean }): Promise<TicketThread>;
  access: AccessServer;
}

/** Handed-over access: what leaves this browser is sealed. */
export interface AccessServer {
  view(input: { ticketId: string }): Promise<AccessView>;
  handOver(input: NewCredential): Promise<AccessView>;
  /** One login attempt, which may take a quarter of a minute. */
  check(input: { credentialId: string; accepts: string | null; sendsUnencrypted: boolean }): Promise<AccessView>;
  prove(input: { credentialId: string }): Promise<AccessView>;
  reportTry(input: {
    credentialId: string;
    purpose: "ready" | "disabled";
    result: AdminTryResult;
    sealedAgain: string | null;
  }): Promise<AccessView>;
  withdraw(input: { credentialId: string }): Promise<AccessView>;
  saidDisabled(input: { credentialId: string }): Promise<AccessView>;
}

export interface ServerIdentity {
  name: string;
  sealingKey: string;
  /** What the server says of its own key; it is computed here all the same. */
  fingerprint: string;
}

export interface Enrolled {
  token: string;
  deviceId: string;
  standing: "enrolled" | "key-only";
  holderName: string;
  licenseLast4: string;
  serverName: string;
  /** Unparsed; absent from an older server. */
  brand?: unknown;
}

export class CallError extends AppError {
  /** How long the server asks to be left alone. */
  readonly retryAfterMs: number | null;
  constructor(why: Refusal, retryAfterMs: number | null, options?: ErrorOptions) {
    super(why, options);
    this.name = "CallError";
    this.retryAfterMs = retryAfterMs;
  }
}

const timeoutMs = 20_000;
const careful = {
  redirect: "error",
  credentials: "omit",
  cache: "no-store",
  referrerPolicy: "no-referrer",
} as const satisfies RequestInit;

/** Talks to this origin and to no other: a redirect is an error, and no cookie travels. */
export function openServer(origin: string, token: string | null, fetchIt: typeof fetch = fetch): Server {
  const client = connectTo(origin, token, fetchIt);
  return {
    identity: () => ask(client.accounts.identity.query()),
    enrol: (input) => ask(client.devices.enrol.mutate(input)),
    enrolWithKey: (input) => ask(client.devices.enrolWithKey.mutate(input)),
    leave: async () => void (await ask(client.devices.leave.mutate())),
    rotate: async (next) => void (await ask(client.devices.rotate.mutate({ next }))),
    file: (input) => ask(client.tickets.file.mutate(input)),
    sendFile: (file) => putFile(origin, token, file, fetchIt),
    mine: () => ask(client.tickets.mine.query()),
    thread: (ticketId) => ask(client.tickets.thread.query({ ticketId })),
    reply: (input) => ask(client.tickets.reply.mutate(input)),
    standing: () => ask(client.credits.standing.query()),
    statement: () => ask(client.credits.statement.query()),
    wishReseller: async (input) => void (await ask(client.licenses.wishReseller.mutate(input))),
    decide: (input) => ask(client.credits.decide.mutate(input)),
    access: {
      view: (input) => ask(client.access.view.query(input)),
      handOver: (input) => ask(client.access.handOver.mutate(input)),
      check: (input) => ask(client.access.check.mutate(input)),
      prove: (input) => ask(client.access.prove.mutate(input)),
      reportTry: (input) => ask(client.access.reportTry.mutate(input)),
      withdraw: (input) => ask(client.access.withdraw.mutate(input)),
      saidDisabled: (input) => ask(client.access.saidDisabled.mutate(input)),
    },
  };
}

/** Tells when the server says that it is time for another token. */
export function watchingToken(fetchIt: typeof fetch, onDue: () => void): typeof fetch {
  return async (input, init) => {
    const response = await fetchIt(input, init);
    if (response.headers.get("x-token-due") === "1") onDue();
    return response;
  };
}

/** Every procedure of one server. */
export function connectTo(origin: string, token: string | null, fetchIt: typeof fetch) {
  return createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${origin}/trpc`,
        headers: token ? { authorization: `Bearer ${token}` } : {},
        fetch: async (input, init) =>
          ofServer(
            await fetchIt(input, {
              ...init,
              ...careful,
              signal: AbortSignal.timeout(timeoutMs),
            }),
          ),
      }),
    ],
  });
}

/** A file over a slow line. */
const fileTimeoutMs = 280_000;

async function putFile(
  origin: string,
  token: string | null,
  { id, name, bytes }: { id: string; name: string; bytes: Blob },
  fetchIt: typeof fetch,
): Promise<void> {
  const headers = {
    "content-type": "application/octet-stream",
    "x-file-id": id,
    "x-file-name": encodeURIComponent(name),
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  };
  const signal = AbortSignal.timeout(fileTimeoutMs);
  const response = await fetchIt(`${origin}/files`, { ...careful, method: "POST", headers, body: bytes, signal }).catch(
    (error: unknown) => {
      throw new CallError(refusal("server.unreachable"), null, { cause: error });
    },
  );
  const answer: unknown = await ofServer(response)
    .json()
    .catch(() => null);
  if (!response.ok) throw new CallError(refusalOf(response.status, { refusal: answer }), retryAfterOf(response));
}

/** Something may answer in the server's place: a gateway while it is away, or a network that wants a sign-in first. */
function ofServer(response: Response): Response {
  if (response.headers.get("content-type")?.includes("json")) return response;
  throw new CallError(refusal(response.status >= 500 ? "server.busy" : "server.unreachable"), retryAfterOf(response));
}

/** A call that throws nothing but a `CallError`. */
export async function ask<Value>(call: Promise<Value>): Promise<Value> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof TRPCClientError && error.cause instanceof CallError) throw error.cause;
    const { status, data, retryAfterMs } = answerOf(error);
    throw new CallError(refusalOf(status, data), retryAfterMs, { cause: error });
  }
}

interface RefusedAnswer {
  /** Null where no answer came at all. */
  status: number | null;
  data: unknown;
  retryAfterMs: number | null;
}

function answerOf(error: unknown): RefusedAnswer {
  if (!(error instanceof TRPCClientError)) return { status: null, data: null, retryAfterMs: null };
  const response = error.meta?.response;
  if (!(response instanceof Response)) return { status: null, data: error.data, retryAfterMs: null };
  return { status: response.status, data: error.data, retryAfterMs: retryAfterOf(response) };
}

function retryAfterOf(response: Response): number | null {
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null;
}

/**
 * The reason in our words. A procedure or a reason that we do not know is the word of a newer server: then this
 * extension is too old, and everything typed stays.
 */
export function refusalOf(status: number | null, data: unknown): Refusal {
  if (status === null) return refusal("server.unreachable");
  const said = isRecord(data) ? data.refusal : null;
  if (isRecord(said) && typeof said.code === "string") {
    return isProblemCode(said.code) ? { code: said.code, values: slots(said.values) } : refusal("client.outdated");
  }
  if (status === 429) return refusal("request.too-many", { seconds: 60 });
  if (status >= 500) return refusal("server.busy");
  return refusal("client.outdated");
}

function slots(values: unknown): Record<string, string | number> {
  if (!isRecord(values)) return {};
  return Object.fromEntries(Object.entries(values).map(([slot, value]) => [slot, String(value)]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
