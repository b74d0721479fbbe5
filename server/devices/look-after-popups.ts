import type { PopupLine } from "../../shared/popups.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import * as audit from "../audit/store.ts";
import type { Ctx, PersonActor, ResellerActor } from "../context.ts";
import { inTransaction } from "../db/transaction.ts";
import { popupIdleMs } from "./popup-of.ts";
import * as popups from "./popups.ts";

/** Operators look after everybody's popups, others after their own. */
type Owner = (PersonActor & { kind: "operator" }) | ResellerActor;

export async function listPopups(ctx: Ctx<Owner>): Promise<PopupLine[]> {
  const usedAfter = new Date(ctx.now().getTime() - popupIdleMs).toISOString();
  return popups.list(ctx.db, ownerIn(ctx), usedAfter);
}

export async function renamePopup(
  ctx: Ctx<Owner>,
  { popupId, label }: { popupId: string; label: string },
): Promise<{ done: true }> {
  return change(ctx, popupId, "popup.renamed", { label });
}

/** From its next request on it is nobody's. */
export async function revokePopup(ctx: Ctx<Owner>, popupId: string): Promise<{ done: true }> {
  return change(ctx, popupId, "popup.revoked", { revokedAt: ctx.now().toISOString() });
}

/** The popup gives up its own token. */
export async function leavePopup(ctx: Ctx<ResellerActor>, popupId: string): Promise<{ done: true }> {
  return change(ctx, popupId, "popup.left", { revokedAt: ctx.now().toISOString() });
}

async function change(
  ctx: Ctx<Owner>,
  popupId: string,
  action: "popup.renamed" | "popup.revoked" | "popup.left",
  values: Parameters<typeof popups.change>[2],
): Promise<{ done: true }> {
  return inTransaction(ctx.db, async (tx) => {
    const isThere = await popups.change(tx, { popupId, personId: ownerIn(ctx) }, values);
    if (!isThere) throw new AppError(refusal("device.absent"));
    await audit.append(tx, ctx, action, popupId);
    return { done: true };
  });
}

function ownerIn({ actor }: Ctx<Owner>): string | null {
  return actor.kind === "operator" ? null : actor.id;
}
