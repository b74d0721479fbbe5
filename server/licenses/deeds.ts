import type { LicenseDeed } from "../../shared/license-list.ts";
import type { LicenseLife } from "../../shared/licenses.ts";
import type { Programme } from "../../shared/programmes/schema.ts";
import type { Keeper } from "./scope.ts";
import type { License } from "./store.ts";

interface Now {
  license: License;
  programme: Programme | null;
  life: LicenseLife;
}

/** What a reader may do with a license now; the verbs ask again for themselves. */
export function deedsFor(actor: Keeper, now: Now): LicenseDeed[] {
  const isBanned = now.license.bannedAt !== null;
  const may: [LicenseDeed, boolean][] =
    actor.kind === "operator" ? operators(now) : actor.kind === "reseller" ? resellers(actor.resellerId, now) : [];
  return [...may, ["make-code", !isBanned] satisfies [LicenseDeed, boolean]]
    .filter(([, isAllowed]) => isAllowed)
    .map(([deed]) => deed);
}

function operators({ license, programme, life }: Now): [LicenseDeed, boolean][] {
  const isBanned = license.bannedAt !== null;
  const isSought = life.holder !== null && life.unreachableReportedAt !== null;
  return [
    ["suspend", !isBanned && license.state === "active"],
    ["resume", !isBanned && license.state === "suspended"],
    ["renew", !isBanned && programme !== null],
    ["ban", !isBanned && (programme?.bans.length ?? 0) > 0],
    ["move", !isBanned],
    ["assign", !programme?.life],
    ["log-contact", isSought],
    ["note-answer", isSought],
    ["name-reseller", life.state === "orphaned"],
  ];
}

function resellers(us: string, { license, programme, life: { state, transfer, unreachableReportedAt } }: Now) {
  const party = transfer?.by === us || transfer?.to === us;
  const isStated = transfer !== null && [transfer.by, transfer.to].every((each) => Object.hasOwn(transfer.costs, each));
  const may: [LicenseDeed, boolean][] = [
    ["ask-transfer", license.bannedAt === null && Boolean(programme?.life) && state === "active"],
    ["state-costs", party],
    ["consent", party && isStated && !transfer?.consents.includes(us)],
    ["decline", party && transfer?.by !== us],
    ["cancel", transfer?.by === us],
    ["answer", unreachableReportedAt !== null],
  ];
  return may;
}
