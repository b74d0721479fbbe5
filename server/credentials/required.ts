import { AppError, refusal } from "../../shared/problems.ts";
import type { TicketState } from "../../shared/tickets.ts";
import type { Ctx } from "../context.ts";
import type { Kept } from "./store.ts";

/** A ticket on which access may still be asked for, handed over and shared. */
export function requireGoingOn(state: TicketState | null): void {
  if (state === "closed") throw new AppError(refusal("ticket.closed"));
  if (state === "resolved") throw new AppError(refusal("ticket.resolved"));
}

/** Access that may be used: nobody asked for it back, and its time is not over, whether or not a chore has seen that. */
export function requireLive({ now }: Pick<Ctx, "now">, { state, expiresAt }: Kept): void {
  if (state === "destroyed" || expiresAt <= now().toISOString()) throw new AppError(refusal("credential.gone"));
  if (state !== "live") throw new AppError(refusal("credential.not-live"));
}
