import { randomBytes } from "node:crypto";
import { AppError, refusal } from "../../shared/problems.ts";
import * as audit from "../audit/store.ts";
import type { Ctx, PersonActor, ResellerActor, SystemActor } from "../context.ts";
import type { Tx } from "../db/open.ts";
import type { Role } from "../db/schema.ts";
import { inTransaction } from "../db/transaction.ts";
import { brandOfHolder } from "../licenses/holder-brand.ts";
import { mailBrandOf } from "../mails/brand.ts";
import type { MailBrand } from "../mails/kinds.ts";
import { queue } from "../mails/queue.ts";
import * as invitations from "./invitations.ts";
import { type KnownPerson, personInScope } from "./people.ts";
import * as accounts from "./store.ts";
import { vendorBrand } from "./vendor-brand.ts";

const lifetimeMs = 7 * 24 * 3_600_000;
/** Of one account at a time: each is a mail to an address that somebody typed. */
const mostOpen = 50;

export interface NewInvitation {
  name: string;
  email: string;
  role: Role;
  senior: boolean;
  /** Whose they are, of a reseller's or holder's people. */
  accountId: string | null;
  /** Of the mail. */
  language: string | null;
}

/** Operators and the command line invite anybody; resellers their own people. */
type Inviter = PersonActor | ResellerActor | SystemActor;

/** Mails a link that lets somebody in once, within seven days. One that is still open for the same address is over. */
export async function invitePerson(ctx: Ctx<Inviter>, asked: NewInvitation): Promise<{ invitationId: string }> {
  const { actor } = ctx;
  const isReseller = actor.kind === "reseller";
  const wanted: NewInvitation = isReseller
    ? { ...asked, role: "reseller", senior: false, accountId: actor.resellerId }
    : { ...asked, senior: asked.senior && asked.role === "engineer" };
  const email = wanted.email.toLowerCase();
  return inTransaction(ctx.db, async (tx) => {
    const account = await accountFor(tx, wanted);
    const scope = scopeOf(actor);
    const now = ctx.now().toISOString();
    await invitations.revoke(tx, scope, { email }, now);
    if ((await invitations.listOpen(tx, scope, now)).length >= mostOpen && isReseller) {
      throw new AppError(refusal("invitation.too-many", { most: mostOpen }));
    }
    const taken = await accounts.personIdOf(tx, email);
    if (taken && (!isReseller || (await personInScope(tx, scope, taken)))) {
      throw new AppError(refusal("person.email-taken", { email }));
    }
    // A reseller is not told who else is here: the invitation stands, and nobody gets its link.
    const mail = taken ? null : { accountName: account?.name ?? null, language: wanted.language };
    const invitationId = await write(ctx, tx, { ...wanted, email, accountId: account?.id ?? null }, mail);
    await audit.append(tx, ctx, "person.invited", invitationId);
    return { invitationId };
  });
}

/** Mails somebody who is here a link to choose a new password; the old one and all that is signed in are over. */
export async function inviteBack(ctx: Ctx<Inviter>, tx: Tx, person: KnownPerson): Promise<string> {
  const { id, accountName, language, ...invited } = person;
  await invitations.revoke(tx, { all: true }, { personId: id }, ctx.now().toISOString());
  return write(ctx, tx, { ...invited, personId: id }, { accountName, language });
}

export function scopeOf(actor: Inviter): invitations.InvitationScope {
  return actor.kind === "reseller" ? { all: false, accountId: actor.resellerId } : { all: true };
}

async function accountFor(tx: Tx, { role, accountId }: NewInvitation): Promise<{ id: string; name: string } | null> {
  if (role !== "reseller" && role !== "holder") return null;
  const found = accountId === null ? null : await accounts.accountOfKind(tx, role, accountId);
  if (!found) throw new AppError(refusal("account.absent"));
  return found;
}

async function write(
  ctx: Ctx<Inviter>,
  tx: Tx,
  invited: Omit<NewInvitation, "language"> & { personId?: string },
  mail: { accountName: string | null; language: string | null } | null,
): Promise<string> {
  const { name, email, role, senior, accountId, personId = null } = invited;
  const now = ctx.now();
  const id = ctx.newId();
  const token = `spi_${randomBytes(32).toString("base64url")}`;
  const expiresAt = new Date(now.getTime() + lifetimeMs).toISOString();
  await invitations.insertInvitation(tx, {
    id,
    email,
    name,
    role,
    senior: Number(senior),
    accountId,
    personId,
    tokenHash: ctx.keys.hashOf(token),
    createdAt: now.toISOString(),
    expiresAt,
    usedAt: null,
    revokedAt: null,
  });
  if (mail) {
    await queue(tx, ctx, {
      event: `person-invited:${id}`,
      kind: "person-invited",
      to: email,
      language: mail.language,
      brand: await brandFor(ctx, tx, invited),
      // The token stands behind the `#`: no server's log sees it.
      values: { name, role, account: mail.accountName, link: `${ctx.server.url}/desk/join#${token}`, expiresAt },
    });
  }
  return id;
}

/** A holder whom a reseller looks after knows that reseller alone; everybody else knows the vendor. */
async function brandFor(
  { server }: Pick<Ctx, "server">,
  tx: Tx,
  { role, accountId }: Pick<NewInvitation, "role" | "accountId">,
): Promise<MailBrand> {
  const brand = role === "holder" && accountId !== null ? await brandOfHolder(tx, server, accountId) : null;
  return brand ? mailBrandOf(brand) : vendorBrand(server);
}
