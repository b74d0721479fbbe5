import type { AccessView, AdminTryResult, SealedSecret } from "../../shared/credentials.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import * as accounts from "../accounts/store.ts";
import type { Ctx, DeviceActor } from "../context.ts";
import type { Tx } from "../db/open.ts";
import { inTransaction } from "../db/transaction.ts";
import { requireCurrent } from "../devices/current.ts";
import { destroyInTransaction, swept } from "./destroy.ts";
import { about, log } from "./log.ts";
import { openKept } from "./opened.ts";
import { requireLive } from "./required.ts";
import { requireOwn } from "./scope.ts";
import * as credentials from "./store.ts";
import { endAfter } from "./take-back.ts";
import * as vault from "./vault.ts";
import { accessView } from "./view.ts";
import { resultWords } from "./words.ts";

export interface ReportedTry {
  credentialId: string;
  purpose: "ready" | "disabled";
  result: AdminTryResult;
  /** The login that was tried, sealed as the first was; null where none was typed. */
  sealedAgain: string | null;
}

/** How the holder's own browser fared with the store's login. The server itself asks no store. */
export async function reportTry(ctx: Ctx<DeviceActor>, input: ReportedTry): Promise<AccessView> {
  const one = await requireOwn(ctx, ctx.db, input.credentialId);
  if (one.kind !== "store-admin") throw new AppError(refusal("credential.wrong-kind"));
  if (input.purpose === "disabled" && one.state !== "destroyed") await requireSameLogin(ctx, one, input);
  const isDestroyed = await inTransaction(ctx.db, async (tx) => {
    await accounts.lockAccount(tx, one.accountId);
    await requireCurrent(tx, ctx.actor);
    const now = await requireOwn(ctx, tx, input.credentialId);
    return input.purpose === "ready" ? noteReady(ctx, tx, now, input) : end(ctx, tx, now, input);
  });
  if (isDestroyed) await swept(ctx);
  return accessView(ctx, one.ticketNumber);
}

async function noteReady(ctx: Ctx, tx: Tx, one: credentials.Kept, { result }: ReportedTry): Promise<false> {
  requireLive(ctx, one);
  await credentials.change(tx, one.id, {
    checkedAt: ctx.now().toISOString(),
    checkResult: result,
    checkOutcome: JSON.stringify({ result }),
  });
  await log(tx, ctx, "access.tried-by-holder", about(one), resultWords[result]);
  return false;
}

/** What ends here ended once: told again it changes nothing. */
async function end(ctx: Ctx, tx: Tx, one: credentials.Kept, { result }: ReportedTry): Promise<boolean> {
  if (one.state === "live") throw new AppError(refusal("credential.not-asked-back"));
  if (!(await credentials.claimRetest(tx, one.id, ctx.now().toISOString()))) return false;
  await log(tx, ctx, "access.said-disabled", about(one), resultWords[result]);
  return destroyInTransaction(ctx, tx, one, { end: endAfter(one, result), retestResult: result });
}

/** A typing error is no disabled login: a refusal counts only of the very login that was handed over. */
async function requireSameLogin(ctx: Ctx, one: credentials.Kept, { result, sealedAgain }: ReportedTry): Promise<void> {
  if (one.state === "live") throw new AppError(refusal("credential.not-asked-back"));
  if (result !== "wrong-login") return;
  if (sealedAgain === null) throw new AppError(refusal("credential.not-the-same"));
  const kept = await openKept(ctx, one);
  const again = await vault.read(ctx.keys, credentials.boundOf(one), sealedAgain);
  if (loginOf(kept) !== loginOf(again)) throw new AppError(refusal("credential.not-the-same"));
}

/** Not the page's path: it is typed anew, and the same login may be tried by another address of the page. */
function loginOf({ host, user, secret }: SealedSecret): string {
  const shown = secret.by === "password" ? [secret.by, secret.password] : [secret.by, secret.key, secret.passphrase];
  return JSON.stringify([host, user, ...shown]);
}
