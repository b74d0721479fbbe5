import { execFileSync } from "node:child_process";
import { createHash, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { logIn } from "../../../server/credentials/checker/protocols/log-in.ts";
import { loginTerms, type Target, type Terms } from "../../../server/credentials/checker/protocols/terms.ts";
import { loginOutcome } from "../../../shared/credentials.ts";
import { account, newAuthority, serverFolder, type TestCertificate } from "../../support/file-servers.ts";
import { channelsTo, listenOnce } from "../../support/file-servers-channels.ts";
import { startFtpServer } from "../../support/ftp-server.ts";
import { freePort } from "../../support/ports.ts";
import { startSshServer } from "../../support/ssh-server.ts";

const right: Target["secret"] = { by: "password", password: account.password };
const wrong: Target["secret"] = { by: "password", password: "not this one" };

function target(more: Partial<Target>): Target {
  const host = "files.example";
  const named = { protocol: "ftps-explicit", host, servername: host, user: account.user } as const;
  return { ...named, secret: right, pinned: null, sendsUnencrypted: false, ...more };
}

async function tryLogin(port: number, more: Partial<Target>, terms: Partial<Terms> = {}) {
  const channels = channelsTo({ control: port, mostBytes: 64 * 1024 });
  const outcome = await logIn(target(more), channels, { ...loginTerms, ...terms });
  expect(loginOutcome.parse(outcome)).toEqual(outcome);
  expect(channels.opened.every(({ name }) => name === "control") && channels.opened.length <= 1).toBe(true);
  return { ...outcome, connections: channels.opened.length };
}

const loggedIn = [`USER ${account.user}`, "PASS <password>", "PWD", "QUIT"];
const refused = [`USER ${account.user}`, "PASS <password>", "QUIT"];
const encryption = ["ftps-explicit", "ftps-implicit"] as const;

function sha256Of({ cert }: TestCertificate): string {
  return createHash("sha256").update(new X509Certificate(cert).raw).digest("hex");
}

describe("a server with FTP and no encryption", () => {
  const plain = async () => startFtpServer(serverFolder(), { home: serverFolder() });

  test("is only reached, and sees neither user nor password, unless somebody agreed", async () => {
    const server = await plain();
    expect(await tryLogin(server.port, { protocol: "ftp" })).toMatchObject({ result: "reachable", tls: null });
    expect(server.commands()).toEqual(["QUIT"]);
  });

  test("hears exactly four commands of a login that is ready", async () => {
    const server = await plain();
    expect(await tryLogin(server.port, { protocol: "ftp", sendsUnencrypted: true })).toMatchObject({ result: "ready" });
    expect(server.commands()).toEqual(loggedIn);
  });

  test("hears one attempt of a wrong login", async () => {
    const server = await plain();
    const outcome = await tryLogin(server.port, { protocol: "ftp", sendsUnencrypted: true, secret: wrong });
    expect(outcome.result).toBe("wrong-login");
    expect([server.commands(), server.failedLogins()]).toEqual([refused, 1]);
  });

  test("is unreachable by FTP over TLS, and is told no user", async () => {
    const server = await plain();
    expect(await tryLogin(server.port, { sendsUnencrypted: true })).toMatchObject({ result: "unreachable", tls: null });
    expect(server.commands()).toEqual(["AUTH TLS", "QUIT"]);
    expect((await tryLogin(server.port, { protocol: "ftps-implicit" })).result).toBe("unreachable");
  });

  test("is shown no key of SSH", async () => {
    const server = await plain();
    const secret = { by: "key", key: "a key", passphrase: null } as const;
    const outcome = await tryLogin(server.port, { protocol: "ftp", sendsUnencrypted: true, secret });
    expect(outcome).toMatchObject({ result: "wrong-login", keyFault: "unusable" });
    expect(server.commands()).toEqual(["QUIT"]);
  });
});

test("a server that wants encryption and is asked without is reachable: its refusal is no wrong login", async () => {
  const folder = serverFolder();
  const certificate = newAuthority(folder).selfSigned();
  const server = await startFtpServer(folder, { home: serverFolder(), certificate });
  expect((await tryLogin(server.port, { protocol: "ftp", sendsUnencrypted: true })).result).toBe("reachable");
  expect(server.logins()).toBe(0);
});

describe.each(encryption)("a server with %s", (protocol) => {
  const isImplicit = protocol === "ftps-implicit";
  const auth = isImplicit ? [] : ["AUTH TLS"];
  type Authority = ReturnType<typeof newAuthority>;
  const start = async (make: (authority: Authority) => TestCertificate) => {
    const folder = serverFolder();
    const authority = newAuthority(folder);
    const certificate = make(authority);
    const server = await startFtpServer(folder, { home: serverFolder(), certificate, isImplicit });
    return { server, certificate, authorities: [authority.ca] };
  };

  test("shows a certificate that nobody vouches for, and no password is sent", async () => {
    const { server, certificate } = await start((authority) => authority.selfSigned());
    const outcome = await tryLogin(server.port, { protocol });
    expect(outcome).toMatchObject({
      result: "certificate-untrusted",
      certificate: {
        subject: "CN=files.example",
        issuer: "CN=files.example",
        names: ["files.example"],
        sha256: sha256Of(certificate),
        fault: "self-signed",
      },
    });
    expect(Date.parse(outcome.certificate?.validTo ?? "")).toBeGreaterThan(Date.now());
    expect(server.commands()).toEqual(auth);
  });

  test("is logged in to once that certificate was accepted", async () => {
    const { server, certificate } = await start((authority) => authority.selfSigned());
    const outcome = await tryLogin(server.port, { protocol, pinned: sha256Of(certificate) });
    expect(outcome).toMatchObject({ result: "ready", tls: "TLSv1.3", certificate: { fault: "self-signed" } });
    expect(server.commands()).toEqual([...auth, ...loggedIn]);
  });

  test("is not trusted with another certificate than the accepted one", async () => {
    const { server, certificate } = await start((authority) => authority.selfSigned());
    const outcome = await tryLogin(server.port, { protocol, pinned: "ab".repeat(32) });
    expect(outcome).toMatchObject({ result: "certificate-untrusted", certificate: { sha256: sha256Of(certificate) } });
    expect(server.commands()).toEqual(auth);
  });

  test("is logged in to by a certificate of a trusted authority", async () => {
    const { server, authorities } = await start((authority) => authority.certificate());
    const outcome = await tryLogin(server.port, { protocol }, { authorities });
    expect(outcome).toMatchObject({ result: "ready", certificate: { issuer: "CN=Test CA", fault: null } });
    expect(server.commands()).toEqual([...auth, ...loggedIn]);
  });

  test("refuses a wrong password after one attempt", async () => {
    const { server, authorities } = await start((authority) => authority.certificate());
    expect((await tryLogin(server.port, { protocol, secret: wrong }, { authorities })).result).toBe("wrong-login");
    expect([server.commands(), server.failedLogins()]).toEqual([[...auth, ...refused], 1]);
  });

  const faults: [fault: string, make: (authority: Authority) => TestCertificate, servername?: string][] = [
    ["other-name", (authority) => authority.certificate({ name: "other.example" })],
    ["other-name", (authority) => authority.certificate(), "127.0.0.1"],
    ["expired", (authority) => authority.certificate({ days: [-9, -2] })],
    ["not-yet-valid", (authority) => authority.certificate({ days: [2, 9] })],
  ];
  test.each(faults)("shows what is wrong with a certificate: %s", async (fault, make, servername = "files.example") => {
    const { server, authorities } = await start(make);
    const outcome = await tryLogin(server.port, { protocol, servername }, { authorities });
    expect(outcome).toMatchObject({ result: "certificate-untrusted", certificate: { fault } });
    expect(server.logins()).toBe(0);
  });

  test("is not trusted by its authority where that is nobody's", async () => {
    const { server } = await start((authority) => authority.certificate());
    const outcome = await tryLogin(server.port, { protocol });
    expect(outcome).toMatchObject({ result: "certificate-untrusted", certificate: { fault: "unknown-issuer" } });
    expect(server.logins()).toBe(0);
  });

  test.each(["127.0.0.1", "[127.0.0.1]"])("is trusted by its address %s where its certificate has it", async (host) => {
    const { server, authorities } = await start((authority) => authority.certificate({ name: "127.0.0.1" }));
    const servername = host.replace(/[[\]]/g, "");
    expect((await tryLogin(server.port, { protocol, host, servername }, { authorities })).result).toBe("ready");
  });
});

describe("a server with SFTP", () => {
  const sftp = { protocol: "sftp" } as const;
  const start = (more: Partial<Parameters<typeof startSshServer>[1]> = {}) =>
    startSshServer(serverFolder(), { home: serverFolder(), ...more });
  const newKey = (...options: string[]) => {
    const file = join(serverFolder(), "id");
    execFileSync("ssh-keygen", ["-q", "-C", "shop", "-f", file, ...options]);
    return { key: readFileSync(file, "utf8"), line: readFileSync(`${file}.pub`, "utf8").trim() };
  };
  const small = { ed25519: [], ecdsa: [], rsa: ["-b", "2048"] };
  const ofType = (type: keyof typeof small) => newKey("-t", type, ...small[type], "-N", "");
  const byKey = (key: string, passphrase: string | null = null): Partial<Target> => ({
    ...sftp,
    secret: { by: "key", key, passphrase },
  });

  test("is logged in to by password, and its host key is taken down", async () => {
    const server = await start();
    const outcome = await tryLogin(server.port, sftp);
    expect(outcome).toMatchObject({
      result: "ready",
      hostKey: { type: "ssh-ed25519", sha256: server.fingerprint },
      certificate: null,
    });
    expect(server.attempts()).toBe(1);
  });

  test("is logged in to by the host key that is known", async () => {
    const server = await start();
    expect((await tryLogin(server.port, { ...sftp, pinned: server.fingerprint })).result).toBe("ready");
  });

  test("with another host key than the known one gets no user and no password", async () => {
    const server = await start();
    const outcome = await tryLogin(server.port, { ...sftp, pinned: `SHA256:${"A".repeat(43)}` });
    expect(outcome).toMatchObject({ result: "host-key-changed", hostKey: { sha256: server.fingerprint } });
    expect(server.attempts()).toBe(0);
    expect(server.log()).not.toContain(account.user);
  });

  test("refuses a wrong password after one attempt", async () => {
    const server = await start();
    expect((await tryLogin(server.port, { ...sftp, secret: wrong })).result).toBe("wrong-login");
    expect(server.attempts()).toBe(1);
  });

  test("that hangs up at the first failure refused a login", async () => {
    const server = await start({ more: ["MaxAuthTries 1"] });
    expect((await tryLogin(server.port, { ...sftp, secret: wrong })).result).toBe("wrong-login");
    expect(server.attempts()).toBe(1);
  });

  test.each(["ed25519", "rsa", "ecdsa"] as const)("is logged in to by an %s key", async (type) => {
    const { key, line } = ofType(type);
    const server = await start({ authorizedKey: line });
    expect((await tryLogin(server.port, byKey(key))).result).toBe("ready");
    expect(server.attempts()).toBe(1);
  });

  test.each(["ed25519", "rsa"] as const)("refuses an %s key that it does not know after one attempt", async (type) => {
    const server = await start();
    const outcome = await tryLogin(server.port, byKey(ofType(type).key));
    expect(outcome.result).toBe("wrong-login");
    expect(outcome).not.toHaveProperty("keyFault");
    expect(server.attempts()).toBe(1);
  });

  test.each([
    ["OpenSSH", []],
    ["PEM", ["-m", "PEM"]],
  ])("is logged in to by an encrypted key in %s's form and its passphrase", async (_form, form) => {
    const { key, line } = newKey("-t", "rsa", "-b", "2048", ...form, "-N", "a pass phrase");
    const server = await start({ authorizedKey: line });
    expect((await tryLogin(server.port, byKey(key, "a pass phrase"))).result).toBe("ready");
    for (const passphrase of ["another", null]) {
      const outcome = await tryLogin(server.port, byKey(key, passphrase));
      expect(outcome).toMatchObject({ result: "wrong-login", keyFault: "passphrase", connections: 0 });
    }
    expect(server.attempts()).toBe(1);
  });

  test("is not even asked with what is no private key", async () => {
    const server = await start();
    for (const key of ["nothing", ofType("ed25519").line, "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n"]) {
      const outcome = await tryLogin(server.port, byKey(key));
      expect(outcome).toMatchObject({ result: "wrong-login", keyFault: "unusable", connections: 0 });
    }
    expect(server.attempts()).toBe(0);
  });

  test("that takes keys only is shown no password", async () => {
    const server = await start({ more: ["PasswordAuthentication no", "KbdInteractiveAuthentication no"] });
    expect((await tryLogin(server.port, sftp)).result).toBe("wrong-login");
    expect(server.attempts()).toBe(0);
  });

  test("that wants something besides the password is unreachable: a right password is no wrong login", async () => {
    const { line } = ofType("ed25519");
    const server = await start({ authorizedKey: line, more: ["AuthenticationMethods password,publickey"] });
    expect((await tryLogin(server.port, sftp)).result).toBe("unreachable");
  });

  test("without SFTP is unreachable by it, however good the login", async () => {
    const server = await start({ subsystem: null });
    expect((await tryLogin(server.port, sftp)).result).toBe("unreachable");
    expect(server.attempts()).toBe(1);
  });

  test("of another protocol is never logged in to", async () => {
    const server = await start();
    for (const protocol of ["ftp", ...encryption] as const)
      expect((await tryLogin(server.port, { protocol })).result).toBe("unreachable");
    const ftp = await startFtpServer(serverFolder(), { home: serverFolder() });
    // What comes before a server of SSH names itself may be anything (RFC 4253: 4.2), so that it is waited for.
    expect((await tryLogin(ftp.port, sftp, { workMs: 600 })).result).toBe("timeout");
    expect([server.attempts(), ftp.logins()]).toEqual([0, 0]);
  });
});

describe.each(["sftp", "ftp", ...encryption] as const)("by %s", (protocol) => {
  test("a closed port is unreachable", async () => {
    const outcome = await tryLogin(await freePort(), { protocol });
    expect(outcome).toMatchObject({ result: "unreachable", tls: null, certificate: null, hostKey: null });
  });

  test("a server that says nothing is given up in time", async () => {
    const port = await listenOnce(createServer(() => {}));
    const began = performance.now();
    expect((await tryLogin(port, { protocol }, { workMs: 400 })).result).toBe("timeout");
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});
