import { AppError, refusal } from "../../shared/problems.ts";
import { type QueuePage, type TicketState, ticketStates } from "../../shared/tickets.ts";
import type { Ctx, PersonActor } from "../context.ts";
import * as tickets from "./store.ts";

/** What waits for us comes first; within a state, what was left longest. */
const order: readonly TicketState[] = ["waiting", "sent", "answered", "resolved", "closed"];

interface QueueRequest {
  state?: TicketState | undefined;
  /** A ticket's number, or words of its subject, holder, store or platform. */
  search?: string | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

export async function listQueue(
  ctx: Ctx<PersonActor>,
  { state, search, cursor, limit = 50 }: QueueRequest,
): Promise<QueuePage> {
  const words = search?.trim().toLowerCase() || null;
  const number = words && /^(?:t-)?(\d{1,15})$/.exec(words)?.[1];
  if (number) {
    const found = await tickets.summaryByNumber(ctx.db, Number(number));
    const isWanted = found && (state === undefined || found.state === state);
    return { tickets: isWanted ? [found] : [], next: null };
  }
  const start = cursor === undefined ? null : readCursor(cursor);
  const states = order.filter((each) => state === undefined || each === state);
  const page: QueuePage["tickets"] = [];
  // One more than asked for tells whether there is a next page.
  for (const each of states.slice(start ? Math.max(states.indexOf(start.state), 0) : 0)) {
    const after = start?.state === each ? start : null;
    page.push(...(await tickets.queueOf(ctx.db, { state: each, after, words, limit: limit + 1 - page.length })));
    if (page.length > limit) break;
  }
  const last = page.length > limit ? page[limit - 1] : undefined;
  return { tickets: page.slice(0, limit), next: last ? `${last.state}~${last.updatedAt}~${last.number}` : null };
}

function readCursor(cursor: string): tickets.QueuePlace & { state: TicketState } {
  const [, state, updatedAt, number] = /^([a-z]+)~([\d.:TZ-]{24})~(\d{1,15})$/.exec(cursor) ?? [];
  const known = ticketStates.find((each) => each === state);
  if (!known || !updatedAt || !number) throw new AppError(refusal("request.invalid", { where: "cursor" }));
  return { state: known, updatedAt, number: Number(number) };
}
