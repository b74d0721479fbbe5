import { type ExpressionBuilder, type Insertable, sql } from "kysely";
import type { DeviceLine, LicenseState, OpenTicket } from "../../shared/license-list.ts";
import type { LicenseLife, LifeState } from "../../shared/licenses.ts";
import type { Db, Tx } from "../db/open.ts";
import type { LicenseRow, Tables } from "../db/schema.ts";
import type { Scope } from "./scope.ts";

export interface License {
  id: string;
  accountId: string;
  holderName: string;
  /** Whether a reseller holds it itself, or somebody who uses it. */
  holderKind: "holder" | "reseller";
  keyLast4: string;
  state: LicenseRow["state"];
  resellerId: string | null;
  bannedAt: string | null;
  transferTo: string | null;
  orphanAt: string | null;
}

function licenses(db: Db | Tx) {
  return db
    .selectFrom("licenses")
    .innerJoin("accounts", "accounts.id", "licenses.accountId")
    .select([
      "licenses.id",
      "licenses.accountId",
      "licenses.keyLast4",
      "licenses.state",
      "licenses.resellerId",
      "licenses.bannedAt",
      "licenses.transferTo",
      "licenses.orphanAt",
      "accounts.name as holderName",
      "accounts.kind as holderKind",
    ]);
}

export async function license(db: Db | Tx, licenseId: string): Promise<License | null> {
  return (await licenses(db).where("licenses.id", "=", licenseId).executeTakeFirst()) ?? null;
}

export async function licenseByKey(db: Db | Tx, keyHash: string): Promise<License | null> {
  return (await licenses(db).where("licenses.keyHash", "=", keyHash).executeTakeFirst()) ?? null;
}

export async function licensesByLast4(db: Db | Tx, last4: string): Promise<License[]> {
  return licenses(db).where("licenses.keyLast4", "=", last4).execute();
}

/** What a license was bought as, and under which rules. */
export interface Purchase {
  programme: { id: string; version: string };
  product: string;
  kind: string;
  purchasedOn: string;
  plan: string | null;
  planUntil: string | null;
  upgradeSubscription: boolean | null;
}

/** Null where the license follows no programme. */
export async function purchaseOf(db: Db | Tx, licenseId: string): Promise<Purchase | null> {
  const row = await db
    .selectFrom("licenses")
    .innerJoin("products", "products.id", "licenses.productId")
    .select([
      "licenses.programmeId",
      "licenses.programmeVersion",
      "products.name as product",
      "licenses.kind",
      "licenses.purchasedOn",
      "licenses.plan",
      "licenses.planUntil",
      "licenses.upgradeSubscription",
    ])
    .where("licenses.id", "=", licenseId)
    .executeTakeFirst();
  if (!row?.programmeId || !row.programmeVersion || !row.purchasedOn) return null;
  const { programmeId, programmeVersion, purchasedOn, upgradeSubscription, ...bought } = row;
  return {
    ...bought,
    purchasedOn,
    programme: { id: programmeId, version: programmeVersion },
    upgradeSubscription: flag(upgradeSubscription),
  };
}

function flag(stored: number | null): boolean | null {
  return stored === null ? null : stored === 1;
}

export async function ban(tx: Tx, licenseId: string, reason: string, at: string): Promise<void> {
  await tx
    .updateTable("licenses")
    .set({ bannedAt: at, banReason: reason })
    .where("id", "=", licenseId)
    .where("bannedAt", "is", null)
    .execute();
}

export async function insertLicense(tx: Tx, row: Insertable<Tables["licenses"]>): Promise<void> {
  await tx.insertInto("licenses").values(row).execute();
}

export async function setState(tx: Tx, licenseId: string, state: "active" | "suspended"): Promise<void> {
  await tx.updateTable("licenses").set({ state }).where("id", "=", licenseId).execute();
}

export async function setPlan(
  tx: Tx,
  licenseId: string,
  { plan, planUntil, upgradeSubscription }: Pick<Purchase, "plan" | "planUntil" | "upgradeSubscription">,
): Promise<void> {
  const upgrades = upgradeSubscription === null ? null : Number(upgradeSubscription);
  await tx
    .updateTable("licenses")
    .set({ plan, planUntil, upgradeSubscription: upgrades })
    .where("id", "=", licenseId)
    .execute();
}

/** What its events made of it, for lists and clocks. */
export async function noteLife(tx: Tx, licenseId: string, life: LicenseLife, orphanAt: string | null): Promise<void> {
  await tx
    .updateTable("licenses")
    .set({
      life: life.state,
      transferTo: life.transfer?.to ?? null,
      orphanAt,
      unreachableAt: life.holder === null ? null : life.unreachableReportedAt,
    })
    .where("id", "=", licenseId)
    .execute();
}

export async function setHands(
  tx: Tx,
  licenseId: string,
  { accountId, resellerId }: { accountId: string; resellerId: string | null },
): Promise<void> {
  await tx.updateTable("licenses").set({ accountId, resellerId }).where("id", "=", licenseId).execute();
}

/** From now on no key opens this license: codes do. */
export async function retireKey(tx: Tx, licenseId: string, unknownHash: string): Promise<void> {
  await tx.updateTable("licenses").set({ keyHash: unknownHash }).where("id", "=", licenseId).execute();
}

/** Licenses whose reseller's time to answer is over, the longest over first. */
export async function orphansDue(db: Db | Tx, now: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom("licenses")
    .select("id")
    .where("orphanAt", "<=", now)
    .orderBy("orphanAt")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Orphans with a store at this origin. */
export async function orphansAt(tx: Tx, origin: string, limit: number): Promise<string[]> {
  const rows = await tx
    .selectFrom("stores")
    .innerJoin("licenses", "licenses.id", "stores.licenseId")
    .select("licenses.id")
    .distinct()
    .where("stores.origin", "=", origin)
    .where("licenses.life", "=", "orphaned")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** The product of this name, made when it is new. */
export async function productId(tx: Tx, name: string, fresh: { id: string; at: string }): Promise<string> {
  const found = await tx.selectFrom("products").select("id").where("name", "=", name).executeTakeFirst();
  if (found) return found.id;
  await tx.insertInto("products").values({ id: fresh.id, name, createdAt: fresh.at }).execute();
  return fresh.id;
}

export async function products(db: Db | Tx): Promise<string[]> {
  const rows = await db.selectFrom("products").select("name").orderBy("name").limit(200).execute();
  return rows.map(({ name }) => name);
}

/** The license's store at this origin, made when it is new. */
export async function storeId(
  tx: Tx,
  licenseId: string,
  origin: string,
  fresh: { id: string; at: string },
): Promise<string> {
  const found = await storeAt(tx, licenseId, origin);
  if (found !== null) return found;
  await tx.insertInto("stores").values({ id: fresh.id, licenseId, origin, createdAt: fresh.at }).execute();
  return fresh.id;
}

export async function storeAt(tx: Tx, licenseId: string, origin: string): Promise<string | null> {
  const found = await tx
    .selectFrom("stores")
    .select("id")
    .where("licenseId", "=", licenseId)
    .where("origin", "=", origin)
    .executeTakeFirst();
  return found?.id ?? null;
}

export async function moveStore(tx: Tx, storeId: string, origin: string): Promise<void> {
  await tx.updateTable("stores").set({ origin }).where("id", "=", storeId).execute();
}

export async function originsOf(db: Db | Tx, licenseIds: readonly string[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  // Databases take so many values in one statement; a page of 5,000 licenses is more.
  for (let from = 0; from < licenseIds.length; from += 1_000) {
    const rows = await db
      .selectFrom("stores")
      .select(["licenseId", "origin"])
      .where("licenseId", "in", licenseIds.slice(from, from + 1_000))
      .orderBy("createdAt")
      .orderBy("id")
      .execute();
    for (const { licenseId, origin } of rows) found.set(licenseId, [...(found.get(licenseId) ?? []), origin]);
  }
  return found;
}

export interface LicenseSearch {
  /** In lower case: of the last four characters, holder, product or a store's origin. */
  words?: string | null;
  state?: LicenseState | null;
  life?: LifeState | null;
  product?: string | null;
  resellerId?: string | null;
  /** Licenses after this one. */
  after?: string | null;
  limit: number;
}

export interface ListedLicense {
  licenseId: string;
  accountId: string;
  last4: string;
  product: string;
  kind: string;
  holderName: string;
  plan: string | null;
  planUntil: string | null;
  upgradeSubscription: boolean | null;
  state: LicenseState;
  life: LifeState;
  orphanAt: string | null;
  unreachableAt: string | null;
  resellerName: string | null;
  openTickets: number;
}

/** Requests that are not done; one that a reseller passed on counts once. */
const openTickets = (eb: ExpressionBuilder<Tables, "licenses">) =>
  eb
    .selectFrom("tickets")
    .whereRef("tickets.licenseId", "=", "licenses.id")
    .where("tickets.state", "in", ["sent", "waiting", "answered"])
    .where("tickets.relayOf", "is", null)
    .select(({ fn }) => fn.countAll<number>().as("count"));

function listed(db: Db | Tx) {
  return db
    .selectFrom("licenses")
    .innerJoin("accounts", "accounts.id", "licenses.accountId")
    .innerJoin("products", "products.id", "licenses.productId")
    .leftJoin("accounts as resellers", "resellers.id", "licenses.resellerId")
    .select([
      "licenses.id as licenseId",
      "licenses.accountId",
      "licenses.keyLast4 as last4",
      "products.name as product",
      "licenses.kind",
      "accounts.name as holderName",
      "licenses.plan",
      "licenses.planUntil",
      "licenses.upgradeSubscription",
      "licenses.state",
      "licenses.bannedAt",
      "licenses.life",
      "licenses.orphanAt",
      "licenses.unreachableAt",
      "resellers.name as resellerName",
    ])
    .select((eb) => eb.fn.coalesce(openTickets(eb), eb.lit(0)).as("openTickets"));
}

type Listed = ReturnType<typeof listed>;

/** Only what is within the reader's scope: a condition of every query over licenses. */
function within(scope: Scope) {
  if (scope.kind === "reseller") return sql<boolean>`${sql.ref("licenses.reseller_id")} = ${scope.resellerId}`;
  if (scope.kind === "holder") return sql<boolean>`${sql.ref("licenses.account_id")} = ${scope.accountId}`;
  return sql<boolean>`1 = 1`;
}

/** Newest first. */
export async function list(db: Db | Tx, scope: Scope, search: LicenseSearch): Promise<ListedLicense[]> {
  const { words, state, life, product, resellerId, after, limit } = search;
  let query = listed(db).where(within(scope));
  if (state === "banned") query = query.where("licenses.bannedAt", "is not", null);
  else if (state) query = query.where("licenses.state", "=", state).where("licenses.bannedAt", "is", null);
  if (life) query = query.where("licenses.life", "=", life);
  if (product) query = query.where("products.name", "=", product);
  if (resellerId) query = query.where("licenses.resellerId", "=", resellerId);
  if (after) query = query.where("licenses.id", "<", after);
  if (words) query = query.where(matching(words));
  return (await query.orderBy("licenses.id", "desc").limit(limit).execute()).map(listedOf);
}

function matching(words: string) {
  const pattern = `%${words.replaceAll(/[\\%_]/g, (mark) => `\\${mark}`)}%`;
  const like = (column: string) => sql<boolean>`lower(${sql.ref(column)}) like ${pattern} escape '\\'`;
  return sql<boolean>`(${like("licenses.key_last4")} or ${like("accounts.name")} or ${like("products.name")} or exists (
    select 1 from stores where stores.license_id = licenses.id and ${like("stores.origin")}))`;
}

function listedOf({
  upgradeSubscription,
  bannedAt,
  state,
  openTickets,
  ...row
}: Awaited<ReturnType<Listed["execute"]>>[number]): ListedLicense {
  return {
    ...row,
    state: bannedAt === null ? state : "banned",
    upgradeSubscription: flag(upgradeSubscription),
    // Counts are text where the database counts in 64 bits.
    openTickets: Number(openTickets),
  };
}

export async function one(db: Db | Tx, scope: Scope, licenseId: string): Promise<ListedLicense | null> {
  const row = await listed(db).where(within(scope)).where("licenses.id", "=", licenseId).executeTakeFirst();
  return row ? listedOf(row) : null;
}

/** Licenses that are to be transferred to this reseller. */
export async function incoming(db: Db | Tx, resellerId: string): Promise<ListedLicense[]> {
  const query = listed(db).where("licenses.transferTo", "=", resellerId).orderBy("licenses.id").limit(200);
  return (await query.execute()).map(listedOf);
}

export async function isVisible(db: Db | Tx, scope: Scope, licenseId: string): Promise<boolean> {
  const query = db.selectFrom("licenses").select("id").where("id", "=", licenseId).where(within(scope));
  return (await query.executeTakeFirst()) !== undefined;
}

/** The newest license of this holder that a reseller looks after. */
export async function lookedAfter(
  db: Db | Tx,
  accountId: string,
): Promise<{ licenseId: string; resellerId: string } | null> {
  const row = await db
    .selectFrom("licenses")
    .select(["id", "resellerId"])
    .where("accountId", "=", accountId)
    .where("resellerId", "is not", null)
    .orderBy("createdAt", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.resellerId ? { licenseId: row.id, resellerId: row.resellerId } : null;
}

export async function boughtOn(
  db: Db | Tx,
  licenseId: string,
): Promise<{ purchasedOn: string | null; banReason: string | null }> {
  const query = db.selectFrom("licenses").select(["purchasedOn", "banReason"]).where("id", "=", licenseId);
  return query.executeTakeFirstOrThrow();
}

export async function openTicketsOf(
  db: Db | Tx,
  licenseId: string,
  addressedTo: "vendor" | "reseller" | null,
): Promise<OpenTicket[]> {
  let query = db
    .selectFrom("tickets")
    .select(["id as ticketId", "number", "subject", "state"])
    .where("licenseId", "=", licenseId)
    .where("state", "in", ["sent", "waiting", "answered"]);
  if (addressedTo) query = query.where("addressedTo", "=", addressedTo);
  return query.orderBy("number", "desc").limit(50).execute();
}

/** Tickets of a license with credits held or a price asked for. */
export async function ticketsAwaitingPrice(tx: Tx, licenseId: string): Promise<number[]> {
  const rows = await tx
    .selectFrom("tickets")
    .select("number")
    .where("licenseId", "=", licenseId)
    .where(({ or, exists, selectFrom }) =>
      or([
        exists(
          selectFrom("offers")
            .select("offers.id")
            .whereRef("offers.ticketNumber", "=", "tickets.number")
            .where("offers.state", "=", "open"),
        ),
        exists(
          selectFrom("entries")
            .select("entries.id")
            .whereRef("entries.ticketNumber", "=", "tickets.number")
            .where("entries.kind", "=", "hold"),
        ),
      ]),
    )
    .orderBy("number")
    .execute();
  return rows.map(({ number }) => number);
}

/** Live browsers of a license. */
export async function devicesOf(db: Db | Tx, licenseId: string): Promise<DeviceLine[]> {
  return db
    .selectFrom("devices")
    .innerJoin("stores", "stores.id", "devices.storeId")
    .select([
      "devices.id as deviceId",
      "devices.label",
      "devices.standing",
      "devices.party",
      "stores.origin as storeOrigin",
      "devices.createdAt",
      "devices.lastUsedAt",
    ])
    .where("devices.licenseId", "=", licenseId)
    .where("devices.revokedAt", "is", null)
    .orderBy("devices.lastUsedAt", "desc")
    .orderBy("devices.id")
    .limit(200)
    .execute();
}

/** Names of accounts and people that a license's history speaks of. */
export async function namesOf(db: Db | Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const [accounts, people] = await Promise.all(
    (["accounts", "people"] as const).map((table) =>
      db.selectFrom(table).select(["id", "name"]).where("id", "in", ids).execute(),
    ),
  );
  return new Map([...(accounts ?? []), ...(people ?? [])].map(({ id, name }) => [id, name]));
}

export interface Reader {
  name: string;
  email: string;
  language: string | null;
}

/** The people of a reseller. */
export async function peopleOf(db: Db | Tx, resellerId: string): Promise<Reader[]> {
  return readers(db).where("role", "=", "reseller").where("accountId", "=", resellerId).execute();
}

export async function operators(db: Db | Tx): Promise<Reader[]> {
  return readers(db).where("role", "=", "operator").execute();
}

function readers(db: Db | Tx) {
  return db.selectFrom("people").select(["name", "email", "language"]).orderBy("id");
}

/** History: only added to. */

export async function events(
  db: Db | Tx,
  licenseId: string,
): Promise<{ seq: number; id: string; body: string; at: string; actorKind: string; actorId: string | null }[]> {
  return db
    .selectFrom("licenseEvents")
    .select(["seq", "id", "body", "at", "actorKind", "actorId"])
    .where("licenseId", "=", licenseId)
    .orderBy("seq")
    .execute();
}

export async function appendEvent(tx: Tx, row: Insertable<Tables["licenseEvents"]>): Promise<void> {
  await tx.insertInto("licenseEvents").values(row).execute();
}
