import type { Programme } from "./programmes/schema.ts";

/** A ticket as the queue sees it. `plan` is a plan's id; anything else is support without a plan. */
export interface QueuedTicket {
  id: string;
  plan: string | null;
  receivedAt: string;
  /** Clearly more urgent: breaks the order of receipt within one priority, never the priorities. */
  urgent?: boolean;
}

const ranks = { highest: 0, high: 1, regular: 2 };

/** The order to answer in: priority of the plan, then urgent, then receipt. */
export function queueOrder(programme: Programme, tickets: readonly QueuedTicket[]): QueuedTicket[] {
  const rank = ({ plan }: QueuedTicket) => {
    const level =
      programme.plans.find(({ id }) => id === plan)?.priority.level ?? programme.credits?.priority.level ?? "regular";
    return ranks[level];
  };
  return tickets.toSorted(
    (left, right) =>
      rank(left) - rank(right) ||
      Number(right.urgent ?? false) - Number(left.urgent ?? false) ||
      Temporal.Instant.compare(Temporal.Instant.from(left.receivedAt), Temporal.Instant.from(right.receivedAt)),
  );
}
