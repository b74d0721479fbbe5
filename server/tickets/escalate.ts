import { createHash } from "node:crypto";
import { type Escalation, escalationOf } from "../../shared/escalation.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import { canonicalText, type Submission, submission, submissionLimit } from "../../shared/submission.ts";
import type { DeskTicket } from "../../shared/tickets.ts";
import * as accounts from "../accounts/store.ts";
import * as audit from "../audit/store.ts";
import type { Ctx, ResellerActor } from "../context.ts";
import { record } from "../credits/record.ts";
import type { Tx } from "../db/open.ts";
import { inTransaction } from "../db/transaction.ts";
import { copyFiles } from "../files/store.ts";
import * as reports from "../reports/store.ts";
import { keepable } from "../text.ts";
import { requireActive } from "./file-ticket.ts";
import { judge } from "./judge.ts";
import * as messages from "./messages.ts";
import { clientTicket, requireClientTicket } from "./reseller-desk.ts";
import * as tickets from "./store.ts";

export interface NewEscalation extends Escalation {
  /** The client's. */
  ticketId: string;
  /** UUIDv7, and the id of the new ticket. */
  commandId: string;
  /** SHA-256 of the text that the person looked at. */
  sha256: string;
}

/**
 * Makes a request to the vendor of a client's ticket, with what the reseller chose of it, filed as the license's holder.
 * Sent again it is the same ticket.
 */
export async function escalate(ctx: Ctx<ResellerActor>, input: NewEscalation): Promise<DeskTicket> {
  const { ticketId, commandId } = input;
  const client = await requireClientTicket(ctx, ctx.db, ticketId);
  const { value, text } = await composed(ctx, client.number, input);
  const report = await reports.pack(Buffer.from(text, "utf8"), input.sha256);
  await inTransaction(ctx.db, async (tx) => {
    await accounts.lockAccount(tx, client.accountId);
    const { number, state } = await requireClientTicket(ctx, tx, ticketId);
    const from = await tickets.escalatedFrom(tx, number);
    const already = await tickets.filed(tx, from.licenseId, commandId);
    if (already && already.sha256 !== input.sha256) throw new AppError(refusal("command.id-taken"));
    if (already) return;
    if (state === "closed") throw new AppError(refusal("ticket.closed"));
    await requireActive(tx, from.licenseId);
    const { columns, hold } = await judge({ ...ctx, actor: holderOf(ctx, from) }, tx, value);
    const at = ctx.now().toISOString();
    const relay = await insertRelay(ctx, tx, { value, columns, from, relayOf: number, at });
    await reports.insertReport(tx, relay.number, report, at);
    const chosen = value.files.map(({ id }) => id);
    await copyFiles(tx, number, chosen, { ticketNumber: relay.number, newId: ctx.newId, at });
    if (value.message !== "") {
      const author = { kind: "holder" as const, id: ctx.actor.id, name: ctx.actor.resellerName };
      await messages.insertMessage(tx, relay.number, { id: commandId, author, body: keepable(value.message), at });
    }
    if (hold > 0) {
      const entry = { id: `${relay.id}:hold`, kind: "hold" as const, ticketNumber: relay.number, credits: hold };
      await record(ctx, tx, from.accountId, entry);
    }
    await audit.append(tx, ctx, "ticket.escalated", relay.id);
  });
  return clientTicket(ctx, ticketId);
}

/** The very text that was looked at, or a refusal. */
async function composed(
  ctx: Ctx<ResellerActor>,
  number: number,
  { commandId, sha256, ...choice }: NewEscalation,
): Promise<{ value: Submission; text: string }> {
  const client = submission.parse(JSON.parse(await reports.reportText(ctx.db, number)));
  const value = submission.safeParse(escalationOf(client, commandId, choice));
  if (!value.success) {
    const where = value.error.issues[0]?.path.join(".") || "the request";
    throw new AppError(refusal("request.invalid", { where }), { cause: value.error });
  }
  const text = canonicalText(value.data);
  if (Buffer.byteLength(text) > submissionLimit) throw new AppError(refusal("request.too-large", { limit: "1 MB" }));
  if (createHash("sha256").update(text, "utf8").digest("hex") !== sha256) {
    throw new AppError(refusal("ticket.escalated-otherwise"));
  }
  return { value: value.data, text };
}

type Origin = Awaited<ReturnType<typeof tickets.escalatedFrom>>;

/** A reseller asks as whoever holds the license: with its plan, and for its credits. */
function holderOf({ actor }: Ctx<ResellerActor>, { licenseId, accountId }: Origin) {
  return { licenseId, accountId, standing: "enrolled", party: "holder", resellerId: actor.resellerId } as const;
}

async function insertRelay(
  ctx: Ctx<ResellerActor>,
  tx: Tx,
  {
    value,
    columns,
    from,
    relayOf,
    at,
  }: {
    value: Submission;
    columns: Awaited<ReturnType<typeof judge>>["columns"];
    from: Origin;
    relayOf: number;
    at: string;
  },
): Promise<{ id: string; number: number }> {
  const { ticketId, subject, storeOrigin, report } = value;
  const id = (await tickets.isIdTaken(tx, ticketId)) ? ctx.newId() : ticketId;
  const { label, version } = report?.platform ?? {};
  const platform = keepable([label, version].filter(Boolean).join(" ")) || null;
  const number = await tickets.insertTicket(tx, {
    id,
    filedId: ticketId,
    licenseId: from.licenseId,
    // Whose browser the client's was is the reseller's to know: the vendor's desk is told of none.
    deviceId: from.deviceId,
    storeId: from.storeId,
    subject: keepable(subject),
    state: "sent",
    platform,
    searchText: keepable(
      [subject, ctx.actor.resellerName, storeOrigin, platform].filter(Boolean).join("\n").toLowerCase(),
    ),
    createdAt: at,
    updatedAt: at,
    ...columns,
    relayOf,
  });
  return { id, number };
}
