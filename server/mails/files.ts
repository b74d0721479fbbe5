import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { MailTransport } from "./transport.ts";

/**
 * Mails as files, `<time>-<id>.eml`, that only this user may read. A mail has one name and comes to it whole, so handing
 * it over again leaves one file.
 */
export function filesTransport(folder: string): MailTransport {
  return {
    isRepeatable: true,
    send: async ({ id, createdAt, bytes }, beforeLast, atLast) => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, `${createdAt.replaceAll(/[:.]/g, "-")}-${id}.eml`);
      if (existsSync(path)) return;
      const draft = `${path}.${process.pid}.part`;
      const file = openSync(draft, "w", 0o600);
      try {
        writeSync(file, bytes);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      await beforeLast();
      atLast();
      renameSync(draft, path);
      syncFolder(folder);
    },
    close: () => {},
  };
}

function syncFolder(path: string): void {
  const folder = openSync(path, "r");
  fsyncSync(folder);
  closeSync(folder);
}
