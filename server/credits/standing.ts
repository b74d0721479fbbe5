import { balance } from "../../shared/credits.ts";
import { entitlementOn, quotaMonthStart, type SupportedLicense } from "../../shared/entitlement.ts";
import { invariant } from "../../shared/invariant.ts";
import { releasesOf } from "../../shared/programmes/cs-cart-releases.ts";
import type { Programme } from "../../shared/programmes/schema.ts";
import type { Standing } from "../../shared/standing.ts";
import type { Situation } from "../../shared/verdict.ts";
import type { Ctx, DeviceActor } from "../context.ts";
import type { Db, Tx } from "../db/open.ts";
import * as licenses from "../licenses/store.ts";
import * as programmes from "../programmes/store.ts";
import * as tickets from "../tickets/store.ts";
import * as credits from "./store.ts";

/** What this browser's license stands at now; null where it follows no programme. */
export async function readStanding(ctx: Ctx<DeviceActor>): Promise<Standing | null> {
  return standingOf(ctx.db, ctx.actor, ctx.now());
}

/** All that a verdict rests on, besides the request. Read in the filing's own transaction it is what the filing is held to. */
export async function standingOf(db: Db | Tx, actor: DeviceActor, now: Date): Promise<Standing | null> {
  const purchase = await licenses.purchaseOf(db, actor.licenseId);
  if (!purchase) return null;
  const programme = await programmes.programmeAt(db, purchase.programme);
  invariant(programme, "a license's programme is stored");
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
    at: now.toISOString(),
  };
}

async function visibleBalance(db: Db | Tx, actor: DeviceActor): Promise<Standing["balance"]> {
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
