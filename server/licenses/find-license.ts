import { AppError, refusal } from "../../shared/problems.ts";
import type { Programme } from "../../shared/programmes/schema.ts";
import type { Ctx } from "../context.ts";
import * as programmes from "../programmes/store.ts";
import { normalCrockford } from "./keys.ts";
import * as licenses from "./store.ts";

/** The licenses that a key, or its last four characters, can mean. */
export async function licensesOf(ctx: Ctx, typed: string): Promise<licenses.License[]> {
  const plain = normalCrockford(typed);
  const byKey = await licenses.licenseByKey(ctx.db, ctx.keys.hashOf(plain));
  if (byKey) return [byKey];
  return plain.length === 4 ? licenses.licensesByLast4(ctx.db, plain) : [];
}

/** The programme a license was bought under, or `programme.none`. */
export async function programmeOf(ctx: Ctx, { id }: licenses.License): Promise<Programme> {
  const purchase = await licenses.purchaseOf(ctx.db, id);
  const programme = purchase && (await programmes.programmeAt(ctx.db, purchase.programme));
  if (!programme) throw new AppError(refusal("programme.none"));
  return programme;
}
