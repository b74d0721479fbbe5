import { AppError, type Refusal, refusal } from "../../shared/problems.ts";
import type { Answer } from "../messages.ts";

/** The reason a person can read; anything else that went wrong is a fault of this browser's. */
export function refusalOf(error: unknown): Refusal {
  return error instanceof AppError ? error.refusal : refusal("extension.fault");
}

/** An answer, whatever happens on the way to it. */
export async function answerOf<Value>(asked: Promise<Answer<Value>>): Promise<Answer<Value>> {
  try {
    return await asked;
  } catch (error) {
    return { ok: false, refusal: refusalOf(error) };
  }
}

/** `shop.example`, as people call an origin. */
export function hostOf(origin: string): string {
  return origin.replace(/^https?:\/\//, "");
}
