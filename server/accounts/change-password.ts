import { hashPassword, verifyPassword } from "better-auth/crypto";
import { AppError, orThrow, refusal } from "../../shared/problems.ts";
import * as audit from "../audit/store.ts";
import type { Ctx, SignedIn } from "../context.ts";
import { inTransaction } from "../db/transaction.ts";
import { checkPassword } from "./passwords.ts";
import * as people from "./people.ts";
import * as sessions from "./sessions.ts";

/** Who knows the present password chooses another; every session but this one ends. */
export async function changePassword(
  ctx: Ctx<SignedIn> & { sessionId: string },
  { present, next }: { present: string; next: string },
): Promise<{ ended: number }> {
  const known = await people.passwordHashOf(ctx.db, ctx.actor.id);
  const isRight = known !== null && (await verifyPassword({ hash: known, password: present }));
  if (!isRight) throw new AppError(refusal("person.wrong-password"));
  const hash = await hashPassword(orThrow(checkPassword(next)));
  return inTransaction(ctx.db, async (tx) => {
    await people.setPasswordHash(tx, ctx.actor.id, { hash, at: ctx.now().toISOString() });
    const ended = await sessions.endOthers(tx, ctx.actor.id, ctx.sessionId);
    await audit.append(tx, ctx, "person.password-changed", ctx.actor.id);
    return { ended };
  });
}
