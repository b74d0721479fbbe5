import { z } from "zod";
import type { CheckResult, LoginOutcome, ProofOutcome } from "../../../shared/credentials.ts";

export const removeOutcome = z.strictObject({ isGone: z.boolean() });

/** Of a login that came to nothing that could be told of it. */
export function outcomeOf(result: CheckResult): LoginOutcome {
  return { result, tls: null, certificate: null, hostKey: null };
}

/** Of a proof whose login failed in this way. */
export function failedLogin(result: CheckResult): ProofOutcome {
  return { result: "login-failed", folder: null, version: null, leftBehind: null, login: outcomeOf(result) };
}

/** Of a proof that left its file behind, after it was tried once more to remove it. */
export function afterRemoving(outcome: ProofOutcome, isGone: boolean): ProofOutcome {
  if (!isGone) return { ...outcome, result: "left-behind" };
  return { ...outcome, result: outcome.result === "left-behind" ? "timeout" : outcome.result, leftBehind: null };
}

/** What a child said, if it can be understood. */
export function readAnswer<T>(line: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
