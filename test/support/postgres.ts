import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "../../server/db/migrations.ts";
import { openDatabase } from "../../server/db/open.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the test server, or null where the embedded database is tested. */
    postgresUrl: string | null;
  }
}

/** Migrated once; each test's database is a copy of it. */
export const templateName = "deskbell_template";

/** One real PostgreSQL for a whole run, when DESKBELL_TEST_DATABASE asks for it. */
export default async function setup({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (process.env.DESKBELL_TEST_DATABASE !== "postgres") {
    provide("postgresUrl", null);
    return undefined;
  }
  const { url, stop } = await startPostgres();
  try {
    await makeTemplate(url);
  } catch (error) {
    await stop();
    throw error;
  }
  provide("postgresUrl", url);
  return stop;
}

export function urlOfDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

async function makeTemplate(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`create database ${templateName}`);
  await client.end();
  const databaseUrl = urlOfDatabase(url, templateName);
  const db = openDatabase({ databaseUrl, dataFolder: "" }, () => {});
  await migrate(db);
  await db.destroy();
}

async function startPostgres(): Promise<{ url: string; stop: () => Promise<void> }> {
  const bin = newestBinaries();
  // Short: the path of a unix socket has at most 107 bytes.
  const folder = mkdtempSync("/tmp/pg-");
  const user = postgresUser();
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  const run = { ...user, cwd: folder, env: { PATH: "/usr/bin:/bin", LC_ALL: "C.UTF-8" }, stdio: "pipe" } as const;
  const data = join(folder, "data");
  execFileSync(join(bin, "initdb"), ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"], run);
  const port = await freePort();
  const settings = ["fsync=off", "full_page_writes=off", "max_connections=400"].flatMap((setting) => ["-c", setting]);
  const server = spawn(
    join(bin, "postgres"),
    ["-D", data, "-k", folder, "-p", String(port), "-h", "127.0.0.1", ...settings],
    run,
  );
  let said = "";
  server.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  await untilAnswers(url, () => {
    if (server.exitCode !== null) throw new Error(`PostgreSQL did not start:\n${said}`);
  });
  return {
    url,
    stop: async () => {
      const gone = once(server, "exit");
      // Fast shutdown: a test that failed may have left connections open.
      server.kill("SIGINT");
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function newestBinaries(): string {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const bin = versions.map((version) => join(root, version, "bin")).find((path) => existsSync(join(path, "initdb")));
  if (!bin) throw new Error("PostgreSQL's own programs are missing: install the package postgresql.");
  return bin;
}

/** PostgreSQL refuses to run as root. */
function postgresUser(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (which: string) => Number(execFileSync("id", [which, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

async function untilAnswers(url: string, check: () => void): Promise<void> {
  for (let tries = 0; ; tries++) {
    const client = new pg.Client(url);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      check();
      if (tries > 200) throw error;
      await wait(50);
    }
  }
}
