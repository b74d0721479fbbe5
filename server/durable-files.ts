import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, linkSync, openSync, renameSync, unlinkSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** Whole or not at all, and never over another: two servers may start at once on one folder, and both read the first. */
export function makeDurably(path: string, text: string): void {
  const draft = writeDraft(path, text);
  try {
    linkDurably(draft, path);
  } finally {
    unlinkSync(draft);
  }
}

/** Whole or not at all, in place of what is there. */
export function replaceDurably(path: string, text: string): void {
  renameSync(writeDraft(path, text), path);
  syncFolderOf(path);
}

/** A second name of a file, unless there is a file of that name. */
export function linkDurably(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (!isExisting(error)) throw error;
  }
  syncFolderOf(to);
}

export function removeDurably(path: string): void {
  unlinkSync(path);
  syncFolderOf(path);
}

function writeDraft(path: string, text: string): string {
  const draft = `${path}.${randomBytes(8).toString("hex")}`;
  const file = openSync(draft, "wx", 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return draft;
}

/** What a folder lists is durable only once the folder is. */
export function syncFolderOf(path: string): void {
  const folder = openSync(dirname(path), "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EEXIST";
}
