import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { TicketCharge } from "../../../shared/charges.ts";
import type { Refusal } from "../../../shared/problems.ts";
import type { DeskTicketSummary, TicketState } from "../../../shared/tickets.ts";
import type { DeskApi, QueueInput } from "../api.ts";
import { stepped } from "../list-keys.ts";
import type { QueueQuery } from "../router.ts";
import { counted } from "../words.ts";

export interface QueueState {
  query: ReadonlySignal<QueueQuery>;
  /** Null until the first answer; while another query is being read, still those of the one before. */
  tickets: ReadonlySignal<DeskTicketSummary[] | null>;
  groups: ReadonlySignal<QueueGroup[]>;
  hasMore: ReadonlySignal<boolean>;
  reading: ReadonlySignal<"first" | "more" | "again" | null>;
  /** Why the last reading failed; what was read before stays. */
  refusal: ReadonlySignal<Refusal | null>;
  readAt: ReadonlySignal<Date | null>;
  /** What the last refresh brought, in words; empty where nothing changed. */
  news: ReadonlySignal<string>;
  /** The ticket the keyboard is at. */
  cursor: Signal<string | null>;
  show(query: QueueQuery): Promise<void>;
  more(): Promise<void>;
  refresh(): Promise<void>;
  moveCursor(step: 1 | -1): void;
}

export interface QueueGroup {
  title: string;
  /** Where the group holds one priority alone. */
  priority: TicketCharge["priority"] | null;
  tickets: DeskTicketSummary[];
}

const ourTurn = "Our turn";
const turns: readonly { title: string; states: readonly TicketState[] }[] = [
  { title: ourTurn, states: ["sent", "waiting"] },
  { title: "The holder’s turn", states: ["answered"] },
  { title: "Done", states: ["resolved", "closed"] },
];

const pageSize = 50;

export function createQueue(api: DeskApi, now: () => Date): QueueState {
  const query = signal<QueueQuery>({ state: null, search: "", only: null });
  const tickets = signal<DeskTicketSummary[] | null>(null);
  const next = signal<string | null>(null);
  const reading = signal<"first" | "more" | "again" | null>(null);
  const refusal = signal<Refusal | null>(null);
  const readAt = signal<Date | null>(null);
  const news = signal("");
  const cursor = signal<string | null>(null);
  /** Counts readings, so that the answer to an older question is dropped. */
  let turn = 0;

  const groups = computed(() => groupsOf(tickets.value ?? []));

  async function read(kind: "first" | "more" | "again"): Promise<void> {
    const mine = ++turn;
    reading.value = kind;
    const known = kind === "first" ? [] : (tickets.value ?? []);
    const wanted = kind === "more" ? known.length + 1 : Math.max(known.length, 1);
    let found = kind === "more" ? known : [];
    let from = kind === "more" ? next.value : null;
    do {
      const page = await api.queue(inputOf(query.value, from));
      if (mine !== turn) return;
      if (!page.ok) {
        // Rows of another question must not stand under this one.
        if (kind === "first") tickets.value = null;
        refusal.value = page.refusal;
        reading.value = null;
        return;
      }
      found = withoutRepeats([...found, ...page.value.tickets]);
      from = page.value.next;
    } while (from !== null && found.length < wanted);
    if (kind === "again") news.value = newsOf(known, found);
    tickets.value = found;
    next.value = from;
    refusal.value = null;
    readAt.value = now();
    reading.value = null;
  }

  return {
    query,
    tickets,
    groups,
    hasMore: computed(() => next.value !== null),
    reading,
    refusal,
    readAt,
    news,
    cursor,
    async show(wanted) {
      const { state, search, only } = query.value;
      const isSame = wanted.state === state && wanted.search === search && wanted.only === only;
      if (isSame && tickets.value !== null) return read("again");
      query.value = wanted;
      news.value = "";
      return read("first");
    },
    async more() {
      if (reading.value !== null || next.value === null) return;
      return read("more");
    },
    async refresh() {
      if (reading.value !== null) return;
      return read(tickets.value === null ? "first" : "again");
    },
    moveCursor(step) {
      const order = groups.value.flatMap((group) => group.tickets.map(({ ticketId }) => ticketId));
      cursor.value = stepped(order, cursor.value, step);
    },
  };
}

/** By whose turn it is; where it is ours also by priority. Within a group the server's order stays. */
function groupsOf(tickets: readonly DeskTicketSummary[]): QueueGroup[] {
  return turns.flatMap(({ title, states }) => {
    const found = tickets.filter(({ state }) => states.includes(state));
    if (title !== ourTurn) return found.length > 0 ? [{ title, priority: null, tickets: found }] : [];
    const ranks = [...new Set(found.map(({ priority }) => priority ?? null))];
    return ranks.map((rank) => ({
      title,
      priority: rank,
      tickets: found.filter(({ priority }) => (priority ?? null) === rank),
    }));
  });
}

function inputOf({ state, search, only }: QueueQuery, cursor: string | null): QueueInput {
  const asked = { ...(state && { state }), ...(search && { search }), ...(only && { only }) };
  return { limit: pageSize, ...asked, ...(cursor && { cursor }) };
}

/** A ticket that moved between two pages is listed once. */
function withoutRepeats(tickets: readonly DeskTicketSummary[]): DeskTicketSummary[] {
  return [...new Map(tickets.map((ticket) => [ticket.ticketId, ticket])).values()];
}

function newsOf(before: readonly DeskTicketSummary[], after: readonly DeskTicketSummary[]): string {
  const known = new Map(before.map((ticket) => [ticket.ticketId, ticket]));
  const added = after.filter(({ ticketId }) => !known.has(ticketId)).length;
  const changed = after.filter(({ ticketId, updatedAt }) => {
    const old = known.get(ticketId);
    return old !== undefined && old.updatedAt !== updatedAt;
  }).length;
  return [added > 0 && counted(added, "new ticket"), changed > 0 && `${changed} changed`].filter(Boolean).join(", ");
}
