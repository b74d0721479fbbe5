import type {
  AdminTryResult,
  CheckResult,
  CredentialEnd,
  CredentialKind,
  ProofResult,
  Protocol,
} from "../../../shared/credentials.ts";
import type { Tone } from "../../../shared/ui/note.tsx";
import type { AccessSummary } from "../../messages.ts";

/** The panel's few words of access; the access tab has the whole. */
export interface Badge {
  tone: Tone;
  word: string;
}

const checks: Record<CheckResult | AdminTryResult, Badge> = {
  ready: { tone: "positive", word: "Works" },
  reachable: { tone: "caution", word: "Reached only" },
  "wrong-login": { tone: "critical", word: "Login refused" },
  unreachable: { tone: "critical", word: "No answer" },
  "certificate-untrusted": { tone: "critical", word: "Certificate not trusted" },
  "host-key-changed": { tone: "critical", word: "Its key changed" },
  blocked: { tone: "critical", word: "Address not allowed" },
  timeout: { tone: "critical", word: "Took too long" },
  "not-tried": { tone: "neutral", word: "Not tried" },
};

const proofs: Record<ProofResult, Badge> = {
  proven: { tone: "positive", word: "Ready" },
  "read-only": { tone: "caution", word: "Read-only" },
  "wrong-folder": { tone: "critical", word: "Wrong folder" },
  "other-version": { tone: "caution", word: "Another version" },
  "not-served": { tone: "caution", word: "Not seen in the shop" },
  "left-behind": { tone: "caution", word: "A file is left" },
  "login-failed": { tone: "critical", word: "Login failed" },
  timeout: { tone: "caution", word: "Took too long" },
};

const ends: Record<CredentialEnd, Badge> = {
  "verified-disabled": { tone: "positive", word: "Verified disabled" },
  "not-confirmed": { tone: "critical", word: "Not confirmed" },
  withdrawn: { tone: "neutral", word: "Withdrawn" },
  expired: { tone: "neutral", word: "Ended by itself" },
  replaced: { tone: "neutral", word: "Replaced" },
};

export function badgeOf({ state, end, check, proof, retest }: AccessSummary["held"][number]): Badge {
  if (state === "disable-asked") return { tone: "caution", word: "To be disabled" };
  if (state === "destroyed") {
    if (end === "not-confirmed" && retest === "ready") return { tone: "critical", word: "Still works" };
    return end ? ends[end] : { tone: "neutral", word: "Destroyed" };
  }
  if (proof) return proofs[proof];
  return check ? checks[check] : { tone: "neutral", word: "Handed over" };
}

const protocols: Record<Protocol, string> = {
  sftp: "SFTP",
  "ftps-explicit": "FTPS",
  "ftps-implicit": "FTPS",
  ftp: "FTP",
};

export function nameOf(kind: CredentialKind, protocol: Protocol | null): string {
  if (kind === "store-admin") return "Store admin";
  return protocol ? `Files (${protocols[protocol]})` : "Files";
}
