import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { programmes } from "../../shared/programmes/all.ts";
import { citations, type Programme } from "../../shared/programmes/schema.ts";
import { ask, type RulebookCase } from "./rulebook.ts";

/** `docs/policies.md`: every rule of every programme, where it is used, and which cases touch it. */

const rulebook = join(import.meta.dirname, "../fixtures/rulebook");
export const policiesPath = join(import.meta.dirname, "../../docs/policies.md");

export interface RuleCoverage {
  programme: Programme;
  rule: string;
  words: string;
  /** Places in the programme's data. */
  uses: string[];
  cases: string[];
}

export function coverage(): RuleCoverage[] {
  const cases = readdirSync(rulebook)
    .filter((name) => name.endsWith(".json"))
    .flatMap((name): RulebookCase[] => JSON.parse(readFileSync(join(rulebook, name), "utf8")));
  const touched = cases.map((one) => ({ id: one.id, programme: one.programme, rules: new Set(ask(one).rules) }));
  return programmes.flatMap((programme) =>
    Object.entries(programme.rules).map(([rule, words]) => ({
      programme,
      rule,
      words,
      uses: citations(programme)
        .filter(({ id }) => id === rule)
        .map(({ path }) => path.slice(0, -1).join(".") || path.join(".")),
      cases: touched.filter((one) => one.programme === programme.id && one.rules.has(rule)).map(({ id }) => id),
    })),
  );
}

export function policiesDocument(): string {
  const rows = coverage();
  const sections = programmes.map((programme) => {
    const own = rows.filter((row) => row.programme.id === programme.id);
    const lines = own.map(
      ({ rule, words, uses, cases }) => `| \`${rule}\` | ${words} | ${short(uses)} | ${short(cases)} |`,
    );
    return [
      `## ${programme.name}`,
      "",
      `\`${programme.id}\`, version ${programme.version}: ${own.length} rules.`,
      "",
      "| rule | in our words | used by | cases |",
      "|---|---|---|---|",
      ...lines,
      "",
    ].join("\n");
  });
  return [
    "# Support rules",
    "",
    "Written by `npm run docs:policies` from `shared/programmes/` and the cases in `test/fixtures/rulebook/`; do not edit.",
    "A verdict names the rules it rests on by these ids.",
    "",
    ...sections,
  ].join("\n");
}

function short(names: readonly string[]): string {
  const shown = names.slice(0, 4).map((name) => `\`${name}\``);
  return [...shown, ...(names.length > 4 ? [`and ${names.length - 4} more`] : [])].join(", ");
}

if (import.meta.main) writeFileSync(policiesPath, policiesDocument());
