import { leftOf } from "../../shared/credits.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import type { Programme } from "../../shared/programmes/schema.ts";
import * as accounts from "../accounts/store.ts";
import * as audit from "../audit/store.ts";
import type { Ctx, SystemActor } from "../context.ts";
import type { Tx } from "../db/open.ts";
import { inTransaction } from "../db/transaction.ts";
import type { License } from "../licenses/store.ts";
import * as tickets from "../tickets/store.ts";
import { giveBack } from "./give-back.ts";
import { record } from "./record.ts";
import * as credits from "./store.ts";

/** What the operator writes into a ledger. Each takes the id of the command, so that it can be repeated safely. */
interface Giving {
  commandId: string;
  license: License;
}

/** A package that the holder bought, at the price of the programme. */
export async function buyPackage(
  ctx: Ctx<SystemActor>,
  { commandId, license, programme, size }: Giving & { programme: Programme; size: number },
): Promise<void> {
  const packages = programme.credits?.packages ?? [];
  const bought = packages.find((each) => each.credits === size);
  if (!bought) {
    const known = packages.map((each) => each.credits).join(", ") || "none";
    throw new AppError(refusal("programme.package-absent", { credits: size, known }));
  }
  await write(ctx, license, "credits.granted", (tx) =>
    record(ctx, tx, license.accountId, {
      id: commandId,
      kind: "grant",
      credits: size,
      source: "package",
      paid: bought.amount,
    }),
  );
}

export async function giveGoodwill(
  ctx: Ctx<SystemActor>,
  { commandId, license, amount, reason }: Giving & { amount: number; reason: string },
): Promise<void> {
  await write(ctx, license, "credits.granted", (tx) =>
    record(ctx, tx, license.accountId, {
      id: commandId,
      kind: "grant",
      credits: amount,
      source: "goodwill",
      note: reason,
    }),
  );
}

/** Gives back what a ticket cost; all of it where no amount is said. Says how much that was. */
export async function refundTicket(
  ctx: Ctx<SystemActor>,
  {
    commandId,
    license,
    ticketNumber,
    amount,
    reason,
  }: Giving & { ticketNumber: number; amount?: number | undefined; reason: string },
): Promise<number> {
  return write(ctx, license, "credits.corrected", async (tx) => {
    const account = await tickets.accountIdOf(tx, ticketNumber);
    if (account !== license.accountId) throw new AppError(refusal("ticket.absent"));
    const ledger = await credits.ticketLedger(tx, ticketNumber);
    const settled = ledger.filter(({ kind }) => kind === "settle");
    const left = settled.reduce((sum, entry) => sum + leftOf(ledger, entry), 0);
    const wanted = amount ?? left;
    if (wanted > left || wanted === 0) throw new AppError(refusal("credits.entry-spent", { left }));
    await giveBack(ctx, tx, { number: ticketNumber, accountId: account }, commandId, wanted, reason);
    return wanted;
  });
}

/** Takes back what a grant gave, where its price was refunded. */
export async function takeBack(
  ctx: Ctx<SystemActor>,
  {
    commandId,
    license,
    entryId,
    amount,
    reason,
    mayGoBelowZero,
  }: Giving & { entryId: string; amount?: number | undefined; reason: string; mayGoBelowZero: boolean },
): Promise<number> {
  return write(ctx, license, "credits.corrected", async (tx) => {
    const ledger = await credits.ledgerOf(tx, license.accountId);
    const entry = ledger.find(({ id, kind }) => id === entryId && kind === "grant");
    if (!entry) throw new AppError(refusal("credits.entry-absent"));
    const wanted = amount ?? leftOf(ledger, entry);
    if (wanted === 0) throw new AppError(refusal("credits.entry-spent", { left: 0 }));
    await record(ctx, tx, license.accountId, {
      id: commandId,
      kind: "correct",
      corrects: entryId,
      credits: wanted,
      reason,
      mayGoBelowZero,
    });
    return wanted;
  });
}

async function write<Result>(
  ctx: Ctx<SystemActor>,
  { id, accountId }: License,
  action: "credits.granted" | "credits.corrected",
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  return inTransaction(ctx.db, async (tx) => {
    await accounts.lockAccount(tx, accountId);
    const result = await work(tx);
    await audit.append(tx, ctx, action, id);
    return result;
  });
}
