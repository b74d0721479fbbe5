import fc from "fast-check";
import { type Report, report } from "../../shared/report.ts";

const word = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(..."abcdefghij0123456789 .<>&\"'é漢") });
const maybeWord = fc.option(word, { nil: null });
const maybeFlag = fc.option(fc.boolean(), { nil: null });
const depth = fc.constantFrom("page" as const, "safe" as const, "sweep" as const);

/** Reports with every kind of fact, mostly small. */
export const reports: fc.Arbitrary<Report> = fc
  .record({
    platform: fc.record({
      id: word,
      label: word,
      native: maybeFlag,
      version: maybeWord,
      edition: maybeWord,
      build: maybeWord,
    }),
    page: fc.record({ route: maybeWord, title: maybeWord, language: maybeWord }),
    admin: fc.record({ group: maybeWord, language: maybeWord }),
    stores: fc.array(fc.record({ name: word, url: maybeWord, default: fc.boolean() }), { maxLength: 3 }),
    languages: fc.array(word, { maxLength: 3 }),
    theme: fc.option(fc.record({ name: word, depth }), { nil: null }),
    modules: fc.array(
      fc.record({
        type: word,
        code: word,
        name: word,
        version: maybeWord,
        installed: maybeFlag,
        enabled: maybeFlag,
        thirdParty: maybeFlag,
        depth,
      }),
      { maxLength: 4 },
    ),
    modifications: fc.array(
      fc.record({
        name: word,
        author: maybeWord,
        version: maybeWord,
        enabled: maybeFlag,
        kind: fc.constant("ocmod" as const),
      }),
      { maxLength: 4 },
    ),
    server: fc.record({ php: maybeWord, web: maybeWord, from: fc.constant({ php: "X-Powered-By header" }) }),
    logs: fc.array(
      fc.record({
        name: word,
        truncated: fc.boolean(),
        groups: fc.array(fc.record({ message: word, count: fc.integer({ min: 1, max: 9 }) }), { maxLength: 3 }),
      }),
      { maxLength: 2 },
    ),
    missing: fc.array(fc.record({ fact: word, why: word }), { maxLength: 2 }),
  })
  .map((loose) => report.parse({ schema: 1, capturedAt: "2026-03-04T08:00:00Z", ...loose }));
