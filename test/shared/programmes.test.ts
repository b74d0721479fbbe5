import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { programmes } from "../../shared/programmes/all.ts";
import { citations, programme } from "../../shared/programmes/schema.ts";
import { type Situation, verdict } from "../../shared/verdict.ts";
import { coverage, policiesDocument, policiesPath } from "../support/policies-doc.ts";

describe.each(coverage().map((row) => [`${row.programme.id} ${row.rule}`, row] as const))("the rule %s", (_, row) => {
  test("is used by the programme's data and touched by a case", () => {
    expect(row.uses).not.toEqual([]);
    expect(row.cases).not.toEqual([]);
  });
});

test("the table of rules is the one that the data and the cases give", () => {
  expect(readFileSync(policiesPath, "utf8")).toBe(policiesDocument());
});

const whole = programmes[1]!;

test.each([
  ["a rule that is cited but not told", { queue: { rule: "nowhere" } }, "queue.rule"],
  ["a field that no programme has", { colour: "red" }, ""],
  ["a plan that a grant gives and nobody sells", { plans: [] }, "grants.0.gives.plan"],
  [
    "a period that is none",
    { grants: [{ ...whole.grants[0], gives: { what: "free-period", period: "soon" } }] },
    "grants.0.gives.period",
  ],
  [
    "a clock time that is none",
    { calendar: { ...whole.calendar, slots: [{ from: "9", to: "18:00" }] } },
    "calendar.slots.0.from",
  ],
  [
    "negative credits",
    { plans: [{ ...whole.plans[0], requests: { most: -1, per: "month", rule: "premium" } }] },
    "plans.0.requests.most",
  ],
])("%s is refused, and the place is named", (_, change, path) => {
  const result = programme.safeParse({ ...whole, ...change });
  expect(result.success).toBe(false);
  expect(result.error?.issues.map((issue) => issue.path.join("."))).toContain(path);
});

test("two programmes never share an id and a version", () => {
  expect(new Set(programmes.map(({ id, version }) => `${id} ${version}`)).size).toBe(programmes.length);
});

describe("the example that operators start from", () => {
  const text = readFileSync("docs/example-programme.json", "utf8");
  const example = () => programme.parse(JSON.parse(text));

  const situation: Situation = {
    at: Temporal.Instant.from("2026-12-08T10:00:00Z"),
    filer: "license-holder",
    license: { product: "acme-checkout", kind: "first", purchasedAt: "2026-12-01" },
    topic: "configuration-fault",
    balance: 20,
    agreesUpTo: null,
    used: { requests: 0, modifications: 0, serverChanges: 0 },
    store: null,
    moduleMadeFor: null,
    upgrade: null,
    upgradeSubscription: true,
  };

  test("is a programme, tells no rule that nothing rests on, and reads the same when written again", () => {
    const cited = new Set(citations(example()).map(({ id }) => id));
    expect(Object.keys(example().rules).filter((rule) => !cited.has(rule))).toEqual([]);
    expect(programme.parse(JSON.parse(JSON.stringify(example())))).toEqual(example());
  });

  test("is not the id of a programme that ships", () => {
    expect(programmes.map(({ id }) => id)).not.toContain(example().id);
  });

  test.each([
    [
      "a fault is asked for and leaves 5",
      {},
      { verdict: "accept", credits: 15, confirmation: "required", creditsLeft: 5 },
    ],
    ["a question asks nobody", { topic: "functionality-question" }, { credits: 5, confirmation: "not-needed" }],
    ["a change above the balance lacks 20", { topic: "code-modification" }, { verdict: "buy-credits", short: 20 }],
    [
      "five releases passed cost 50",
      { topic: "upgrade", balance: 90, upgrade: { from: "1", to: "6", releases: ["1", "2", "3", "4", "5", "6"] } },
      { verdict: "accept", credits: 50 },
    ],
    [
      "a further license has a fault free in its first days",
      { license: { ...situation.license, kind: "further" } },
      { verdict: "accept", credits: 0 },
    ],
    [
      "the Care plan holds no changes",
      { topic: "theme-customization", license: { ...situation.license, plan: "care" } },
      { verdict: "quote-separately", reason: "not-in-plan" },
    ],
    ["a server is not part of it", { topic: "server-configuration" }, { verdict: "refuse", route: "hosting-company" }],
  ] as [string, Partial<Situation>, object][])("rules what its page says: %s", (_, change, expected) => {
    expect(verdict(example(), { ...situation, ...change })).toMatchObject(expected);
  });

  test("stands on a page that explains every field of a programme", () => {
    const page = readFileSync("docs/programmes.md", "utf8");
    const fields = (shape: object) => Object.keys(shape);
    const all = [...fields(programme.shape), ...fields(programme.shape.plans.element.shape)];
    expect(all.filter((field) => !page.includes(`\`${field}\``))).toEqual([]);
  });
});
