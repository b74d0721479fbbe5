import { correct, type Entry, hold, release, settle } from "../../shared/credits.ts";
import { AppError, type Decision, orThrow, refusal } from "../../shared/problems.ts";
import * as accounts from "../accounts/store.ts";
import type { Ctx } from "../context.ts";
import type { Tx } from "../db/open.ts";
import { inTransaction } from "../db/transaction.ts";
import * as credits from "./store.ts";

/** An entry to be written; its id is the command's, so that the same command again changes nothing. */
export type NewEntry = { id: string } & (
  | {
      kind: "grant";
      credits: number;
      source: "license" | "package" | "goodwill";
      note?: string;
      paid?: { minor: number; currency: string };
    }
  | { kind: "hold" | "settle"; ticketNumber: number; credits: number }
  | {
      kind: "release";
      ticketNumber: number;
      credits: number;
      reason: Extract<Entry, { kind: "release" }>["reason"];
    }
  /** Credits count up: what a grant gave is taken back, what was settled is given back. */
  | { kind: "correct"; corrects: string; credits: number; reason: string; mayGoBelowZero?: boolean }
);

/** Writes one entry as a command of its own. Sent again it changes nothing; with other contents it is refused. */
export async function post(ctx: Ctx, accountId: string, wanted: NewEntry): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    await accounts.lockAccount(tx, accountId);
    await record(ctx, tx, accountId, wanted);
  });
}

/** Writes one entry in a transaction that has locked the account, if the ledger's rules allow it. */
export async function record(ctx: Ctx, tx: Tx, accountId: string, wanted: NewEntry): Promise<void> {
  const already = await credits.contentsOf(tx, wanted.id);
  const before = await credits.entriesOf(tx, accountId);
  const ledger = before.map(({ entry }) => entry);
  if (already) {
    if (!isSame(already, contentsOf(accountId, wanted, ledger))) throw new AppError(refusal("command.id-taken"));
    return;
  }
  orThrow(allowed(ledger, wanted));
  const { actor } = ctx;
  await credits.append(tx, {
    ...contentsOf(accountId, wanted, ledger),
    seq: (before.at(-1)?.seq ?? 0) + 1,
    at: ctx.now().toISOString(),
    actorKind: actor.kind,
    actorId: actor.kind === "system" ? null : actor.id,
  });
}

function allowed(ledger: readonly Entry[], wanted: NewEntry): Decision<unknown> {
  switch (wanted.kind) {
    case "grant":
      return { ok: true, value: wanted };
    case "hold":
      return hold(ledger, credits.ticketIdOf(wanted.ticketNumber), wanted.credits);
    case "settle":
      return settle(ledger, credits.ticketIdOf(wanted.ticketNumber), wanted.credits);
    case "release":
      return release(ledger, credits.ticketIdOf(wanted.ticketNumber), wanted.credits, wanted.reason);
    case "correct":
      return correct(ledger, wanted.corrects, wanted.credits, wanted.reason, wanted.mayGoBelowZero ?? false);
  }
}

function contentsOf(accountId: string, wanted: NewEntry, ledger: readonly Entry[]): credits.EntryContents {
  const { id, kind } = wanted;
  const empty = { ticketNumber: null, source: null, reason: null, corrects: null, paidMinor: null, paidCurrency: null };
  const plain = { ...empty, id, accountId, kind, credits: wanted.credits };
  switch (wanted.kind) {
    case "grant":
      return {
        ...plain,
        source: wanted.source,
        reason: wanted.note ?? null,
        paidMinor: wanted.paid?.minor ?? null,
        paidCurrency: wanted.paid?.currency ?? null,
      };
    case "hold":
    case "settle":
      return { ...plain, ticketNumber: wanted.ticketNumber };
    case "release":
      return { ...plain, ticketNumber: wanted.ticketNumber, reason: wanted.reason };
    case "correct": {
      const corrected = ledger.find((entry) => entry.id === wanted.corrects);
      const isSettled = corrected?.kind === "settle";
      return {
        ...plain,
        corrects: wanted.corrects,
        reason: wanted.reason,
        credits: isSettled ? wanted.credits : -wanted.credits,
        ticketNumber: isSettled ? Number(corrected.ticketId) : null,
      };
    }
  }
}

function isSame(one: credits.EntryContents, other: credits.EntryContents): boolean {
  const fields = Object.keys(one) as (keyof credits.EntryContents)[];
  return fields.every((field) => one[field] === other[field]);
}
