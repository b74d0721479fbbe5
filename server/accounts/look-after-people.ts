import { AppError, refusal } from "../../shared/problems.ts";
import * as audit from "../audit/store.ts";
import type { Ctx, PersonActor, ResellerActor, SystemActor } from "../context.ts";
import type { Tx } from "../db/open.ts";
import { inTransaction } from "../db/transaction.ts";
import * as invitations from "./invitations.ts";
import { inviteBack, scopeOf } from "./invite-person.ts";
import * as people from "./people.ts";
import * as sessions from "./sessions.ts";

type Keeper = PersonActor | ResellerActor;

/** Everybody whom the caller looks after, and the invitations that are open. */
export async function allPeople(ctx: Ctx<Keeper>) {
  const scope = scopeOf(ctx.actor);
  return {
    people: await people.listPeople(ctx.db, scope),
    invitations: await invitations.listOpen(ctx.db, scope, ctx.now().toISOString()),
  };
}

export async function withdrawInvitation(ctx: Ctx<Keeper>, invitationId: string): Promise<{ done: true }> {
  return inTransaction(ctx.db, async (tx) => {
    const now = ctx.now().toISOString();
    const withdrawn = await invitations.revoke(tx, scopeOf(ctx.actor), { id: invitationId }, now);
    if (withdrawn === 0) throw new AppError(refusal("invitation.absent"));
    await audit.append(tx, ctx, "person.uninvited", invitationId);
    return { done: true };
  });
}

/** Makes somebody of the desk engineer or operator, senior or not; it holds from their next request on. */
export async function changeRole(
  ctx: Ctx<PersonActor>,
  { personId, role, senior }: { personId: string; role: "engineer" | "operator"; senior: boolean },
): Promise<{ done: true }> {
  return inTransaction(ctx.db, async (tx) => {
    const person = await requirePerson(ctx, tx, personId);
    if (person.role !== "engineer" && person.role !== "operator") throw new AppError(refusal("person.role-fixed"));
    if (role !== "operator") await requireAnotherOperator(tx, person);
    await people.setRole(tx, personId, { role, senior: senior && role === "engineer", at: ctx.now().toISOString() });
    await audit.append(tx, ctx, "person.role-changed", personId);
    return { done: true };
  });
}

/** Whoever is removed is out with their next request, on every browser and in every popup. */
export async function removePerson(ctx: Ctx<Keeper>, personId: string): Promise<{ done: true }> {
  return inTransaction(ctx.db, async (tx) => {
    const person = await requirePerson(ctx, tx, personId);
    if (personId === ctx.actor.id) throw new AppError(refusal("person.yourself"));
    await requireAnotherOperator(tx, person);
    await people.removePerson(tx, personId, ctx.now().toISOString());
    await audit.append(tx, ctx, "person.removed", personId);
    return { done: true };
  });
}

/**
 * Ends somebody's password, sessions and popups, and mails them a link to choose a new password. Who lost authenticator
 * and backup codes too needs the second factor taken off.
 */
export async function resetPerson(
  ctx: Ctx<PersonActor | SystemActor>,
  { personId, secondFactorToo }: { personId: string; secondFactorToo: boolean },
): Promise<{ done: true }> {
  return inTransaction(ctx.db, async (tx) => {
    const person = await requirePerson(ctx, tx, personId);
    if (ctx.actor.kind !== "system" && personId === ctx.actor.id) throw new AppError(refusal("person.yourself"));
    await people.setPasswordHash(tx, personId, { hash: null, at: ctx.now().toISOString() });
    await sessions.endOthers(tx, personId, null);
    await people.endPopups(tx, personId);
    if (secondFactorToo) await people.dropSecondFactor(tx, personId);
    await inviteBack(ctx, tx, person);
    await audit.append(tx, ctx, secondFactorToo ? "person.reset-wholly" : "person.reset", personId);
    return { done: true };
  });
}

async function requirePerson(
  { actor }: Ctx<Keeper | SystemActor>,
  tx: Tx,
  personId: string,
): Promise<people.KnownPerson> {
  const person = await people.personInScope(tx, scopeOf(actor), personId);
  if (!person) throw new AppError(refusal("person.absent"));
  return person;
}

/** Of this person, if they are an operator. */
async function requireAnotherOperator(tx: Tx, { id, name, role }: people.KnownPerson): Promise<void> {
  if (role !== "operator") return;
  await people.lockOperators(tx);
  // Whom the lock made wait may be another by now.
  const still = await people.personInScope(tx, { all: true }, id);
  if (still?.role === "operator" && (await people.countOperators(tx)) < 2) {
    throw new AppError(refusal("person.last-operator", { name }));
  }
}
