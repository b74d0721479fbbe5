import type { z } from "zod";
import { readJson } from "./json-places.ts";

/** Something wrong in a file that a person wrote. */
export interface Mistake {
  line: number;
  /** Where: `topics.upgrade.category`; empty for the file as a whole. */
  where: string;
  says: string;
}

export type StrictJson<Value> = { ok: true; value: Value } | { ok: false; mistakes: Mistake[] };

/** Reads a value from its file's text, or says every mistake with its line, in the order of the lines. */
export function readStrictly<Value>(text: string, schema: z.ZodType<Value>): StrictJson<Value> {
  const json = readJson(text);
  if (!json.ok) return { ok: false, mistakes: [{ line: json.line, where: "", says: json.says }] };
  const parsed = schema.safeParse(json.value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const mistakes = parsed.error.issues.flatMap((issue) => mistakesOf(issue, json.lineOf));
  return { ok: false, mistakes: mistakes.toSorted((one, other) => one.line - other.line) };
}

function mistakesOf(issue: z.core.$ZodIssue, lineOf: (path: readonly PropertyKey[]) => number): Mistake[] {
  const at = (path: readonly PropertyKey[], says: string) => ({ line: lineOf(path), where: path.join("."), says });
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => at([...issue.path, key], "this is not known here"));
  }
  if (issue.code === "invalid_type" && issue.message.endsWith("received undefined")) {
    return [at(issue.path, `this is missing; it is a ${issue.expected}`)];
  }
  return [at(issue.path, issue.message)];
}
