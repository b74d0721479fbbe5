import * as accounts from "../accounts/store.ts";
import * as audit from "../audit/store.ts";
import type { Ctx, SystemActor } from "../context.ts";
import { inTransaction } from "../db/transaction.ts";
import { newLicenseKey, normalCrockford } from "./keys.ts";
import * as licenses from "./store.ts";

interface NewLicense {
  product: string;
  kind: string;
  holderName: string;
  /** Given only where it must be the same each time, as in the demo. */
  key?: string;
}

/** Adds a license with a holder of its own. The key is told once; the database keeps its hash. */
export async function addLicense(
  ctx: Ctx<SystemActor>,
  { product, kind, holderName, key = newLicenseKey() }: NewLicense,
): Promise<{ licenseId: string; key: string; keyLast4: string }> {
  const at = ctx.now().toISOString();
  const plain = normalCrockford(key);
  return inTransaction(ctx.db, async (tx) => {
    const accountId = ctx.newId();
    await accounts.insertAccount(tx, { id: accountId, name: holderName, createdAt: at });
    const licenseId = ctx.newId();
    await licenses.insertLicense(tx, {
      id: licenseId,
      accountId,
      productId: await licenses.productId(tx, product, { id: ctx.newId(), at }),
      kind,
      keyHash: ctx.keys.hashOf(plain),
      keyLast4: plain.slice(-4),
      state: "active",
      createdAt: at,
    });
    await audit.append(tx, ctx, "license.added", licenseId);
    return { licenseId, key, keyLast4: plain.slice(-4) };
  });
}
