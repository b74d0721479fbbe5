import type { Brand } from "../../shared/brand.ts";
import { balance } from "../../shared/credits.ts";
import { entitlementOn, quotaMonthStart, type SupportedLicense } from "../../shared/entitlement.ts";
import { invariant } from "../../shared/invariant.ts";
import { releasesOf } from "../../shared/programmes/cs-cart-releases.ts";
import { programmeForClients } from "../../shared/programmes/for-clients.ts";
import type { Programme } from "../../shared/programmes/schema.ts";
import type { Standing } from "../../shared/standing.ts";
import type { Situation } from "../../shared/verdict.ts";
import { brandOf } from "../accounts/brand-of.ts";
import type { Ctx, DeviceActor } from "../context.ts";
import type { Db, Tx } from "../db/open.ts";
import * as licenses from "../licenses/store.ts";
import { orphanFor } from "../licenses/wishes.ts";
import * as programmes from "../programmes/store.ts";
import * as tickets from "../tickets/store.ts";
import * as credits from "./store.ts";

/** What this browser's license stands at now; null where it follows no programme. */
export async function readStanding(ctx: Ctx<DeviceActor>): Promise<Standing | null> {
  const standing = await standingOf(ctx, ctx.db);
  const orphan = standing && (await orphanFor(ctx));
  return orphan ? { ...standing, orphan } : standing;
}

/** For whom a request is filed. */
export type Filing = Pick<DeviceActor, "licenseId" | "accountId" | "standing" | "party" | "resellerId">;

/** Where and when it is judged. */
export interface JudgedAt {
  actor: Filing;
  server: Ctx["server"];
  now: () => Date;
}

/** All that a verdict rests on, besides the request. Read in the filing's own transaction it is what the filing is held to. */
export async function standingOf({ actor, server, now: clock }: JudgedAt, db: Db | Tx): Promise<Standing | null> {
  const now = clock();
  const purchase = await licenses.purchaseOf(db, actor.licenseId);
  if (!purchase) return null;
  const programme = await programmes.programmeAt(db, purchase.programme);
  invariant(programme, "a license's programme is stored");
  const brand = await brandOf(db, server, actor, programme);
  if (brand.isWhiteLabel) return clientStanding(programme, purchase.purchasedOn, brand, now);
  const license = {
    product: purchase.product,
    kind: purchase.kind,
    purchasedAt: purchase.purchasedOn,
    ...(purchase.plan === null ? {} : { plan: purchase.plan }),
    ...(purchase.planUntil === null ? {} : { planUntil: purchase.planUntil }),
    upgradeSubscription: purchase.upgradeSubscription,
  };
  return {
    programme,
    license,
    filer: actor.party === "client" ? "store-owner" : "license-holder",
    balance: await visibleBalance(db, actor),
    used: await usedAt(db, actor.licenseId, programme, license, now),
    releases: releasesOf(purchase.product),
    brand,
    at: now.toISOString(),
  };
}

/** Where a store owner stands with their reseller. Product, plan and price are between the reseller and the vendor. */
function clientStanding(programme: Programme, purchasedAt: string, brand: Brand, now: Date): Standing {
  return {
    programme: programmeForClients(programme, brand.name),
    license: { product: "store", kind: "store", purchasedAt, upgradeSubscription: null },
    filer: "store-owner",
    balance: null,
    used: { requests: 0, modifications: 0, serverChanges: 0 },
    releases: [],
    brand,
    at: now.toISOString(),
  };
}

async function visibleBalance(db: Db | Tx, actor: Filing): Promise<Standing["balance"]> {
  // A store owner has no part in what their reseller has with the vendor.
  if (actor.standing === "key-only" || actor.party === "client") return null;
  const { available, held } = balance(await credits.ledgerOf(db, actor.accountId));
  return { available, held };
}

/** Counted from the quota month's first moment in the programme's zone; what a plan gives once, from the purchase. */
async function usedAt(
  db: Db | Tx,
  licenseId: string,
  programme: Programme,
  license: SupportedLicense,
  now: Date,
): Promise<Situation["used"]> {
  const { zone } = programme.calendar;
  const day = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate();
  const since = async (first: Temporal.PlainDate) => {
    const { epochMilliseconds } = first.toZonedDateTime(zone).toInstant();
    return tickets.countedSince(db, licenseId, new Date(epochMilliseconds).toISOString());
  };
  const entitlement = entitlementOn(programme, license, day);
  const month = await since(quotaMonthStart(license.purchasedAt, day));
  const isOnce = entitlement.what === "plan" && entitlement.plan.requests?.per === "purchase";
  if (!isOnce) return month;
  return { ...month, requests: (await since(Temporal.PlainDate.from(license.purchasedAt))).requests };
}
