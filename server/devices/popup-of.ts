import * as accounts from "../accounts/store.ts";
import type { Ctx, ResellerActor } from "../context.ts";
import * as popups from "./popups.ts";
import { tokenUse } from "./rotation.ts";

/** A reseller's popup that was not opened for so long has to be paired again. */
export const popupIdleMs = 14 * 24 * 3_600_000;
/** How stale `lastUsedAt` may be: a write on every read would cost more than it tells. */
const noteEveryMs = 3_600_000;

/** Somebody of a reseller's by their popup, and whether it is to exchange its token for a new one. */
export type FoundPopupActor = ResellerActor & { popupId: string; isTokenDue: boolean };

/** Whose popup's token the Authorization header holds; null where it is none, or one that is over. */
export async function popupOf(
  ctx: Pick<Ctx, "db" | "now" | "keys">,
  authorization: string | null,
): Promise<FoundPopupActor | null> {
  const token = /^Bearer (spp_[\w-]{43})$/.exec(authorization ?? "")?.[1];
  if (token === undefined) return null;
  const hash = ctx.keys.hashOf(token);
  const popup = await popups.popupByToken(ctx.db, hash);
  if (!popup || popup.revokedAt !== null) return null;
  const now = ctx.now();
  const idleFor = now.getTime() - Date.parse(popup.lastUsedAt);
  const use = tokenUse({ ...popup, now });
  if (idleFor > popupIdleMs || !use.isGood) return null;
  const person = await accounts.signedIn(ctx.db, popup.personId);
  if (person?.kind !== "reseller") return null;
  if (use.isFirst) await popups.noteFirstUse(ctx.db, popup.id, hash, now.toISOString());
  if (idleFor > noteEveryMs) await popups.markUsed(ctx.db, popup.id, now.toISOString());
  return { ...person, popupId: popup.id, isTokenDue: use.isDue };
}
