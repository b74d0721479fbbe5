import { isDeepStrictEqual } from "node:util";
import { AppError, refusal } from "../../shared/problems.ts";
import { programmes as shipped } from "../../shared/programmes/all.ts";
import type { Programme } from "../../shared/programmes/schema.ts";
import * as audit from "../audit/store.ts";
import type { Ctx, SystemActor } from "../context.ts";
import { inTransaction } from "../db/transaction.ts";
import * as programmes from "./store.ts";

/** Stores a version of the operator's own rules. The same version again is refused unless it says the same. */
export async function addProgramme(ctx: Ctx<SystemActor>, added: Programme): Promise<void> {
  const { id, version } = added;
  await inTransaction(ctx.db, async (tx) => {
    const stored = await programmes.programmeAt(tx, added);
    const already = stored ?? shipped.find((each) => each.id === id && each.version === version);
    if (already && !isDeepStrictEqual(already, added)) {
      throw new AppError(refusal("programme.version-taken", { id, version }));
    }
    if (stored) return;
    await programmes.insertProgramme(tx, added, ctx.now().toISOString());
    await audit.append(tx, ctx, "programme.added", `${id} ${version}`);
  });
}
