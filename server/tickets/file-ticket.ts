import { AppError, refusal } from "../../shared/problems.ts";
import type { Submission } from "../../shared/submission.ts";
import type { TicketReceipt } from "../../shared/tickets.ts";
import * as accounts from "../accounts/store.ts";
import * as audit from "../audit/store.ts";
import type { Ctx, DeviceActor } from "../context.ts";
import { requireAvailable } from "../credits/decide.ts";
import { record } from "../credits/record.ts";
import type { Tx } from "../db/open.ts";
import { inTransaction } from "../db/transaction.ts";
import { requireCurrent } from "../devices/current.ts";
import { attachFiles } from "../files/attach.ts";
import { reportUnreachable } from "../licenses/report-unreachable.ts";
import * as licenses from "../licenses/store.ts";
import * as reports from "../reports/store.ts";
import { keepable } from "../text.ts";
import { tellReseller } from "./client-filed.ts";
import { hostOf } from "./hosts.ts";
import { type Judged, judge } from "./judge.ts";
import * as messages from "./messages.ts";
import { readSubmission } from "./read-submission.ts";
import * as tickets from "./store.ts";

/** Stores a submission as a ticket. Sent again with the same bytes it is the same ticket; with others it is refused. */
export async function fileTicket(
  ctx: Ctx<DeviceActor>,
  { text, sha256 }: { text: string; sha256: string },
): Promise<TicketReceipt> {
  const { submission, bytes } = readSubmission(text, sha256);
  const report = await reports.pack(bytes, sha256);
  const { accountId, licenseId } = ctx.actor;
  return inTransaction(ctx.db, async (tx) => {
    await accounts.lockAccount(tx, accountId);
    await requireCurrent(tx, ctx.actor);
    const already = await tickets.filed(tx, licenseId, submission.ticketId);
    if (already) return receiptFor(submission.ticketId, already, sha256);
    await requireActive(tx, licenseId);
    // Judged at the very moment it is filed at: a month's count turns between two.
    const now = ctx.now();
    const at = now.toISOString();
    const { columns, hold } = await judge({ ...ctx, now: () => now }, tx, submission);
    const { id, number } = await insertTicket(ctx, tx, submission, columns, at);
    await reports.insertReport(tx, number, report, at);
    await attachFiles(tx, ctx.actor, submission.files, number);
    if (submission.message.trim() !== "") {
      const author = {
        kind: "holder" as const,
        id: ctx.actor.id,
        name: nameOfFiler(ctx.actor, submission.storeOrigin),
      };
      await messages.insertMessage(tx, number, {
        id: submission.ticketId,
        author,
        body: keepable(submission.message),
        at,
      });
    }
    if (hold > 0) {
      await requireAvailable(ctx, tx, hold);
      await record(ctx, tx, accountId, { id: `${id}:hold`, kind: "hold", ticketNumber: number, credits: hold });
    }
    await audit.append(tx, ctx, "ticket.filed", id);
    if (columns.addressedTo === "reseller") await tellReseller(ctx, tx, { id, number, ...submission });
    else if (ctx.actor.party === "client" && columns.topic === "reseller-unreachable") {
      await reportUnreachable(tx, ctx, licenseId);
    }
    return receiptFor(submission.ticketId, { number, sha256, size: report.size, storedAt: at }, sha256);
  });
}

/** A store owner is known by the store alone: the account is their reseller's. */
export function nameOfFiler({ party, holderName }: DeviceActor, storeOrigin: string): string {
  return party === "client" ? hostOf(storeOrigin) : holderName;
}

function receiptFor(ticketId: string, filed: tickets.Filed, sha256: string): TicketReceipt {
  if (filed.sha256 !== sha256) throw new AppError(refusal("ticket.id-taken"));
  return { ticketId, number: filed.number, sha256, size: filed.size, storedAt: filed.storedAt };
}

export async function requireActive(tx: Tx, licenseId: string): Promise<void> {
  const license = await licenses.license(tx, licenseId);
  const state = license?.bannedAt ? "banned" : (license?.state ?? "ended");
  if (state !== "active") throw new AppError(refusal("license.not-active", { state }));
}

async function insertTicket(
  ctx: Ctx<DeviceActor>,
  tx: Tx,
  { ticketId, storeOrigin, subject, report }: Submission,
  columns: Judged["columns"],
  at: string,
): Promise<{ id: string; number: number }> {
  const { id: deviceId, licenseId } = ctx.actor;
  const filer = nameOfFiler(ctx.actor, storeOrigin);
  // Another license's browser may have used this id. That is nobody's business here: the desk gets one of ours.
  const id = (await tickets.isIdTaken(tx, ticketId)) ? ctx.newId() : ticketId;
  const platform =
    report && (keepable([report.platform.label, report.platform.version].filter(Boolean).join(" ")) || null);
  const number = await tickets.insertTicket(tx, {
    id,
    filedId: ticketId,
    licenseId,
    deviceId,
    storeId: await licenses.storeId(tx, licenseId, storeOrigin, { id: ctx.newId(), at }),
    subject: keepable(subject),
    state: "sent",
    platform,
    searchText: keepable([subject, filer, storeOrigin, platform].filter(Boolean).join("\n").toLowerCase()),
    createdAt: at,
    updatedAt: at,
    ...columns,
  });
  return { id, number };
}
