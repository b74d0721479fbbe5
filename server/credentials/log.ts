import type { AccessAction, CredentialKind } from "../../shared/credentials.ts";
import * as accessLog from "../audit/access-log.ts";
import type { Actor, Ctx } from "../context.ts";
import type { Tx } from "../db/open.ts";
import { nameOfFiler } from "../tickets/file-ticket.ts";

/** Of what an entry is. */
interface About {
  ticketNumber: number;
  /** Null of a ticket's access as a whole. */
  credentialId: string | null;
  /** Null of all kinds. */
  kind: CredentialKind | null;
  storeOrigin: string;
}

/** Adds to the log of access, last in its transaction; the entry's number. */
export async function log(
  tx: Tx,
  ctx: Pick<Ctx, "now" | "keys" | "server" | "actor">,
  action: AccessAction,
  { ticketNumber, credentialId, kind, storeOrigin }: About,
  says: string | null = null,
): Promise<number> {
  const actorName = nameOf(ctx.actor, ctx.server.name, storeOrigin);
  return accessLog.append(tx, ctx, { action, ticketNumber, credentialId, detail: { kind, says }, actorName });
}

/** A store owner is known by the store alone: the account is their reseller's. */
function nameOf(actor: Actor, serverName: string, storeOrigin: string): string {
  if (actor.kind === "system") return serverName;
  return actor.kind === "device" ? nameOfFiler(actor, storeOrigin) : actor.name;
}

/** What an entry of this credential is about. */
export function about({ id, ...rest }: { id: string } & Omit<About, "credentialId">): About {
  return { ...rest, credentialId: id };
}
