import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AppError, refusal } from "../../shared/problems.ts";
import { replaceDurably } from "../durable-files.ts";
import type { Keys } from "../secrets.ts";
import type { Fault } from "./verify.ts";

/**
 * Faults of the log that no operator has looked at yet. While there is one, no access is revealed: everything else goes on.
 * What an operator has looked at is kept in a file beside the database, by the server's own folder, so that another process
 * can clear the doubt of one that runs.
 */
const doubts = new WeakMap<Keys, { dataFolder: string; faults: readonly Fault[] }>();

/** What verifying has found, for this process. Returns what nobody has looked at. */
export function doubt(keys: Keys, dataFolder: string, faults: readonly Fault[]): Fault[] {
  const left = unseen(dataFolder, faults);
  doubts.set(keys, { dataFolder, faults: left });
  return left;
}

export function requireTrusted(keys: Keys): void {
  const known = doubts.get(keys);
  if (!known || known.faults.length === 0) return;
  if (doubt(keys, known.dataFolder, known.faults).length > 0) throw new AppError(refusal("access-log.in-doubt"));
}

/** An operator has looked at these. Each counts for what is there now: changed once more it is a new one. */
export function accept(dataFolder: string, faults: readonly Fault[]): void {
  const marks = new Set([...seenMarks(dataFolder), ...faults.map(markOf)]);
  replaceDurably(seenFile(dataFolder), [...marks].map((mark) => `${mark}\n`).join(""));
}

export function unseen(dataFolder: string, faults: readonly Fault[]): Fault[] {
  const seen = new Set(seenMarks(dataFolder));
  return faults.filter((fault) => !seen.has(markOf(fault)));
}

function seenMarks(dataFolder: string): string[] {
  const path = seenFile(dataFolder);
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "");
}

function seenFile(dataFolder: string): string {
  return join(dataFolder, "access-log-faults-seen");
}

function markOf({ kind, seq, mark }: Fault): string {
  return createHash("sha256").update(`${kind}\n${seq}\n${mark}`, "utf8").digest("hex");
}
