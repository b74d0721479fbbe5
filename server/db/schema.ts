import type { Generated, Insertable, Selectable } from "kysely";
import type { FileType } from "../../shared/files.ts";
import type { AuthorKind, TicketState } from "../../shared/tickets.ts";
import type { Standing } from "../context.ts";

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
  files: FilesTable;
}

/** A holder: who may ask for support under a license. */
interface AccountsTable {
  id: string;
  name: string;
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
  role: "operator" | "engineer";
  createdAt: string;
  updatedAt: string;
}

interface SessionsTable {
  id: string;
  personId: string;
  token: string;
  expiresAt: string;
  ipAddress: string | null;
  userAgent: string | null;
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
}

interface EnrolmentCodesTable {
  id: string;
  licenseId: string;
  codeHash: string;
  createdAt: string;
  expiresAt: string;
  usedAt: string | null;
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

export type AccountRow = Selectable<AccountsTable>;
export type LicenseRow = Selectable<LicensesTable>;
export type NewTicket = Insertable<TicketsTable>;
export type FileRow = Selectable<FilesTable>;
