import type { LicenseEvent, LicenseLife } from "../../shared/licenses.ts";
import type { Orphan } from "../../shared/standing.ts";
import type { Ctx, DeviceActor } from "../context.ts";
import { lifeFrom, rulesOf } from "./happen.ts";
import { type Happened, historyOf } from "./history.ts";

type Wish = Extract<LicenseEvent, { kind: "owner-wishes-designer" }>;

export function isWish(event: Happened["event"]): event is Wish {
  return event.kind === "owner-wishes-designer";
}

/** Whom the owner of an orphan wishes for now, and since when; null while they named nobody. */
export function wishIn({ wish }: LicenseLife, history: readonly Happened[]): Orphan["wish"] {
  const latest = history.map(({ event }) => event).findLast(isWish);
  return wish === null || !latest ? null : { company: wish, at: latest.at };
}

/** What an owner's browser is told once nobody looks after the store; null for every other browser. */
export async function orphanFor({ db, actor }: Ctx<DeviceActor>): Promise<Orphan | null> {
  if (actor.party !== "client" || actor.standing !== "enrolled" || actor.resellerId !== null) return null;
  const history = await historyOf(db, actor.licenseId);
  const life = lifeFrom((await rulesOf(db, actor.licenseId)) ?? { life: null }, history, actor.resellerId);
  return life.state === "orphaned" ? { wish: wishIn(life, history) } : null;
}
