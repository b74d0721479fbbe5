import { isWorking, protocolNames } from "../../../shared/access-values.ts";
import type {
  AccessAction,
  AdminTryResult,
  CheckResult,
  CredentialEnd,
  CredentialKind,
  CredentialSummary,
  LoginOutcome,
  ProofOutcome,
  Protocol,
  Readiness,
  ShownCertificate,
} from "../../../shared/credentials.ts";
import type { IconName } from "../../../shared/ui/icon.tsx";
import type { Tone } from "../../../shared/ui/note.tsx";

/** Handed-over access in the desk's words. */

export const kindWords: Record<CredentialKind, string> = { "store-admin": "Store admin", ftp: "Files" };

/** An engineer is told where what they type travels open. */
export function protocolWords(protocol: Protocol): string {
  return `${protocolNames[protocol]}${protocol === "ftp" ? ", not encrypted" : ""}`;
}

export interface Standing {
  tone: Tone;
  icon: IconName;
  /** For a badge. */
  words: string;
}

export const readinessLooks: Record<Exclude<Readiness, "none">, Standing> = {
  asked: { tone: "caution", icon: "clock", words: "Asked for" },
  "handed-over": { tone: "neutral", icon: "lock", words: "Handed over" },
  ready: { tone: "positive", icon: "check", words: "Works" },
  failing: { tone: "critical", icon: "alert", words: "Fails" },
  "being-taken-back": { tone: "caution", icon: "undo", words: "Ending" },
};

/** Of one credential that is not destroyed, from what is known of it. */
export function lookOf({ state, check }: CredentialSummary): Standing {
  if (state !== "live") return readinessLooks["being-taken-back"];
  const works = isWorking(check?.outcome.result ?? null);
  return readinessLooks[works === null ? "handed-over" : works ? "ready" : "failing"];
}

const resultWords: Record<CheckResult | AdminTryResult, string> = {
  ready: "The login works.",
  reachable: "The server answers. The connection is not encrypted, so no password was tried.",
  "wrong-login": "The server refused this user and password. It was tried once, so nobody is locked out.",
  unreachable: "The server could not be reached.",
  "certificate-untrusted": "The server’s certificate is not trusted, so no password was sent.",
  "host-key-changed": "The server showed another key than before, so no password was sent. Find out why first.",
  blocked: "This address may not be checked from here.",
  timeout: "The server did not answer in time.",
  "not-tried": "The holder’s browser has not tried it.",
};

/** How the last login ended, as one sentence; who made it is told with it. */
export function checkWords({ kind, check }: Pick<CredentialSummary, "kind" | "check">): string {
  if (!check) return kind === "ftp" ? "No login was checked yet." : "The holder’s browser has not tried it yet.";
  const { result } = check.outcome;
  if (kind === "ftp") return keyFaultOf(check.outcome) ?? resultWords[result];
  if (result === "ready") return "The login worked in the holder’s browser.";
  if (result === "wrong-login") return "The login did not work in the holder’s browser.";
  if (result === "unreachable") return "The holder’s browser could not reach the login page.";
  return resultWords[result];
}

function keyFaultOf(outcome: NonNullable<CredentialSummary["check"]>["outcome"]): string | null {
  if (!("keyFault" in outcome)) return null;
  return outcome.keyFault === "passphrase"
    ? "The passphrase does not open the key, so no login was tried."
    : "The key could not be used, so no login was tried.";
}

/** Of a check of files; null for what the holder's browser tried. */
export function loginOutcomeOf({ kind, check }: CredentialSummary): LoginOutcome | null {
  return kind === "ftp" && check && "tls" in check.outcome ? check.outcome : null;
}

const faultWords: Record<NonNullable<ShownCertificate["fault"]>, string> = {
  "self-signed": "signed by itself",
  "unknown-issuer": "signed by somebody unknown",
  "other-name": "made for another name",
  expired: "expired",
  "not-yet-valid": "not valid yet",
  other: "not trusted",
};

export function faultOf({ fault }: ShownCertificate): string {
  return fault === null ? "trusted" : faultWords[fault];
}

/** What the write proof showed. */
export function proofWords({ result, folder, version, leftBehind, login }: ProofOutcome): string {
  const where = folder === null ? "" : ` in ${folder}`;
  switch (result) {
    case "proven":
      return `Files${where} can be changed: one was written, seen at the store’s address and removed.${versionWords(version)}`;
    case "read-only":
      return `Files${where} can be read, and not changed.${versionWords(version)}`;
    case "wrong-folder":
      return "The store’s files were not found there.";
    case "other-version":
      return `The files${where} are of another version than the store shows.${versionWords(version)}`;
    case "not-served":
      return `A file written${where} is not seen at the store’s address: this may be another copy of the store.`;
    case "left-behind":
      return `The test file ${leftBehind ?? ""} could not be removed. Remove it, or ask the holder to.`;
    case "login-failed":
      return `Nothing was written: ${lowerFirst(resultWords[login.result])}`;
    case "timeout":
      return "The server did not answer in time. Whether files can be changed is not known.";
  }
}

function versionWords(version: string | null): string {
  return version === null ? "" : ` The files are of version ${version}.`;
}

export const endLooks: Record<CredentialEnd, Standing & { says: string }> = {
  "verified-disabled": {
    tone: "positive",
    icon: "check",
    words: "Verified disabled",
    says: "The login was tried once more and fails now. Our copy is destroyed.",
  },
  "not-confirmed": {
    tone: "caution",
    icon: "alert",
    words: "Not confirmed",
    says: "Whether the login still works is not known, or it does. Our copy is destroyed all the same.",
  },
  withdrawn: {
    tone: "neutral",
    icon: "undo",
    words: "Taken back",
    says: "The holder took it back. Our copy was destroyed at once.",
  },
  expired: { tone: "neutral", icon: "clock", words: "Expired", says: "Its time was over. Our copy is destroyed." },
  replaced: {
    tone: "neutral",
    icon: "refresh",
    words: "Replaced",
    says: "Another one was handed over in its place. Our copy of this one is destroyed.",
  },
};

const deeds: Record<AccessAction, (what: string) => string> = {
  "access.asked": (what) => `asked for ${what}`,
  "access.unasked": (what) => `does not need ${what} any more`,
  "access.handed-over": (what) => `handed over ${what}`,
  "access.checked": (what) => `had ${what} checked`,
  "access.check-ended": (what) => `checked ${what}`,
  "access.proved": (what) => `had writing tried with ${what}`,
  "access.proof-ended": (what) => `tried to write with ${what}`,
  "access.tried-by-holder": (what) => `tried ${what}`,
  "access.revealed": (what) => `saw ${what}`,
  "access.not-revealed": (what) => `did not see ${what} after all`,
  "access.reveal-refused": (what) => `was refused ${what}`,
  "access.shared": (what) => `let whoever works on the escalation see ${what}`,
  "access.unshared": (what) => `lets nobody else see ${what} any more`,
  "access.withdrawn": (what) => `took back ${what}`,
  "access.disable-asked": (what) => `asked to disable ${what}`,
  "access.said-disabled": (what) => `says that ${what} is disabled`,
  "access.retested": (what) => `tried once more ${what}`,
  "access.destroyed": (what) => `destroyed our copy of ${what}`,
  "access.misplaced": (what) => `found ${what} where it does not belong`,
};

/** `saw the store admin’s login`. */
export function deedWords(action: AccessAction, kind: CredentialKind | null): string {
  return deeds[action](kind === null ? "access" : loginWords[kind]);
}

export const loginWords: Record<CredentialKind, string> = {
  "store-admin": "the store admin’s login",
  ftp: "the login to the files",
};

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Time left: `6 days`, `23 h`, `12 min`, and `under a minute`; null when it is over. */
export function leftWords(expiresAt: string, nowMs: number): string | null {
  const left = Date.parse(expiresAt) - nowMs;
  if (left <= 0) return null;
  if (left >= 2 * day) return `${Math.floor(left / day)} days`;
  if (left >= hour) return `${Math.floor(left / hour)} h`;
  return left >= minute ? `${Math.floor(left / minute)} min` : "under a minute";
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
