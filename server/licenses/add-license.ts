import { grantOf } from "../../shared/entitlement.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import type { Programme } from "../../shared/programmes/schema.ts";
import * as accounts from "../accounts/store.ts";
import * as audit from "../audit/store.ts";
import type { Ctx, SystemActor } from "../context.ts";
import { record } from "../credits/record.ts";
import type { Tx } from "../db/open.ts";
import { inTransaction } from "../db/transaction.ts";
import { bindProgramme } from "../programmes/find-programme.ts";
import { newLicenseKey, normalCrockford } from "./keys.ts";
import * as licenses from "./store.ts";

interface NewLicense {
  product: string;
  kind: string;
  /** The name of a new holder, or the account of one who is here. */
  holder: { name: string } | { accountId: string };
  /** Given only where it must be the same each time, as in the demo. */
  key?: string;
  support?: BoughtSupport;
  /** The reseller's account who looks after it; a reseller who holds it looks after it too. */
  resellerId?: string | null;
}

/** The rules that a license is bought under. */
export interface BoughtSupport {
  programmeId: string;
  /** Calendar day, `2026-01-10`; today in the programme's zone where it is not said. */
  purchasedOn?: string | undefined;
  /** A plan bought beside it, and its last day. */
  plan?: string | undefined;
  planUntil?: string | undefined;
  /** Whether updates may be had; null where that is not known. */
  upgrades: boolean | null;
}

/** Adds a license, with the credits that its programme gives. The key is told once; the database keeps its hash. */
export async function addLicense(
  ctx: Ctx<SystemActor>,
  { product, kind, holder, key = newLicenseKey(), support, resellerId = null }: NewLicense,
): Promise<{ licenseId: string; accountId: string; key: string; keyLast4: string }> {
  const at = ctx.now().toISOString();
  const plain = normalCrockford(key);
  return inTransaction(ctx.db, async (tx) => {
    const accountId = "accountId" in holder ? holder.accountId : ctx.newId();
    if ("accountId" in holder) await accounts.lockAccount(tx, accountId);
    else await accounts.insertAccount(tx, { id: accountId, name: holder.name, createdAt: at });
    const programme = support ? await bindProgramme(tx, support.programmeId, at) : null;
    const licenseId = ctx.newId();
    await licenses.insertLicense(tx, {
      id: licenseId,
      accountId,
      productId: await licenses.productId(tx, product, { id: ctx.newId(), at }),
      kind,
      keyHash: ctx.keys.hashOf(plain),
      keyLast4: plain.slice(-4),
      state: "active",
      createdAt: at,
      ...(programme && support ? boughtUnder(programme, product, kind, support, at) : noProgramme),
      bannedAt: null,
      banReason: null,
      resellerId,
    });
    if (programme) await grantCredits(ctx, tx, programme, { accountId, licenseId, product, kind });
    await audit.append(tx, ctx, "license.added", licenseId);
    return { licenseId, accountId, key, keyLast4: plain.slice(-4) };
  });
}

const noProgramme = {
  programmeId: null,
  programmeVersion: null,
  purchasedOn: null,
  plan: null,
  planUntil: null,
  upgradeSubscription: null,
};

function boughtUnder(programme: Programme, product: string, kind: string, support: BoughtSupport, at: string) {
  const gives = grantOf(programme, { product, kind })?.gives;
  if (!gives || gives.what === "not-applicable") {
    throw new AppError(refusal("programme.kind-absent", { product, kind, known: soldBy(programme) }));
  }
  const { plan = null, planUntil = null, upgrades } = support;
  if (plan !== null && !programme.plans.some(({ id }) => id === plan)) {
    const known = programme.plans.map(({ id }) => id).join(", ") || "none";
    throw new AppError(refusal("programme.plan-absent", { plan, known }));
  }
  const today = Temporal.Instant.from(at).toZonedDateTimeISO(programme.calendar.zone).toPlainDate().toString();
  return {
    programmeId: programme.id,
    programmeVersion: programme.version,
    purchasedOn: support.purchasedOn ?? today,
    plan,
    planUntil,
    upgradeSubscription: upgrades === null ? null : Number(upgrades),
  };
}

/** `cs-cart (first, additional); multi-vendor (first)`. */
function soldBy({ grants }: Programme): string {
  const sold = grants.filter(({ gives }) => gives.what !== "not-applicable");
  const kinds = Map.groupBy(sold, ({ product }) => product);
  return [...kinds].map(([product, each]) => `${product} (${each.map(({ kind }) => kind).join(", ")})`).join("; ");
}

async function grantCredits(
  ctx: Ctx<SystemActor>,
  tx: Tx,
  programme: Programme,
  { accountId, licenseId, product, kind }: { accountId: string; licenseId: string; product: string; kind: string },
): Promise<void> {
  const gives = grantOf(programme, { product, kind })?.gives;
  if (gives?.what !== "credits" || gives.credits === 0) return;
  await record(ctx, tx, accountId, {
    id: `${licenseId}:grant`,
    kind: "grant",
    credits: gives.credits,
    source: "license",
  });
}
