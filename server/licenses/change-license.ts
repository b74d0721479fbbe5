import { AppError, refusal } from "../../shared/problems.ts";
import * as audit from "../audit/store.ts";
import type { Ctx, PersonActor } from "../context.ts";
import type { Tx } from "../db/open.ts";
import * as devices from "../devices/store.ts";
import { type HeldLicense, note, rulesOf } from "./happen.ts";
import type { Deed } from "./history.ts";
import { type Done, withLicense } from "./hold.ts";
import * as licenses from "./store.ts";

type OperatorCtx = Ctx<PersonActor & { kind: "operator" }>;

/** Nothing can be filed under a suspended license until it is resumed. */
export async function suspendLicense(ctx: OperatorCtx, licenseId: string): Promise<Done> {
  return withLicense(ctx, licenseId, (tx, held) => setState(ctx, tx, held, "suspended"));
}

export async function resumeLicense(ctx: OperatorCtx, licenseId: string): Promise<Done> {
  return withLicense(ctx, licenseId, (tx, held) => setState(ctx, tx, held, "active"));
}

async function setState(ctx: OperatorCtx, tx: Tx, held: HeldLicense, to: "active" | "suspended"): Promise<void> {
  const { license } = held;
  requireNotBanned(license);
  if (license.state === to) return;
  if (license.state === "ended") throw new AppError(refusal("license.not-now", { state: "ended" }));
  await licenses.setState(tx, license.id, to);
  await noted(ctx, tx, held, { kind: to === "active" ? "resumed" : "suspended" });
}

export interface Renewal {
  plan: string | null;
  /** Calendar day, `2027-01-10`. */
  planUntil: string | null;
  upgradeSubscription: boolean | null;
}

/** Sets plan, its last day and the upgrade subscription. */
export async function renewLicense(
  ctx: OperatorCtx,
  { licenseId, ...renewal }: Renewal & { licenseId: string },
): Promise<Done> {
  return withLicense(ctx, licenseId, async (tx, held) => {
    requireNotBanned(held.license);
    const programme = await rulesOf(tx, licenseId);
    if (!programme) throw new AppError(refusal("programme.none"));
    const { plan, planUntil } = renewal;
    if (plan !== null && !programme.plans.some(({ id }) => id === plan)) {
      const known = programme.plans.map(({ id }) => id).join(", ") || "none";
      throw new AppError(refusal("programme.plan-absent", { plan, known }));
    }
    if (plan === null && planUntil !== null) throw new AppError(refusal("license.plan-day-missing"));
    await licenses.setPlan(tx, licenseId, renewal);
    await noted(ctx, tx, held, { kind: "renewed", ...renewal });
  });
}

/** A store moves to another domain: its browsers are out, and connect anew from the new one. */
export async function moveStore(
  ctx: OperatorCtx,
  { licenseId, from, to }: { licenseId: string; from: string; to: string },
): Promise<Done> {
  return withLicense(ctx, licenseId, async (tx, held) => {
    requireNotBanned(held.license);
    const storeId = await licenses.storeAt(tx, licenseId, from);
    if (storeId === null) throw new AppError(refusal("license.store-absent", { origin: from }));
    if ((await licenses.storeAt(tx, licenseId, to)) !== null) {
      throw new AppError(refusal("license.store-taken", { origin: to }));
    }
    await licenses.moveStore(tx, storeId, to);
    await devices.revokeDevicesAt(tx, storeId, ctx.now().toISOString());
    await noted(ctx, tx, held, { kind: "moved", from, to });
  });
}

function requireNotBanned({ bannedAt }: licenses.License): void {
  if (bannedAt !== null) throw new AppError(refusal("license.banned"));
}

const actions = {
  suspended: "license.suspended",
  resumed: "license.resumed",
  renewed: "license.renewed",
  moved: "license.moved",
  banned: "license.banned",
} as const;

async function noted(ctx: OperatorCtx, tx: Tx, held: HeldLicense, deed: Deed): Promise<void> {
  await note(ctx, tx, held, deed);
  await audit.append(tx, ctx, actions[deed.kind], held.license.id);
}
