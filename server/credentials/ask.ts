import type { CredentialKind, TicketAccess } from "../../shared/credentials.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import * as accounts from "../accounts/store.ts";
import type { Ctx, PersonActor } from "../context.ts";
import { inTransaction } from "../db/transaction.ts";
import { requireTicket } from "../tickets/desk.ts";
import * as tickets from "../tickets/store.ts";
import { log } from "./log.ts";
import * as credentials from "./store.ts";
import { tellAsked } from "./tell.ts";
import { ticketAccess } from "./view.ts";

export interface NewAsk {
  ticketId: string;
  kind: CredentialKind;
  /** What the engineer says of it. */
  note: string;
}

/** Asks the holder for access. Asked again with the same note nothing changes; with another it is the newer one. */
export async function ask(ctx: Ctx<PersonActor>, { ticketId, kind, note }: NewAsk): Promise<TicketAccess> {
  const ticket = await requireTicket(ctx, ticketId);
  const { number } = ticket;
  await inTransaction(ctx.db, async (tx) => {
    await accounts.lockAccount(tx, ticket.accountId);
    const state = await tickets.stateOf(tx, number);
    if (state === "closed") throw new AppError(refusal("ticket.closed"));
    if (state === "resolved") throw new AppError(refusal("ticket.resolved"));
    const already = (await credentials.asksOf(tx, number)).find((one) => one.kind === kind);
    if (already?.note === note) return;
    const at = ctx.now().toISOString();
    await credentials.putAsk(tx, { ticketNumber: number, kind, note, personId: ctx.actor.id, askedAt: at });
    await tellAsked(ctx, tx, ticket, { kind, at });
    const { storeOrigin } = await credentials.placeOf(tx, number);
    await log(tx, ctx, "access.asked", { ticketNumber: number, credentialId: null, kind, storeOrigin }, note || null);
  });
  return ticketAccess(ctx, number);
}

/** It is not needed after all. */
export async function unask(
  ctx: Ctx<PersonActor>,
  { ticketId, kind }: { ticketId: string; kind: CredentialKind },
): Promise<TicketAccess> {
  const { number, accountId } = await requireTicket(ctx, ticketId);
  await inTransaction(ctx.db, async (tx) => {
    await accounts.lockAccount(tx, accountId);
    if ((await credentials.dropAsks(tx, number, kind)).length === 0) return;
    const { storeOrigin } = await credentials.placeOf(tx, number);
    await log(tx, ctx, "access.unasked", { ticketNumber: number, credentialId: null, kind, storeOrigin });
  });
  return ticketAccess(ctx, number);
}
