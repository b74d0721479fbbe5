import fc from "fast-check";
import { expect, test } from "vitest";
import { countFacts, factsOf, leftOutWhy, withoutFacts } from "../../shared/facts.ts";
import { report } from "../../shared/report.ts";
import { reports } from "../support/arbitraries.ts";

const sample = report.parse({
  schema: 1,
  capturedAt: "2026-03-04T08:00:00Z",
  platform: { id: "opencart", label: "OpenCart", native: true, version: "3.0.3.8" },
  page: { route: "common/dashboard" },
  server: { php: "8.2.36", from: { php: "X-Powered-By header" } },
  modules: [
    { type: "module", code: "one", name: "CANARY-ONE", depth: "page" },
    { type: "module", code: "two", name: "CANARY-TWO", depth: "page" },
    { type: "module", code: "three", name: "CANARY-THREE", depth: "page" },
  ],
  logs: [{ name: "error.log", truncated: false, groups: [{ message: "CANARY-LOG", count: 3 }] }],
  missing: [{ fact: "theme", why: "only on a page that also holds passwords" }],
});

const pathsOf = (value: typeof sample) => factsOf(value).flatMap(({ facts }) => facts.map(({ path }) => path));

test("every fact that is listed can be left out, and is gone from the bytes", () => {
  fc.assert(
    fc.property(reports, fc.array(fc.nat(), { maxLength: 6 }), (whole, picks) => {
      const all = pathsOf(whole);
      const chosen = [
        ...new Set(picks.map((pick) => all[pick % Math.max(1, all.length)]).filter((path) => path !== undefined)),
      ];
      const left = withoutFacts(whole, chosen);
      expect(report.parse(left)).toEqual(left);
      expect(countFacts(factsOf(left))).toBe(all.length - chosen.length);
    }),
  );
});

test("leaving nothing out changes nothing", () => {
  fc.assert(
    fc.property(reports, (whole) => {
      expect(withoutFacts(whole, [])).toEqual(whole);
    }),
  );
});

test("a left-out item of a list takes its name with it and leaves its neighbours", () => {
  const left = withoutFacts(sample, ["modules.0", "modules.2", "logs.0.groups.0"]);
  expect(JSON.stringify(left)).not.toMatch(/CANARY-(ONE|THREE|LOG)/);
  expect(left.modules.map(({ name }) => name)).toEqual(["CANARY-TWO"]);
  expect(left.missing).toContainEqual({ fact: "modules", why: `2 ${leftOutWhy}` });
});

test("a left-out value is told as missing, and where it came from is not told", () => {
  const left = withoutFacts(sample, ["server.php"]);
  expect(left.server).toMatchObject({ php: null, from: {} });
  expect(left.missing).toContainEqual({ fact: "server.php", why: leftOutWhy });
});

test.each([
  "",
  "nothing",
  "modules.99",
  "modules.one",
  "__proto__.polluted",
  "constructor",
  "platform.version.x",
  "schema.x",
])("the path %j names nothing and changes nothing", (path) => {
  expect(withoutFacts(sample, [path])).toEqual(sample);
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
});

test("the report that was captured is not changed by leaving facts out", () => {
  const before = structuredClone(sample);
  withoutFacts(sample, pathsOf(sample));
  expect(sample).toEqual(before);
});

test("a fact that could not be read is listed with its reason", () => {
  const store = factsOf(sample).find(({ id }) => id === "store");
  expect(store?.missing).toEqual([{ name: "Theme", why: "only on a page that also holds passwords" }]);
});
