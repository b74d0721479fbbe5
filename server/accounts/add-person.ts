import { hashPassword } from "better-auth/crypto";
import { AppError, orThrow, refusal } from "../../shared/problems.ts";
import * as audit from "../audit/store.ts";
import type { Ctx, SystemActor } from "../context.ts";
import type { Role } from "../db/schema.ts";
import { inTransaction } from "../db/transaction.ts";
import { checkPassword } from "./passwords.ts";
import * as accounts from "./store.ts";

interface NewPerson {
  role: Role;
  /** Whose they are, of a reseller's or holder's people. */
  accountId?: string | null;
  senior?: boolean;
  name: string;
  email: string;
  password: string;
}

/** Adds someone who signs in. The first operator closes the setup link. */
export async function addPerson(ctx: Ctx<SystemActor>, person: NewPerson): Promise<{ personId: string }> {
  const passwordHash = await hashPassword(orThrow(checkPassword(person.password)));
  const email = person.email.toLowerCase();
  return inTransaction(ctx.db, async (tx) => {
    if (await accounts.personIdOf(tx, email)) throw new AppError(refusal("person.email-taken", { email }));
    const at = ctx.now().toISOString();
    const id = ctx.newId();
    if (person.role === "operator") await accounts.closeSetup(tx, at);
    const { role, name, accountId = null, senior = false } = person;
    await accounts.insertPerson(tx, { id, role, accountId, senior, name, email, passwordHash, at });
    await audit.append(tx, ctx, "person.added", id);
    return { personId: id };
  });
}
