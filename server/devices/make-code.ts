import { formatInvitation } from "../../shared/invitation.ts";
import * as audit from "../audit/store.ts";
import type { Ctx, Party } from "../context.ts";
import type { Tx } from "../db/open.ts";
import { inTransaction } from "../db/transaction.ts";
import { randomCrockford } from "../licenses/keys.ts";
import * as devices from "./store.ts";

const lifetimeMs = 7 * 24 * 3_600_000;

/** A new one-time code for a license, as the text that connects one browser: of its holder, or of a holder's client. */
export async function makeCode(
  ctx: Ctx,
  licenseId: string,
  party: Party = "holder",
): Promise<{ invitation: string; expiresAt: string }> {
  return inTransaction(ctx.db, (tx) => addCode(ctx, tx, licenseId, party));
}

export async function addCode(
  ctx: Ctx,
  tx: Tx,
  licenseId: string,
  party: Party,
): Promise<{ invitation: string; expiresAt: string }> {
  const code = randomCrockford(16);
  const now = ctx.now();
  const expiresAt = new Date(now.getTime() + lifetimeMs).toISOString();
  const id = ctx.newId();
  await devices.insertCode(tx, {
    id,
    licenseId,
    party,
    codeHash: ctx.keys.hashOf(code),
    createdAt: now.toISOString(),
    expiresAt,
  });
  await audit.append(tx, ctx, "code.made", id);
  const invitation = formatInvitation({ server: ctx.server.url, code, fingerprint: ctx.keys.fingerprint });
  return { invitation, expiresAt };
}
