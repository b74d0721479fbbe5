import { type Programme, programme } from "../../shared/programmes/schema.ts";
import { type Mistake, readStrictly } from "../../shared/strict-json.ts";

export type ReadProgramme = { ok: true; programme: Programme } | { ok: false; mistakes: Mistake[] };

/** Reads a programme from its file's text, or says every mistake with its line. */
export function readProgramme(text: string): ReadProgramme {
  const read = readStrictly(text, programme);
  return read.ok ? { ok: true, programme: read.value } : read;
}
