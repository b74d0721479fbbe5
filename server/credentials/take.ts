import type { TicketAccess } from "../../shared/credentials.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import * as accounts from "../accounts/store.ts";
import * as audit from "../audit/store.ts";
import type { Ctx, PersonActor } from "../context.ts";
import { inTransaction } from "../db/transaction.ts";
import { requireTicket } from "../tickets/desk.ts";
import * as credentials from "./store.ts";
import { ticketAccess } from "./view.ts";

/** Becomes whose ticket it is. Of somebody who is still here, only a senior or an operator takes it over. */
export async function take(ctx: Ctx<PersonActor>, ticketId: string): Promise<TicketAccess> {
  const { actor } = ctx;
  const { number, id, accountId } = await requireTicket(ctx, ticketId);
  await inTransaction(ctx.db, async (tx) => {
    await accounts.lockAccount(tx, accountId);
    const assignee = await credentials.assigneeOf(tx, number);
    if (assignee?.id === actor.id) return;
    const mayTakeOver = actor.kind === "operator" || actor.senior;
    if (assignee && !assignee.isGone && !mayTakeOver) {
      throw new AppError(refusal("ticket.taken", { name: assignee.name }));
    }
    await credentials.assign(tx, number, actor.id);
    await audit.append(tx, ctx, "ticket.taken", id);
  });
  return ticketAccess(ctx, number);
}
