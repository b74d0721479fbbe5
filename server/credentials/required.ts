import { AppError, refusal } from "../../shared/problems.ts";
import type { Ctx } from "../context.ts";
import type { Kept } from "./store.ts";

/** Access that may be used: nobody asked for it back, and its time is not over, whether or not a chore has seen that. */
export function requireLive({ now }: Pick<Ctx, "now">, { state, expiresAt }: Kept): void {
  if (state === "destroyed" || expiresAt <= now().toISOString()) throw new AppError(refusal("credential.gone"));
  if (state !== "live") throw new AppError(refusal("credential.not-live"));
}
