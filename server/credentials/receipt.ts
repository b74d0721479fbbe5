import type { CredentialEnd } from "../../shared/credentials.ts";
import type { Ctx } from "../context.ts";
import type { Tx } from "../db/open.ts";
import { insertMessage } from "../tickets/messages.ts";
import type { Kept } from "./store.ts";
import { accessName } from "./words.ts";

const receipts: Record<CredentialEnd, ((name: string, day: string) => string) | null> = {
  "verified-disabled": (name, day) => `${name}: verified disabled on ${day}. Our copy is destroyed.`,
  "not-confirmed": (name, day) =>
    `${name}: not confirmed as disabled. Our copy was destroyed on ${day}; please make sure that it is disabled on your side.`,
  withdrawn: (name, day) => `${name}: taken back on ${day}. Our copy is destroyed.`,
  expired: (name, day) =>
    `${name}: its time was over on ${day}. Our copy is destroyed; please disable it on your side too.`,
  // The one in its place goes on.
  replaced: null,
};

/** Says on the ticket how access ended. Its state stays: nobody is asked for an answer. */
export async function writeReceipt(
  ctx: Pick<Ctx, "newId" | "server">,
  tx: Tx,
  one: Kept,
  { end, at }: { end: CredentialEnd; at: string },
): Promise<void> {
  const body = receipts[end]?.(accessName(one), dayOf(at));
  if (body === undefined) return;
  const author = { kind: "system" as const, id: "system", name: ctx.server.name };
  await insertMessage(tx, one.ticketNumber, { id: ctx.newId(), author, body, at });
}

/** `22 November 2026, 09:00 UTC`. */
function dayOf(at: string): string {
  const format = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });
  return `${format.format(new Date(at))} UTC`.replace(" at ", ", ");
}
