import { sql } from "kysely";
import { expect, test } from "vitest";
import { addProgramme } from "../../server/programmes/add-programme.ts";
import { readProgramme } from "../../server/programmes/read-programme.ts";
import { programmeById } from "../../shared/programmes/all.ts";
import type { Programme } from "../../shared/programmes/schema.ts";
import {
  askFor,
  byCredits,
  enrolledDevice,
  newSubmission,
  signedIn,
  startServer,
  supportedLicense,
} from "../support/app.ts";

const shipped = programmeById("cs-cart-customer-care") as Programme;
const text = JSON.stringify(shipped, null, 2);

test("a programme's file is read as it is told", () => {
  expect(readProgramme(text)).toEqual({ ok: true, programme: shipped });
});

test.each<[string, (text: string) => string, RegExp, RegExp]>([
  [
    "a rule that is cited but not told",
    (t) => t.replace('"rule": "category-upgrade"', '"rule": "absent-rule"'),
    /"rule": "absent-rule"/,
    /not told under rules/,
  ],
  [
    "a category that is not there",
    (t) => t.replace('"category": "upgrade"', '"category": "nothing"'),
    /"category": "nothing"/,
    /no category "nothing"/,
  ],
  [
    "a field that is not known",
    (t) => t.replace('"calendar": {', '"calendar": {\n    "colour": 1,'),
    /"colour"/,
    /not known here/,
  ],
  ["a value of another type", (t) => t.replace('"credits": 5', '"credits": "five"'), /"five"/, /number/],
  ["something missing", (t) => t.replace(/"life": null/, '"lives": null'), /./, /missing/],
  ["a comma too few", (t) => t.replace(/"version": "2020-01",/, '"version": "2020-01"'), /"name"/, /comma is missing/],
  ["a value too few", (t) => t.replace(/"version": "2020-01",/, '"version": ,'), /"version": ,/, /value is missing/],
  [
    "a string that does not end",
    (t) => t.replace(/"version": "2020-01",/, '"version": "2020'),
    /"version": "2020$/,
    /cannot be read/,
  ],
])("a mistake in a programme's file is told with its line: %s", (_, change, onLine, says) => {
  const changed = change(text);
  expect(changed).not.toBe(text);
  const read = readProgramme(changed);
  const mistakes = read.ok ? [] : read.mistakes;
  const told = mistakes.find((mistake) => says.test(mistake.says));
  expect(told, JSON.stringify(mistakes)).toBeDefined();
  expect(changed.split("\n")[(told?.line ?? 0) - 1]).toMatch(onLine);
});

test("a file that ends too early says so on its last line", () => {
  const read = readProgramme('{\n  "id": "a",\n');
  expect(read).toEqual({ ok: false, mistakes: [{ line: 3, where: "", says: "the file ends too early" }] });
});

test("a later version of a programme changes neither the verdict, the words nor the price of what was filed before", async () => {
  const server = await startServer();
  const license = await supportedLicense(server, byCredits);
  const { api } = await enrolledDevice(server, license);
  const { ticketId, ...sent } = newSubmission({ ask: askFor("functionality-question") });
  await api.tickets.file.mutate({ text: sent.text, sha256: sent.sha256 });
  const engineer = await signedIn(server);
  const before = await engineer.api.tickets.open.query({ ticketId });

  const dearer = structuredClone(shipped);
  dearer.version = "2030-01";
  dearer.rules["category-question"] = "Questions cost more now.";
  const question = dearer.credits?.categories.find(({ id }) => id === "question");
  if (question?.price.kind === "fixed") question.price.credits = 25;
  await addProgramme(server.ctx, dearer);
  expect(await engineer.api.tickets.open.query({ ticketId })).toEqual(before);
  expect((await api.credits.standing.query())?.programme.version).toBe("2020-01");

  const later = await enrolledDevice(server, await supportedLicense(server, byCredits));
  expect((await later.api.credits.standing.query())?.programme.version).toBe("2030-01");
});

test("a stored programme cannot be edited: not by adding it again, nor by SQL", async () => {
  const server = await startServer();
  await supportedLicense(server, byCredits);
  const changed = { ...structuredClone(shipped), name: "Another name" };
  await expect(addProgramme(server.ctx, changed)).rejects.toThrow("programme.version-taken");
  await addProgramme(server.ctx, shipped);
  await expect(sql`update programmes set body = '{}'`.execute(server.db)).rejects.toThrow(/only added to/);
  await expect(sql`delete from programmes`.execute(server.db)).rejects.toThrow(/only added to/);
});

test("a product or kind that a programme does not know is refused with those it knows", async () => {
  const server = await startServer();
  const odd = supportedLicense(server, { ...byCredits, kind: "lifetime" });
  await expect(odd).rejects.toMatchObject({
    refusal: { values: { known: expect.stringContaining("cs-cart (first, ") } },
  });
  expect(await server.db.selectFrom("licenses").select("id").execute()).toEqual([]);
});
