import type { TicketAccess } from "../../shared/credentials.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import * as accounts from "../accounts/store.ts";
import type { Ctx, PersonActor } from "../context.ts";
import type { Tx } from "../db/open.ts";
import { inTransaction } from "../db/transaction.ts";
import { about, log } from "./log.ts";
import { requireAtDesk } from "./scope.ts";
import * as credentials from "./store.ts";
import { tellTakeBack } from "./tell.ts";
import { ticketAccess } from "./view.ts";

/** An engineer needs it no more, and asks for it back before the ticket is resolved. Asked again nothing changes. */
export async function askBackOne(ctx: Ctx<PersonActor>, credentialId: string): Promise<TicketAccess> {
  const { one: found, seenAt } = await requireAtDesk(ctx, ctx.db, credentialId);
  await inTransaction(ctx.db, async (tx) => {
    await accounts.lockAccount(tx, found.accountId);
    const { one } = await requireAtDesk(ctx, tx, credentialId);
    if (one.state === "destroyed") throw new AppError(refusal("credential.gone"));
    await askBack(ctx, tx, one, [one]);
  });
  return ticketAccess(ctx, seenAt);
}

/** What resolving does to a ticket's access, last in its transaction: all of it is asked back, and none is waited for. */
export async function askAllBack(ctx: Ctx, tx: Tx, ticket: { number: number; id: string }): Promise<void> {
  const { storeOrigin } = await credentials.placeOf(tx, ticket.number);
  const all = await credentials.credentialsOf(tx, ticket.number);
  const dropped = await credentials.dropAsks(tx, ticket.number);
  await askBack(ctx, tx, { ticketNumber: ticket.number, ticketId: ticket.id }, all);
  for (const kind of dropped) {
    await log(tx, ctx, "access.unasked", { ticketNumber: ticket.number, credentialId: null, kind, storeOrigin });
  }
}

async function askBack(
  ctx: Ctx,
  tx: Tx,
  ticket: { ticketNumber: number; ticketId: string },
  some: readonly credentials.Kept[],
): Promise<void> {
  const live = some.filter(({ state }) => state === "live");
  if (live.length === 0) return;
  const disableAskedAt = ctx.now().toISOString();
  for (const { id } of live) {
    await credentials.change(tx, id, { state: "disable-asked", disableAskedAt, reminders: 1 });
  }
  await tellTakeBack(ctx, tx, { ...ticket, disableAskedAt }, { step: 1, of: live });
  for (const one of live) await log(tx, ctx, "access.disable-asked", about(one));
}

/** Refuses while there is access that was not destroyed. */
export async function requireNoAccess(tx: Tx, ticketNumber: number): Promise<void> {
  if (await credentials.isAccessAlive(tx, ticketNumber)) throw new AppError(refusal("ticket.access-alive"));
}
