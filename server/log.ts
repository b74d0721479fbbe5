import { type DestinationStream, type Logger, pino } from "pino";
import type { Config } from "./config.ts";

export type { Logger };

/** One JSON object a line. What could hold a secret is never passed to it; the list is the second net. */
export function createLog(level: Config["logLevel"], to?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: () => `,"at":"${new Date().toISOString()}"`,
    redact: {
      paths: [
        "token",
        "password",
        "code",
        "key",
        "cookie",
        "authorization",
        "*.token",
        "*.password",
        "*.authorization",
      ],
      censor: "[removed]",
    },
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return to ? pino(options, to) : pino(options);
}

const secrets = /spd_[\w-]{20,}|#?[0-9A-HJKMNP-TV-Z]{16}\.[0-9a-f]{64}|\/\/[^\s/@]+@/gi;

/** An error as the log keeps it: what and where, without parameters, and without what looks like a secret. */
export function errorForLog(error: unknown): Record<string, unknown> {
  const chain = [];
  for (let at = error; at instanceof Error && chain.length < 4; at = at.cause) {
    chain.push({
      name: at.name,
      message: at.message.replaceAll(secrets, "[removed]"),
      ...("code" in at && typeof at.code === "string" ? { errorCode: at.code } : {}),
      stack: (at.stack ?? "")
        .split("\n")
        .slice(1, 8)
        .map((line) => line.trim()),
    });
  }
  return { error: chain.length > 0 ? chain : String(error).slice(0, 200) };
}
