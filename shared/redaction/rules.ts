import { fieldValues } from "./fields.ts";
import { frameArguments } from "./frames.ts";
import { inputs } from "./markup.ts";
import { accountFolders, accountNumbers, databaseUsers, emails, numbers } from "./people.ts";
import { bearers, knownFormats, logins, pathKeys, privateKeys } from "./secrets.ts";
import { sqlLiterals } from "./statements.ts";
import type { Stretch } from "./stretches.ts";
import { queries } from "./urls.ts";
import type { View } from "./view.ts";

/**
 * What never leaves a page. A rule finds stretches of a text; the redactor replaces them. Rules look for something rare
 * and go on from there, and none walks along the same run twice, so that no text takes more than linear time.
 */
export interface Rule {
  /** Texts of which one must be there, as written, for the rule to be worth running; none: always. */
  hints: readonly string[];
  find(view: View, found: Stretch[]): void;
}

/** Passwords, tokens, keys: kinds that must never arrive anywhere. */
const secretRules: readonly Rule[] = [
  { hints: ["-----BEGIN "], find: privateKeys },
  { hints: [], find: knownFormats },
  { hints: ["ey/"], find: pathKeys },
  { hints: ["://"], find: logins },
  { hints: ["earer", "asic", "EARER", "ASIC"], find: bearers },
  { hints: ["<"], find: inputs },
];

/** What is merely nobody's business. */
const privateRules: readonly Rule[] = [
  { hints: ["@"], find: emails },
  { hints: [], find: numbers },
  { hints: [], find: accountNumbers },
  { hints: ["/", "\\"], find: accountFolders },
  { hints: ["user"], find: databaseUsers },
  { hints: ["?", "#"], find: queries },
  { hints: ["#"], find: frameArguments },
  { hints: [], find: sqlLiterals },
];

export function stretchesOf(view: View, onlyClassA: boolean): Stretch[] {
  const found: Stretch[] = [];
  fieldValues(view, found, onlyClassA);
  for (const rule of onlyClassA ? secretRules : [...secretRules, ...privateRules]) {
    if (rule.hints.length === 0 || rule.hints.some((hint) => view.text.includes(hint))) rule.find(view, found);
  }
  return onlyClassA ? found.filter(({ classA }) => classA) : found;
}
