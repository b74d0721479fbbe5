import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { onTestFinished } from "vitest";

/** The one person with an account on a test's file servers; the machine itself has no such user. */
export const account = { user: "deskbell-shop", password: "korrekt horse 7%" };
const accountId = 64_001;

/** A folder of a test's own that a file server can give to others; gone after the test. */
export function serverFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "deskbell-files-"));
  chmodSync(folder, 0o755);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files below a folder, and gives all of it to the account. */
export function layOut(folder: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries({ ...files })) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  execFileSync("chown", ["-R", `${accountId}:${accountId}`, folder]);
}

export interface RunningServer {
  port: number;
  /** All that it wrote to its log so far. */
  log: () => string;
}

/**
 * Starts a server that sees one more user than the machine has, in mounts of its own, and stops it after the test. Needs
 * root. `accountHome` is where the user is after logging in.
 */
export async function runServer(
  folder: string,
  { command, port, accountHome, password = account.password }: ServerCommand,
): Promise<RunningServer> {
  writeAccounts(folder, accountHome, password);
  const binds = ["passwd", "shadow", "group"].map((name) => `mount --bind "${folder}/${name}" /etc/${name}`);
  const pam = `if [ -e /etc/pam.d/vsftpd ]; then mount --bind "${folder}/pam" /etc/pam.d/vsftpd; fi`;
  const script = ["set -e", "mkdir -p /run/sshd", ...binds, pam, `exec ${command}`].join("\n");
  const child = spawn("unshare", ["--mount", "bash", "-c", script], { stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  child.stdout.on("data", (text) => {
    log += text;
  });
  child.stderr.on("data", (text) => {
    log += text;
  });
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGTERM");
    await gone;
  });
  for (let tries = 0; !(await isListening(port)); tries += 1) {
    if (child.exitCode !== null || tries > 200) throw new Error(`The server did not start: ${log}`);
    await wait(25);
  }
  return { port, log: () => log };
}

interface ServerCommand {
  command: string;
  port: number;
  accountHome: string;
  password?: string;
}

function writeAccounts(folder: string, home: string, password: string): void {
  const hash = execFileSync("openssl", ["passwd", "-6", "-stdin"], { input: password }).toString().trim();
  const more: [name: string, line: string][] = [
    ["passwd", `${account.user}:x:${accountId}:${accountId}::${home}:/bin/sh`],
    ["shadow", `${account.user}:${hash}:19000:0:99999:7:::`],
    ["group", `${account.user}:x:${accountId}:`],
  ];
  for (const [name, line] of more) {
    writeFileSync(join(folder, name), `${readFileSync(`/etc/${name}`, "utf8")}${line}\n`, { mode: 0o600 });
    chmodSync(join(folder, name), name === "shadow" ? 0o600 : 0o644);
  }
  writeFileSync(join(folder, "pam"), "auth required pam_unix.so nodelay\naccount required pam_unix.so\n");
}

async function isListening(port: number): Promise<boolean> {
  const socket = createConnection({ host: "127.0.0.1", port });
  const { promise, resolve } = Promise.withResolvers<boolean>();
  socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
  const isThere = await promise;
  socket.destroy();
  return isThere;
}

export interface TestCertificate {
  key: string;
  cert: string;
  keyFile: string;
  certFile: string;
}

export interface TestAuthority {
  /** In PEM. */
  ca: string;
  /** Signed by the authority. */
  certificate: (options?: { name?: string; days?: [from: number, to: number] }) => TestCertificate;
  selfSigned: (name?: string) => TestCertificate;
}

/** An authority of a test's own, which nobody else trusts. */
export function newAuthority(folder: string): TestAuthority {
  let count = 0;
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  const elliptic = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  openssl("req", "-x509", ...elliptic, "-keyout", "ca.key", "-out", "ca.pem", "-days", "30", "-subj", "/CN=Test CA");
  writeFileSync(join(folder, "ca.conf"), authorityConfig);
  writeFileSync(join(folder, "index.txt"), "");
  writeFileSync(join(folder, "serial"), "1000");
  const made = (base: string): TestCertificate => {
    const [keyFile, certFile] = [join(folder, `${base}.key`), join(folder, `${base}.pem`)];
    return { keyFile, certFile, key: readFileSync(keyFile, "utf8"), cert: readFileSync(certFile, "utf8") };
  };
  const named = (name: string) => [
    "-subj",
    `/CN=${name}`,
    "-addext",
    `subjectAltName=${/^[\d.]+$/.test(name) ? "IP" : "DNS"}:${name}`,
  ];
  return {
    ca: readFileSync(join(folder, "ca.pem"), "utf8"),
    certificate: ({ name = "files.example", days: [from, to] = [-1, 20] } = {}) => {
      count += 1;
      const base = `signed-${count}`;
      openssl("req", ...elliptic, "-keyout", `${base}.key`, "-out", `${base}.csr`, ...named(name));
      const span = ["-startdate", dayStamp(from), "-enddate", dayStamp(to)];
      openssl("ca", "-batch", "-notext", "-config", "ca.conf", ...span, "-in", `${base}.csr`, "-out", `${base}.pem`);
      return made(base);
    },
    selfSigned: (name = "files.example") => {
      count += 1;
      const base = `self-${count}`;
      openssl(
        "req",
        "-x509",
        ...elliptic,
        "-keyout",
        `${base}.key`,
        "-out",
        `${base}.pem`,
        "-days",
        "20",
        ...named(name),
      );
      return made(base);
    },
  };
}

const authorityConfig = `[ca]
default_ca = test
[test]
certificate = ca.pem
private_key = ca.key
database = index.txt
serial = serial
new_certs_dir = .
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
`;

/** Days from now, as `openssl ca` takes a moment: `261120093000Z`. */
function dayStamp(days: number): string {
  const moment = new Date(Date.now() + days * 86_400_000).toISOString();
  return `${moment.slice(2, 19).replaceAll(/[-T:]/g, "")}Z`;
}
