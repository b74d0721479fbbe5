import type { LoginOutcome } from "../../../../shared/credentials.ts";
import type { Files } from "./files.ts";
import { enterByFtp, leave } from "./ftp.ts";
import { openFtpFiles } from "./ftp-files.ts";
import { openSftpFiles } from "./sftp-files.ts";
import { enterBySsh } from "./ssh.ts";
import type { Target, Terms } from "./terms.ts";
import { Cut, Late, type Visit } from "./visit.ts";

export function nothingSeen(): LoginOutcome {
  return { result: "unreachable", tls: null, certificate: null, hostKey: null };
}

/** Logs in and out again, and lists nothing. */
export async function lookIn(visit: Visit, target: Target, terms: Terms, seen: LoginOutcome): Promise<void> {
  if (target.protocol === "sftp") {
    const session = await enterBySsh(visit, target, seen);
    session?.client.end();
    return;
  }
  const session = await enterByFtp(visit, target, terms, seen);
  if (!session) return;
  await session.talk.ask("PWD");
  await leave(session.talk);
}

/** Logs in to work with files; null where it was not let in, which `seen` tells. */
export async function openFiles(visit: Visit, target: Target, terms: Terms, seen: LoginOutcome): Promise<Files | null> {
  if (target.protocol === "sftp") {
    const session = await enterBySsh(visit, target, seen);
    return session && openSftpFiles(session);
  }
  const session = await enterByFtp(visit, target, terms, seen);
  return session && openFtpFiles(session, visit);
}

/**
 * How a login ended that did not come to an end by itself. Once it is known to work, a lost connection changes nothing.
 * Anything but the other side's doing is thrown on.
 */
export function settleLogin(seen: LoginOutcome, error: unknown): LoginOutcome {
  if (!(error instanceof Cut || error instanceof Late)) throw error;
  const isTold = seen.result !== "unreachable";
  return { ...seen, result: isTold ? seen.result : error instanceof Late ? "timeout" : "unreachable" };
}

/** Whether a text may be sent at all: FTP takes a line break for the next command. */
export function isSendable({ user, secret }: Target, ...paths: (string | null)[]): boolean {
  const texts = [user, ...(secret.by === "password" ? [secret.password] : [secret.passphrase]), ...paths];
  return texts.every((text) => text === null || !/\p{Cc}/u.test(text));
}
