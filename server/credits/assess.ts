import { offerDays } from "../../shared/charges.ts";
import { balance, type Reassessment, reassess } from "../../shared/credits.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import type { Category } from "../../shared/programmes/schema.ts";
import type { DeskTicket } from "../../shared/tickets.ts";
import * as accounts from "../accounts/store.ts";
import * as audit from "../audit/store.ts";
import type { Ctx, PersonActor } from "../context.ts";
import type { Tx } from "../db/open.ts";
import { inTransaction } from "../db/transaction.ts";
import { deskTicket, requireTicket } from "../tickets/desk.ts";
import * as tickets from "../tickets/store.ts";
import { tellHolder } from "../tickets/tell-holder.ts";
import { isCharged, judgedBy, leastOf } from "./charge-of.ts";
import { giveBack } from "./give-back.ts";
import * as offers from "./offers.ts";
import { record } from "./record.ts";
import * as credits from "./store.ts";

interface NewAssessment {
  ticketId: string;
  commandId: string;
  category: string;
  /** Needed where the category has no fixed price. */
  credits?: number | undefined;
  reason: string;
}

const dayMs = 24 * 3_600_000;

/**
 * An engineer says what a ticket is and what it costs. A fall comes back at once; a rise within what was agreed is held;
 * above it the holder is asked, and what is held stays. It takes the place of an offer that is still open.
 */
export async function assess(ctx: Ctx<PersonActor>, input: NewAssessment): Promise<DeskTicket> {
  const ticket = await requireTicket(ctx, input.ticketId);
  await inTransaction(ctx.db, async (tx) => {
    await accounts.lockAccount(tx, ticket.accountId);
    const { number, accountId } = ticket;
    const judged = await judgedBy(tx, number);
    const categories = judged && isCharged(judged.judgement.verdict) ? judged.programme.credits?.categories : undefined;
    const category = categories?.find(({ id }) => id === input.category);
    if (!judged || !category) throw new AppError(refusal("assessment.category-unknown"));
    const price = priceOf(category, input.credits);

    const already = await offers.assessment(tx, input.commandId);
    const wanted = { ticketNumber: number, category: category.id, credits: price, reason: input.reason };
    if (already) return requireSame(already, wanted);
    if ((await tickets.stateOf(tx, number)) === "closed") throw new AppError(refusal("ticket.closed"));

    const at = ctx.now();
    const { id: personId } = ctx.actor;
    await offers.insertAssessment(tx, { ...wanted, id: input.commandId, at: at.toISOString(), personId });
    await offers.withdrawOffers(tx, number);
    const { held, spent } = balance(await credits.ticketLedger(tx, number));
    const { available } = balance(await credits.ledgerOf(tx, accountId));
    const step = reassess({
      available,
      held: held + spent,
      confirmed: judged.judgement.agreed,
      credits: price,
      asks: category.confirmation,
    });
    if (step.confirmation === "required") await ask(ctx, tx, ticket, { id: input.commandId, price, step, at });
    else await carryOut(ctx, tx, ticket, input.commandId, step, held);
    if (step.confirmation !== "required") await tickets.setCategory(tx, number, category.id);
    await audit.append(tx, ctx, "ticket.assessed", ticket.id);
  });
  return deskTicket(ctx, ticket.number);
}

function priceOf(category: Category, given: number | undefined): number {
  if (category.price.kind === "fixed") return category.price.credits;
  const from = leastOf(category);
  if (given === undefined || given < from) throw new AppError(refusal("assessment.price-missing", { from }));
  return given;
}

function requireSame<Contents extends object>(already: Contents, wanted: Contents): void {
  const fields = Object.keys(wanted) as (keyof Contents)[];
  if (fields.some((field) => already[field] !== wanted[field])) throw new AppError(refusal("command.id-taken"));
}

/** Made also where the credits are short: the holder may get more before they agree. */
async function ask(
  ctx: Ctx<PersonActor>,
  tx: Tx,
  ticket: tickets.TicketHead,
  { id, price, step: { extra }, at }: { id: string; price: number; step: Reassessment; at: Date },
): Promise<void> {
  const expiresAt = new Date(at.getTime() + offerDays * dayMs).toISOString();
  await offers.insertOffer(tx, { id, ticketNumber: ticket.number, state: "open", extra, expiresAt });
  await tickets.waitForHolder(tx, ticket.number, at.toISOString());
  const values = { credits: price, expiresAt };
  await tellHolder(ctx, tx, ticket, { kind: "estimate-to-confirm", eventId: id, values });
}

/** What is held comes back before anything that was spent; what was spent, the latest first. */
async function carryOut(
  ctx: Ctx<PersonActor>,
  tx: Tx,
  { number, accountId }: tickets.TicketHead,
  commandId: string,
  { extra, returned }: Reassessment,
  held: number,
): Promise<void> {
  if (extra > 0) {
    await record(ctx, tx, accountId, { id: `${commandId}:hold`, kind: "hold", ticketNumber: number, credits: extra });
  }
  const released = Math.min(returned, held);
  if (released > 0) {
    await record(ctx, tx, accountId, {
      id: `${commandId}:release`,
      kind: "release",
      ticketNumber: number,
      credits: released,
      reason: "assessed-lower",
    });
  }
  await giveBack(ctx, tx, { number, accountId }, commandId, returned - released, "assessed lower");
}
