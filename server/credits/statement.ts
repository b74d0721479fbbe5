import type { Statement, StatementLine } from "../../shared/charges.ts";
import { balance, type Entry } from "../../shared/credits.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import { ticketName } from "../../shared/tickets.ts";
import type { Ctx, DeviceActor, PersonActor, ResellerActor } from "../context.ts";
import * as tickets from "../tickets/store.ts";
import * as credits from "./store.ts";

/** The account of this browser's license, for those who may see all of it. */
export async function readStatement(ctx: Ctx<DeviceActor>): Promise<Statement> {
  if (ctx.actor.standing === "key-only") throw new AppError(refusal("device.key-only"));
  // What a reseller has with the vendor is no client's business.
  if (ctx.actor.party === "client") throw new AppError(refusal("device.client"));
  return statementOf(await credits.entriesOf(ctx.db, ctx.actor.accountId));
}

/** The reseller's own account. */
export async function statementOfReseller(ctx: Ctx<ResellerActor>): Promise<Statement> {
  return statementOf(await credits.entriesOf(ctx.db, ctx.actor.resellerId));
}

/** The account of a ticket's holder, for the desk. */
export async function statementOfTicket(ctx: Ctx<PersonActor>, ticketId: string): Promise<Statement> {
  const head = await tickets.headForDesk(ctx.db, ticketId);
  if (!head) throw new AppError(refusal("ticket.absent"));
  return statementOf(await credits.entriesOf(ctx.db, head.accountId));
}

/** The ledger with a running balance, newest last. */
function statementOf(recorded: readonly credits.Recorded[]): Statement {
  const sum = { granted: 0, available: 0, held: 0, spent: 0 };
  const lines = recorded.map(({ at, entry, note }): StatementLine => {
    const step = balance([entry]);
    for (const part of ["granted", "available", "held", "spent"] as const) sum[part] += step[part];
    const ticketNumber = "ticketId" in entry && entry.ticketId !== null ? Number(entry.ticketId) : null;
    return {
      id: entry.id,
      at,
      kind: entry.kind,
      says: wordsOf(entry, note, ticketNumber === null ? "" : ticketName(ticketNumber)),
      ticketNumber,
      change: step.available,
      available: sum.available,
      held: sum.held,
    };
  });
  return { ...sum, lines };
}

const releaseWords: Record<Extract<Entry, { kind: "release" }>["reason"], string> = {
  declined: "the price was declined",
  expired: "the price was not answered in time",
  "assessed-lower": "it costs less than was held",
  withdrawn: "the request was closed",
};

function wordsOf(entry: Entry, note: string | null, ticket: string): string {
  switch (entry.kind) {
    case "grant":
      if (entry.source === "license") return `${entry.credits} credits with the license`;
      if (entry.source === "package") return `Package of ${entry.credits} credits`;
      return note ? `${entry.credits} credits as goodwill: ${note}` : `${entry.credits} credits as goodwill`;
    case "hold":
      return `Held for ${ticket}`;
    case "settle":
      return `Spent on ${ticket}`;
    case "release":
      return `Given back from ${ticket}: ${releaseWords[entry.reason]}`;
    case "correct":
      return ticket ? `Given back for ${ticket}: ${entry.reason}` : `Taken back: ${entry.reason}`;
  }
}
