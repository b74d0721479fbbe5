import type { Generated, Insertable, Selectable } from "kysely";
import type {
  AccessAction,
  AdminTryResult,
  CheckResult,
  CredentialEnd,
  CredentialKind,
  CredentialState,
  Protocol,
} from "../../shared/credentials.ts";
import type { FileType } from "../../shared/files.ts";
import type { LifeState } from "../../shared/licenses.ts";
import type { Topic } from "../../shared/programmes/schema.ts";
import type { AuthorKind, TicketState } from "../../shared/tickets.ts";
import type { Party, Standing } from "../context.ts";

/**
 * The tables, as Kysely sees them: columns are `snake_case` in the database and `camelCase` here. Times are UTC text of
 * 24 characters (`2026-11-22T09:00:00.000Z`), ids are UUIDv7 text, yes and no are 1 and 0.
 */
export interface Tables {
  accounts: AccountsTable;
  people: PeopleTable;
  sessions: SessionsTable;
  logins: LoginsTable;
  verifications: VerificationsTable;
  setups: SetupsTable;
  products: ProductsTable;
  licenses: LicensesTable;
  stores: StoresTable;
  devices: DevicesTable;
  enrolmentCodes: EnrolmentCodesTable;
  tickets: TicketsTable;
  messages: MessagesTable;
  reports: ReportsTable;
  audit: AuditTable;
  programmes: ProgrammesTable;
  entries: EntriesTable;
  assessments: AssessmentsTable;
  offers: OffersTable;
  files: FilesTable;
  twoFactors: TwoFactorsTable;
  passkeys: PasskeysTable;
  personInvitations: PersonInvitationsTable;
  popups: PopupsTable;
  pairings: PairingsTable;
  licenseEvents: LicenseEventsTable;
  mails: MailsTable;
  credentials: CredentialsTable;
  credentialKeys: CredentialKeysTable;
  credentialSecrets: CredentialSecretsTable;
  accessAsks: AccessAsksTable;
  accessLog: AccessLogTable;
  accessLogHead: AccessLogHeadTable;
}

/** A holder: who may ask for support under a license. Or a reseller: who looks after licenses, and may hold them. */
interface AccountsTable {
  id: string;
  name: string;
  kind: Generated<"holder" | "reseller">;
  /** How it looks to its clients, as JSON (shared/brand.ts); null takes the vendor's. */
  brand: string | null;
  /** A reseller's address, telephone and mail, as JSON: operators alone ever see it. */
  contact: string | null;
  /** Bumped first by every write to what the account owns, which makes writers wait for each other. */
  version: number;
  createdAt: string;
}

interface PeopleTable {
  id: string;
  name: string;
  email: string;
  emailVerified: number;
  image: string | null;
  /** `removed`: they sign in no more; the row stays for what names them. */
  role: Role | "removed";
  /** Of a reseller's or holder's people: whose they are. */
  accountId: string | null;
  senior: Generated<number>;
  twoFactorEnabled: Generated<number>;
  /** Of mails and pages, `de`; null takes English. */
  language: string | null;
  createdAt: string;
  updatedAt: string;
}

export type Role = "operator" | "engineer" | "reseller" | "holder";

interface SessionsTable {
  id: string;
  personId: string;
  token: string;
  expiresAt: string;
  ipAddress: string | null;
  userAgent: string | null;
  /** What it was begun with. */
  factor: Generated<"password" | "second">;
  createdAt: string;
  updatedAt: string;
}

/** A way for a person to sign in; the password's hash is in it. */
interface LoginsTable {
  id: string;
  personId: string;
  providerId: string;
  accountId: string;
  password: string | null;
  accessToken: string | null;
  refreshToken: string | null;
  idToken: string | null;
  accessTokenExpiresAt: string | null;
  refreshTokenExpiresAt: string | null;
  scope: string | null;
  createdAt: string;
  updatedAt: string;
}

interface VerificationsTable {
  id: string;
  identifier: string;
  value: string;
  expiresAt: string;
  createdAt: string;
  updatedAt: string;
}

/** One row at most: the first operator has been set up. */
interface SetupsTable {
  id: 1;
  doneAt: string;
}

interface ProductsTable {
  id: string;
  name: string;
  createdAt: string;
}

interface LicensesTable {
  id: string;
  accountId: string;
  productId: string;
  kind: string;
  keyHash: string;
  keyLast4: string;
  state: "active" | "suspended" | "ended";
  createdAt: string;
  /** Programme of its purchase; null where support follows no rules. */
  programmeId: string | null;
  programmeVersion: string | null;
  /** Calendar day, `2026-01-10`. */
  purchasedOn: string | null;
  /** A plan bought beside the license, and its last day. */
  plan: string | null;
  planUntil: string | null;
  /** Null where it is not known. */
  upgradeSubscription: number | null;
  bannedAt: string | null;
  banReason: string | null;
  /** The reseller who looks after it; null where the vendor does, or nobody since it was orphaned. */
  resellerId: string | null;
  /** What its events make of it (shared/licenses.ts), kept for lists and clocks; licenses/happen.ts alone writes it. */
  life: Generated<LifeState>;
  /** The reseller whom it is to be transferred to. */
  transferTo: string | null;
  /** When it is orphaned, unless its reseller answers before. */
  orphanAt: string | null;
  /** When its owner reported that the reseller cannot be reached. */
  unreachableAt: string | null;
}

interface StoresTable {
  id: string;
  licenseId: string;
  origin: string;
  createdAt: string;
}

interface DevicesTable {
  id: string;
  licenseId: string;
  storeId: string;
  label: string;
  standing: Standing;
  tokenHash: string;
  createdAt: string;
  lastUsedAt: string;
  revokedAt: string | null;
  party: Generated<Party>;
  /** The token before the last rotation, good for a minute after it. */
  earlierHash: string | null;
  rotatedAt: string | null;
}

interface EnrolmentCodesTable {
  id: string;
  licenseId: string;
  codeHash: string;
  createdAt: string;
  expiresAt: string;
  usedAt: string | null;
  party: Generated<Party>;
  revokedAt: string | null;
}

interface TicketsTable {
  number: Generated<number>;
  /** What the desk calls it: the browser's id, or one of ours where another license had used that one. */
  id: string;
  /** The id that the browser made; unique within the license. */
  filedId: string;
  licenseId: string;
  storeId: string;
  deviceId: string;
  subject: string;
  state: TicketState;
  platform: string | null;
  /** What the queue's search looks in, in lower case. */
  searchText: string;
  createdAt: string;
  updatedAt: string;
  topic: Topic | null;
  /** The rules it was filed under, which it keeps. */
  programmeId: string | null;
  programmeVersion: string | null;
  /** What was said of it when it was filed: a verdict, as JSON. */
  verdict: string | null;
  /** By when an answer is due, as JSON. */
  due: string | null;
  /** As it was assessed last, or is expected to be assessed. */
  category: string | null;
  /** Credits that the holder agreed to so far. */
  agreed: Generated<number>;
  /** What it uses up of the plan's counts; a modification or a server change is a request too. */
  counts: PlanCount | null;
  /** 0 highest, 1 high, 2 regular. */
  priority: Generated<number>;
  urgent: Generated<number>;
  /** Whose turn it ever is on our side: the vendor's desk, or the reseller of the license. */
  addressedTo: Generated<"vendor" | "reseller">;
  /** The client's ticket that this one was escalated from. */
  relayOf: number | null;
  /** The engineer whose ticket it is; null while nobody took it. */
  assigneeId: string | null;
  /** Of an escalation: the client's ticket whose access the reseller shares with it; else null. */
  accessOf: Generated<number | null>;
}

interface MessagesTable {
  seq: Generated<number>;
  id: string;
  ticketNumber: number;
  authorKind: AuthorKind;
  /** The device or person who wrote it. */
  authorId: string;
  authorName: string;
  body: string;
  sentAt: string;
  /** When the holder's browser first showed it. */
  seenAt: string | null;
}

/** The submission exactly as it came, compressed. */
interface ReportsTable {
  ticketNumber: number;
  sha256: string;
  /** Bytes before compression. */
  size: number;
  bytes: Uint8Array;
  storedAt: string;
}

/** Who did what; only ever added to. */
interface AuditTable {
  seq: Generated<number>;
  at: string;
  actorKind: string;
  actorId: string | null;
  action: string;
  subjectId: string;
}

/** A version of a vendor's rules; only ever added to. */
interface ProgrammesTable {
  id: string;
  version: string;
  /** The programme as JSON. */
  body: string;
  addedAt: string;
}

/** The ledger; only ever added to. */
interface EntriesTable {
  accountId: string;
  /** 1, 2, 3 … within the account: two who read the same ledger cannot both write to it. */
  seq: number;
  /** Of the command that wrote it: the same command again finds it here. */
  id: string;
  kind: "grant" | "hold" | "settle" | "release" | "correct";
  credits: number;
  ticketNumber: number | null;
  source: "license" | "package" | "goodwill" | null;
  reason: string | null;
  /** The entry it corrects. */
  corrects: string | null;
  /** Price paid, in minor units. */
  paidMinor: number | null;
  paidCurrency: string | null;
  at: string;
  actorKind: string;
  actorId: string | null;
}

/** What an engineer assessed a ticket as; only ever added to. */
interface AssessmentsTable {
  /** Of the command that made it. */
  id: string;
  ticketNumber: number;
  category: string;
  credits: number;
  reason: string;
  at: string;
  personId: string;
}

/** An assessment that the holder is asked about. */
interface OffersTable {
  /** The assessment's id. */
  id: string;
  ticketNumber: number;
  /** `withdrawn`: another assessment took its place, or the ticket was closed. */
  state: "open" | "agreed" | "declined" | "expired" | "withdrawn";
  extra: number;
  expiresAt: string;
}

export type PlanCount = "request" | "modification" | "server-change";

/** A file that a person added to a request; its bytes are on disk, by their hash. */
interface FilesTable {
  /** What the desk calls it: the browser's id, or one of ours where another license had used that one. */
  id: string;
  /** The id that the browser made; unique within the license. */
  sentId: string;
  licenseId: string;
  deviceId: string;
  sha256: string;
  size: number;
  type: FileType;
  name: string;
  createdAt: string;
  /** Null until the request that names it is filed. */
  ticketNumber: number | null;
}

interface TwoFactorsTable {
  id: string;
  personId: string;
  secret: string;
  backupCodes: string;
  verified: Generated<number>;
  failedVerificationCount: Generated<number>;
  lockedUntil: string | null;
  /** Which 30 seconds since 1970 the code that let in last was of; null before the first. */
  lastStep: number | null;
}

interface PasskeysTable {
  id: string;
  name: string | null;
  publicKey: string;
  personId: string;
  credentialId: string;
  counter: number;
  deviceType: string;
  backedUp: number;
  transports: string | null;
  createdAt: string | null;
  aaguid: string | null;
}

/** Somebody who is to sign in here; the token travels by mail and is good once. */
interface PersonInvitationsTable {
  id: string;
  /** Lower case. */
  email: string;
  name: string;
  role: Role;
  senior: Generated<number>;
  accountId: string | null;
  /** Somebody who is here already and chooses a new password. */
  personId: string | null;
  tokenHash: string;
  createdAt: string;
  expiresAt: string;
  usedAt: string | null;
  revokedAt: string | null;
}

/** A reseller's popup, paired with the person who approved it. */
interface PopupsTable {
  id: string;
  personId: string;
  label: string;
  tokenHash: string;
  earlierHash: string | null;
  /** When the present token was used first; null where it never was. */
  rotatedAt: string | null;
  createdAt: string;
  lastUsedAt: string;
  revokedAt: string | null;
}

/** A popup that shows a code, until somebody who is signed in types it. */
interface PairingsTable {
  id: string;
  codeHash: string;
  secretHash: string;
  label: string;
  address: string;
  createdAt: string;
  expiresAt: string;
  personId: string | null;
  usedAt: string | null;
}

/** What happened to a license, in order; only ever added to. See shared/licenses.ts. */
interface LicenseEventsTable {
  licenseId: string;
  seq: number;
  id: string;
  kind: string;
  /** The event as JSON, with what the parties stated. */
  body: string;
  at: string;
  actorKind: string;
  actorId: string | null;
}

/** A mail that is to be sent, or was. */
interface MailsTable {
  id: string;
  /** `<what happened>:<id>:<recipient>`; unique. */
  event: string;
  kind: string;
  recipient: string;
  language: string;
  /** Brand and values, sealed (mails/sealed.ts); empty once it was sent. */
  body: string;
  /**
   * `sending`: a server has it, and the mail server has none of it. `handing-over`: the last line may go any moment.
   * `unsure`: it was handed over, and nobody knows whether it was taken.
   */
  state: Generated<"waiting" | "sending" | "handing-over" | "sent" | "failed" | "unsure">;
  tries: Generated<number>;
  /** When it is due; of one that a server has, until when that server has it. */
  nextTryAt: string;
  /** One try of one server: no two are alike. */
  claimedBy: string | null;
  createdAt: string;
  sentAt: string | null;
  problem: string | null;
}

/** Handed-over access, without its secret (shared/credentials.ts). */
interface CredentialsTable {
  /** The browser made it. */
  id: string;
  ticketNumber: number;
  licenseId: string;
  /** The browser that handed it over. */
  deviceId: string;
  kind: CredentialKind;
  protocol: Protocol | null;
  host: string;
  port: number | null;
  userHint: string;
  state: Generated<CredentialState>;
  end: CredentialEnd | null;
  handedOverAt: string;
  expiresAt: string;
  /** Fingerprint of our key that it is sealed for. */
  sealedFor: string;
  /** Certificate or host key of the file server, as it was accepted or seen first. */
  pinned: string | null;
  /** The holder said that its password may travel unencrypted. */
  sendsUnencrypted: Generated<number>;
  checkedAt: string | null;
  /** The outcome's result. */
  checkResult: CheckResult | AdminTryResult | null;
  /** JSON. */
  checkOutcome: string | null;
  provedAt: string | null;
  /** JSON. */
  proofOutcome: string | null;
  disableAskedAt: string | null;
  /** How many reminders went out since. */
  reminders: Generated<number>;
  retestedAt: string | null;
  retestResult: CheckResult | AdminTryResult | null;
  destroyedAt: string | null;
  unconfirmedToldAt: string | null;
}

/** The key that wraps a sealed secret, itself wrapped by a key outside the database; the row goes first. */
interface CredentialKeysTable {
  credentialId: string;
  wrappedKey: Uint8Array;
}

interface CredentialSecretsTable {
  credentialId: string;
  bytes: Uint8Array;
}

/** Access that an engineer asks the holder for. */
interface AccessAsksTable {
  ticketNumber: number;
  kind: CredentialKind;
  note: string;
  personId: string;
  askedAt: string;
}

/** What happened to access, chained; only ever added to (audit/access-log.ts). */
interface AccessLogTable {
  seq: number;
  at: string;
  actorKind: string;
  actorId: string | null;
  actorName: string;
  action: AccessAction;
  ticketNumber: number;
  credentialId: string | null;
  /** JSON. */
  detail: string;
  hash: string;
}

interface AccessLogHeadTable {
  id: 1;
  seq: number;
  hash: string;
  mac: string;
}

export type AccountRow = Selectable<AccountsTable>;
export type InvitationRow = Selectable<PersonInvitationsTable>;
export type LicenseRow = Selectable<LicensesTable>;
export type MailRow = Selectable<MailsTable>;
export type CredentialRow = Selectable<CredentialsTable>;
export type AccessLogRow = Selectable<AccessLogTable>;
export type EntryRow = Selectable<EntriesTable>;
export type AssessmentRow = Selectable<AssessmentsTable>;
export type OfferRow = Selectable<OffersTable>;
export type NewTicket = Insertable<TicketsTable>;
export type FileRow = Selectable<FilesTable>;
