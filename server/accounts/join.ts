import { hashPassword } from "better-auth/crypto";
import { AppError, orThrow, refusal } from "../../shared/problems.ts";
import * as audit from "../audit/store.ts";
import type { Ctx, SystemActor } from "../context.ts";
import type { Tx } from "../db/open.ts";
import type { InvitationRow, Role } from "../db/schema.ts";
import { inTransaction } from "../db/transaction.ts";
import { brandOfHolder } from "../licenses/holder-brand.ts";
import * as invitations from "./invitations.ts";
import { checkPassword } from "./passwords.ts";
import * as people from "./people.ts";
import * as sessions from "./sessions.ts";
import * as accounts from "./store.ts";

export interface Invited {
  name: string;
  email: string;
  role: Role;
  /** For somebody who is here and chooses a new password. */
  isReset: boolean;
  /** Whose desk it is: of a holder whom a reseller looks after, the reseller's. */
  serverName: string;
}

/** Who a link invites. It can be looked at as often as it takes. */
export async function lookAtInvitation(ctx: Ctx<SystemActor>, token: string): Promise<Invited> {
  const found = await invitations.openInvitation(ctx.db, ctx.keys.hashOf(token), ctx.now().toISOString());
  if (!found) throw new AppError(refusal("invitation.closed"));
  const { name, email, role, personId, accountId } = found;
  const brand = role === "holder" && accountId !== null ? await brandOfHolder(ctx.db, ctx.server, accountId) : null;
  return { name, email, role, isReset: personId !== null, serverName: brand?.name ?? ctx.server.name };
}

interface Joining {
  token: string;
  name: string;
  password: string;
  language: string | null;
}

/** Uses up an invitation: of any number of callers at once, one is let in. */
export async function join(ctx: Ctx<SystemActor>, joining: Joining): Promise<{ email: string }> {
  orThrow(checkPassword(joining.password));
  return inTransaction(ctx.db, async (tx) => {
    const now = ctx.now().toISOString();
    const invitation = await invitations.useInvitation(tx, ctx.keys.hashOf(joining.token), now);
    if (!invitation) throw new AppError(refusal("invitation.closed"));
    // Only the one who won gets here; hashing for each of a crowd would be work for nothing.
    const passwordHash = await hashPassword(joining.password);
    const { personId } = invitation;
    if (personId === null) await addInvited(ctx, tx, invitation, { ...joining, passwordHash, at: now });
    else await renew(ctx, tx, personId, { passwordHash, at: now });
    return { email: invitation.email };
  });
}

async function addInvited(
  ctx: Ctx<SystemActor>,
  tx: Tx,
  { email, role, senior, accountId }: InvitationRow,
  { name, language, passwordHash, at }: { name: string; language: string | null; passwordHash: string; at: string },
): Promise<void> {
  if (await accounts.personIdOf(tx, email)) throw new AppError(refusal("person.email-taken", { email }));
  const id = ctx.newId();
  await accounts.insertPerson(tx, {
    id,
    role,
    accountId,
    senior: senior === 1,
    language,
    name,
    email,
    passwordHash,
    at,
  });
  if (role === "operator") await accounts.closeSetup(tx, at);
  await audit.append(tx, ctx, "person.joined", id);
}

async function renew(
  ctx: Ctx<SystemActor>,
  tx: Tx,
  personId: string,
  { passwordHash, at }: { passwordHash: string; at: string },
): Promise<void> {
  await people.setPasswordHash(tx, personId, { hash: passwordHash, at });
  await sessions.endOthers(tx, personId, null);
  await audit.append(tx, ctx, "person.password-changed", personId);
}
