import type { AccessView, ProofOutcome } from "../../shared/credentials.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import { submission } from "../../shared/submission.ts";
import * as accounts from "../accounts/store.ts";
import type { Ctx, DeviceActor } from "../context.ts";
import type { Tx } from "../db/open.ts";
import { inTransaction } from "../db/transaction.ts";
import { requireCurrent } from "../devices/current.ts";
import { reportText } from "../reports/store.ts";
import { targetOf } from "./check.ts";
import type { ProofTarget } from "./checker/task.ts";
import { requireTryLeft } from "./limits.ts";
import { about, log } from "./log.ts";
import { openKept } from "./opened.ts";
import { requireLive } from "./required.ts";
import { requireOwn } from "./scope.ts";
import * as credentials from "./store.ts";
import { withoutWords } from "./vault-words.ts";
import { accessView } from "./view.ts";
import { faultWords, proofWords } from "./words.ts";

/** Writes a test file where the login works, after the person's own yes to that. It counts as a try, as a check does. */
export async function prove(ctx: Ctx<DeviceActor>, credentialId: string): Promise<AccessView> {
  const { ticketNumber, accountId } = await requireOwn(ctx, ctx.db, credentialId);
  const begun = await inTransaction(ctx.db, async (tx) => {
    await accounts.lockAccount(tx, accountId);
    await requireCurrent(tx, ctx.actor);
    return begin(ctx, tx, credentialId);
  });
  let outcome: ProofOutcome | null = null;
  try {
    outcome = await withoutWords(async () => ctx.checker.proveWriting(await proofTarget(ctx, begun)));
  } finally {
    await conclude(ctx, begun, outcome);
  }
  return accessView(ctx, ticketNumber);
}

async function begin(ctx: Ctx<DeviceActor>, tx: Tx, credentialId: string): Promise<credentials.Kept> {
  const one = await requireOwn(ctx, tx, credentialId);
  requireLive(ctx, one);
  if (one.kind !== "ftp") throw new AppError(refusal("credential.wrong-kind"));
  if (one.checkResult !== "ready") throw new AppError(refusal("credential.not-working"));
  await requireTryLeft(tx, ctx, one);
  await log(tx, ctx, "access.proved", about(one));
  return one;
}

async function proofTarget(ctx: Ctx<DeviceActor>, one: credentials.Kept): Promise<ProofTarget> {
  const store = await capturedStore(ctx, one.ticketNumber);
  const secret = await openKept(ctx, one);
  return { ...targetOf(one, secret), folder: secret.folder, storeOrigin: one.storeOrigin, store };
}

async function capturedStore({ db }: Ctx, ticketNumber: number): Promise<ProofTarget["store"]> {
  const { report } = submission.parse(JSON.parse(await reportText(db, ticketNumber)));
  return report && { platform: report.platform.id, version: report.platform.version ?? null };
}

async function conclude(ctx: Ctx<DeviceActor>, one: credentials.Kept, outcome: ProofOutcome | null): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    await accounts.lockAccount(tx, one.accountId);
    if (outcome) {
      const provedAt = ctx.now().toISOString();
      await credentials.change(tx, one.id, { provedAt, proofOutcome: JSON.stringify(outcome) });
    }
    await log(tx, ctx, "access.proof-ended", about(one), outcome ? proofSays(outcome) : faultWords);
  });
}

/** A file that is still there has a name that the holder needs. */
function proofSays({ result, leftBehind }: ProofOutcome): string {
  return leftBehind === null ? proofWords[result] : `${proofWords[result]} It is still there: ${leftBehind}`;
}
