import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { parseInvitation } from "../../shared/invitation.ts";
import { freshPlace } from "../support/db.ts";
import { run, startProcess } from "./child.ts";

test("from an empty folder to a license, an invitation and a person, each secret is told once", async () => {
  const place = await freshPlace({ migrated: false });
  expect((await run(["init"], place)).stdout).toContain("/desk/setup#");
  const added = await run(["license", "add", "--product", "Acme", "--kind", "standard", "--holder", "Ada"], place);
  const key = /: ([0-9A-Z-]{23})\n/.exec(added.stdout)?.[1] ?? "";
  expect(added.code).toBe(0);
  for (const license of [key.toLowerCase(), key.slice(-4)]) {
    const { code, stdout } = await run(["code", "--license", license], place);
    expect(code).toBe(0);
    expect(parseInvitation(stdout.split("\n")[0] ?? "")).toMatchObject({ ok: true });
  }
  const person = ["person", "add", "--role", "operator", "--name", "Olga", "--email", "olga@desk.example"];
  expect((await run(person, place)).stdout).toMatch(/\n {2}[\w-]{20}\n/);
  expect(await run(person, place)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("olga@desk.example is here"),
  });
  expect(await run(["migrate"], place)).toMatchObject({ code: 0, stdout: "The database is up to date.\n" });
  expect(await run(["check"], place)).toMatchObject({ code: 0, stdout: expect.stringContaining(place.dataFolder) });
});

test.each([
  [["nonsense"], 2],
  [["serve", "--nonsense"], 2],
  [["code", "--license", "0000"], 1],
  [["person", "add", "--role", "engineer", "--name", "A", "--email", "nobody"], 1],
])("a command that cannot be done says why in one line and fails: %j", async (args, code) => {
  const outcome = await run(args, await freshPlace({ migrated: true }));
  expect(outcome.code).toBe(code);
  expect(outcome.stdout).toBe("");
  expect(outcome.stderr.trim()).toMatch(/^[A-Z-].*\.$/);
});

test("help names every command and makes nothing", async () => {
  const place = await freshPlace({ migrated: false });
  const { code, stdout } = await run(["help"], { ...place, dataFolder: join(place.dataFolder, "fresh") });
  expect(code).toBe(0);
  for (const command of ["init", "serve", "migrate", "license add", "code", "person add", "check", "demo", "--data"]) {
    expect(stdout).toContain(command);
  }
  expect(existsSync(join(place.dataFolder, "fresh"))).toBe(false);
});

test("the first serve makes the data folder and prints the operator's link", async () => {
  const place = await freshPlace({ migrated: false });
  const cli = join(import.meta.dirname, "../../server/cli.ts");
  const database = place.databaseUrl === null ? {} : { DESKBELL_DATABASE_URL: place.databaseUrl };
  const child = spawn(process.execPath, [cli, "serve", "--data", join(place.dataFolder, "new")], {
    env: { PATH: process.env.PATH, DESKBELL_PORT: "0", DESKBELL_LOG_LEVEL: "silent", ...database },
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  let said = "";
  for await (const chunk of child.stdout) {
    said += chunk;
    if (said.includes("/desk/setup#")) break;
  }
  expect(said).toMatch(/http:\/\/127\.0\.0\.1:\d+\/desk\/setup#[\w-]{43}\n/);
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([0, null]);
});

test("the demo seeds once, however often it starts, and gives fresh invitations each time", async () => {
  const place = await freshPlace({ migrated: false });
  const first = await startProcess(place);
  first.signal("SIGTERM");
  expect((await first.ended).code).toBe(0);
  const second = await startProcess(place);
  expect(second.licenseKey).toBe(first.licenseKey);
  expect(new Set([...first.invitations, ...second.invitations]).size).toBe(16);
  expect((await fetch(`${second.url}/readyz`)).status).toBe(200);
});
