import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { account, type RunningServer, runServer } from "./file-servers.ts";
import { findSshd } from "./needs.ts";
import { freePort } from "./ports.ts";

/** OpenSSH's server with its own SFTP, for one account. */
export interface SshServer extends RunningServer {
  /** `SHA256:…` of its host key. */
  fingerprint: string;
  /** How often it was shown a password or a key. */
  attempts: () => number;
}

interface Options {
  home: string;
  /** The line of a public key that may log in. */
  authorizedKey?: string;
  password?: string;
  /** Further lines of its configuration, which count before ours. */
  more?: string[];
  /** Null: no SFTP. */
  subsystem?: string | null;
}

export async function startSshServer(folder: string, options: Options): Promise<SshServer> {
  const port = await freePort();
  const at = (name: string) => join(folder, `${name}-${port}`);
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", at("host")]);
  writeFileSync(at("keys"), `${options.authorizedKey ?? ""}\n`, { mode: 0o644 });
  writeFileSync(
    at("sshd"),
    `${lines(options, { port, hostKey: at("host"), keys: at("keys"), pid: at("pid") }).join("\n")}\n`,
  );
  const server = await runServer(folder, {
    command: `${findSshd()} -D -e -f ${at("sshd")}`,
    port,
    accountHome: options.home,
    ...(options.password === undefined ? {} : { password: options.password }),
  });
  const publicKey = Buffer.from(readFileSync(`${at("host")}.pub`, "utf8").split(" ")[1] ?? "", "base64");
  return {
    ...server,
    fingerprint: `SHA256:${createHash("sha256").update(publicKey).digest("base64").replace(/=+$/, "")}`,
    // A client first asks without anything what is taken; that is none.
    attempts: () =>
      [...server.log().matchAll(/(?:Accepted|Failed) (?:password|publickey|keyboard-interactive)/g)].length,
  };
}

interface Places {
  port: number;
  hostKey: string;
  keys: string;
  pid: string;
}

function lines(
  { home, more = [], subsystem = "internal-sftp" }: Options,
  { port, hostKey, keys, pid }: Places,
): string[] {
  return [
    ...more,
    `Port ${port}`,
    "ListenAddress 127.0.0.1",
    `HostKey ${hostKey}`,
    `PidFile ${pid}`,
    "UsePAM no",
    "PasswordAuthentication yes",
    "PubkeyAuthentication yes",
    `AuthorizedKeysFile ${keys}`,
    "StrictModes no",
    `AllowUsers ${account.user}`,
    ...(subsystem === null ? [] : [`Subsystem sftp ${subsystem} -d ${home}`]),
    "AllowTcpForwarding no",
    "LogLevel VERBOSE",
  ];
}
