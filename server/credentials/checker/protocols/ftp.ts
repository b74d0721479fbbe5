import type { Duplex } from "node:stream";
import type { CheckResult, LoginOutcome } from "../../../../shared/credentials.ts";
import { type Talk, talkOver } from "./ftp-talk.ts";
import { type Secured, secure } from "./secure.ts";
import type { Target, Terms } from "./terms.ts";
import { Cut, type Visit, within } from "./visit.ts";

/** A server that has let us in. */
export interface FtpSession {
  talk: Talk;
  /** Null where nothing is encrypted. */
  secured: Secured | null;
}

/**
 * Logs in with USER and PASS, once, and writes into `seen` what was seen on the way; null where it was not let in. Over
 * TLS where the protocol says so, and never without it then: a server that offers none is `unreachable` by it. No password
 * is sent to a certificate that is neither trusted nor the one that was accepted.
 */
export async function enterByFtp(
  visit: Visit,
  target: Target,
  terms: Terms,
  seen: LoginOutcome,
): Promise<FtpSession | null> {
  const session = await greet(await visit.open("control"), target, terms, seen);
  if (!session) return null;
  const { talk } = session;
  const mayLogIn = session.secured !== null || target.sendsUnencrypted;
  seen.result = mayLogIn ? await logInOnce(talk, target, session.secured !== null, seen) : "reachable";
  if (seen.result === "ready") return session;
  await leave(talk);
  return null;
}

/** Where an accepted certificate has changed, the new one has to be trusted or accepted again. */
function mayTrust({ certificate }: Secured, pinned: string | null): boolean {
  return certificate.fault === null || certificate.sha256 === pinned;
}

/** Says goodbye, and does not wait long for the answer. */
export async function leave(talk: Talk): Promise<void> {
  await within(1_000, talk.ask("QUIT")).catch(() => {});
}

async function greet(raw: Duplex, target: Target, terms: Terms, seen: LoginOutcome): Promise<FtpSession | null> {
  if (target.protocol === "ftps-implicit") return greetSecured(raw, target, terms, seen, true);
  const talk = talkOver(raw);
  await hearGreeting(talk);
  if (target.protocol === "ftp") return { talk, secured: null };
  const { code } = await talk.ask("AUTH TLS");
  if (code !== 234) {
    await leave(talk);
    throw new Cut("no encryption offered");
  }
  talk.release();
  return greetSecured(raw, target, terms, seen, false);
}

async function greetSecured(
  raw: Duplex,
  { servername, pinned }: Target,
  { authorities }: Terms,
  seen: LoginOutcome,
  isGreeted: boolean,
): Promise<FtpSession | null> {
  const secured = await secure(raw, { servername, authorities });
  seen.tls = secured.version;
  seen.certificate = secured.certificate;
  if (!mayTrust(secured, pinned)) {
    seen.result = "certificate-untrusted";
    return null;
  }
  const talk = talkOver(secured.socket);
  if (isGreeted) await hearGreeting(talk);
  return { talk, secured };
}

/** "Ready in a moment" may come before it. */
async function hearGreeting(talk: Talk): Promise<void> {
  let reply = await talk.next();
  if (reply.code === 120) reply = await talk.next();
  if (reply.code !== 220) throw new Cut("no greeting");
}

async function logInOnce(talk: Talk, target: Target, isSecured: boolean, seen: LoginOutcome): Promise<CheckResult> {
  if (target.secret.by !== "password") {
    seen.keyFault = "unusable";
    return "wrong-login";
  }
  const user = await talk.ask(`USER ${target.user}`);
  // Some servers refuse any user without encryption here, some the one who was locked out: no password was asked for.
  if (user.code >= 400 && user.code !== 421 && !isSecured) return "reachable";
  if (user.code !== 331) return resultOf(user.code);
  return resultOf((await talk.ask(`PASS ${target.secret.password}`)).code);
}

/** Only a plain "not logged in" is one: a retest takes it for the proof that access has ended. */
function resultOf(code: number): CheckResult {
  if (code === 230 || code === 232) return "ready";
  return code === 530 || code === 430 ? "wrong-login" : "unreachable";
}
