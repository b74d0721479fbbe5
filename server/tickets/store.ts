import { type ExpressionBuilder, sql } from "kysely";
import type { AnswerDue } from "../../shared/charges.ts";
import type { Topic } from "../../shared/programmes/schema.ts";
import type { DeskTicketSummary, TicketState, TicketSummary } from "../../shared/tickets.ts";
import type { Verdict } from "../../shared/verdict.ts";
import type { DeviceActor, Standing } from "../context.ts";
import { accessCounts, type CountedAccess, isAccessReady, readinessIn } from "../credentials/readiness.ts";
import type { Db, Tx } from "../db/open.ts";
import type { NewTicket, Tables } from "../db/schema.ts";

/** What is on record of a filing, for its receipt. */
export interface Filed {
  number: number;
  sha256: string;
  size: number;
  storedAt: string;
}

export async function filed(tx: Tx, licenseId: string, filedId: string): Promise<Filed | null> {
  const row = await tx
    .selectFrom("tickets")
    .innerJoin("reports", "reports.ticketNumber", "tickets.number")
    .select(["tickets.number", "reports.sha256", "reports.size", "reports.storedAt"])
    .where("licenseId", "=", licenseId)
    .where("filedId", "=", filedId)
    .executeTakeFirst();
  return row ?? null;
}

export async function isIdTaken(tx: Tx, id: string): Promise<boolean> {
  return (await tx.selectFrom("tickets").select("number").where("id", "=", id).executeTakeFirst()) !== undefined;
}

/** The number the ticket got. */
export async function insertTicket(tx: Tx, ticket: Omit<NewTicket, "number">): Promise<number> {
  const { number } = await tx.insertInto("tickets").values(ticket).returning("number").executeTakeFirstOrThrow();
  return number;
}

export async function setState(tx: Tx, number: number, state: TicketState, at: string): Promise<void> {
  await tx.updateTable("tickets").set({ state, updatedAt: at }).where("number", "=", number).execute();
}

/** A price is asked for: it is the holder's turn. */
export async function waitForHolder(tx: Tx, number: number, at: string): Promise<void> {
  await turnTo(tx, number, "answered", ["sent", "waiting"], at);
}

/** The holder has answered a price: it is ours again. */
export async function waitForUs(tx: Tx, number: number, at: string): Promise<void> {
  await turnTo(tx, number, "waiting", ["answered"], at);
}

async function turnTo(tx: Tx, number: number, to: TicketState, from: TicketState[], at: string): Promise<void> {
  await tx
    .updateTable("tickets")
    .set({ state: to, updatedAt: at })
    .where("number", "=", number)
    .where("state", "in", from)
    .execute();
}

export async function accountIdOf(db: Db | Tx, number: number): Promise<string> {
  const query = heads(db).where("tickets.number", "=", number);
  return (await query.executeTakeFirstOrThrow()).accountId;
}

/** Read again inside the transaction: it may have moved since the ticket was looked up. */
export async function stateOf(tx: Tx, number: number): Promise<TicketState> {
  const row = await tx.selectFrom("tickets").select("state").where("number", "=", number).executeTakeFirstOrThrow();
  return row.state;
}

/** How many were filed under a license since a moment, and what they use up of its plan's counts. */
export async function countedSince(
  db: Db | Tx,
  licenseId: string,
  since: string,
): Promise<{ requests: number; modifications: number; serverChanges: number }> {
  const rows = await db
    .selectFrom("tickets")
    .select("counts")
    .where("licenseId", "=", licenseId)
    .where("createdAt", ">=", since)
    .where("counts", "is not", null)
    .execute();
  const of = (kind: string) => rows.filter(({ counts }) => counts === kind).length;
  return { requests: rows.length, modifications: of("modification"), serverChanges: of("server-change") };
}

/** As they are stored: the number is the place in this list. */
export const priorities = ["highest", "high", "regular"] as const;

/** What was said of a ticket when it was filed; null where its license followed no programme. */
export interface Judgement {
  programme: { id: string; version: string };
  topic: Topic;
  verdict: Verdict;
  due: AnswerDue;
  category: string | null;
  agreed: number;
  priority: number;
}

export async function judgementOf(db: Db | Tx, number: number): Promise<Judgement | null> {
  const row = await db
    .selectFrom("tickets")
    .select(["topic", "programmeId", "programmeVersion", "verdict", "due", "category", "agreed", "priority"])
    .where("number", "=", number)
    .executeTakeFirstOrThrow();
  const { topic, programmeId, programmeVersion, verdict, due, ...rest } = row;
  if (!topic || !programmeId || !programmeVersion || !verdict || !due) return null;
  return {
    ...rest,
    topic,
    programme: { id: programmeId, version: programmeVersion },
    // Written by ourselves when it was filed, from these very types.
    verdict: JSON.parse(verdict) as Verdict,
    due: JSON.parse(due) as AnswerDue,
  };
}

export async function setCategory(tx: Tx, number: number, category: string): Promise<void> {
  await tx.updateTable("tickets").set({ category }).where("number", "=", number).execute();
}

export async function setAgreed(tx: Tx, number: number, agreed: number): Promise<void> {
  await tx.updateTable("tickets").set({ agreed }).where("number", "=", number).execute();
}

/** What a verb needs of a ticket before it writes to it. */
export interface TicketHead {
  number: number;
  id: string;
  accountId: string;
  state: TicketState;
}

function heads(db: Db | Tx) {
  return db
    .selectFrom("tickets")
    .innerJoin("licenses", "licenses.id", "tickets.licenseId")
    .select(["tickets.number", "tickets.id", "tickets.state", "licenses.accountId"]);
}

/** The ticket of this id that the device may see; null whether it is absent or another's. */
export async function headForDevice(db: Db | Tx, actor: DeviceActor, filedId: string): Promise<TicketHead | null> {
  let query = heads(db).where("tickets.filedId", "=", filedId).where(mayBeSeenBy(actor));
  if (actor.standing === "key-only") query = query.where("tickets.deviceId", "=", actor.id);
  return (await query.executeTakeFirst()) ?? null;
}

/** A ticket that is the vendor's to answer; one that a reseller answers is as absent as one that never was. */
export async function headForDesk(db: Db | Tx, id: string): Promise<TicketHead | null> {
  const query = heads(db).where("tickets.id", "=", id).where("tickets.addressedTo", "=", "vendor");
  return (await query.executeTakeFirst()) ?? null;
}

/** A ticket of a client that this reseller answers. */
export async function headForReseller(db: Db | Tx, resellerId: string, id: string): Promise<TicketHead | null> {
  return (await heads(db).where("tickets.id", "=", id).where(isOfReseller(resellerId)).executeTakeFirst()) ?? null;
}

/** A ticket that was made of such a one, for the vendor. */
export async function headOfRelay(db: Db | Tx, resellerId: string, id: string): Promise<TicketHead | null> {
  const query = heads(db)
    .where("tickets.id", "=", id)
    .where("licenses.resellerId", "=", resellerId)
    .where("tickets.relayOf", "is not", null);
  return (await query.executeTakeFirst()) ?? null;
}

/** What was sent on to the vendor of a client's ticket, oldest first. */
export async function relaysOf(
  db: Db | Tx,
  number: number,
): Promise<{ ticketId: string; number: number; subject: string; state: TicketState; createdAt: string }[]> {
  return db
    .selectFrom("tickets")
    .select(["id as ticketId", "number", "subject", "state", "createdAt"])
    .where("relayOf", "=", number)
    .orderBy("number")
    .execute();
}

/** The client's ticket that a ticket was made of; null of any other. */
export async function clientTicketOf(
  db: Db | Tx,
  number: number,
): Promise<{ number: number; id: string; subject: string; resellerId: string | null } | null> {
  const row = await db
    .selectFrom("tickets as relay")
    .innerJoin("tickets as client", "client.number", "relay.relayOf")
    .innerJoin("licenses", "licenses.id", "client.licenseId")
    .select(["client.number", "client.id", "client.subject", "licenses.resellerId"])
    .where("relay.number", "=", number)
    .executeTakeFirst();
  return row ?? null;
}

/** What an escalation needs of the client's ticket. */
export async function escalatedFrom(
  db: Db | Tx,
  number: number,
): Promise<Pick<NewTicket, "licenseId" | "storeId" | "deviceId"> & { accountId: string; keyLast4: string }> {
  return db
    .selectFrom("tickets")
    .innerJoin("licenses", "licenses.id", "tickets.licenseId")
    .select(["tickets.licenseId", "tickets.storeId", "tickets.deviceId", "licenses.accountId", "licenses.keyLast4"])
    .where("tickets.number", "=", number)
    .executeTakeFirstOrThrow();
}

/**
 * A store owner sees what store owners filed under the license, its holder what the holder did: neither what the reseller
 * made of a client's request for the vendor, nor what an owner reports of the reseller, is seen by the other.
 */
function mayBeSeenBy({ licenseId, party }: DeviceActor) {
  return (eb: ExpressionBuilder<Tables, "tickets">) => {
    const isByClient = eb.exists(
      eb
        .selectFrom("devices")
        .select("devices.id")
        .whereRef("devices.id", "=", "tickets.deviceId")
        .where("devices.party", "=", "client"),
    );
    const isRelay = eb("tickets.relayOf", "is not", null);
    return eb.and([
      eb("tickets.licenseId", "=", licenseId),
      party === "client"
        ? eb.and([isByClient, eb("tickets.relayOf", "is", null)])
        : eb.or([isRelay, eb.not(isByClient)]),
    ]);
  };
}

/** Whose tickets a queue holds: the vendor's, or those of a reseller's clients. */
export type QueueOwner = "vendor" | { resellerId: string };

function isOwnedBy(owner: QueueOwner) {
  if (owner !== "vendor") return isOfReseller(owner.resellerId);
  return (eb: ExpressionBuilder<Tables, "tickets" | "licenses">) => eb("tickets.addressedTo", "=", "vendor");
}

function isOfReseller(resellerId: string) {
  return (eb: ExpressionBuilder<Tables, "tickets" | "licenses">) =>
    eb.and([eb("licenses.resellerId", "=", resellerId), eb("tickets.addressedTo", "=", "reseller")]);
}

type TicketColumns = ExpressionBuilder<Tables, "tickets">;

const unread = (eb: TicketColumns) =>
  eb
    .selectFrom("messages")
    .whereRef("messages.ticketNumber", "=", "tickets.number")
    .where("messages.authorKind", "!=", "holder")
    .where("messages.seenAt", "is", null)
    .select(({ fn }) => fn.countAll<number>().as("count"));

const messageCount = (eb: TicketColumns) =>
  eb
    .selectFrom("messages")
    .whereRef("messages.ticketNumber", "=", "tickets.number")
    .select(({ fn }) => fn.countAll<number>().as("count"));

const askedFor = (eb: TicketColumns) =>
  eb
    .selectFrom("offers")
    .innerJoin("assessments", "assessments.id", "offers.id")
    .whereRef("offers.ticketNumber", "=", "tickets.number")
    .where("offers.state", "=", "open")
    .select("assessments.credits");

const mostListed = 200;

/** The tickets a device may see, newest first. */
export async function listForDevice(db: Db, actor: DeviceActor): Promise<TicketSummary[]> {
  let query = deviceSummaries(db).where(mayBeSeenBy(actor));
  if (actor.standing === "key-only") query = query.where("tickets.deviceId", "=", actor.id);
  const rows = await query.orderBy("tickets.number", "desc").limit(mostListed).execute();
  return rows.map(deviceSummaryOf);
}

export async function summaryForDevice(db: Db | Tx, number: number): Promise<TicketSummary> {
  return deviceSummaryOf(await deviceSummaries(db).where("tickets.number", "=", number).executeTakeFirstOrThrow());
}

function deviceSummaryOf(counted: Omit<TicketSummary, "access"> & CountedAccess): TicketSummary {
  const { accessAsked, accessLive, accessReady, accessFailing, accessDisableAsked, ...row } = counted;
  return { ...row, access: readinessIn(counted) };
}

function deviceSummaries(db: Db | Tx) {
  return db
    .selectFrom("tickets")
    .innerJoin("stores", "stores.id", "tickets.storeId")
    .select([
      "tickets.filedId as ticketId",
      "tickets.number",
      "tickets.subject",
      "tickets.state",
      "stores.origin as storeOrigin",
      "tickets.createdAt",
      "tickets.updatedAt",
    ])
    .select(accessCounts)
    .select((eb) => [eb.fn.coalesce(unread(eb), eb.lit(0)).as("unread"), askedFor(eb).as("asks")]);
}

function deskSummaries(db: Db | Tx) {
  return db
    .selectFrom("tickets")
    .innerJoin("stores", "stores.id", "tickets.storeId")
    .innerJoin("licenses", "licenses.id", "tickets.licenseId")
    .innerJoin("accounts", "accounts.id", "licenses.accountId")
    .leftJoin("people", "people.id", "tickets.assigneeId")
    .select([
      "tickets.id as ticketId",
      "tickets.number",
      "tickets.subject",
      "tickets.state",
      "tickets.platform",
      "tickets.programmeId",
      "tickets.priority",
      "tickets.urgent",
      "tickets.due",
      "tickets.createdAt",
      "tickets.updatedAt",
      "stores.origin as storeOrigin",
      "licenses.keyLast4 as licenseLast4",
      "accounts.name as holderName",
      "tickets.assigneeId",
      "people.name as assigneeName",
    ])
    .select(accessCounts)
    .select((eb) => [
      eb.fn.coalesce(unread(eb), eb.lit(0)).as("unread"),
      eb.fn.coalesce(messageCount(eb), eb.lit(0)).as("messageCount"),
      eb
        .selectFrom("messages")
        .whereRef("messages.ticketNumber", "=", "tickets.number")
        .select("messages.authorKind")
        .orderBy("messages.seq", "desc")
        .limit(1)
        .as("lastAuthor"),
      askedFor(eb).as("askedFor"),
    ]);
}

type DeskSummaryRow = Omit<DeskTicketSummary, "priority" | "due" | "urgent" | "askedFor" | "access" | "assignee"> &
  CountedAccess & {
    assigneeId: string | null;
    assigneeName: string | null;
    programmeId: string | null;
    priority: number;
    urgent: number;
    due: string | null;
    askedFor: number | null;
  };

function deskSummaryOf({ programmeId, priority, urgent, due, ...counted }: DeskSummaryRow): DeskTicketSummary {
  const { accessAsked, accessLive, accessReady, accessFailing, accessDisableAsked, ...rest } = counted;
  const { assigneeId, assigneeName, ...row } = rest;
  return {
    ...row,
    access: readinessIn(counted),
    assignee: assigneeId === null ? null : { id: assigneeId, name: assigneeName ?? "" },
    priority: programmeId === null ? null : (priorities[priority] ?? null),
    urgent: urgent === 1,
    due: due === null ? null : answerDue(due),
  };
}

/** Written by ourselves when the ticket was filed. */
function answerDue(stored: string): Pick<AnswerDue, "by" | "promise"> {
  const { by, promise } = JSON.parse(stored) as AnswerDue;
  return { by, promise };
}

/** The queue's parts: what waits for us, by its rank, and the rest; in each, longest untouched first. */
export type QueuePart = "ours" | Exclude<TicketState, "sent" | "waiting">;

export const queueParts: readonly QueuePart[] = ["ours", "answered", "resolved", "closed"];

/** A place in a part of the queue. */
export interface QueuePlace {
  /** By priority, and in a priority the urgent first; 0 where a part has no ranks. */
  rank: number;
  updatedAt: string;
  number: number;
}

export interface QueueSearch {
  owner: QueueOwner;
  part: QueuePart;
  /** Only this state of the part. */
  state: TicketState | null;
  after: QueuePlace | null;
  /** In lower case. */
  words: string | null;
  only: "access-ready" | { takenBy: string } | null;
  limit: number;
}

const rankOf = sql<number>`(${sql.ref("tickets.priority")} * 2 + 1 - ${sql.ref("tickets.urgent")})`;

/** Tickets of a part after a place, in the queue's order. */
export async function queueOf(
  db: Db,
  { owner, part, state, after, words, only, limit }: QueueSearch,
): Promise<{ ticket: DeskTicketSummary; place: QueuePlace }[]> {
  const isOurs = part === "ours";
  const rank = isOurs ? rankOf : sql<number>`0`;
  const states: TicketState[] = part === "ours" ? ["sent", "waiting"] : [part];
  let query = deskSummaries(db)
    .select(rank.as("rank"))
    .where(isOwnedBy(owner))
    .where("tickets.state", "in", state ? [state] : states);
  if (after) {
    query = query.where(
      sql<boolean>`(${rank}, ${sql.ref("tickets.updated_at")}, ${sql.ref("tickets.number")}) > (${after.rank}, ${after.updatedAt}, ${after.number})`,
    );
  }
  if (words !== null) {
    const pattern = `%${words.replaceAll(/[\\%_]/g, (mark) => `\\${mark}`)}%`;
    query = query.where(sql<boolean>`${sql.ref("tickets.search_text")} like ${pattern} escape '\\'`);
  }
  if (only === "access-ready") query = query.where(isAccessReady);
  else if (only) query = query.where("tickets.assigneeId", "=", only.takenBy);
  if (isOurs) query = query.orderBy(rankOf);
  const rows = await query.orderBy("tickets.updatedAt").orderBy("tickets.number").limit(limit).execute();
  return rows.map(({ rank, ...row }) => ({
    ticket: deskSummaryOf(row),
    place: { rank, updatedAt: row.updatedAt, number: row.number },
  }));
}

export async function summaryForDesk(db: Db | Tx, number: number): Promise<DeskTicketSummary> {
  return deskSummaryOf(await deskSummaries(db).where("tickets.number", "=", number).executeTakeFirstOrThrow());
}

export async function summaryByNumber(db: Db, owner: QueueOwner, number: number): Promise<DeskTicketSummary | null> {
  const row = await deskSummaries(db).where(isOwnedBy(owner)).where("tickets.number", "=", number).executeTakeFirst();
  return row ? deskSummaryOf(row) : null;
}

export async function filingOf(
  db: Db,
  number: number,
): Promise<Filed & { device: { label: string; standing: Standing } }> {
  const { label, standing, relayOf, ...row } = await db
    .selectFrom("tickets")
    .innerJoin("reports", "reports.ticketNumber", "tickets.number")
    .innerJoin("devices", "devices.id", "tickets.deviceId")
    .select([
      "tickets.number",
      "reports.sha256",
      "reports.size",
      "reports.storedAt",
      "devices.label",
      "devices.standing",
      "tickets.relayOf",
    ])
    .where("tickets.number", "=", number)
    .executeTakeFirstOrThrow();
  // The client calls that browser something; whoever it was escalated to is not told.
  const device =
    relayOf === null ? { label, standing } : { label: "the reseller’s desk", standing: "enrolled" as const };
  return { ...row, device };
}
