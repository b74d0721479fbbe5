import type { Programme } from "./programmes/schema.ts";

/**
 * The life of a license that a reseller holds: transfer between resellers, the orphan clock, adoption. Pure: a state is
 * what its events made of it, so the same events always give the same state. Times are instants.
 */
export type LicenseEvent =
  | { kind: "transfer-requested"; at: string; to: string }
  | { kind: "consented"; at: string; by: string }
  | { kind: "declined"; at: string; by: string }
  | { kind: "owner-reports-unreachable"; at: string }
  | { kind: "vendor-contacts-reseller"; at: string }
  | { kind: "reseller-answers"; at: string; willing: boolean }
  | { kind: "written-request"; at: string; by: string }
  | { kind: "owner-names-designer"; at: string; reseller: string }
  | { kind: "time-passes"; at: string };

export interface LicenseLife {
  state: "active" | "transfer-pending" | "contacting-reseller" | "orphaned";
  holder: string | null;
  transfer: { to: string; consents: readonly string[] } | null;
  /** When the first attempt to reach the reseller was logged: the week runs from then. */
  firstContactAt: string | null;
  unreachableReportedAt: string | null;
  writtenRequests: readonly string[];
  namedReseller: string | null;
}

export function newLicense(holder: string): LicenseLife {
  return {
    state: "active",
    holder,
    transfer: null,
    firstContactAt: null,
    unreachableReportedAt: null,
    writtenRequests: [],
    namedReseller: null,
  };
}

/** The license after an event. An event that its state does not allow changes nothing. */
export function afterEvent(programme: Programme, before: LicenseLife, event: LicenseEvent): LicenseLife {
  const life = passTime(programme, before, event.at);
  switch (event.kind) {
    case "time-passes":
      return life;
    case "transfer-requested":
      if (life.state !== "active" || event.to === life.holder) return life;
      return { ...life, state: "transfer-pending", transfer: { to: event.to, consents: [] } };
    case "consented":
      return consented(life, event.by);
    case "declined":
      return isParty(life, event.by) ? { ...life, state: "active", transfer: null } : life;
    case "owner-reports-unreachable":
      return life.state === "orphaned"
        ? life
        : { ...life, unreachableReportedAt: life.unreachableReportedAt ?? event.at };
    case "vendor-contacts-reseller":
      if (life.state === "orphaned" || life.unreachableReportedAt === null || life.firstContactAt !== null) return life;
      return { ...life, state: "contacting-reseller", transfer: null, firstContactAt: event.at };
    case "reseller-answers":
      if (life.state !== "contacting-reseller") return life;
      return event.willing
        ? { ...life, state: "active", firstContactAt: null, unreachableReportedAt: null }
        : orphan(life);
    case "written-request":
      if (life.state !== "orphaned" || life.writtenRequests.includes(event.by)) return life;
      return adopt({ ...life, writtenRequests: [...life.writtenRequests, event.by] });
    case "owner-names-designer":
      return life.state === "orphaned" ? adopt({ ...life, namedReseller: event.reseller }) : life;
  }
}

/** When an unanswered license is orphaned; null where no clock runs. */
export function orphanedAt(programme: Programme, life: LicenseLife): Temporal.Instant | null {
  if (life.state !== "contacting-reseller" || life.firstContactAt === null || !programme.life) return null;
  return Temporal.Instant.from(life.firstContactAt).add({ hours: programme.life.orphanAfter.hours });
}

function passTime(programme: Programme, life: LicenseLife, at: string): LicenseLife {
  const due = orphanedAt(programme, life);
  return due && Temporal.Instant.compare(Temporal.Instant.from(at), due) >= 0 ? orphan(life) : life;
}

function consented(life: LicenseLife, by: string): LicenseLife {
  if (!life.transfer || !isParty(life, by) || life.transfer.consents.includes(by)) return life;
  const consents = [...life.transfer.consents, by];
  if (consents.length < 2) return { ...life, transfer: { ...life.transfer, consents } };
  return newLicense(life.transfer.to);
}

function isParty({ transfer, holder }: LicenseLife, who: string): boolean {
  return transfer !== null && (who === holder || who === transfer.to);
}

function orphan(life: LicenseLife): LicenseLife {
  return { ...life, state: "orphaned", holder: null, transfer: null, writtenRequests: [], namedReseller: null };
}

/** An orphan moves only when the company that asked in writing is the one the store names. */
function adopt(life: LicenseLife): LicenseLife {
  const { namedReseller, writtenRequests } = life;
  return namedReseller !== null && writtenRequests.includes(namedReseller) ? newLicense(namedReseller) : life;
}
