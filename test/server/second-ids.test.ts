import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { type Cast, wholeCast } from "./matrix/cast.ts";
import { strayMarks, type Who } from "./matrix/marks.ts";
import { objects } from "./matrix/objects.ts";
import { rows } from "./matrix/rows.ts";
import { nobodysElse, type SecondId, secondIds } from "./matrix/second-ids.ts";
import { type Answer, call, everyRow, procedureNames } from "./matrix/wire.ts";

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function ask(cast: Cast, { procedure }: SecondId, who: Who, input: unknown): Promise<Answer> {
  const answer = await call(cast.server, procedure, cast.headers[who], input);
  expect(strayMarks(who, answer.body), `${procedure} by ${who} told: ${answer.body}`).toEqual([]);
  return answer;
}

/** What two answers are compared by: the id itself may be said back. */
function told(each: SecondId, id: string, { status, body, headers }: Answer): unknown {
  if (each.answers === "fresh") return { status, code: codeIn(body) };
  return { status, body: body.replaceAll(id, "…"), headers: headers.replaceAll(/"content-length","\d+"/g, "") };
}

function codeIn(body: string): string | null {
  return /"refusal":\{"code":"([\w.-]+)"/.exec(body)?.[1] ?? null;
}

const refused = secondIds.filter(({ answers }) => typeof answers === "object");
const taken = secondIds.filter(({ answers }) => answers === "fresh");
const ignored = secondIds.filter(({ answers }) => answers === "ignored");

test("an id beside one's own that is somebody else's is refused as one that never was, and nothing is written", async () => {
  const cast = await wholeCast();
  for (const each of refused) for (const who of each.by) await tryOut(cast, each, who);
}, 60_000);

test("an id that the caller's browser makes is as good where somebody else used it as where nobody did", async () => {
  const cast = await wholeCast();
  for (const each of taken) for (const who of each.by) await tryOut(cast, each, who);
}, 60_000);

test("an id that is not the caller's to choose by changes nothing of the answer", async () => {
  const cast = await wholeCast();
  for (const each of ignored) for (const who of each.by) await tryOut(cast, each, who);
}, 60_000);

async function tryOut(cast: Cast, each: SecondId, who: Who): Promise<void> {
  const about = `${each.procedure}, ${each.what}, by ${who}`;
  const absent = each.absent?.() ?? uuidv7();
  const foreign = await each.foreign(cast, who);
  expect(foreign.length, `${about}: nothing foreign is tried`).toBeGreaterThan(0);
  const ids = [absent, ...foreign];
  const inputs: unknown[] = [];
  for (const id of ids) inputs.push(await each.input(id, cast, who));
  const before = await everyRow(cast.server);
  const answers: unknown[] = [];
  for (const [at, input] of inputs.entries()) {
    const answer = await ask(cast, each, who, input);
    if (typeof each.answers === "object") expect(codeIn(answer.body), about).toBe(each.answers.refused);
    else expect(answer.status, `${about}: ${answer.body}`).toBe(200);
    answers.push(told(each, ids[at] ?? "", answer));
  }
  for (const [at, answer] of answers.entries()) expect(answer, `${about}: ${ids[at]}`).toEqual(answers[0]);
  const after = await everyRow(cast.server);
  if (each.answers !== "fresh") expect(after, about).toEqual(before);
  // A file is of one request, or of one that was made of it: never of somebody who only knew its id.
  expect(after.files, about).toEqual(before.files);

  const own = await each.own(cast, who);
  if (own === null) return;
  const answer = await ask(cast, each, who, await each.input(own, cast, who));
  expect(answer.status, `${about}, one's own: ${answer.body}`).toBe(200);
  if (each.answers === "ignored") expect(told(each, own, answer), `${about}, one's own`).toEqual(answers[0]);
}

test("every procedure that takes a second id is in the table, or it is said why that id is nobody else's", async () => {
  const cast = await wholeCast();
  const known = new Set([...secondIds.map(({ procedure }) => procedure), ...Object.keys(nobodysElse)]);
  const missing: string[] = [];
  for (const name of procedureNames) {
    const row = rows[name];
    if (!row) continue;
    const first = (row.object && objects[row.object].absent?.()) ?? crypto.randomUUID();
    const input = { ...Object(await row.input(first, cast, row.by[0] ?? "nobody")), ...row.optional };
    const others = idsIn(input).filter((id) => id !== first);
    if (others.length > 0 && !known.has(name)) missing.push(name);
  }
  expect(missing, "say in test/server/matrix/second-ids.ts what a foreign one answers").toEqual([]);
});

/** Every id that stands alone in an input, also in the text of a submission. */
function idsIn(value: unknown): string[] {
  if (typeof value === "string") {
    if (uuid.test(value)) return [value];
    return value.startsWith("{") ? idsIn(JSON.parse(value)) : [];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(idsIn) : [];
}
