import { balance } from "../../shared/credits.ts";
import type {
  IncomingTransfer,
  LicenseList,
  LicenseState,
  LicenseSummary,
  TransferView,
} from "../../shared/license-list.ts";
import type { LicenseLife, LifeState } from "../../shared/licenses.ts";
import type { Ctx, ResellerActor } from "../context.ts";
import * as credits from "../credits/store.ts";
import type { Db } from "../db/open.ts";
import { lifeFrom, rulesOf } from "./happen.ts";
import { historyOf } from "./history.ts";
import { type Keeper, scopeOf } from "./scope.ts";
import * as licenses from "./store.ts";

export interface LicenseRequest {
  /** Of the last four characters, holder, product or store. */
  search?: string | undefined;
  state?: LicenseState | undefined;
  life?: LifeState | undefined;
  product?: string | undefined;
  /** For operators: of this reseller. */
  resellerId?: string | undefined;
  cursor?: string | undefined;
  /** A reseller's popup reads thousands at once. */
  limit?: number | undefined;
}

/** The licenses that the actor looks after, newest first, in as many queries whether they are five or 5,000. */
export async function listLicenses(ctx: Ctx<Keeper>, request: LicenseRequest): Promise<LicenseList> {
  const { search, state, life, product, cursor, limit = 50 } = request;
  const found = await licenses.list(ctx.db, scopeOf(ctx.actor), {
    words: search?.trim().toLowerCase() || null,
    state: state ?? null,
    life: life ?? null,
    product: product ?? null,
    resellerId: ctx.actor.kind === "operator" ? (request.resellerId ?? null) : null,
    after: cursor ?? null,
    // One more than asked for tells whether there is a next page.
    limit: limit + 1,
  });
  const page = found.slice(0, limit);
  const own = await ownBalance(ctx);
  const origins = await licenses.originsOf(
    ctx.db,
    page.map(({ licenseId }) => licenseId),
  );
  return {
    licenses: page.map((one) => summaryOf(ctx.actor, one, origins.get(one.licenseId) ?? [], own)),
    next: found.length > limit ? (page.at(-1)?.licenseId ?? null) : null,
    credits: own && { available: own.available, held: own.held },
  };
}

/** What is in the actor's own account; null for operators, who have none. */
export async function ownBalance(ctx: Ctx<Keeper>) {
  const accountId = accountOf(ctx.actor);
  return accountId === null ? null : balance(await credits.ledgerOf(ctx.db, accountId));
}

export function accountOf(actor: Keeper): string | null {
  if (actor.kind === "reseller") return actor.resellerId;
  return actor.kind === "holder" ? actor.accountId : null;
}

export function summaryOf(
  actor: Keeper,
  { accountId, resellerName, ...license }: licenses.ListedLicense,
  stores: string[],
  own: { available: number } | null,
): LicenseSummary {
  return {
    ...license,
    stores,
    credits: accountId === accountOf(actor) ? (own?.available ?? null) : null,
    reseller: actor.kind === "operator" ? resellerName : null,
    // A holder has no part in what their reseller has with the vendor.
    ...(actor.kind === "holder" && { life: "active", orphanAt: null, unreachableAt: null }),
  };
}

/** Licenses that other resellers would hand to the actor's. */
export async function listIncoming(ctx: Ctx<ResellerActor>): Promise<IncomingTransfer[]> {
  const found = await licenses.incoming(ctx.db, ctx.actor.resellerId);
  const ids = found.map(({ licenseId }) => licenseId);
  const origins = await licenses.originsOf(ctx.db, ids);
  const each = found.map(async ({ licenseId, last4, product, kind }): Promise<IncomingTransfer | null> => {
    const transfer = await transferView(ctx.db, ctx.actor, await lifeNow(ctx.db, licenseId));
    return transfer && { licenseId, last4, product, kind, stores: origins.get(licenseId) ?? [], transfer };
  });
  return (await Promise.all(each)).filter((one) => one !== null);
}

async function lifeNow(db: Db, licenseId: string): Promise<LicenseLife> {
  const rules = (await rulesOf(db, licenseId)) ?? { life: null };
  const license = await licenses.license(db, licenseId);
  return lifeFrom(rules, await historyOf(db, licenseId), license?.resellerId ?? null);
}

export async function transferView(db: Db, actor: Keeper, { transfer }: LicenseLife): Promise<TransferView | null> {
  if (!transfer) return null;
  const { by, to, requestedAt, costs, consents } = transfer;
  const names = await licenses.namesOf(db, [by, to]);
  const party = (id: string) => ({
    name: names.get(id) ?? "",
    costs: costs[id] ?? null,
    agrees: consents.includes(id),
  });
  const us = accountOf(actor);
  return { requestedAt, from: party(by), to: party(to), we: us === by ? "from" : us === to ? "to" : null };
}
