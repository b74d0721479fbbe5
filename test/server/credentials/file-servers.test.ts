import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { logIn } from "../../../server/credentials/checker/protocols/log-in.ts";
import type { Target, Terms } from "../../../server/credentials/checker/protocols/terms.ts";
import { loginOutcome } from "../../../shared/credentials.ts";
import { account, newAuthority, serverFolder, type TestCertificate } from "../../support/file-servers.ts";
import { channelsTo } from "../../support/file-servers-channels.ts";
import { type FtpServer, startFtpServer } from "../../support/ftp-server.ts";
import { freePort } from "../../support/ports.ts";
import { type SshServer, startSshServer } from "../../support/ssh-server.ts";

const folder = serverFolder;

function target(more: Partial<Target> = {}): Target {
  return {
    protocol: "ftps-explicit",
    host: "files.example",
    servername: "files.example",
    user: account.user,
    secret: { by: "password", password: account.password },
    pinned: null,
    sendsUnencrypted: false,
    ...more,
  };
}

const wrong = { by: "password", password: "not this one" } as const;

async function tryLogin(port: number, more: Partial<Target>, terms: Partial<Terms> = {}) {
  const channels = channelsTo({ control: port, mostBytes: 64 * 1024 });
  const outcome = await logIn(target(more), channels, { workMs: 12_000, tidyMs: 0, authorities: null, ...terms });
  expect(loginOutcome.parse(outcome)).toEqual(outcome);
  expect(channels.opened.map(({ name }) => name)).toEqual(["control"]);
  return outcome;
}

describe("FTP without encryption", () => {
  test("a server is only reached, and sees neither user nor password, unless somebody agreed", async () => {
    const server = await startFtpServer(folder(), { home: folder() });
    expect(await tryLogin(server.port, { protocol: "ftp" })).toMatchObject({ result: "reachable", tls: null });
    expect(server.commands()).toEqual(["QUIT"]);
  });

  test("a right login is ready, and the server hears four commands", async () => {
    const server = await startFtpServer(folder(), { home: folder() });
    const outcome = await tryLogin(server.port, { protocol: "ftp", sendsUnencrypted: true });
    expect(outcome.result).toBe("ready");
    expect(server.commands()).toEqual([`USER ${account.user}`, "PASS <password>", "PWD", "QUIT"]);
  });

  test("a wrong login is one attempt and a wrong login", async () => {
    const server = await startFtpServer(folder(), { home: folder() });
    const outcome = await tryLogin(server.port, { protocol: "ftp", sendsUnencrypted: true, secret: wrong });
    expect(outcome.result).toBe("wrong-login");
    expect([server.logins(), server.failedLogins()]).toEqual([1, 1]);
  });
});
