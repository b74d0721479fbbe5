import type { Clause, Offer, TicketCharge } from "../../shared/charges.ts";
import { balance } from "../../shared/credits.ts";
import { invariant } from "../../shared/invariant.ts";
import type { Category, Programme } from "../../shared/programmes/schema.ts";
import type { DeskTicket } from "../../shared/tickets.ts";
import type { Verdict } from "../../shared/verdict.ts";
import type { Db, Tx } from "../db/open.ts";
import * as programmes from "../programmes/store.ts";
import * as tickets from "../tickets/store.ts";
import * as offers from "./offers.ts";
import * as credits from "./store.ts";

/** What a ticket costs and why, by the rules it was filed under; null where there were none. */
export async function chargeOf(db: Db | Tx, number: number, now: Date): Promise<TicketCharge | null> {
  const judged = await judgedBy(db, number);
  if (!judged) return null;
  const { programme, judgement } = judged;
  const { verdict } = judgement;
  const { held, spent } = balance(await credits.ticketLedger(db, number));
  const latest = await offers.latestOffer(db, number);
  const category = programme.credits?.categories.find(({ id }) => id === judgement.category);
  return {
    topic: judgement.topic,
    verdict: verdict.verdict,
    price: verdict.credits,
    clauses: verdict.trace.map((rule) => clauseOf(programme, rule)),
    category: category ? { id: category.id, name: category.name } : null,
    held,
    settled: spent,
    agreed: judgement.agreed,
    offer: latest && shown(latest, programme, now),
    due: judgement.due,
    priority: tickets.priorities[judgement.priority] ?? "regular",
  };
}

/** What an engineer may assess a ticket as. Nothing where the verdict said that nothing is charged. */
export async function categoriesOf(db: Db | Tx, number: number): Promise<DeskTicket["categories"]> {
  const judged = await judgedBy(db, number);
  if (!judged || !isCharged(judged.judgement.verdict)) return [];
  return (judged.programme.credits?.categories ?? []).map((category) => ({
    id: category.id,
    name: category.name,
    credits: category.price.kind === "fixed" ? category.price.credits : { from: leastOf(category) },
    asks: category.confirmation,
    says: judged.programme.rules[category.rule] ?? "",
  }));
}

export async function judgedBy(
  db: Db | Tx,
  number: number,
): Promise<{ programme: Programme; judgement: tickets.Judgement } | null> {
  const judgement = await tickets.judgementOf(db, number);
  if (!judgement) return null;
  const programme = await programmes.programmeAt(db, judgement.programme);
  invariant(programme, "a ticket's programme is stored");
  return { programme, judgement };
}

/** Whether it was filed by credits. What a plan or a free period covers is never charged afterwards. */
export function isCharged({ credits: price, category }: Verdict): boolean {
  return category !== null || price !== 0;
}

export function leastOf({ price }: Category): number {
  return price.kind === "upgrade" ? price.base : price.credits;
}

function clauseOf({ name, version, rules }: Programme, rule: string): Clause {
  return { programme: name, version, rule, says: rules[rule] ?? "" };
}

/** An offer whose time is over is so at once, whether or not its credits have come back yet. */
function shown({ ticketNumber: _, ...found }: offers.FoundOffer, programme: Programme, now: Date): Offer {
  const { state } = found;
  const isOver = state === "open" && found.expiresAt <= now.toISOString();
  invariant(state !== "withdrawn", "withdrawn offers are not looked up");
  const categoryName = programme.credits?.categories.find(({ id }) => id === found.category)?.name ?? found.category;
  return { ...found, categoryName, state: isOver ? "expired" : state };
}
