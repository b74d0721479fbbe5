import fc from "fast-check";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { type NewEntry, post, record } from "../../../server/credits/record.ts";
import * as credits from "../../../server/credits/store.ts";
import type { Tx } from "../../../server/db/open.ts";
import { balance } from "../../../shared/credits.ts";
import { AppError } from "../../../shared/problems.ts";
import { enrolledDevice, newLicense, newSubmission, startServer, type TestServer } from "../../support/app.ts";
import { engine } from "../../support/db.ts";
import { runs } from "../../support/runs.ts";

type Step =
  | { kind: "grant"; credits: number }
  | { kind: "hold" | "settle" | "release"; ticket: number; credits: number }
  | { kind: "correct"; of: number; credits: number }
  | { kind: "again"; of: number }
  | { kind: "changed"; of: number };

const amount = fc.integer({ min: 1, max: 30 });
const at = fc.nat({ max: 20 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("grant"), credits: amount }),
  fc.record({
    kind: fc.constantFrom("hold", "hold", "settle", "release"),
    ticket: fc.nat({ max: 1 }),
    credits: amount,
  }),
  fc.record({ kind: fc.constant("correct"), of: at, credits: amount }),
  fc.record({ kind: fc.constantFrom("again", "changed"), of: at }),
);

/** What an account must look like, told without the rules that are tested. */
interface Model {
  granted: number;
  available: number;
  held: number[];
  spent: number[];
  posted: { entry: NewEntry; left: number; ticket: number | null }[];
}

const sequences = engine === "sqlite" ? runs(10_000, 150) : runs(500, 50);

test(
  "no sequence of commands overdraws an account, loses a credit, or counts a repeated command twice",
  async () => {
    const server = await startServer();
    const tickets = await twoTickets(server);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const accountId = await newAccount(server);
        const model: Model = { granted: 0, available: 0, held: [0, 0], spent: [0, 0], posted: [] };
        for (const each of steps) await play(server, accountId, tickets, model, each);
        const ledger = await credits.ledgerOf(server.db, accountId);
        const sum = (parts: number[]) => parts.reduce((all, part) => all + part, 0);
        const expected = { granted: model.granted, available: model.available };
        expect(balance(ledger)).toEqual({ ...expected, held: sum(model.held), spent: sum(model.spent) });
        expect(model.available).toBeGreaterThanOrEqual(0);
        expect(model.available + sum(model.held) + sum(model.spent)).toBe(model.granted);
        expect(ledger).toHaveLength(model.posted.length);
      }),
      { numRuns: sequences },
    );
  },
  runs(1_800_000, 120_000),
);

async function play(server: TestServer, accountId: string, tickets: number[], model: Model, each: Step): Promise<void> {
  const id = uuidv7();
  if (each.kind === "again" || each.kind === "changed") {
    const earlier = model.posted[each.of % Math.max(model.posted.length, 1)]?.entry;
    if (!earlier) return;
    if (each.kind === "again") return expect(await outcome(server, accountId, earlier)).toBe("done");
    const changed = { ...earlier, credits: earlier.credits + 1 };
    return expect(await outcome(server, accountId, changed)).toBe("command.id-taken");
  }
  if (each.kind === "grant") {
    await expectDone(server, accountId, model, { id, kind: "grant", credits: each.credits, source: "goodwill" }, null);
    model.granted += each.credits;
    model.available += each.credits;
    return;
  }
  if (each.kind === "correct") return playCorrection(server, accountId, model, id, each);
  const { ticket, credits } = each;
  const room = each.kind === "hold" ? model.available : (model.held[ticket] ?? 0);
  const ticketNumber = tickets[ticket] ?? 0;
  const entry: NewEntry =
    each.kind === "release"
      ? { id, kind: "release", ticketNumber, credits, reason: "declined" }
      : { id, kind: each.kind, ticketNumber, credits };
  if (credits > room) {
    const refused = each.kind === "hold" ? "credits.insufficient" : "credits.not-held";
    return expect(await outcome(server, accountId, entry)).toBe(refused);
  }
  await expectDone(server, accountId, model, entry, each.kind === "settle" ? ticket : null);
  const change = (of: number[], by: number) => of.splice(ticket, 1, (of[ticket] ?? 0) + by);
  if (each.kind === "hold") model.available -= credits;
  if (each.kind === "release") model.available += credits;
  change(model.held, each.kind === "hold" ? credits : -credits);
  if (each.kind === "settle") change(model.spent, credits);
}

async function playCorrection(
  server: TestServer,
  accountId: string,
  model: Model,
  id: string,
  { of, credits }: Extract<Step, { kind: "correct" }>,
): Promise<void> {
  const corrected = model.posted[of % Math.max(model.posted.length, 1)];
  if (!corrected) return;
  const entry: NewEntry = { id, kind: "correct", corrects: corrected.entry.id, credits, reason: "typed wrong" };
  const { kind } = corrected.entry;
  const isGrant = kind === "grant";
  const expected =
    !isGrant && kind !== "settle"
      ? "credits.entry-absent"
      : credits > corrected.left
        ? "credits.entry-spent"
        : isGrant && credits > model.available
          ? "credits.insufficient"
          : "done";
  if (expected !== "done") return expect(await outcome(server, accountId, entry)).toBe(expected);
  await expectDone(server, accountId, model, entry, null);
  corrected.left -= credits;
  model.available += isGrant ? -credits : credits;
  if (isGrant) model.granted -= credits;
  else if (corrected.ticket !== null) {
    model.spent.splice(corrected.ticket, 1, (model.spent[corrected.ticket] ?? 0) - credits);
  }
}

async function expectDone(
  server: TestServer,
  accountId: string,
  model: Model,
  entry: NewEntry,
  ticket: number | null,
): Promise<void> {
  expect(await outcome(server, accountId, entry)).toBe("done");
  model.posted.push({ entry, left: entry.credits, ticket });
}

async function outcome({ ctx }: TestServer, accountId: string, entry: NewEntry): Promise<string> {
  try {
    await post(ctx, accountId, entry);
    return "done";
  } catch (error) {
    if (error instanceof AppError) return error.refusal.code;
    throw error;
  }
}

test("entries can be neither changed, removed nor replaced, whatever SQL says", async () => {
  const server = await startServer();
  const accountId = await newAccount(server);
  await post(server.ctx, accountId, { id: "a", kind: "grant", credits: 5, source: "goodwill" });
  const before = await server.db.selectFrom("entries").selectAll().execute();
  for (const statement of [
    "update entries set credits = 500",
    "update entries set seq = 2",
    "delete from entries",
    engine === "postgres" ? "truncate entries" : "delete from entries where id = 'a'",
  ]) {
    await expect(sql.raw(statement).execute(server.db), statement).rejects.toThrow(/only added to/);
  }
  const columns = "account_id, seq, id, kind, credits, source, at, actor_kind";
  const replaced = `'${accountId}', 1, 'a', 'grant', 500, 'goodwill', '2026', 'system'`;
  const replace =
    engine === "postgres"
      ? `insert into entries (${columns}) values (${replaced}) on conflict (id) do update set credits = 500`
      : `insert or replace into entries (${columns}) values (${replaced})`;
  await expect(sql.raw(replace).execute(server.db)).rejects.toThrow(/only added to/);
  expect(await server.db.selectFrom("entries").selectAll().execute()).toEqual(before);
});

test.each([
  ["no whole number", "'grant', 1.5, null, 'goodwill', null"],
  ["a negative grant", "'grant', -5, null, 'goodwill', null"],
  ["nothing at all", "'grant', 0, null, 'goodwill', null"],
  ["a grant without a source", "'grant', 5, null, null, null"],
  ["a hold for no ticket", "'hold', 5, null, null, null"],
  ["a correction of nothing", "'correct', -5, null, null, null"],
  ["a correction of what is not there", "'correct', -5, null, null, 'absent'"],
  ["another kind", "'gift', 5, null, 'goodwill', null"],
])("the database takes no entry that is %s", async (name, values) => {
  const server = await startServer();
  const accountId = await newAccount(server);
  const columns = "account_id, seq, id, at, actor_kind, kind, credits, ticket_number, source, corrects";
  const insert = sql.raw(
    `insert into entries (${columns}) values ('${accountId}', 1, 'a', '2026', 'system', ${values})`,
  );
  // PostgreSQL rounds a literal on its way into a whole number.
  if (engine === "postgres" && name === "no whole number") return;
  await expect(insert.execute(server.db)).rejects.toThrow();
});

test("of two who read the same ledger one writes: the database takes no place in it twice", async () => {
  const server = await startServer();
  const accountId = await newAccount(server);
  await post(server.ctx, accountId, { id: "a", kind: "grant", credits: 5, source: "goodwill" });
  const [row] = await server.db.selectFrom("entries").selectAll().execute();
  const second = server.db.transaction().execute((tx) => credits.append(tx, { ...row!, id: "b" }));
  await expect(second).rejects.toThrow(/unique/i);
});

test.runIf(engine === "postgres").each([
  { lock: true, unique: false, isExact: true },
  { lock: false, unique: true, isExact: true },
  { lock: false, unique: false, isExact: false },
])(
  "the account's lock and the numbered entries each stop an overdraft alone: %j",
  async ({ lock, unique, isExact }) => {
    const server = await startServer();
    const [ticketNumber = 0] = await twoTickets(server);
    const accountId = await newAccount(server);
    await post(server.ctx, accountId, { id: uuidv7(), kind: "grant", credits: 4, source: "goodwill" });
    if (!unique) await sql`alter table entries drop constraint entries_account_seq`.execute(server.db);
    const hold = (): NewEntry => ({ id: uuidv7(), kind: "hold", ticketNumber, credits: 1 });
    // Whoever charges has read the ledger before anyone has written: without lock and numbers all of them go through.
    const chargers = 8;
    const allHaveRead = Promise.withResolvers<void>();
    let read = 0;
    const chargeUnlocked = async (tx: Tx) => {
      await credits.ledgerOf(tx, accountId);
      read += 1;
      if (read === chargers) allHaveRead.resolve();
      await allHaveRead.promise;
      await record(server.ctx, tx, accountId, hold());
    };
    const charge = async () => {
      for (;;) {
        try {
          if (lock) await post(server.ctx, accountId, hold());
          else await server.db.transaction().setIsolationLevel("repeatable read").execute(chargeUnlocked);
        } catch (error) {
          if (error instanceof AppError && error.refusal.code === "credits.insufficient") return;
        }
      }
    };
    await Promise.all(Array.from({ length: chargers }, charge));
    const { available, held } = balance(await credits.ledgerOf(server.db, accountId));
    if (isExact) expect({ available, held }).toEqual({ available: 0, held: 4 });
    else expect(available).toBeLessThan(0);
  },
);

async function newAccount({ db }: TestServer): Promise<string> {
  const id = uuidv7();
  await db.insertInto("accounts").values({ id, name: "Ada", version: 0, createdAt: "2026" }).execute();
  return id;
}

async function twoTickets(server: TestServer): Promise<number[]> {
  const { api } = await enrolledDevice(server, await newLicense(server));
  const numbers: number[] = [];
  for (let made = 0; made < 2; made++) {
    const { text, sha256 } = newSubmission();
    numbers.push((await api.tickets.file.mutate({ text, sha256 })).number);
  }
  return numbers;
}
