import { timingSafeEqual } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import { AppError, orThrow, refusal } from "../../shared/problems.ts";
import * as audit from "../audit/store.ts";
import type { Ctx, SystemActor } from "../context.ts";
import { inTransaction } from "../db/transaction.ts";
import { checkPassword } from "./passwords.ts";
import * as accounts from "./store.ts";

interface OperatorSetup {
  /** From the link that the server printed. */
  token: string;
  name: string;
  email: string;
  password: string;
}

/** Makes the first operator. The link works once, whoever comes first. */
export async function setUpOperator(ctx: Ctx<SystemActor>, setup: OperatorSetup): Promise<{ email: string }> {
  const isOurs = isSame(ctx.keys.hashOf(setup.token), ctx.keys.hashOf(ctx.keys.setupToken));
  if (!isOurs || !(await accounts.isSetupOpen(ctx.db))) throw new AppError(refusal("setup.closed"));
  orThrow(checkPassword(setup.password));
  const email = setup.email.toLowerCase();
  return inTransaction(ctx.db, async (tx) => {
    const at = ctx.now().toISOString();
    if (!(await accounts.closeSetup(tx, at))) throw new AppError(refusal("setup.closed"));
    if (await accounts.personIdOf(tx, email)) throw new AppError(refusal("person.email-taken", { email }));
    const id = ctx.newId();
    // Only the one who won gets here; hashing for each of a crowd would be work for nothing.
    const passwordHash = await hashPassword(setup.password);
    await accounts.insertPerson(tx, { id, role: "operator", name: setup.name, email, passwordHash, at });
    await audit.append(
      tx,
      { now: ctx.now, actor: { kind: "operator", id, name: setup.name, email, senior: false } },
      "operator.set-up",
      id,
    );
    return { email };
  });
}

function isSame(hash: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(hash), Buffer.from(other));
}
