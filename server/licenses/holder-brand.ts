import type { Brand } from "../../shared/brand.ts";
import { brandOf } from "../accounts/brand-of.ts";
import type { ServerIdentity, SignedIn } from "../context.ts";
import type { Db, Tx } from "../db/open.ts";
import { rulesOf } from "./happen.ts";
import * as licenses from "./store.ts";

/**
 * Under whose brand the people of a holder are written to and sign in: that of the reseller who looks after a license of
 * theirs, the newest where there are several, since such a holder may know that reseller alone. Null is the vendor.
 */
export async function brandOfHolder(
  db: Db | Tx,
  server: Pick<ServerIdentity, "name">,
  accountId: string,
): Promise<Brand | null> {
  const found = await licenses.lookedAfter(db, accountId);
  if (!found) return null;
  const { licenseId, resellerId } = found;
  return brandOf(db, server, { party: "client", resellerId }, await rulesOf(db, licenseId));
}

/** The name that somebody who signs in knows this server by. */
export async function nameFor(
  { db, server }: { db: Db; server: Pick<ServerIdentity, "name"> },
  actor: SignedIn,
): Promise<string> {
  const brand = actor.kind === "holder" ? await brandOfHolder(db, server, actor.accountId) : null;
  return brand?.name ?? server.name;
}
