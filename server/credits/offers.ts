import type { Offer } from "../../shared/charges.ts";
import type { Db, Tx } from "../db/open.ts";
import type { AssessmentRow, OfferRow } from "../db/schema.ts";

/** Assessments and the offers made of them: SQL only. */

export async function insertAssessment(tx: Tx, row: AssessmentRow): Promise<void> {
  await tx.insertInto("assessments").values(row).execute();
}

export async function assessment(tx: Tx, id: string): Promise<AssessmentRow | null> {
  return (await tx.selectFrom("assessments").selectAll().where("id", "=", id).executeTakeFirst()) ?? null;
}

export async function insertOffer(tx: Tx, row: OfferRow): Promise<void> {
  await tx.insertInto("offers").values(row).execute();
}

/** An offer with what was assessed. */
export type FoundOffer = Omit<Offer, "categoryName" | "state"> & { ticketNumber: number; state: OfferRow["state"] };

function offers(db: Db | Tx) {
  return db
    .selectFrom("offers")
    .innerJoin("assessments", "assessments.id", "offers.id")
    .select([
      "offers.id",
      "offers.ticketNumber",
      "offers.state",
      "offers.extra",
      "offers.expiresAt",
      "assessments.category",
      "assessments.credits",
      "assessments.reason",
      "assessments.at as askedAt",
    ]);
}

export async function offer(db: Db | Tx, id: string): Promise<FoundOffer | null> {
  return (await offers(db).where("offers.id", "=", id).executeTakeFirst()) ?? null;
}

/** The latest that was neither replaced nor fell away with its ticket. */
export async function latestOffer(db: Db | Tx, ticketNumber: number): Promise<FoundOffer | null> {
  const query = offers(db).where("offers.ticketNumber", "=", ticketNumber).where("offers.state", "!=", "withdrawn");
  return (
    (await query.orderBy("assessments.at", "desc").orderBy("offers.id", "desc").limit(1).executeTakeFirst()) ?? null
  );
}

export async function isOfferOpen(db: Db | Tx, ticketNumber: number): Promise<boolean> {
  const query = db.selectFrom("offers").select("id").where("ticketNumber", "=", ticketNumber);
  return (await query.where("state", "=", "open").executeTakeFirst()) !== undefined;
}

/** True for the one caller that ended it. */
export async function endOffer(tx: Tx, id: string, state: Exclude<OfferRow["state"], "open">): Promise<boolean> {
  const row = await tx
    .updateTable("offers")
    .set({ state })
    .where("id", "=", id)
    .where("state", "=", "open")
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function withdrawOffers(tx: Tx, ticketNumber: number): Promise<void> {
  await tx
    .updateTable("offers")
    .set({ state: "withdrawn" })
    .where("ticketNumber", "=", ticketNumber)
    .where("state", "=", "open")
    .execute();
}

/** Open offers whose time is over, with their tickets' accounts. */
export async function offersDue(db: Db, now: string, limit: number): Promise<DueOffer[]> {
  return db
    .selectFrom("offers")
    .innerJoin("tickets", "tickets.number", "offers.ticketNumber")
    .innerJoin("licenses", "licenses.id", "tickets.licenseId")
    .select(["offers.id", "offers.ticketNumber", "tickets.id as ticketId", "licenses.accountId"])
    .where("offers.state", "=", "open")
    .where("offers.expiresAt", "<=", now)
    .orderBy("offers.expiresAt")
    .limit(limit)
    .execute();
}

export interface DueOffer {
  id: string;
  ticketNumber: number;
  ticketId: string;
  accountId: string;
}
