import { AppError, refusal } from "../../shared/problems.ts";
import type { DeskTicketSummary, QueueFilter, QueuePage, TicketState } from "../../shared/tickets.ts";
import type { Ctx, PersonActor } from "../context.ts";
import * as tickets from "./store.ts";

export interface QueueRequest {
  state?: TicketState | undefined;
  /** A ticket's number, or words of its subject, holder, store or platform. */
  search?: string | undefined;
  /** Only at the vendor's desk: tickets are taken there. */
  only?: QueueFilter | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/**
 * What waits for us comes first: by priority, the clearly more urgent first, then as it was received. In each of the other
 * states, what was left longest.
 */
export async function listQueue(ctx: Ctx<PersonActor>, request: QueueRequest): Promise<QueuePage> {
  return queueOf({ ...ctx, readerId: ctx.actor.id }, "vendor", request);
}

/** The same order over the tickets of whoever answers them. */
export async function queueOf(
  ctx: Pick<Ctx, "db"> & { readerId?: string },
  owner: tickets.QueueOwner,
  { state, search, only, cursor, limit = 50 }: QueueRequest,
): Promise<QueuePage> {
  const words = search?.trim().toLowerCase() || null;
  const number = words && /^(?:t-)?(\d{1,15})$/.exec(words)?.[1];
  if (number) {
    const found = await tickets.summaryByNumber(ctx.db, owner, Number(number));
    const isWanted = found && (state === undefined || found.state === state) && isOnly(only, found, ctx.readerId);
    return { tickets: isWanted ? [found] : [], next: null };
  }
  const start = cursor === undefined ? null : readCursor(cursor);
  const parts = tickets.queueParts.filter((part) => state === undefined || part === partOf(state));
  const page: { part: tickets.QueuePart; place: tickets.QueuePlace; ticket: QueuePage["tickets"][number] }[] = [];
  // One more than asked for tells whether there is a next page.
  for (const part of parts.slice(start ? Math.max(parts.indexOf(start.part), 0) : 0)) {
    const after = start?.part === part ? start : null;
    const asked = {
      owner,
      part,
      state: state ?? null,
      after,
      words,
      only: onlyOf(only, ctx.readerId),
      limit: limit + 1 - page.length,
    };
    page.push(...(await tickets.queueOf(ctx.db, asked)).map((found) => ({ part, ...found })));
    if (page.length > limit) break;
  }
  const last = page.length > limit ? page[limit - 1] : undefined;
  return {
    tickets: page.slice(0, limit).map(({ ticket }) => ticket),
    next: last ? [last.part, last.place.rank, last.place.updatedAt, last.place.number].join("~") : null,
  };
}

function onlyOf(only: QueueFilter | undefined, readerId: string | undefined): tickets.QueueSearch["only"] {
  return only === "mine" ? { takenBy: readerId ?? "" } : (only ?? null);
}

function isOnly(
  only: QueueFilter | undefined,
  { access, assignee }: DeskTicketSummary,
  readerId: string | undefined,
): boolean {
  if (only === "mine") return assignee?.id === readerId;
  return only === undefined || access === "ready";
}

function partOf(state: TicketState): tickets.QueuePart {
  return state === "sent" || state === "waiting" ? "ours" : state;
}

function readCursor(cursor: string): tickets.QueuePlace & { part: tickets.QueuePart } {
  const [, part, rank, updatedAt, number] = /^([a-z]+)~(\d)~([\d.:TZ-]{24})~(\d{1,15})$/.exec(cursor) ?? [];
  const known = tickets.queueParts.find((each) => each === part);
  if (!known || !rank || !updatedAt || !number) throw new AppError(refusal("request.invalid", { where: "cursor" }));
  return { part: known, rank: Number(rank), updatedAt, number: Number(number) };
}
