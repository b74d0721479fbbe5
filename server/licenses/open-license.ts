import { balance } from "../../shared/credits.ts";
import type { HistoryLine, LicensePage } from "../../shared/license-list.ts";
import { type LicenseLife, newLicense } from "../../shared/licenses.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import type { Programme } from "../../shared/programmes/schema.ts";
import type { Ctx } from "../context.ts";
import * as credits from "../credits/store.ts";
import * as devices from "../devices/store.ts";
import { deedsFor } from "./deeds.ts";
import { lifeFrom, rulesOf } from "./happen.ts";
import { type Happened, historyOf, isDeed } from "./history.ts";
import { historyWords } from "./history-words.ts";
import { accountOf, ownBalance, summaryOf, transferView } from "./list-licenses.ts";
import { type Keeper, scopeOf } from "./scope.ts";
import * as licenses from "./store.ts";
import { wishIn } from "./wishes.ts";

/** Whose tickets a reader is shown: those they can open. What an owner reports of a reseller is the vendor's alone. */
const answeredBy = { operator: "vendor", reseller: "reseller", holder: null } as const;

/** A license with all that its reader may know of it. */
export async function openLicense(ctx: Ctx<Keeper>, licenseId: string): Promise<LicensePage> {
  const { db, actor } = ctx;
  const found = await licenses.one(db, scopeOf(actor), licenseId);
  const license = await licenses.license(db, licenseId);
  if (!found || !license) throw new AppError(refusal("license.absent"));
  const programme = await rulesOf(db, licenseId);
  const history = await historyOf(db, licenseId);
  const life = lifeFrom(programme ?? { life: null }, history, license.resellerId);
  const told = actor.kind === "holder" ? newLicense(null) : life;
  const isOperator = actor.kind === "operator";
  const stores = (await licenses.originsOf(db, [licenseId])).get(licenseId) ?? [];
  return {
    ...summaryOf(actor, found, stores, await ownBalance(ctx)),
    ...(await licenses.boughtOn(db, licenseId)),
    rules: programme && `${programme.name}, ${programme.version}`,
    account: await accountFor(ctx, found.accountId, programme),
    tickets: await licenses.openTicketsOf(db, licenseId, answeredBy[actor.kind]),
    devices: await licenses.devicesOf(db, licenseId),
    codes: await devices.openCodes(db, licenseId, ctx.now().toISOString()),
    transfer: await transferView(db, actor, told),
    contact: contactOf(told, history, isOperator),
    adoption: isOperator ? await adoptionOf(ctx, life, history) : null,
    history: await linesFor(ctx, license.resellerId, history),
    may: deedsFor(actor, { license, programme, life }),
    banReasons: isOperator ? (programme?.bans.flatMap(({ reasons }) => reasons) ?? []) : [],
    plans: isOperator ? (programme?.plans.map(({ id }) => id) ?? []) : [],
  };
}

async function accountFor(
  ctx: Ctx<Keeper>,
  accountId: string,
  programme: Programme | null,
): Promise<LicensePage["account"]> {
  const isTold = ctx.actor.kind === "operator" || accountOf(ctx.actor) === accountId;
  if (!isTold || !programme?.credits) return null;
  const { granted, available, held, spent } = balance(await credits.ledgerOf(ctx.db, accountId));
  return { granted, available, held, spent };
}

function contactOf(life: LicenseLife, history: readonly Happened[], isOperator: boolean): LicensePage["contact"] {
  if (life.unreachableReportedAt === null || life.holder === null) return null;
  const attempts = history.flatMap(({ event }) =>
    event.kind === "vendor-contacts-reseller" && life.attempts.includes(event.at)
      ? [{ at: event.at, by: isOperator ? (event.by ?? null) : null, note: isOperator ? (event.note ?? null) : null }]
      : [],
  );
  return { reportedAt: life.unreachableReportedAt, attempts };
}

async function adoptionOf(
  { db }: Ctx<Keeper>,
  life: LicenseLife,
  history: readonly Happened[],
): Promise<LicensePage["adoption"]> {
  if (life.state !== "orphaned") return null;
  const asked = history.flatMap(({ event }) => (event.kind === "written-request" ? [event] : []));
  const latest = new Map(asked.map((event) => [event.by, event]));
  const named = life.namedReseller;
  const names = await licenses.namesOf(db, [...life.writtenRequests, ...(named === null ? [] : [named])]);
  return {
    requests: life.writtenRequests.map((resellerId) => {
      const { at = "", text = "" } = latest.get(resellerId) ?? {};
      return { resellerId, name: names.get(resellerId) ?? "", at, text };
    }),
    named: named === null ? null : (names.get(named) ?? ""),
    wish: wishIn(life, history),
  };
}

/** Operators read all of it; a reseller what happened while the license was theirs; a holder what the vendor did to it. */
async function linesFor(
  { db, actor, server }: Ctx<Keeper>,
  resellerId: string | null,
  history: readonly Happened[],
): Promise<HistoryLine[]> {
  const visible = history.filter(
    ({ event, heldBy }) =>
      actor.kind === "operator" || (actor.kind === "holder" ? isDeed(event) : heldBy === resellerId || isDeed(event)),
  );
  const ids = visible.flatMap(({ event, actorId }) => [
    ...Object.values(event).filter((value): value is string => typeof value === "string" && isId(value)),
    ...(actorId === null ? [] : [actorId]),
  ]);
  const names = await licenses.namesOf(db, [...new Set(ids)]);
  const by = ({ actorKind, actorId, event }: Happened) => {
    if (actorKind === "system" || actorId === null) return null;
    if (actor.kind === "operator") return names.get(actorId) ?? null;
    if (actorKind === "operator") return server.name;
    // Who it was at the other party of a transfer is that party's own business.
    const isOurs = actorKind === actor.kind && (!("by" in event) || event.by === accountOf(actor));
    return isOurs ? (names.get(actorId) ?? null) : null;
  };
  return visible
    .map((one) => ({ id: one.id, at: one.event.at, ...historyWords(one.event, names, actor.kind), by: by(one) }))
    .toReversed();
}

function isId(text: string): boolean {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(text);
}
