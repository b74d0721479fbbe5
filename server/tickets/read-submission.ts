import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import type { z } from "zod";
import { AppError, refusal } from "../../shared/problems.ts";
import { findClassA } from "../../shared/redaction.ts";
import { type Submission, submission, submissionLimit } from "../../shared/submission.ts";
import { isDeeperThan, mostDepth } from "../http/json-depth.ts";

export interface ReadSubmission {
  submission: Submission;
  /** The very bytes to store. */
  bytes: Buffer;
  sha256: string;
}

/** Takes a submission apart, or says why it is not stored. The text must be canonical: one value, one text, one hash. */
export function readSubmission(text: string, sha256: string): ReadSubmission {
  const bytes = Buffer.from(text, "utf8");
  if (bytes.byteLength > submissionLimit) throw new AppError(refusal("request.too-large", { limit: "1 MB" }));
  const actual = createHash("sha256").update(bytes).digest("hex");
  if (actual !== sha256 || !text.isWellFormed()) throw new AppError(refusal("ticket.bytes-changed"));
  const value = parse(text);
  const parsed = submission.safeParse(value);
  if (!parsed.success) throw unreadable(wherePlain(parsed.error));
  refuseSecrets(value);
  return { submission: parsed.data, bytes, sha256 };
}

/** The second net: the browser has redacted already. What it captured is searched, also in fields we do not know. */
function refuseSecrets(value: unknown): void {
  const captured = value !== null && typeof value === "object" && "report" in value ? value.report : null;
  const [kind] = captured === null ? [] : findClassA(JSON.stringify(captured));
  if (kind) throw new AppError(refusal("report.secret-found", { kind }));
}

function parse(text: string): unknown {
  if (isDeeperThan(text, mostDepth)) throw unreadable("it is nested too deep");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw unreadable("it is not JSON", error);
  }
  if (canonicalOf(value) !== text) throw unreadable("it is not in canonical form");
  return value;
}

function canonicalOf(value: unknown): string | undefined {
  try {
    return canonicalize(value);
  } catch {
    // A lone surrogate, written as an escape, has no canonical form.
    return undefined;
  }
}

function unreadable(where: string, cause?: unknown): AppError {
  return new AppError(refusal("report.unreadable", { where }), { cause });
}

function wherePlain(error: z.ZodError): string {
  return error.issues[0]?.path.join(".") || "its shape";
}
