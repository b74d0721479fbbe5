import type { AccessView, LoginOutcome } from "../../shared/credentials.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import * as accounts from "../accounts/store.ts";
import type { Ctx, DeviceActor } from "../context.ts";
import type { Tx } from "../db/open.ts";
import { inTransaction } from "../db/transaction.ts";
import { requireCurrent } from "../devices/current.ts";
import type { LoginTarget } from "./checker/task.ts";
import { requireTryLeft } from "./limits.ts";
import { about, log } from "./log.ts";
import { openKept } from "./opened.ts";
import { requireLive } from "./required.ts";
import { requireOwn } from "./scope.ts";
import * as credentials from "./store.ts";
import { withoutWords } from "./vault-words.ts";
import { accessView } from "./view.ts";
import { faultWords, resultWords } from "./words.ts";

export interface NewCheck {
  credentialId: string;
  /** Certificate or host key that the person looked at and accepts; null where there is none to accept. */
  accepts: string | null;
  /** The person's yes to a password over FTP without TLS. */
  sendsUnencrypted: boolean;
}

/**
 * Tries the login once. It counts as tried, in the log, before it is: no crash gives a guess for nothing. The network is
 * asked outside of any transaction.
 */
export async function check(ctx: Ctx<DeviceActor>, input: NewCheck): Promise<AccessView> {
  const { ticketNumber, accountId } = await requireOwn(ctx, ctx.db, input.credentialId);
  const begun = await inTransaction(ctx.db, async (tx) => {
    await accounts.lockAccount(tx, accountId);
    await requireCurrent(tx, ctx.actor);
    return begin(ctx, tx, input);
  });
  let outcome: LoginOutcome | null = null;
  try {
    outcome = await withoutWords(async () => ctx.checker.logIn(targetOf(begun, await openKept(ctx, begun))));
  } finally {
    await conclude(ctx, begun, outcome);
  }
  return accessView(ctx, ticketNumber);
}

async function begin(ctx: Ctx<DeviceActor>, tx: Tx, input: NewCheck): Promise<credentials.Kept> {
  const one = await requireOwn(ctx, tx, input.credentialId);
  requireLive(ctx, one);
  if (one.kind !== "ftp") throw new AppError(refusal("credential.wrong-kind"));
  if (input.accepts !== null && input.accepts !== shownBy(one)) throw new AppError(refusal("credential.not-shown"));
  await requireTryLeft(tx, ctx, one);
  const pinned = input.accepts ?? one.pinned;
  const sendsUnencrypted = Number(input.sendsUnencrypted);
  await credentials.change(tx, one.id, { pinned, sendsUnencrypted });
  await log(tx, ctx, "access.checked", about(one), input.accepts && `Accepted ${input.accepts}.`);
  return { ...one, pinned, sendsUnencrypted };
}

/** What the last check showed and did not trust: that alone can be accepted. */
function shownBy({ checkOutcome }: credentials.Kept): string | null {
  if (checkOutcome === null) return null;
  // Written by ourselves, from this very type.
  const { result, certificate, hostKey } = JSON.parse(checkOutcome) as LoginOutcome;
  if (result === "certificate-untrusted") return certificate?.sha256 ?? null;
  return result === "host-key-changed" ? (hostKey?.sha256 ?? null) : null;
}

/** What the sealed secret says is tried, and nothing that came beside it. */
export function targetOf(
  { pinned, sendsUnencrypted }: Pick<credentials.Kept, "pinned" | "sendsUnencrypted">,
  { protocol, host, port, user, secret }: Awaited<ReturnType<typeof openKept>>,
): LoginTarget {
  if (protocol === null || port === null) throw new AppError(refusal("credential.wrong-kind"));
  return { protocol, host, port, user, secret, pinned, sendsUnencrypted: sendsUnencrypted === 1 };
}

async function conclude(ctx: Ctx<DeviceActor>, one: credentials.Kept, outcome: LoginOutcome | null): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    await accounts.lockAccount(tx, one.accountId);
    if (outcome) {
      await credentials.change(tx, one.id, {
        checkedAt: ctx.now().toISOString(),
        checkResult: outcome.result,
        checkOutcome: JSON.stringify(outcome),
        ...seenFirst(one, outcome),
      });
    }
    await log(tx, ctx, "access.check-ended", about(one), outcome ? resultWords[outcome.result] : faultWords);
  });
}

/** A host key that is seen first is what the server is known by from now on. */
function seenFirst({ pinned }: credentials.Kept, { hostKey, result }: LoginOutcome): { pinned?: string } {
  return pinned === null && hostKey !== null && result !== "host-key-changed" ? { pinned: hostKey.sha256 } : {};
}
