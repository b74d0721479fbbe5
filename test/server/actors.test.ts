import { expect, test } from "vitest";
import { url } from "../support/app.ts";
import { type Cast, wholeCast } from "./matrix/cast.ts";
import { everybody, readMarks, shownMarks, strayMarks, type Who } from "./matrix/marks.ts";
import { objects } from "./matrix/objects.ts";
import { type Row, rows } from "./matrix/rows.ts";
import { type Answer, answerOf, call, everyRow, procedureNames } from "./matrix/wire.ts";

const refusedAtTheDoor = /"(?:device|session)\.(?:missing|revoked|wrong-role|second-factor)"/;

function rowOf(name: string): Row {
  const row = Object.hasOwn(rows, name) ? rows[name] : undefined;
  if (!row) throw new Error(`${name} has no row in test/server/matrix/rows.ts: say there who may call it.`);
  return row;
}

function absentId({ object }: Row): string {
  return (object && objects[object].absent?.()) ?? crypto.randomUUID();
}

test("every procedure has a row in the table of who may call what, and every row a procedure", () => {
  for (const name of procedureNames) rowOf(name);
  expect(Object.keys(rows).sort()).toEqual([...procedureNames].sort());
});

/** Calls, and sees that nothing of another's stands in the answer. */
async function ask(cast: Cast, name: string, who: Who, input: unknown): Promise<Answer> {
  const answer = await call(cast.server, name, cast.headers[who], input);
  expect(strayMarks(who, answer.body), `${name} by ${who} told: ${answer.body}`).toEqual([]);
  for (const each of readMarks(who, answer.body)) seenBy(who).add(each);
  return answer;
}

const seen = new Map<Who, Set<string>>();
function seenBy(who: Who): Set<string> {
  const set = seen.get(who) ?? new Set();
  seen.set(who, set);
  return set;
}

test("whoever may not call a procedure is refused at the door and changes nothing; foreign is as absent; one's own is there", async () => {
  const cast = await wholeCast();
  for (const name of procedureNames) {
    const row = rowOf(name);
    await turnedAway(cast, name, row);
    await foreignAsAbsent(cast, name, row);
    await answered(cast, name, row);
  }
  // Else the words would not be where they could have strayed from.
  for (const who of everybody) expect([...seenBy(who)], who).toEqual(expect.arrayContaining(shownMarks(who)));
}, 120_000);

async function turnedAway(cast: Cast, name: string, row: Row): Promise<void> {
  const outsiders = everybody.filter((who) => !row.by.includes(who));
  const owner = row.by[0] ?? "nobody";
  const own = row.object && (await objects[row.object].own(cast, owner));
  const input = await row.input(own ?? absentId(row), cast, owner);
  const before = await everyRow(cast.server);
  for (const who of outsiders) {
    const { status, body } = await ask(cast, name, who, input);
    expect([401, 403], `${name} by ${who}: ${status} ${body}`).toContain(status);
    expect(body, `${name} by ${who}`).toMatch(refusedAtTheDoor);
    if (who.startsWith("unproven") || who === "nobody" || who === "revoked")
      expect(status, `${name} by ${who}`).toBe(401);
  }
  expect(await everyRow(cast.server), `${name} by those who may not`).toEqual(before);
}

async function foreignAsAbsent(cast: Cast, name: string, row: Row): Promise<void> {
  if (!row.object) return;
  const { foreign } = objects[row.object];
  const asked: { who: Who; absent: unknown; foreign: unknown[] }[] = [];
  for (const who of row.by) {
    const ids = await foreign(cast, who);
    const inputs = await Promise.all(ids.map((id) => row.input(id, cast, who)));
    asked.push({ who, absent: await row.input(absentId(row), cast, who), foreign: inputs });
  }
  const before = await everyRow(cast.server);
  for (const { who, absent, foreign } of asked) {
    const model = await ask(cast, name, who, absent);
    expect(model.status, `${name} by ${who} of nothing: ${model.body}`).toBeGreaterThanOrEqual(400);
    for (const input of foreign) {
      expect(await ask(cast, name, who, input), `${name} by ${who} of ${JSON.stringify(input)}`).toEqual(model);
    }
  }
  expect(await everyRow(cast.server), `${name} of what is not theirs`).toEqual(before);
}

async function answered(cast: Cast, name: string, row: Row): Promise<void> {
  for (const who of row.by) {
    const own = row.object ? await objects[row.object].own(cast, who) : "";
    if (own === null) continue;
    const { status, body } = await ask(cast, name, who, await row.input(own, cast, who));
    expect(body, `${name} by ${who}`).not.toMatch(refusedAtTheDoor);
    expect(status, `${name} by ${who}: ${body}`).toBe(row.own?.(who) ?? 200);
  }
}

test("a file is read by whoever answers its request; for everybody else it is as absent as none", async () => {
  const { server, a, headers } = await wholeCast();
  const get = async (who: Who, id: string) =>
    answerOf(await server.app.request(`${url}/files/${id}`, { headers: headers[who] }));
  for (const who of everybody) {
    const [found, absent] = [await get(who, a.fileId), await get(who, crypto.randomUUID())];
    if (who === "resellerA") expect(found.status).toBe(200);
    else expect(found, who).toEqual(absent);
    expect(absent.status, who).toBe(
      ["engineer", "senior", "operator", "resellerA", "resellerB"].includes(who) ? 404 : 401,
    );
  }
});

const columns = [
  "id",
  "role",
  "state",
  "account_id",
  "accountId",
  "licenseId",
  "deviceId",
  "personId",
  "number",
  "credits",
];

test("every procedure refuses each field that is not its own, repeats it to nobody, and writes nothing", async () => {
  const cast = await wholeCast();
  const inputs = new Map<string, object>();
  for (const name of procedureNames) inputs.set(name, await wholeInput(cast, rowOf(name), allowedOne(rowOf(name))));
  const before = await everyRow(cast.server);
  for (const [name, input] of inputs) {
    for (const extra of [...columns, "constructor", "toString"].filter((field) => !Object.hasOwn(input, field))) {
      const { status, body } = await ask(cast, name, allowedOne(rowOf(name)), { ...input, [extra]: "x" });
      expect(status, `${name} with ${extra}: ${body}`).toBe(400);
      expect(body).toContain('"where":"a field that is not known here"');
    }
  }
  expect(await everyRow(cast.server)).toEqual(before);
}, 60_000);

test("every procedure refuses values of another type, without a fault", async () => {
  const cast = await wholeCast();
  for (const name of procedureNames) {
    const row = rowOf(name);
    const who = allowedOne(row);
    const input = await wholeInput(cast, row, who);
    for (const field of Object.keys(input)) {
      for (const odd of [null, 1.5, true, [], {}, { toString: 1 }, "", "\ud800", "x".repeat(60_000)]) {
        const { status, body } = await ask(cast, name, who, { ...input, [field]: odd });
        const least = mayBe(odd, input[field]) ? 200 : 400;
        const about = `${name}: ${field} = ${String(JSON.stringify(odd)).slice(0, 40)}: ${body}`;
        expect(status, about).toBeGreaterThanOrEqual(least);
        expect(status, about).toBeLessThan(500);
      }
    }
    for (const odd of [1, "x", [], null]) {
      expect((await ask(cast, name, who, odd)).status, `${name} ${odd}`).toBe(400);
    }
  }
}, 60_000);

function mayBe(odd: unknown, usual: unknown): boolean {
  if (odd === null) return true;
  if (Array.isArray(odd)) return Array.isArray(usual);
  return typeof odd === "string" || (typeof odd === "boolean" && typeof usual === "boolean");
}

/** With every field that there is. */
async function wholeInput(cast: Cast, row: Row, who: Who): Promise<Record<string, unknown>> {
  const input: unknown = await row.input(absentId(row), cast, who);
  return { ...Object(input), ...row.optional };
}

/** Someone who may call it and stays who they are. */
function allowedOne({ by }: Row): Who {
  return by.find((who) => who !== "revoked") ?? "nobody";
}
