import type { CredentialKind, TicketAccess } from "../../shared/credentials.ts";
import * as accounts from "../accounts/store.ts";
import type { Ctx, PersonActor } from "../context.ts";
import { inTransaction } from "../db/transaction.ts";
import { requireTicket } from "../tickets/desk.ts";
import * as tickets from "../tickets/store.ts";
import { askOn, unaskOn, type Wanted } from "./ask-on.ts";
import { requireGoingOn } from "./required.ts";
import { ticketAccess } from "./view.ts";

export interface NewAsk extends Wanted {
  ticketId: string;
}

/** Asks the holder for access. Asked again with the same note nothing changes; with another it is the newer one. */
export async function ask(ctx: Ctx<PersonActor>, { ticketId, ...wanted }: NewAsk): Promise<TicketAccess> {
  const ticket = await requireTicket(ctx, ticketId);
  await inTransaction(ctx.db, async (tx) => {
    await accounts.lockAccount(tx, ticket.accountId);
    requireGoingOn(await tickets.stateOf(tx, ticket.number));
    await askOn(ctx, tx, ticket, wanted);
  });
  return ticketAccess(ctx, ticket.number);
}

/** It is not needed after all. */
export async function unask(
  ctx: Ctx<PersonActor>,
  { ticketId, kind }: { ticketId: string; kind: CredentialKind },
): Promise<TicketAccess> {
  const { number, accountId } = await requireTicket(ctx, ticketId);
  await inTransaction(ctx.db, async (tx) => {
    await accounts.lockAccount(tx, accountId);
    await unaskOn(ctx, tx, number, kind);
  });
  return ticketAccess(ctx, number);
}
