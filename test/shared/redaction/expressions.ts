import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "vite";

const root = join(import.meta.dirname, "../../../shared");
const sources = [
  "redaction.ts",
  "masking.ts",
  ...readdirSync(join(root, "redaction")).map((file) => `redaction/${file}`),
];

export interface Expression {
  source: string;
  flags: string;
  /** The file it is written in, or that it is built by one. */
  from: string;
}

/** Every expression that is written in the code of the redaction, and every one that it builds as it is loaded. */
export async function expressions(): Promise<Expression[]> {
  const found: Expression[] = sources.flatMap((file) => literalsOf(file));
  const Original = globalThis.RegExp;
  const built: RegExp[] = [];
  class Listening extends Original {
    constructor(pattern: string | RegExp, flags?: string) {
      super(pattern, flags);
      built.push(this);
    }
  }
  // The language's own class, but for the list it keeps.
  globalThis.RegExp = Listening as typeof RegExp;
  try {
    for (const file of sources) await import(/* @vite-ignore */ `${join(root, file)}?listening`);
  } finally {
    globalThis.RegExp = Original;
  }
  const own = built.map(({ source, flags }) => ({ source, flags, from: "built" }));
  return [...new Map([...found, ...own].map((one) => [`${one.source} ${one.flags}`, one])).values()];
}

function literalsOf(file: string): Expression[] {
  const found: Expression[] = [];
  const visit = (node: unknown): void => {
    if (node === null || typeof node !== "object") return;
    if ("regex" in node && node.regex !== null && typeof node.regex === "object") {
      const { pattern, flags } = node.regex as { pattern: string; flags: string };
      found.push({ source: pattern, flags, from: file });
    }
    for (const inner of Object.values(node)) visit(inner);
  };
  visit(parseAst(readFileSync(join(root, file), "utf8"), { lang: "ts" }));
  return found;
}
