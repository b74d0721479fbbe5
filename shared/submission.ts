import canonicalize from "canonicalize";
import { z } from "zod";
import { ask } from "./ask.ts";
import { mostFiles } from "./files.ts";
import { namedFile } from "./named-file.ts";
import { report } from "./report.ts";

/**
 * What is sent when a request is filed: one JSON text in canonical form (RFC 8785, well-formed UTF-8). The panel shows
 * this very text and its SHA-256; the server hashes and stores this very text.
 */
export const submission = z.object({
  schema: z.literal(1),
  /** UUIDv7, made by the browser before anything is sent. */
  ticketId: z.uuid({ version: "v7" }),
  /** Scheme, host and port, as the browser says of the tab: never what the page says. */
  storeOrigin: z
    .string()
    .max(300)
    .regex(/^https?:\/\/[^/?#\s]+$/),
  subject: z.string().trim().min(1).max(200),
  message: z.string().max(20_000),
  /** What was captured, without what the person left out; null where nothing could be read. */
  report: report.nullable(),
  /** Topic and agreement; null from a browser whose server has no support rules for its license. */
  ask: ask.nullable().default(null),
  /** The verdict that the person was shown: filing under another one is refused, and asked again. */
  expects: z
    .object({ verdict: z.string().max(40), credits: z.union([z.number().int(), z.object({ from: z.number().int() })]) })
    .nullable()
    .default(null),
  /** Paths of the facts that the person left out. */
  leftOut: z.array(z.string().max(300)).max(5_000),
  /** Added by the person, and brought to the server before this text. */
  files: z.array(namedFile).max(mostFiles).default([]),
  client: z.object({ name: z.string().max(60), version: z.string().max(60) }),
});

export type Submission = z.infer<typeof submission>;

/** The largest submission that is taken, in bytes of UTF-8. */
export const submissionLimit = 1_000_000;

/** Canonical bytes as text. Lone surrogates, which UTF-8 cannot carry, become U+FFFD first. */
export function canonicalText(value: Submission): string {
  return canonicalize(wellFormed(value)) ?? "null";
}

function wellFormed(value: unknown): unknown {
  if (typeof value === "string") return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.toWellFormed(), wellFormed(inner)]));
  }
  return value;
}
