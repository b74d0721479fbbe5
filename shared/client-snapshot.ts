import type { LicenseSummary } from "./license-list.ts";

/** A license of one of the reseller's clients, as their popup keeps it. */
export type ClientLicense = Pick<
  LicenseSummary,
  | "licenseId"
  | "last4"
  | "product"
  | "kind"
  | "holderName"
  | "stores"
  | "plan"
  | "planUntil"
  | "state"
  | "openTickets"
  | "credits"
  | "life"
  | "orphanAt"
  | "unreachableAt"
>;

/** A license that another reseller would hand over. */
export type OfferedLicense = Pick<LicenseSummary, "licenseId" | "last4" | "product" | "kind" | "stores">;

/** All that a reseller looks after, in one answer. */
export interface ClientSnapshot {
  /** Changes when anything below does. */
  digest: string;
  resellerName: string;
  /** Of the reseller's own account. */
  credits: { available: number; held: number };
  /** Newest first, and so many at most. */
  licenses: ClientLicense[];
  hasMore: boolean;
  offered: OfferedLicense[];
}

export const mostInSnapshot = 5_000;

/** `same` where nothing changed since the digest that was named. `asOf` is ISO 8601, UTC. */
export type SnapshotAnswer = { asOf: string; same: true } | { asOf: string; same: false; snapshot: ClientSnapshot };
