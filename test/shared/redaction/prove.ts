import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkSync } from "recheck";
import { type Expression, expressions } from "./expressions.ts";

/**
 * Proves expressions safe from catastrophic backtracking. That takes seconds for some, so that what was proved stands in
 * a list beside this file: `node test/shared/redaction/prove.ts` writes it anew; the test proves in full all that is not
 * in it, and everything where all is verified.
 */

const list = join(import.meta.dirname, "proved.json");

export function provedBefore(): Set<string> {
  const names: string[] = JSON.parse(readFileSync(list, "utf8"));
  return new Set(names);
}

export const nameOf = ({ source, flags }: Expression) => `/${source}/${flags}`;

/** Null where it is safe; otherwise what is wrong with it. */
export function doubtOf(source: string, flags: string): string | null {
  // The backend that is plain JavaScript: the others are programs of their own.
  process.env.RECHECK_BACKEND = "pure";
  // By its automaton, which is a proof; where it looks around itself there is none, and inputs are searched for instead.
  const byAutomaton = checkSync(source, flags, {
    checker: "automaton",
    maxPatternSize: 100_000,
    maxNFASize: 200_000,
    timeout: 60_000,
  });
  const found = byAutomaton.status === "unknown" ? checkSync(source, flags, { timeout: 120_000 }) : byAutomaton;
  if (found.status === "safe") return null;
  return found.status === "vulnerable"
    ? `${found.complexity.summary}: ${found.attack.pattern}`
    : `not proved: ${found.error.kind}`;
}

if (import.meta.main) {
  const proved: string[] = [];
  for (const expression of await expressions()) {
    const doubt = doubtOf(expression.source, expression.flags);
    if (doubt === null) proved.push(nameOf(expression));
    else console.error(`${expression.from}: ${nameOf(expression)}\n  ${doubt}`);
  }
  writeFileSync(list, `${JSON.stringify(proved.sort(), null, 2)}\n`);
  console.log(`${proved.length} proved safe`);
}
