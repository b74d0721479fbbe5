import { type Brand, type BrandParts, brandFor, brandParts } from "../../shared/brand.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import * as audit from "../audit/store.ts";
import type { Ctx, PersonActor, ResellerActor } from "../context.ts";
import type { Db, Tx } from "../db/open.ts";
import { inTransaction } from "../db/transaction.ts";
import { brandOf } from "./brand-of.ts";
import * as accounts from "./store.ts";

type Keeper = ResellerActor | (PersonActor & { kind: "operator" });

export interface BrandOfReseller {
  resellerId: string;
  /** What the reseller says of it themselves; null where that is nothing. */
  parts: BrandParts | null;
  /** What their clients see. */
  shown: Brand;
  /** What they would see had the reseller said nothing. */
  inherited: Brand;
}

/** An operator sees every reseller's brand, a reseller their own: without an id too. */
export async function readBrand(ctx: Ctx<Keeper>, asked: string | null): Promise<BrandOfReseller> {
  const resellerId = asked ?? (ctx.actor.kind === "reseller" ? ctx.actor.resellerId : "");
  const { name, brand } = await requireReseller(ctx, ctx.db, resellerId);
  return {
    resellerId,
    parts: brand === null ? null : brandParts.parse(JSON.parse(brand)),
    shown: await brandOf(ctx.db, ctx.server, { party: "client", resellerId }, null),
    inherited: brandFor({ name: ctx.server.name }, null, { name }),
  };
}

/** From the next answer on, clients see the new one. Null goes back to the account's name and the vendor's colour. */
export async function changeBrand(
  ctx: Ctx<Keeper>,
  { resellerId, brand }: { resellerId: string; brand: BrandParts | null },
): Promise<BrandOfReseller> {
  await inTransaction(ctx.db, async (tx) => {
    await accounts.lockAccount(tx, resellerId);
    await requireReseller(ctx, tx, resellerId);
    await accounts.setBrand(tx, resellerId, brand && JSON.stringify(brand));
    await audit.append(tx, ctx, "brand.changed", resellerId);
  });
  return readBrand(ctx, resellerId);
}

async function requireReseller({ actor }: Ctx<Keeper>, db: Db | Tx, resellerId: string) {
  const isTheirs = actor.kind === "operator" || actor.resellerId === resellerId;
  const isReseller = isTheirs && (await accounts.accountOfKind(db, "reseller", resellerId)) !== null;
  const found = isReseller ? await accounts.brandedAccount(db, resellerId) : null;
  if (!found) throw new AppError(refusal("account.absent"));
  return found;
}
