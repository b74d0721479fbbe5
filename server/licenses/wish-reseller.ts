import { AppError, refusal } from "../../shared/problems.ts";
import type { Ctx, DeviceActor } from "../context.ts";
import { inTransaction } from "../db/transaction.ts";
import { requireCurrent } from "../devices/current.ts";
import { happen, take } from "./happen.ts";
import { type Happened, historyOf } from "./history.ts";
import type { Done } from "./hold.ts";
import { isWish } from "./wishes.ts";

const hourMs = 3_600_000;
/** Each may be written to the operators; nobody changes their mind more often. */
const mostAnHour = 10;

/**
 * The owner of an orphan says which company is to look after it, or another one than before. It moves nothing: which
 * reseller they mean, an operator decides. The same command twice is one wish. Refuses `license.looked-after`.
 */
export async function wishReseller(
  ctx: Ctx<DeviceActor>,
  { commandId, company }: { commandId: string; company: string },
): Promise<Done> {
  requireOwner(ctx.actor);
  return inTransaction(ctx.db, async (tx) => {
    const held = await take(ctx, tx, ctx.actor.licenseId);
    const wishes = (await historyOf(tx, held.license.id)).map(({ event }) => event).filter(isWish);
    const already = wishes.find((wish) => wish.commandId === commandId);
    if (already && already.company !== company) throw new AppError(refusal("command.id-taken"));
    if (already) return { done: true };
    if (held.life.state !== "orphaned") throw new AppError(refusal("license.looked-after"));
    await requireCurrent(tx, ctx.actor);
    requireFew(ctx.now().getTime(), wishes);
    await happen(ctx, tx, held, { kind: "owner-wishes-designer", company, commandId });
    return { done: true };
  });
}

function requireOwner({ party, standing }: DeviceActor): void {
  if (party !== "client") throw new AppError(refusal("device.not-owner"));
  if (standing !== "enrolled") throw new AppError(refusal("device.key-only"));
}

function requireFew(now: number, wishes: readonly Happened["event"][]): void {
  const first = wishes.at(-mostAnHour);
  const waitMs = first ? Date.parse(first.at) + hourMs - now : 0;
  if (waitMs > 0) throw new AppError(refusal("request.too-many", { seconds: Math.ceil(waitMs / 1_000) }));
}
