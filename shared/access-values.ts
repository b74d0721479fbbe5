import type { AdminTryResult, CheckResult } from "./credentials.ts";

/**
 * Handed-over access: what a holder gives an engineer so that the engineer can look inside the store, and what becomes of
 * it. OpenCart's policy asks for working access and for its end right after; every programme may.
 */
export const credentialKinds = ["store-admin", "ftp"] as const;
/** `ftp` is any access to the store's files: FTP, FTPS or SFTP. */
export type CredentialKind = (typeof credentialKinds)[number];

export const protocols = ["sftp", "ftps-explicit", "ftps-implicit", "ftp"] as const;
export type Protocol = (typeof protocols)[number];

/** As people who run file servers call them. */
export const protocolNames: Record<Protocol, string> = {
  sftp: "SFTP",
  "ftps-explicit": "FTPS",
  "ftps-implicit": "implicit FTPS",
  ftp: "FTP",
};

export const usualPorts: Record<Protocol, number> = { sftp: 22, "ftps-explicit": 21, "ftps-implicit": 990, ftp: 21 };

/** Days until access ends by itself. */
export const usualDays = 7;
export const mostDays = 30;

/** A host's name or address as somebody typed it: no scheme, user, path or port. */
export const hostPattern = /^(?:\[[0-9a-f:.]+\]|[^\s/@:?#[\]\\]+)$/i;

/** The first letters of a user name: enough to recognise, not enough to log in. */
export function maskUser(user: string): string {
  const shown = [...user].slice(0, Math.min(4, Math.floor([...user].length / 2))).join("");
  return `${shown}…`;
}

/** What a login tells of an access: nothing where no password was tried. */
export function isWorking(result: CheckResult | AdminTryResult | null): boolean | null {
  if (result === null || result === "reachable" || result === "not-tried") return null;
  return result === "ready";
}
