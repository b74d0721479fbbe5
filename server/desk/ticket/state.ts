import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type Decision, type Refusal, refusal as refusalOf } from "../../../shared/problems.ts";
import type { Submission } from "../../../shared/submission.ts";
import { type DeskTicket, move, type TicketState } from "../../../shared/tickets.ts";
import { type AccessLoader, type AccessLoaderDeps, createAccessLoader } from "../access/loader.ts";
import type { DeskApi } from "../api.ts";
import type { RelayApi } from "../relay/api.ts";
import type { RelayDeps } from "../relay/state.ts";
import { type AnswerState, createAnswer } from "./answer.ts";
import { type AssessState, createAssess } from "./assess.ts";
import { type Digest, type Seal, sealOf } from "./bytes.ts";
import { createStatement, type StatementState } from "./holder-statement.ts";

export interface TicketScreenState {
  ticketId: string;
  /** Null until it was read. */
  ticket: ReadonlySignal<DeskTicket | null>;
  /** What the stored text says, or why it cannot be read. */
  submission: ReadonlySignal<Decision<Submission, "report.unreadable"> | null>;
  seal: ReadonlySignal<Seal>;
  /** Why the ticket could not be read, or read again; what was read before stays. */
  refusal: ReadonlySignal<Refusal | null>;
  readAt: ReadonlySignal<Date>;
  view: Signal<ReportView>;
  answer: AnswerState;
  assess: AssessState;
  statement: StatementState;
  moving: ReadonlySignal<TicketState | null>;
  moveRefusal: ReadonlySignal<Refusal | null>;
  /** What can be done with the ticket now. */
  moves: ReadonlySignal<TicketState[]>;
  /** Whether the person is asked to confirm closing for good. */
  confirmsClose: Signal<boolean>;
  /** Messages that came while the ticket was open, in words. */
  news: ReadonlySignal<string>;
  /** How a reseller sends on and passes on; null at the vendor's desk. */
  relay: RelayDeps | null;
  access: AccessLoader;
  moveTo(to: TicketState): Promise<void>;
  read(): Promise<void>;
}

export type ReportView = "worst-first" | "bytes";

export interface TicketDeps extends AccessLoaderDeps {
  api: DeskApi;
  storage: Storage;
  digest: Digest | null;
  newId: () => string;
  now: () => Date;
  relay?: RelayApi;
}

export function createTicket(ticketId: string, deps: TicketDeps): TicketScreenState {
  const { api, storage, digest, newId, now, relay } = deps;
  const ticket = signal<DeskTicket | null>(null);
  const seal = signal<Seal>({ state: "checking" });
  const refusal = signal<Refusal | null>(null);
  const readAt = signal(now());
  const moving = signal<TicketState | null>(null);
  const moveRefusal = signal<Refusal | null>(null);
  const confirmsClose = signal(false);
  const news = signal("");
  const text = computed(() => ticket.value?.text ?? null);
  const statement = createStatement(api, ticketId);
  const rests = signal(false);
  let isReading = false;
  // Schemas are heavy and the queue needs none: they come with the first ticket, before it is shown.
  let reader: typeof import("./read-submission.ts") | null = null;

  async function take(found: DeskTicket): Promise<void> {
    const before = ticket.value;
    ticket.value = found;
    readAt.value = now();
    refusal.value = null;
    if (found.account && creditsIn(found) !== creditsIn(before)) statement.read();
    if (before?.text === found.text && before.sha256 === found.sha256) return;
    seal.value = { state: "checking" };
    const computed = await sealOf(found.text, found.sha256, digest);
    if (ticket.value.text === found.text && ticket.value.sha256 === found.sha256) seal.value = computed;
  }

  async function read(): Promise<void> {
    if (isReading || rests.value) return;
    isReading = true;
    const known = ticket.value?.messages.length;
    const [answer, loaded] = await Promise.all([api.open(ticketId), import("./read-submission.ts").catch(() => null)]);
    reader ??= loaded;
    isReading = false;
    if (!answer.ok || !reader) {
      refusal.value = answer.ok ? refusalOf("server.no-answer") : answer.refusal;
      return;
    }
    news.value = known !== undefined && answer.value.messages.length > known ? "A new message came." : "";
    await take(answer.value);
  }

  return {
    ticketId,
    ticket,
    submission: computed(() => (text.value === null || !reader ? null : reader.readSubmission(text.value))),
    seal,
    refusal,
    readAt,
    view: signal<ReportView>("worst-first"),
    answer: createAnswer({ api, ticketId, storage, newId, onSent: take, onTaken: read }),
    assess: createAssess({ api, ticketId, ticket, storage, newId, onDone: take, onTaken: read }),
    statement,
    moving,
    moveRefusal,
    moves: computed(() => movesOf(ticket.value?.state)),
    confirmsClose,
    news,
    relay: relay ? { api: relay, digest, newId, take } : null,
    access: createAccessLoader(deps, { ticketId, rests, read }),
    async moveTo(to) {
      if (moving.value) return;
      moving.value = to;
      moveRefusal.value = null;
      const answer = await api.move({ ticketId, to });
      moving.value = null;
      confirmsClose.value = false;
      if (answer.ok) await take(answer.value);
      else moveRefusal.value = answer.refusal;
    },
    read,
  };
}

/** What of a ticket tells that the account's statement has grown. */
function creditsIn(ticket: DeskTicket | null): string | null {
  return ticket && JSON.stringify([ticket.account, ticket.charge?.held, ticket.charge?.settled, ticket.charge?.offer]);
}

/** Answering is done by a message, and reopening means something only once it was resolved. */
function movesOf(state: TicketState | undefined): TicketState[] {
  if (state === undefined) return [];
  const wanted: TicketState[] = state === "resolved" ? ["waiting", "closed"] : ["resolved", "closed"];
  return wanted.filter((to) => move(state, to).ok);
}
