import type { LoginTarget, ProofTarget } from "../../../../server/credentials/checker/task.ts";
import { createLog, type Logger } from "../../../../server/log.ts";

export function targetOf(changes: Partial<LoginTarget> = {}): LoginTarget {
  return {
    protocol: "ftps-explicit",
    host: "ftp.shop.example",
    port: 21,
    user: "mt_shop",
    secret: { by: "password", password: "a canary password" },
    pinned: null,
    sendsUnencrypted: false,
    ...changes,
  };
}

export function proofOf(changes: Partial<ProofTarget> = {}): ProofTarget {
  return { ...targetOf(), folder: null, storeOrigin: "https://shop.example", store: null, ...changes };
}

/** A log whose lines a test can read. */
export function testLog(): { log: Logger; lines: string[] } {
  const lines: string[] = [];
  return { log: createLog("debug", { write: (line) => lines.push(line) }), lines };
}
