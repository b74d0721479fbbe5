import { createHash } from "node:crypto";
import ssh2, {
  type AnyAuthMethod,
  type AuthenticationType,
  type Client,
  type ParsedKey,
  type Prompt,
  type SFTPWrapper,
} from "ssh2";
import type { CheckResult, LoginOutcome, ShownHostKey } from "../../../../shared/credentials.ts";
import { identified } from "./identification.ts";
import type { Target } from "./terms.ts";
import { Cut, type Visit } from "./visit.ts";

/** A server that has let us in and speaks SFTP. */
export interface SshSession {
  client: Client;
  sftp: SFTPWrapper;
  /** Rejects with `Cut` when the connection ends. */
  ended: Promise<never>;
}

/**
 * Logs in once, with the password or the key, and opens SFTP; null where it was not let in. The host key is written into
 * `seen` before anything secret is sent, and nothing is sent where it is not the one that is known.
 */
export async function enterBySsh(visit: Visit, target: Target, seen: LoginOutcome): Promise<SshSession | null> {
  const key = target.secret.by === "key" ? readKey(target.secret) : null;
  if (typeof key === "string") {
    seen.keyFault = key;
    seen.result = "wrong-login";
    return null;
  }
  const stream = await visit.open("control");
  const client = new ssh2.Client();
  const result = Promise.withResolvers<CheckResult>();
  const { promise: ended, reject } = Promise.withResolvers<never>();
  ended.catch(() => {}); // Heard only by whoever waits for something.
  const hearEnd = () => {
    result.resolve("unreachable");
    reject(new Cut("the connection ended"));
  };
  client
    .on("ready", () => result.resolve("ready"))
    .on("error", (error) => {
      result.resolve(isToldOff(error) ? "wrong-login" : "unreachable");
      hearEnd();
    });
  client.on("end", hearEnd).on("close", hearEnd);
  // The password was right, but is not good for a login any more.
  client.on("change password", () => result.resolve("unreachable"));
  const attempt = attemptOnce(target, key, result.resolve);
  try {
    client.connect({
      sock: identified(stream),
      username: target.user,
      readyTimeout: 0,
      hostVerifier: (hostKey: Buffer) => {
        seen.hostKey = describeHostKey(hostKey);
        const isKnown = target.pinned === null || target.pinned === seen.hostKey.sha256;
        if (!isKnown) result.resolve("host-key-changed");
        return isKnown;
      },
      authHandler: (left, isPartial, next) => next(attempt(left, isPartial)),
    });
  } catch (cause) {
    throw new Cut("no conversation", { cause });
  }
  seen.result = await result.promise;
  if (seen.result !== "ready") return null;
  const sftp = await Promise.race([openSftp(client), ended]);
  if (sftp) return { client, sftp, ended };
  seen.result = "unreachable";
  return null;
}

/** Only tells that the attempt failed when there was one: a server may hang up on the first. */
function isToldOff(error: Error): boolean {
  return /^Too many authentication failures/.test(error.message);
}

type Method = AnyAuthMethod | AuthenticationType;
/** The library's types leave out that `false` ends it. */
const noMore = false as unknown as Method;

/**
 * First asks what the server takes, as every client does (RFC 4252: 5.2), then tries once. Prompts are answered only where
 * passwords are not taken otherwise, and only a single hidden one.
 */
function attemptOnce(target: Target, key: ParsedKey | null, end: (result: CheckResult) => void) {
  const username = target.user;
  let isTried = false;
  const stop = (result: CheckResult): Method => {
    end(result);
    return noMore;
  };
  return (left: AuthenticationType[] | null, isPartial: boolean | null): Method => {
    if (left === null) return { type: "none", username };
    // What was right and is not enough proves nothing.
    if (isTried) return stop(isPartial ? "unreachable" : "wrong-login");
    isTried = true;
    if (key) return left.includes("publickey") ? { type: "publickey", username, key } : stop("wrong-login");
    const password = target.secret.by === "password" ? target.secret.password : "";
    if (left.includes("password")) return { type: "password", username, password };
    if (!left.includes("keyboard-interactive")) return stop("wrong-login");
    return { type: "keyboard-interactive", username, prompt: answerOnce(password, () => end("unreachable")) };
  };
}

/** Answers one hidden prompt; anything further is asked of a person, not of us. */
function answerOnce(password: string, giveUp: () => void) {
  let isAnswered = false;
  return (_name: string, _words: string, _language: string, prompts: Prompt[], answer: (texts: string[]) => void) => {
    if (isAnswered || prompts.length !== 1 || prompts[0]?.echo !== false) return giveUp();
    isAnswered = true;
    answer([password]);
  };
}

async function openSftp(client: Client): Promise<SFTPWrapper | null> {
  const { promise, resolve } = Promise.withResolvers<SFTPWrapper | null>();
  try {
    client.sftp((error, sftp) => {
      // An error that nobody waits for must not end the process.
      sftp?.on("error", () => {});
      resolve(error ? null : sftp);
    });
  } catch (cause) {
    throw new Cut("the connection ended", { cause });
  }
  return promise;
}

/** The key, or what is wrong with it. */
function readKey({
  key,
  passphrase,
}: {
  key: string;
  passphrase: string | null;
}): ParsedKey | "unusable" | "passphrase" {
  const parsed = parse(key, passphrase ?? undefined);
  if (parsed instanceof Error) return /passphrase|decrypt|integrity/i.test(parsed.message) ? "passphrase" : "unusable";
  return parsed.isPrivateKey() ? parsed : "unusable";
}

function parse(key: string, passphrase: string | undefined): ParsedKey | Error {
  try {
    const parsed: ParsedKey | ParsedKey[] | Error = ssh2.utils.parseKey(key, passphrase);
    // The newer form of OpenSSH comes as a list of one.
    return Array.isArray(parsed) ? (parsed[0] ?? new Error("no key")) : parsed;
  } catch (error) {
    return error instanceof Error ? error : new Error("no key");
  }
}

/** Type and fingerprint as `ssh-keygen -l` writes it; the key begins with the name of its type (RFC 4253: 6.6). */
function describeHostKey(key: Buffer): ShownHostKey {
  const length = key.length >= 4 ? key.readUInt32BE(0) : 0;
  const type = key
    .subarray(4, 4 + Math.min(length, 60))
    .toString("latin1")
    .replaceAll(/[^\x21-\x7e]/g, "");
  const digest = createHash("sha256").update(key).digest("base64").replace(/=+$/, "");
  return { type, sha256: `SHA256:${digest}` };
}
