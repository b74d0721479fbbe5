import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { insertAccount } from "../../server/accounts/store.ts";
import { parseInvitation } from "../../shared/invitation.ts";
import { programmes } from "../../shared/programmes/all.ts";
import { freshPlace, openAt } from "../support/db.ts";
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
}, 60_000);

test.each([
  [["nonsense"], 2],
  [["serve", "--nonsense"], 2],
  [["code", "--license", "0000"], 1],
  [["person", "add", "--role", "engineer", "--name", "A", "--email", "nobody"], 1],
  [["person", "add", "--role", "reseller", "--name", "A", "--email", "a@b.example"], 1],
  [["person", "add", "--role", "reseller", "--name", "A", "--email", "a@b.example", "--account", "Nobody"], 1],
  [["person", "add", "--role", "operator", "--name", "A", "--email", "a@b.example", "--senior"], 1],
  [["person", "reset", "--email", "nobody@desk.example"], 1],
  [["demo", "--port", "http"], 1],
  [["license", "add", "--product", "x", "--kind", "y", "--holder", "A", "--programme", "nonsense"], 1],
  [["license", "add", "--product", "x", "--kind", "y", "--holder", "A", "--programme", "optioncart"], 1],
  [["license", "add", "--product", "x", "--kind", "y", "--holder", "A", "--purchased", "2026-01-10"], 1],
  [["credits", "give", "--license", "0000", "--credits", "1.5", "--reason", "x"], 1],
  [["programme", "check"], 1],
  [["programme", "check", "/nonexistent/rules.json"], 1],
])("a command that cannot be done says why in one line and fails: %j", async (args, code) => {
  const outcome = await run(args, await freshPlace({ migrated: true }));
  expect(outcome.code).toBe(code);
  expect(outcome.stdout).toBe("");
  expect(outcome.stderr.trim()).toMatch(/^[A-Z-].*\.$/);
});

test("a person is added to an account, invited by mail, and reset", async () => {
  const place = await freshPlace({ migrated: true });
  const db = openAt(place);
  const account = { id: "0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000", createdAt: "2026-11-22T09:00:00.000Z" };
  await db.transaction().execute((tx) => insertAccount(tx, { ...account, name: "North Star", kind: "reseller" }));
  const add = ["person", "add", "--role", "reseller", "--account", "North Star", "--name"];
  expect((await run([...add, "Rita", "--email", "rita@north.example"], place)).stdout).toMatch(/\n {2}[\w-]{20}\n/);
  const invited = await run([...add, "Rolf", "--email", "rolf@north.example", "--invite"], place);
  expect(invited).toMatchObject({ code: 0, stdout: expect.not.stringContaining("spi_") });
  expect(await run(["person", "reset", "--email", "Rita@north.example"], place)).toMatchObject({ code: 0 });
  const people = await db.selectFrom("people").select(["email", "role", "accountId"]).execute();
  expect(people).toEqual([{ email: "rita@north.example", role: "reseller", accountId: account.id }]);
  const mails = await db.selectFrom("mails").select(["kind", "recipient"]).orderBy("id").execute();
  expect(mails).toEqual([
    { kind: "person-invited", recipient: "rolf@north.example" },
    { kind: "person-invited", recipient: "rita@north.example" },
  ]);
  expect(await db.selectFrom("logins").select("password").execute()).toEqual([{ password: null }]);
}, 60_000);

test("the operator sells, gives, refunds and bans, and each is in the holder's ledger", async () => {
  const place = await freshPlace({ migrated: true });
  const bought = ["--programme", "cs-cart-customer-care", "--product", "cs-cart", "--kind"];
  const first = await run(
    ["license", "add", ...bought, "first", "--holder", "Ada", "--purchased", "2026-01-10"],
    place,
  );
  const key = /: ([0-9A-Z-]{23})\n/.exec(first.stdout)?.[1] ?? "";
  const license = ["--license", key.slice(-4)];
  expect(await run(["license", "add", ...bought, "additional", "--account", key], place)).toMatchObject({ code: 0 });
  const packaged = await run(["credits", "buy", ...license, "--package", "100"], place);
  const entry = /--entry ([\w-]{36})/.exec(packaged.stdout)?.[1] ?? "";
  expect((await run(["credits", "buy", ...license, "--package", "101"], place)).stderr).toContain("25, 50, 100, 200");
  expect(await run(["credits", "give", ...license, "--credits", "7", "--reason", "Sorry"], place)).toMatchObject({
    code: 0,
  });
  const refund = ["credits", "refund", ...license, "--entry", entry, "--reason", "stolen-card"];
  expect(await run(refund, place)).toMatchObject({ code: 0, stdout: "100 credits taken back from Ada.\n" });
  expect((await run(refund, place)).stderr).toContain("Only 0 credits");
  const banned = await run(["license", "ban", ...license, "--reason", "abuse"], place);
  expect(banned).toMatchObject({ code: 1, stderr: expect.stringContaining("It bans for: nothing") });
  const entries = await openAt(place).selectFrom("entries").selectAll().orderBy("seq").execute();
  expect(new Set(entries.map(({ accountId }) => accountId)).size).toBe(1);
  expect(entries.map(({ kind, source, credits, paidMinor }) => [kind, source, credits, paidMinor])).toEqual([
    ["grant", "license", 50, null],
    ["grant", "license", 30, null],
    ["grant", "package", 100, 16_500],
    ["grant", "goodwill", 7, null],
    ["correct", null, -100, null],
  ]);
  expect(entries.at(-1)?.corrects).toBe(entry);
}, 60_000);

test("a programme of the operator's own is checked by line, added once, and then followed", async () => {
  const place = await freshPlace({ migrated: true });
  const own = { ...structuredClone(programmes[0]), id: "our-rules", version: "2026-11" };
  const file = join(place.dataFolder, "rules.json");
  writeFileSync(file, JSON.stringify({ ...own, languages: "en" }, null, 2));
  const wrong = await run(["programme", "check", file], place);
  expect(wrong.code).toBe(1);
  const line =
    readFileSync(file, "utf8")
      .split("\n")
      .findIndex((each) => each.includes('"languages"')) + 1;
  expect(wrong.stderr).toContain(`${file}:${line}: languages: `);
  writeFileSync(file, JSON.stringify(own));
  expect(await run(["programme", "add", file], place)).toMatchObject({ code: 0 });
  expect((await run(["programme", "list"], place)).stdout).toContain("our-rules  2026-11\n");
  const added = ["license", "add", "--programme", "our-rules", "--product", "optioncart", "--kind", "site"];
  expect(await run([...added, "--holder", "Ada"], place)).toMatchObject({ code: 0 });
}, 60_000);

test("help names every command and makes nothing", async () => {
  const place = await freshPlace({ migrated: false });
  const { code, stdout } = await run(["help"], { ...place, dataFolder: join(place.dataFolder, "fresh") });
  expect(code).toBe(0);
  const plain = ["init", "serve", "migrate", "license add", "code", "person add", "check", "demo", "--data"];
  const rules = ["license ban", "credits buy", "credits give", "credits refund", "programme check", "programme add"];
  for (const command of [...plain, ...rules]) expect(stdout).toContain(command);
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
