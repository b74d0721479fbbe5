import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { connect } from "../../../server/credentials/checker/connect.ts";
import { createChecker } from "../../../server/credentials/checker/start.ts";
import type { ProofTarget } from "../../../server/credentials/checker/task.ts";
import { parseRange } from "../../../server/credentials/checker/vet.ts";
import { account, layOut, newAuthority, serverFolder } from "../../support/file-servers.ts";
import { startCutting } from "../../support/file-servers-cut.ts";
import { startStorePages } from "../../support/file-servers-store.ts";
import { startFtpServer } from "../../support/ftp-server.ts";
import { startSshServer } from "../../support/ssh-server.ts";
import { testLog } from "./checker-cage/target.ts";

const ways = ["ftp", "ftps-explicit", "ftps-implicit", "sftp"] as const;

const shop = {
  "public_html/index.php": "<?php\ndefine('VERSION', '3.0.3.9');\n",
  "public_html/config.php": "<?php\n",
  "public_html/system/startup.php": "<?php\n",
};

interface Twist {
  /** When the control connection is cut, once. */
  cutBefore?: (part: Buffer) => boolean;
  /** As soon as the store is asked for the file. */
  whenAsked?: (home: string) => void;
}

/** A file server that a real checker, cage and all, finds under a name of its own, and the store that it belongs to. */
async function scene(way: (typeof ways)[number], { cutBefore, whenAsked }: Twist = {}) {
  const [folder, home] = [serverFolder(), serverFolder()];
  layOut(home, shop);
  const web = await startStorePages(join(home, "public_html"), {
    answer: (_request, response, text) => {
      whenAsked?.(home);
      response.end(text);
    },
  });
  const certificate = newAuthority(folder).selfSigned();
  const encrypted = way === "ftp" ? {} : { certificate, isImplicit: way === "ftps-implicit" };
  const ftp = way === "sftp" ? null : await startFtpServer(folder, { home, ...encrypted });
  const ssh = ftp === null ? await startSshServer(folder, { home }) : null;
  const door = ftp?.port ?? ssh?.port ?? 0;
  let isCut = false;
  const before = (part: Buffer) => {
    const cuts = !isCut && cutBefore?.(part) === true;
    isCut ||= cuts;
    return cuts;
  };
  const { port } = cutBefore ? await startCutting(door, { before }) : { port: door };
  const { log } = testLog();
  const settings = { allow: [parseRange("127.0.0.1")!], ports: [port], address: null };
  const checker = createChecker(settings, log, {
    resolve: async () => [{ address: "127.0.0.1" }],
    connect: (address, asked, ms) => connect(address, asked === 80 ? web.port : asked, ms),
  });
  const target: ProofTarget = {
    ...{ protocol: way, host: "files.example", port, user: account.user, pinned: null },
    ...{ secret: { by: "password", password: account.password }, sendsUnencrypted: way === "ftp" },
    ...{ folder: null, storeOrigin: "http://shop.example", store: { platform: "opencart", version: "3.0.3.9" } },
  };
  const logins = () => ftp?.logins() ?? ssh?.attempts() ?? 0;
  return { checker, target, home, web, logins, ssh };
}

test.each(ways)(
  "a checker in its cage logs in by %s with one attempt, once what it showed was accepted",
  async (way) => {
    const { checker, target, logins, ssh } = await scene(way);
    const first = await checker.logIn(target);
    const isSecured = way.startsWith("ftps");
    expect([first.result, logins()]).toEqual(isSecured ? ["certificate-untrusted", 0] : ["ready", 1]);
    const pinned = first.certificate?.sha256 ?? first.hostKey?.sha256 ?? null;
    expect(way === "sftp" ? pinned : "").toBe(ssh?.fingerprint ?? "");
    const wrong = { ...target, pinned, secret: { by: "password", password: "changed" } as const };
    expect([(await checker.logIn({ ...target, pinned })).result, logins()]).toEqual(["ready", isSecured ? 1 : 2]);
    expect([(await checker.logIn(wrong)).result, logins()]).toEqual(["wrong-login", isSecured ? 2 : 3]);
  },
);

test.each(ways)("a checker in its cage proves by %s that it may write, and leaves nothing", async (way) => {
  const { checker, target, home, web } = await scene(way);
  const pinned = (await checker.logIn(target)).certificate?.sha256 ?? null;
  expect(await checker.proveWriting({ ...target, pinned })).toMatchObject({
    ...{ result: "proven", folder: "public_html", version: "3.0.3.9", leftBehind: null, login: { result: "ready" } },
  });
  expect(web.requests).toEqual([expect.stringMatching(/^GET \/deskbell-[0-9a-f]{24}\.txt shop\.example$/)]);
  expect(readdirSync(join(home, "public_html")).sort()).toEqual(["config.php", "index.php", "system"]);
});

/** In the folder of the store, besides the store. */
function leftIn(home: string): string[] {
  return readdirSync(join(home, "public_html")).filter((name) => name.startsWith("deskbell-"));
}

const plainWays = ["ftp", "sftp"] as const;

test.each(plainWays)("by %s a file is removed by a second login where the first is cut after writing", async (way) => {
  let isAsked = false;
  const { checker, target, home, logins } = await scene(way, {
    cutBefore: () => isAsked,
    whenAsked: () => {
      isAsked = true;
    },
  });
  expect(await checker.proveWriting(target)).toMatchObject({ result: "proven", leftBehind: null });
  expect([leftIn(home), logins()]).toEqual([[], 2]);
});

test("a file is removed where the first login is cut before it could", async () => {
  const { checker, target, home, logins } = await scene("ftp", {
    cutBefore: (part) => part.toString().startsWith("DELE"),
  });
  expect(await checker.proveWriting(target)).toMatchObject({ result: "proven", leftBehind: null });
  expect([leftIn(home), logins()]).toEqual([[], 2]);
});

test.each(plainWays)("by %s a file that nobody can remove is named as left behind", async (way) => {
  const frozen = (home: string) => leftIn(home).map((name) => join(home, "public_html", name));
  const { checker, target, home } = await scene(way, {
    whenAsked: (home) => void execFileSync("chattr", ["+i", ...frozen(home)]),
  });
  try {
    const outcome = await checker.proveWriting(target);
    expect(outcome).toMatchObject({ result: "left-behind", leftBehind: `public_html/${leftIn(home)[0]}` });
  } finally {
    execFileSync("chattr", ["-i", ...frozen(home)]);
  }
});
