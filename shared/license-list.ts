import type { ContactWay, Costs, LifeState } from "./licenses.ts";
import type { TicketState } from "./tickets.ts";

/** Licenses as the people who look after them see them: operators, resellers, holders. */

export const licenseStates = ["active", "suspended", "ended", "banned"] as const;
export type LicenseState = (typeof licenseStates)[number];

export interface LicenseSummary {
  licenseId: string;
  last4: string;
  product: string;
  kind: string;
  holderName: string;
  /** Origins, `https://shop.example`. */
  stores: string[];
  plan: string | null;
  /** Calendar day, the plan's last. */
  planUntil: string | null;
  /** Null where it is not known. */
  upgradeSubscription: boolean | null;
  state: LicenseState;
  openTickets: number;
  /** Available in the reader's own account; null where the license draws on another's, or the reader is an operator. */
  credits: number | null;
  life: LifeState;
  /** When it is orphaned unless its reseller answers; ISO 8601, UTC. */
  orphanAt: string | null;
  /** When its owner reported that the reseller cannot be reached. */
  unreachableAt: string | null;
  /** Who looks after it; for operators alone. */
  reseller: string | null;
}

export interface LicenseList {
  licenses: LicenseSummary[];
  /** Cursor of the next page; null on the last. */
  next: string | null;
  /** Of the reader's own account; null for operators. */
  credits: { available: number; held: number } | null;
}

/** A license that another reseller would hand to the reader. */
export interface IncomingTransfer {
  licenseId: string;
  last4: string;
  product: string;
  kind: string;
  stores: string[];
  transfer: TransferView;
}

export interface TransferParty {
  name: string;
  /** Null while nothing is stated. */
  costs: Costs | null;
  agrees: boolean;
}

export interface TransferView {
  requestedAt: string;
  from: TransferParty;
  to: TransferParty;
  /** Which of them the reader is; null for operators. */
  we: "from" | "to" | null;
}

/** What a reader may do with a license now. */
export type LicenseDeed =
  | "suspend"
  | "resume"
  | "renew"
  | "ban"
  | "move"
  | "assign"
  | "log-contact"
  | "note-answer"
  | "answer"
  | "name-reseller"
  | "ask-transfer"
  | "state-costs"
  | "consent"
  | "decline"
  | "cancel"
  | "make-code";

export interface DeviceLine {
  deviceId: string;
  label: string;
  standing: "enrolled" | "key-only";
  party: "holder" | "client";
  storeOrigin: string;
  createdAt: string;
  lastUsedAt: string;
}

/** A one-time code that nobody has used yet. */
export interface CodeLine {
  codeId: string;
  party: "holder" | "client";
  createdAt: string;
  expiresAt: string;
}

export interface HistoryLine {
  id: string;
  at: string;
  title: string;
  detail: string | null;
  /** Who did it; null for what time did, and for what this reader is not told. */
  by: string | null;
}

/** A ticket that is not done. */
export interface OpenTicket {
  ticketId: string;
  number: number;
  subject: string;
  state: TicketState;
}

/** What an orphan waits for; for operators alone. */
export interface Adoption {
  /** Who asked for it in writing. */
  requests: { resellerId: string; name: string; at: string; text: string }[];
  /** Which reseller an operator noted that its owner named. */
  named: string | null;
  /** The company that its owner wrote down for themselves. */
  wish: { company: string; at: string } | null;
}

export interface LicensePage extends LicenseSummary {
  purchasedOn: string | null;
  /** Name and version of its rules; null where it follows none. */
  rules: string | null;
  /** Of the account it draws on, for those whose account it is and for operators; null where nothing is charged. */
  account: { granted: number; available: number; held: number; spent: number } | null;
  banReason: string | null;
  tickets: OpenTicket[];
  devices: DeviceLine[];
  codes: CodeLine[];
  transfer: TransferView | null;
  /** While its reseller is being looked for. How, and what came of it, is told to operators alone. */
  contact: { reportedAt: string; attempts: { at: string; by: ContactWay | null; note: string | null }[] } | null;
  adoption: Adoption | null;
  history: HistoryLine[];
  may: LicenseDeed[];
  /** For operators: what the rules ban for, and the plans they know. */
  banReasons: string[];
  plans: string[];
}

export interface ResellerLine {
  resellerId: string;
  name: string;
  licenses: number;
  people: number;
  contact: ResellerContact;
}

/** For operators alone. */
export interface ResellerContact {
  address: string;
  telephone: string;
  mail: string;
}
