import { AppError, refusal } from "../../shared/problems.ts";
import type { SecondFactor } from "../config.ts";
import type { SignedIn } from "../context.ts";
import type { Session } from "./sign-in.ts";

/**
 * Who asks, once they showed all that they have to: the desk's own people a second factor wherever the server asks for
 * one, and whoever has a second factor that one, since otherwise their password alone would still open everything.
 */
export function requireFactor(session: Session | null, secondFactor: SecondFactor): SignedIn {
  if (!session) throw new AppError(refusal("session.missing"));
  const { actor, factor, hasSecondFactor } = session;
  const isStaff = actor.kind === "engineer" || actor.kind === "operator";
  const isOwed = hasSecondFactor || (isStaff && secondFactor === "required");
  if (isOwed && factor !== "second") throw new AppError(refusal("session.second-factor"));
  return actor;
}
