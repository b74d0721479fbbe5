import { z } from "zod";
import { type CredentialKind, credentialKinds, hostPattern, type Protocol, protocols } from "./access-values.ts";

// Those who check nothing take them from there: schemas are heavy.
export {
  type CredentialKind,
  credentialKinds,
  maskUser,
  mostDays,
  type Protocol,
  protocols,
} from "./access-values.ts";

/** No control character may reach a command of FTP, and no line break a field. */
const line = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^\P{Cc}*$/u);
const id = z.uuid({ version: "v7" });
const instant = z.iso.datetime();

/** A host's name or address as somebody typed it: no scheme, user, path or port. */
export const hostName = line(253).regex(hostPattern);

/**
 * What is sealed in the browser (age), as JSON. The ids inside are compared with where it is kept each time it is opened:
 * age says nothing of what a secret belongs to.
 */
export const sealedSecret = z.strictObject({
  v: z.literal(1),
  credentialId: id,
  /** The id that the browser made of the ticket. */
  ticketId: id,
  storeOrigin: line(300),
  kind: z.enum(credentialKinds),
  /** Null for the store's admin. */
  protocol: z.enum(protocols).nullable(),
  /** Of the file server; of the store's admin, its login page's host. */
  host: hostName,
  /** Null for the store's admin. */
  port: z.int().min(1).max(65_535).nullable(),
  /** The store's login page; null for files. */
  loginUrl: line(2_000).nullable(),
  user: line(200).min(1),
  secret: z.discriminatedUnion("by", [
    z.strictObject({ by: z.literal("password"), password: line(500).min(1) }),
    z.strictObject({
      by: z.literal("key"),
      /** PEM or OpenSSH text. */
      key: z.string().min(1).max(16_000),
      passphrase: line(500).nullable(),
    }),
  ]),
  /** Folder of the store on the file server; null where it is to be found. */
  folder: line(500).nullable(),
  note: z.string().max(2_000),
  createdAt: instant,
  expiresAt: instant,
});
export type SealedSecret = z.infer<typeof sealedSecret>;

/** Armored age text: the sealed JSON is 24 kB at most. */
export const mostSealedLength = 40_000;

/** What travels with a sealed secret: the part of it that people are shown. The server compares it with what is sealed. */
export const newCredential = z
  .strictObject({
    /** The id that the browser made of the ticket. */
    ticketId: z.uuid(),
    credentialId: id,
    kind: z.enum(credentialKinds),
    protocol: z.enum(protocols).nullable(),
    host: hostName,
    port: z.int().min(1).max(65_535).nullable(),
    /** `maskUser` of the user. */
    userHint: line(20),
    /** The very text that is sealed: milliseconds and `Z`. */
    expiresAt: z.iso.datetime({ precision: 3 }),
    /** Fingerprint of the key that it is sealed for. */
    sealedFor: z.string().regex(/^[0-9a-f]{64}$/),
    /** Armored age text. */
    sealed: z.string().min(1).max(mostSealedLength),
    /** The one of this ticket that the person corrects; whatever of its kind is there is replaced anyway. */
    replaces: z.uuid().nullable(),
  })
  .refine(
    ({ kind, protocol, port }) => (kind === "ftp") === (protocol !== null) && (kind === "ftp") === (port !== null),
    { path: ["protocol"] },
  );
export type NewCredential = z.infer<typeof newCredential>;

/**
 * How a login ended (SECURITY: 3.5). `reachable`: the server answered, and no password was sent, since the connection is
 * not encrypted and nobody said that it may be. What was closed, filtered or refused is `unreachable` alike.
 */
export const checkResults = [
  "ready",
  "reachable",
  "wrong-login",
  "unreachable",
  "certificate-untrusted",
  "host-key-changed",
  "blocked",
  "timeout",
] as const;
export type CheckResult = (typeof checkResults)[number];

/** A certificate or host key as people compare them: `SHA256:` and base64 without padding for SSH, hex for TLS. */
export const shownCertificate = z.strictObject({
  subject: z.string().max(300),
  issuer: z.string().max(300),
  /** Names that it is good for. */
  names: z.array(z.string().max(253)).max(50),
  validTo: instant,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Why it is not trusted, as one of our own words; null where it is. */
  fault: z.enum(["self-signed", "unknown-issuer", "other-name", "expired", "not-yet-valid", "other"]).nullable(),
});
export type ShownCertificate = z.infer<typeof shownCertificate>;

export const shownHostKey = z.strictObject({ type: z.string().max(60), sha256: z.string().max(60) });
export type ShownHostKey = z.infer<typeof shownHostKey>;

export const loginOutcome = z.strictObject({
  result: z.enum(checkResults),
  /** `TLSv1.3`; null without TLS. */
  tls: z.string().max(20).nullable(),
  certificate: shownCertificate.nullable(),
  hostKey: shownHostKey.nullable(),
  /**
   * With `wrong-login`: the key itself, before anything was sent. `passphrase`: it is not right, or missing. `unusable`: it
   * cannot be read, or the protocol takes none. A retest that ends so proves nothing.
   */
  keyFault: z.enum(["passphrase", "unusable"]).optional(),
});
/** Nothing of a banner, a folder or a private address is in it. */
export type LoginOutcome = z.infer<typeof loginOutcome>;

/**
 * How the write proof ended, a second step that has a yes of its own. `proven`: a file written there was read through the
 * store's own address, and is gone. `left-behind`: it was proven or not, and the file could not be removed: its name is in
 * the outcome. `not-served`: it was written, and the store's address does not show it.
 */
export const proofResults = [
  "proven",
  "read-only",
  "wrong-folder",
  "other-version",
  "not-served",
  "left-behind",
  "login-failed",
  "timeout",
] as const;
export type ProofResult = (typeof proofResults)[number];

export const proofOutcome = z.strictObject({
  result: z.enum(proofResults),
  /** Where the store was found; null where it was not. */
  folder: z.string().max(500).nullable(),
  /** The version its files name, `3.0.3.9`. */
  version: z.string().max(60).nullable(),
  /** The file that is still there. */
  leftBehind: z.string().max(600).nullable(),
  login: loginOutcome,
});
export type ProofOutcome = z.infer<typeof proofOutcome>;

/** How the try of a store's login by the holder's own browser ended. The server never tries one. */
export const adminTryResults = ["ready", "wrong-login", "not-tried", "unreachable"] as const;
export type AdminTryResult = (typeof adminTryResults)[number];

/** `live` until it is asked to be disabled; `disable-asked` until the one retest, or its time; then `destroyed`. */
export type CredentialState = "live" | "disable-asked" | "destroyed";

/** What is known at its end: the receipt on the ticket. */
export type CredentialEnd =
  | "verified-disabled"
  /** The login still worked, or nobody could be asked. */
  | "not-confirmed"
  /** The holder took it back: our copy was destroyed at once, and nothing was tried. */
  | "withdrawn"
  | "expired"
  /** Another one of its kind was handed over in its place. */
  | "replaced";

/** A credential as holder, reseller and engineer see it: never the secret. */
export interface CredentialSummary {
  credentialId: string;
  kind: CredentialKind;
  protocol: Protocol | null;
  host: string;
  port: number | null;
  /** `mt_s…`, as the browser masked it. */
  user: string;
  state: CredentialState;
  end: CredentialEnd | null;
  handedOverAt: string;
  expiresAt: string;
  disableAskedAt: string | null;
  destroyedAt: string | null;
  /** Certificate or host key that the file server is known by, accepted or seen first; null where none is known. */
  pinned: string | null;
  /** The last login, by the server for files and by the holder's browser for the store's admin; null where none was made. */
  check: { at: string; outcome: LoginOutcome | { result: AdminTryResult } } | null;
  proof: { at: string; outcome: ProofOutcome } | null;
  /** The retest; null until it was made. */
  retest: { at: string; result: CheckResult | AdminTryResult } | null;
}

/** What happened to access, as the holder reads it too. */
export const accessActions = [
  "access.asked",
  /** Not asked for any more. */
  "access.unasked",
  "access.handed-over",
  /** Before the login is made; how it ended is an entry of its own. */
  "access.checked",
  "access.check-ended",
  /** Before anything is written. */
  "access.proved",
  "access.proof-ended",
  "access.tried-by-holder",
  /** Before it is opened. */
  "access.revealed",
  /** It was logged as revealed, and could not be opened. */
  "access.not-revealed",
  /** Somebody whose ticket it is not asked to see it. */
  "access.reveal-refused",
  /** A reseller lets those who work on an escalation see their client's access, and does not any more. */
  "access.shared",
  "access.unshared",
  "access.withdrawn",
  "access.disable-asked",
  "access.said-disabled",
  "access.retested",
  "access.destroyed",
  /** Opened where it does not belong: somebody moved it. */
  "access.misplaced",
] as const;
export type AccessAction = (typeof accessActions)[number];

export interface AccessLogEntry {
  /** 1, 2, 3 … of the whole log. */
  seq: number;
  at: string;
  action: AccessAction;
  /** Who: as the holder may know them. */
  by: string;
  kind: CredentialKind | null;
  credentialId: string | null;
  /** Why, or how it ended, in a person's words. */
  says: string | null;
}

export interface AccessView {
  /** What an engineer asked for and nobody has handed over yet. */
  asked: { kind: CredentialKind; at: string; note: string }[];
  credentials: CredentialSummary[];
  log: AccessLogEntry[];
  /** The address that logins are checked from, so that a firewall can let it in; absent where the operator named none. */
  checksFrom?: string;
}

/** Of a ticket in the queue: whether an engineer could begin. */
export type Readiness = "none" | "asked" | "handed-over" | "ready" | "failing" | "being-taken-back";

/** How many of a ticket's credentials are what. */
export interface AccessCounts {
  /** Kinds that an engineer waits for. */
  asked: number;
  live: number;
  /** Of the live: the last login worked. */
  ready: number;
  /** Of the live: the last login failed. */
  failing: number;
  disableAsked: number;
}

/** What fails comes first, since somebody has to act on it; then what is still waited for. */
export function readinessOf({ asked, live, ready, failing, disableAsked }: AccessCounts): Readiness {
  if (failing > 0) return "failing";
  if (asked > 0) return "asked";
  if (live > 0) return ready === live ? "ready" : "handed-over";
  return disableAsked > 0 ? "being-taken-back" : "none";
}

/** Access as the vendor's desk sees it. */
export interface TicketAccess extends AccessView {
  /** Whose ticket it is; null while nobody took it. */
  assignee: { id: string; name: string } | null;
  isMine: boolean;
  /** Of this reader, within this hour. */
  revealsLeft: number;
  /** What the ticket's programme says is needed before work begins. */
  needed: CredentialKind[];
  /** Of an escalation: whether its reseller shares the access that hangs on the client's ticket; null of any other. */
  isShared: boolean | null;
}

/** A secret on its way to an engineer's screen, and nowhere else. */
export interface RevealedSecret {
  loginUrl: string | null;
  host: string;
  port: number | null;
  protocol: Protocol | null;
  user: string;
  secret: SealedSecret["secret"];
  folder: string | null;
  note: string;
}

export interface Reveal {
  secret: RevealedSecret;
  shownSeconds: number;
  /** Of its entry in the access log. */
  logSeq: number;
}

/** Letters of a reason at least. */
export const leastReasonLength = 10;
export const mostReasonLength = 500;
export const shownSeconds = 60;
export const revealsAnHour = 10;

/** A client's access as their reseller may know it: that it is there, and how far it got. */
export interface ResellerAccess {
  asked: { kind: CredentialKind; at: string; note: string }[];
  credentials: ResellerCredential[];
  /** What was sent on to the vendor of the client's ticket and is not resolved, oldest first. */
  escalations: ResellerEscalation[];
}

export interface ResellerEscalation {
  ticketId: string;
  number: number;
  subject: string;
  /** Whether those who work on it see the client's access. */
  isShared: boolean;
  /** Kinds of access that they ask for. */
  asked: CredentialKind[];
}

export interface ResellerCredential {
  credentialId: string;
  kind: CredentialKind;
  state: CredentialState;
  end: CredentialEnd | null;
  readiness: Readiness;
  handedOverAt: string;
  expiresAt: string;
  destroyedAt: string | null;
}
