import { protocolNames } from "../../shared/access-values.ts";
import type {
  AdminTryResult,
  CheckResult,
  CredentialEnd,
  CredentialKind,
  ProofResult,
  Protocol,
} from "../../shared/credentials.ts";

/** What the log of access and a ticket's receipts say. */

export const endWords: Record<CredentialEnd, string> = {
  "verified-disabled": "Verified: the login does not work any more.",
  "not-confirmed": "Not confirmed: nobody knows whether the login still works.",
  withdrawn: "Taken back by the store.",
  expired: "Its time was over.",
  replaced: "Another one was handed over in its place.",
};

export const resultWords: Record<CheckResult | AdminTryResult, string> = {
  ready: "The login works.",
  reachable: "The file server answers; no password was sent, because the connection is not encrypted.",
  "wrong-login": "The login was refused.",
  unreachable: "The server could not be reached.",
  "certificate-untrusted": "The server’s certificate is not trusted; no password was sent.",
  "host-key-changed": "The server shows another key than before; no password was sent.",
  blocked: "This address is not one that may be tried.",
  timeout: "The server took too long.",
  "not-tried": "The login was not tried.",
};

export const proofWords: Record<ProofResult, string> = {
  proven: "A test file was written, read through the store’s address, and removed.",
  "read-only": "Files can be read and not written.",
  "wrong-folder": "The store is in another folder.",
  "other-version": "The files there are of another version than the store.",
  "not-served": "A test file was written and removed; the store’s address did not show it.",
  "left-behind": "A test file could not be removed.",
  "login-failed": "The login did not work.",
  timeout: "The server took too long.",
};

/** Something of ours went wrong: it says nothing of the access. */
export const faultWords = "It could not be tried.";

/** `SFTP access`. */
export function accessName({ kind, protocol }: { kind: CredentialKind; protocol: Protocol | null }): string {
  return kind === "store-admin" || protocol === null ? "Store admin access" : `${protocolNames[protocol]} access`;
}
