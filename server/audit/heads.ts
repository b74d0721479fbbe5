import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Db } from "../db/open.ts";
import { syncFolderOf } from "../durable-files.ts";
import type { Head } from "./access-log.ts";

/** How far the access log went at a time, kept outside of the database. */
export interface ExportedHead extends Head {
  at: string;
  /** Under the key of the log. */
  mac: string;
  /** Of the file, from 1. */
  line: number;
}

const exported = z.strictObject({ at: z.iso.datetime(), seq: z.int().min(0), hash: z.string(), mac: z.string() });

export function headsFile(dataFolder: string): string {
  return join(dataFolder, "access-log-heads");
}

/** A line that cannot be read says nothing: a power cut can leave half of one. */
export function exportedHeads(dataFolder: string): ExportedHead[] {
  const path = headsFile(dataFolder);
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .flatMap((text, at) => headOf(text, at + 1));
}

function headOf(text: string, line: number): ExportedHead[] {
  try {
    return [{ ...exported.parse(JSON.parse(text)), line }];
  } catch {
    return [];
  }
}

/** Adds the present head to the file, unless it is the last one there. Returns what was added. */
export async function exportHead(db: Db, dataFolder: string, now: Date): Promise<Omit<ExportedHead, "line"> | null> {
  const head = await db.selectFrom("accessLogHead").select(["seq", "hash", "mac"]).executeTakeFirst();
  const last = exportedHeads(dataFolder).at(-1);
  if (!head || (last?.seq === head.seq && last.hash === head.hash)) return null;
  const line = { at: now.toISOString(), ...head };
  const path = headsFile(dataFolder);
  const file = openSync(path, "a", 0o600);
  try {
    // In one piece, on a line of its own whatever the last one came to, also where two servers do this at once.
    writeSync(file, `\n${JSON.stringify(line)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  syncFolderOf(path);
  return line;
}
