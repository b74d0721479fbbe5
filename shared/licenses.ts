import { type Decision, refuse } from "./problems.ts";
import type { Programme } from "./programmes/schema.ts";

/**
 * The life of a license that a reseller holds: transfer between resellers, the orphan clock, adoption. Pure: a state is
 * what its events made of it, so the same events always give the same state. Times are instants, resellers are ids.
 */
export type LicenseEvent =
  /** `by` who asks for it: the holder, where it is not said. */
  | { kind: "transfer-requested"; at: string; to: string; by?: string }
  | { kind: "costs-stated"; at: string; by: string; costs: Costs }
  | { kind: "consented"; at: string; by: string }
  | { kind: "declined"; at: string; by: string }
  /** Taken back by the one who asked. */
  | { kind: "cancelled"; at: string; by: string }
  | { kind: "owner-reports-unreachable"; at: string }
  | { kind: "vendor-contacts-reseller"; at: string; by?: ContactWay; note?: string }
  | { kind: "reseller-answers"; at: string; willing: boolean; note?: string }
  | { kind: "written-request"; at: string; by: string; text?: string }
  /** Whom the owner would have, in their own words: which reseller that is, somebody else says. */
  | { kind: "owner-wishes-designer"; at: string; company: string; commandId?: string }
  /** `company` as the owner called it. */
  | { kind: "owner-names-designer"; at: string; reseller: string; company?: string }
  /** The vendor says who looks after it, under rules that know no transfer; null is the vendor. */
  | { kind: "reseller-assigned"; at: string; to: string | null }
  | { kind: "time-passes"; at: string };

/** What a party of a transfer will charge, as it says before either agrees. */
export interface Costs {
  text: string;
  amount: { minor: number; currency: string };
}

export const contactWays = ["mail", "telephone", "letter", "other"] as const;
export type ContactWay = (typeof contactWays)[number];

export const lifeStates = ["active", "transfer-pending", "contacting-reseller", "orphaned"] as const;
export type LifeState = (typeof lifeStates)[number];

export interface LicenseLife {
  state: LifeState;
  /** Null once it is orphaned, and where the vendor looks after it. */
  holder: string | null;
  transfer: Transfer | null;
  /** When the first attempt to reach the reseller was logged: the week runs from then. */
  firstContactAt: string | null;
  /** Every logged attempt, the first included. */
  attempts: readonly string[];
  unreachableReportedAt: string | null;
  writtenRequests: readonly string[];
  namedReseller: string | null;
  /** The company that the owner of an orphan wishes for, as they wrote it last. */
  wish: string | null;
}

export interface Transfer {
  by: string;
  to: string;
  requestedAt: string;
  costs: Readonly<Record<string, Costs>>;
  consents: readonly string[];
}

/** What a programme says of transfers; null where it knows none. */
type Rules = Pick<Programme, "life">;

export function newLicense(holder: string | null): LicenseLife {
  return {
    state: "active",
    holder,
    transfer: null,
    firstContactAt: null,
    attempts: [],
    unreachableReportedAt: null,
    writtenRequests: [],
    namedReseller: null,
    wish: null,
  };
}

/**
 * The license after an event. An event that its state does not allow changes nothing. History may be older than the
 * rule that both state their costs first, so that alone is not asked here but by `mayHappen`.
 */
export function afterEvent(programme: Rules, before: LicenseLife, event: LicenseEvent): LicenseLife {
  const life = afterTime(programme, before, event.at);
  switch (event.kind) {
    case "time-passes":
      return life;
    case "transfer-requested":
    case "costs-stated":
    case "consented":
    case "declined":
    case "cancelled":
      return afterTransferStep(life, event);
    case "owner-reports-unreachable":
      if (life.holder === null || life.unreachableReportedAt !== null) return life;
      return { ...life, unreachableReportedAt: event.at };
    case "vendor-contacts-reseller":
      return contacted(life, event.at);
    case "reseller-answers":
      return answered(life, event.willing);
    case "written-request":
      if (life.state !== "orphaned" || life.writtenRequests.includes(event.by)) return life;
      return adopt({ ...life, writtenRequests: [...life.writtenRequests, event.by] });
    case "owner-names-designer":
      if (life.state !== "orphaned" || life.namedReseller === event.reseller) return life;
      return adopt({ ...life, namedReseller: event.reseller });
    case "owner-wishes-designer":
      return life.state === "orphaned" ? { ...life, wish: event.company } : life;
    case "reseller-assigned":
      return programme.life || life.holder === event.to ? life : newLicense(event.to);
  }
}

export type LifeRefusal =
  | "license.looked-after"
  | "license.not-now"
  | "license.by-transfer-only"
  | "license.no-transfer"
  | "transfer.absent"
  | "transfer.costs-missing"
  | "transfer.to-self";

/**
 * The license after an event that somebody asks for now, or why it may not happen. What happened already is allowed again
 * and gives the same life.
 */
export function mayHappen(
  programme: Rules,
  before: LicenseLife,
  event: LicenseEvent,
): Decision<LicenseLife, LifeRefusal> {
  const life = afterTime(programme, before, event.at);
  const refused = whyNot(programme, life, event);
  return refused ?? { ok: true, value: afterEvent(programme, life, event) };
}

function whyNot(
  programme: Rules,
  life: LicenseLife,
  event: LicenseEvent,
): { ok: false; refusal: { code: LifeRefusal; values: Record<string, string | number> } } | null {
  if (event.kind === "reseller-assigned") return programme.life ? refuse("license.by-transfer-only") : null;
  if (event.kind === "time-passes") return null;
  if (!programme.life) return refuse("license.no-transfer");
  switch (event.kind) {
    case "transfer-requested":
      return whyNoRequest(life, event);
    case "consented":
      return whyNoConsent(life, event.by);
    case "costs-stated":
    case "declined":
      return isParty(life, event.by) ? null : refuse("transfer.absent");
    case "cancelled":
      return life.transfer?.by === event.by ? null : refuse("transfer.absent");
    case "owner-reports-unreachable":
      return life.holder === null ? notNow(life) : null;
    case "vendor-contacts-reseller":
    case "reseller-answers":
      return life.holder === null || life.unreachableReportedAt === null ? notNow(life) : null;
    case "written-request":
    case "owner-names-designer":
      return life.state === "orphaned" ? null : notNow(life);
    case "owner-wishes-designer":
      return life.state === "orphaned" ? null : refuse("license.looked-after");
  }
}

function whyNoRequest(life: LicenseLife, { by, to }: Extract<LicenseEvent, { kind: "transfer-requested" }>) {
  if (to === life.holder) return refuse("transfer.to-self");
  const asker = by ?? life.holder;
  const isRepeated = life.transfer !== null && life.transfer.by === asker && life.transfer.to === to;
  if (isRepeated || (life.state === "active" && asker === life.holder && asker !== null)) return null;
  return notNow(life);
}

/** Each agrees to what both have said it will cost. */
function whyNoConsent(life: LicenseLife, by: string) {
  const { transfer, holder } = life;
  if (!transfer || holder === null || !isParty(life, by)) return refuse("transfer.absent");
  const isStated = [holder, transfer.to].every((party) => Object.hasOwn(transfer.costs, party));
  return isStated ? null : refuse("transfer.costs-missing");
}

const stateWords: Record<LifeState, string> = {
  active: "in force",
  "transfer-pending": "about to be transferred",
  "contacting-reseller": "waiting for its reseller to answer",
  orphaned: "orphaned",
};

function notNow({ state }: LicenseLife) {
  return refuse("license.not-now", { state: stateWords[state] });
}

/** When an unanswered license is orphaned; null where no clock runs. */
export function orphanedAt(programme: Rules, life: LicenseLife): Temporal.Instant | null {
  if (life.state !== "contacting-reseller" || life.firstContactAt === null || !programme.life) return null;
  return Temporal.Instant.from(life.firstContactAt).add({ hours: programme.life.orphanAfter.hours });
}

/** The license at a moment, where nothing but time went by. */
function afterTime(programme: Rules, life: LicenseLife, at: string): LicenseLife {
  const due = orphanedAt(programme, life);
  return due && Temporal.Instant.compare(Temporal.Instant.from(at), due) >= 0 ? orphan(life) : life;
}

type TransferStep = Extract<
  LicenseEvent,
  { kind: "transfer-requested" | "costs-stated" | "consented" | "declined" | "cancelled" }
>;

function afterTransferStep(life: LicenseLife, event: TransferStep): LicenseLife {
  switch (event.kind) {
    case "transfer-requested": {
      const by = event.by ?? life.holder;
      if (life.state !== "active" || by === null || by !== life.holder || event.to === by) return life;
      const transfer = { by, to: event.to, requestedAt: event.at, costs: {}, consents: [] };
      return { ...life, state: "transfer-pending", transfer };
    }
    case "costs-stated": {
      if (!life.transfer || !isParty(life, event.by)) return life;
      if (isSame(life.transfer.costs[event.by], event.costs)) return life;
      // Who agreed had agreed to something else.
      return withTransfer(life, { costs: { ...life.transfer.costs, [event.by]: event.costs }, consents: [] });
    }
    case "consented":
      return consented(life, event.by);
    case "declined":
      return isParty(life, event.by) ? withoutTransfer(life) : life;
    case "cancelled":
      return life.transfer?.by === event.by ? withoutTransfer(life) : life;
  }
}

function isSame(one: Costs | undefined, other: Costs): boolean {
  const { text, amount } = other;
  return one?.text === text && one.amount.minor === amount.minor && one.amount.currency === amount.currency;
}

function withTransfer(life: LicenseLife, change: Partial<Transfer>): LicenseLife {
  return life.transfer ? { ...life, transfer: { ...life.transfer, ...change } } : life;
}

function withoutTransfer(life: LicenseLife): LicenseLife {
  return { ...life, state: "active", transfer: null };
}

function consented(life: LicenseLife, by: string): LicenseLife {
  if (!life.transfer || !isParty(life, by) || life.transfer.consents.includes(by)) return life;
  const consents = [...life.transfer.consents, by];
  return consents.length < 2 ? withTransfer(life, { consents }) : newLicense(life.transfer.to);
}

function isParty({ transfer, holder }: LicenseLife, who: string): boolean {
  return transfer !== null && (who === holder || who === transfer.to);
}

/** The week runs from the first attempt; those after it are noted. */
function contacted(life: LicenseLife, at: string): LicenseLife {
  if (life.holder === null || life.unreachableReportedAt === null) return life;
  const attempts = [...life.attempts, at];
  const firstContactAt = life.firstContactAt ?? at;
  return { ...life, state: "contacting-reseller", transfer: null, firstContactAt, attempts };
}

/** Also before the first attempt: a reseller who reads of the report need not be looked for. */
function answered(life: LicenseLife, willing: boolean): LicenseLife {
  if (life.holder === null || life.unreachableReportedAt === null) return life;
  if (!willing) return orphan(life);
  const state = life.transfer ? "transfer-pending" : "active";
  return { ...life, state, firstContactAt: null, attempts: [], unreachableReportedAt: null };
}

function orphan(life: LicenseLife): LicenseLife {
  return {
    ...life,
    state: "orphaned",
    holder: null,
    transfer: null,
    writtenRequests: [],
    namedReseller: null,
    wish: null,
  };
}

/** An orphan moves only when the company that asked in writing is the one the store names. */
function adopt(life: LicenseLife): LicenseLife {
  const { namedReseller, writtenRequests } = life;
  return namedReseller !== null && writtenRequests.includes(namedReseller) ? newLicense(namedReseller) : life;
}
