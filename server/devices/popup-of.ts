import * as accounts from "../accounts/store.ts";
import type { Ctx, ResellerActor } from "../context.ts";
import * as popups from "./popups.ts";

/** A reseller's popup that was not opened for so long has to be paired again. */
const idleMs = 14 * 24 * 3_600_000;

/** Whose popup's token the Authorization header holds; null where it is none, or one that is over. */
export async function popupOf(
  ctx: Pick<Ctx, "db" | "now" | "keys">,
  authorization: string | null,
): Promise<ResellerActor | null> {
  const token = /^Bearer (spp_[\w-]{43})$/.exec(authorization ?? "")?.[1];
  const popup = token && (await popups.popupByToken(ctx.db, ctx.keys.hashOf(token)));
  if (!popup || popup.revokedAt !== null) return null;
  const now = ctx.now();
  if (now.getTime() - Date.parse(popup.lastUsedAt) > idleMs) return null;
  const person = await accounts.signedIn(ctx.db, popup.personId);
  if (person?.kind !== "reseller") return null;
  await popups.markUsed(ctx.db, popup.id, now.toISOString());
  return { ...person, popupId: popup.id };
}
