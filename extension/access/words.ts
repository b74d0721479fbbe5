import { protocolNames } from "../../shared/access-values.ts";
import type {
  AccessLogEntry,
  AdminTryResult,
  CheckResult,
  CredentialEnd,
  CredentialKind,
  CredentialSummary,
  LoginOutcome,
  ProofResult,
  Protocol,
  ShownCertificate,
} from "../../shared/credentials.ts";
import type { Tone } from "../../shared/ui/note.tsx";
import type { NotTried } from "./try-login.ts";

export function kindWords(kind: CredentialKind, protocol: Protocol | null = null): string {
  if (kind === "store-admin") return "Store admin";
  return protocol ? `Files (${protocolNames[protocol]})` : "Files";
}

/** How one step of a check stands, for the trail of five: reached, encrypted, logged in, store found, written. */
export type Step = "passed" | "warned" | "failed" | "open";

export interface Outcome {
  tone: Tone;
  title: string;
  trail: readonly [Step, Step, Step, Step, Step];
}

const [ok, warn, no, open] = ["passed", "warned", "failed", "open"] as const;

export const checkOutcomes: Record<CheckResult, Outcome> = {
  ready: { tone: "positive", title: "The login works", trail: [ok, ok, ok, open, open] },
  reachable: { tone: "caution", title: "Reached, and not logged in", trail: [ok, warn, open, open, open] },
  "wrong-login": { tone: "critical", title: "Wrong user name or password", trail: [ok, ok, no, open, open] },
  unreachable: { tone: "critical", title: "No answer", trail: [no, open, open, open, open] },
  "certificate-untrusted": { tone: "caution", title: "Certificate not trusted", trail: [ok, warn, open, open, open] },
  "host-key-changed": { tone: "critical", title: "The server’s key has changed", trail: [ok, no, open, open, open] },
  blocked: { tone: "critical", title: "We may not connect there", trail: [no, open, open, open, open] },
  timeout: { tone: "critical", title: "It took too long", trail: [warn, open, open, open, open] },
};

export const proofOutcomes: Record<ProofResult, Outcome> = {
  proven: { tone: "positive", title: "Ready", trail: [ok, ok, ok, ok, ok] },
  "read-only": { tone: "caution", title: "Read-only", trail: [ok, ok, ok, ok, warn] },
  "wrong-folder": { tone: "critical", title: "Wrong folder", trail: [ok, ok, ok, no, open] },
  "other-version": { tone: "caution", title: "Another version than your store’s", trail: [ok, ok, ok, warn, open] },
  "not-served": { tone: "caution", title: "Written, and not seen in your shop", trail: [ok, ok, ok, ok, warn] },
  "left-behind": { tone: "caution", title: "One test file is left behind", trail: [ok, ok, ok, ok, warn] },
  "login-failed": { tone: "critical", title: "The login failed this time", trail: [ok, ok, no, open, open] },
  timeout: { tone: "critical", title: "It took too long", trail: [ok, ok, ok, warn, open] },
};

export const tryOutcomes: Record<AdminTryResult, { tone: Tone; title: string }> = {
  ready: { tone: "positive", title: "Works" },
  "wrong-login": { tone: "critical", title: "Refused" },
  "not-tried": { tone: "neutral", title: "Not tried" },
  unreachable: { tone: "caution", title: "No answer" },
};

export const notTriedWords: Record<NotTried, string> = {
  platform:
    "This store’s login cannot be tried without its cookies. Sign in with it once yourself, in a private window.",
  "other-site": "This login page is not on the store that this browser is connected for, so it is not tried from here.",
  "not-encrypted": "This login page is not encrypted, so we do not send a password there.",
  "other-form":
    "The page shows another form than we know, such as one with a riddle or a second factor, so nothing was sent. Sign in with it once yourself, in a private window.",
  "no-answer-known":
    "The store answered in a way that we do not know. Sign in with it once yourself, in a private window.",
};

export const faultWords: Record<NonNullable<ShownCertificate["fault"]>, string> = {
  "self-signed": "nobody vouches for it but the server itself",
  "unknown-issuer": "whoever issued it is not known here",
  "other-name": "it is for another name than the one you typed",
  expired: "it is past its last day",
  "not-yet-valid": "its first day has not come",
  other: "it could not be verified",
};

/** The trail's end in words, for those who do not see it. */
export function trailWords(trail: Outcome["trail"]): string {
  const names = ["reached", "encrypted", "logged in", "store found", "written and read back"];
  const words: Record<Step, string> = { passed: "yes", warned: "with a reservation", failed: "no", open: "not tried" };
  return trail.map((step, at) => `${names[at]}: ${words[step]}`).join(", ");
}

/** A credential's outcome as a badge: the last thing that is known of it. */
export function badgeOf(credential: CredentialSummary): { tone: Tone; word: string } {
  const { kind, check, proof, state, end } = credential;
  if (state === "disable-asked") return { tone: "caution", word: "To be disabled" };
  if (state === "destroyed") return end ? endBadges[end] : { tone: "neutral", word: "Destroyed" };
  if (proof && proof.outcome.result !== "login-failed") {
    const { tone, title } = proofOutcomes[proof.outcome.result];
    return { tone, word: title };
  }
  if (!check) return { tone: "neutral", word: "Not checked yet" };
  if (kind === "store-admin") {
    const { tone, title } = tryOutcomes[check.outcome.result as AdminTryResult]; // The server tries none itself.
    return { tone, word: title };
  }
  const { tone, title } = checkOutcomes[check.outcome.result as CheckResult]; // A holder's browser tries none of these.
  return { tone, word: title };
}

const endBadges: Record<CredentialEnd, { tone: Tone; word: string }> = {
  "verified-disabled": { tone: "positive", word: "Verified disabled" },
  "not-confirmed": { tone: "critical", word: "Not confirmed" },
  withdrawn: { tone: "neutral", word: "Withdrawn" },
  expired: { tone: "neutral", word: "Ended by itself" },
  replaced: { tone: "neutral", word: "Replaced" },
};

export const endWords: Record<CredentialEnd, string> = {
  "verified-disabled": "It was tried once and refused. Our copy is destroyed.",
  "not-confirmed":
    "Nobody could see that it is disabled. Our copy is destroyed all the same; anyone else who has the password could use it.",
  withdrawn: "You took it back. Our copy was destroyed at once; nothing was tried.",
  expired: "Its time was over. Our copy is destroyed.",
  replaced: "You handed over another one. Our copy of this one is destroyed.",
};

export function isLogin(outcome: LoginOutcome | { result: AdminTryResult }): outcome is LoginOutcome {
  return "certificate" in outcome;
}

/** An entry of the access log as the holder reads it; the reason stands behind it. */
export function entryWords({ action, by, kind }: AccessLogEntry): string {
  const what = kind ? kindWords(kind).toLowerCase() : "access";
  const words: Partial<Record<AccessLogEntry["action"], string>> = {
    "access.asked": `${by} asked for ${what}`,
    "access.unasked": `${by} no longer asks for ${what}`,
    "access.handed-over": `${by} handed over ${what}`,
    "access.checked": `The login to ${what} was tried once`,
    "access.check-ended": `The check of ${what} ended`,
    "access.proved": `Writing to ${what} was tried, after your yes`,
    "access.proof-ended": `The test of writing to ${what} ended`,
    "access.tried-by-holder": `Your browser tried ${what} once`,
    "access.revealed": `${by} read ${what}`,
    "access.not-revealed": `${by} wanted to read ${what}, and it could not be opened`,
    "access.reveal-refused": `${by} wanted to read ${what}, and was refused`,
    "access.shared": `${by} lets whoever helps them with this read ${what}`,
    "access.unshared": `${by} lets nobody else read ${what} any more`,
    "access.withdrawn": `${by} withdrew ${what}`,
    "access.disable-asked": `${by} asked to disable ${what}`,
    "access.said-disabled": `${by} said that ${what} is disabled`,
    "access.retested": `${upper(what)} was tried once more`,
    "access.destroyed": `Our copy of ${what} was destroyed`,
    "access.misplaced": `${upper(what)} was found where it does not belong, and was not opened`,
  };
  return words[action] ?? `${by}: ${what}`;
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A note for whoever runs the file server, where it lets in only some. */
export function noteForHost(
  { host, port }: Pick<CredentialSummary, "host" | "port">,
  checksFrom: string | undefined,
): string {
  const where = `${host}${port === null ? "" : `, port ${port}`}`;
  const from = checksFrom
    ? `They log in from ${checksFrom}.`
    : "They log in from their own server; support can tell you its address.";
  return `Please let our support reach ${where}, for some days. ${from} The login was tried today and the server did not answer.`;
}
