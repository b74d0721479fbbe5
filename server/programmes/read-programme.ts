import type { z } from "zod";
import { type Programme, programme } from "../../shared/programmes/schema.ts";
import { readJson } from "./json-places.ts";

/** Something wrong in a programme's file. */
export interface Mistake {
  line: number;
  /** Where: `topics.upgrade.category`; empty for the file as a whole. */
  where: string;
  says: string;
}

export type ReadProgramme = { ok: true; programme: Programme } | { ok: false; mistakes: Mistake[] };

/** Reads a programme from its file's text, or says every mistake with its line. */
export function readProgramme(text: string): ReadProgramme {
  const json = readJson(text);
  if (!json.ok) return { ok: false, mistakes: [{ line: json.line, where: "", says: json.says }] };
  const parsed = programme.safeParse(json.value);
  if (parsed.success) return { ok: true, programme: parsed.data };
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
