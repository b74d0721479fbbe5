import type { CredentialKind, ResellerAccess } from "../../shared/credentials.ts";
import * as accounts from "../accounts/store.ts";
import type { Ctx, ResellerActor } from "../context.ts";
import type { Tx } from "../db/open.ts";
import { inTransaction } from "../db/transaction.ts";
import { requireRelay } from "../tickets/reseller-desk.ts";
import * as tickets from "../tickets/store.ts";
import type { NewAsk } from "./ask.ts";
import { askOn, unaskOn } from "./ask-on.ts";
import { requireGoingOn } from "./required.ts";
import * as credentials from "./store.ts";
import { viewClientAccess } from "./view.ts";

/**
 * For an escalation that goes on, the reseller asks their own client, in their own words and under their brand. What is
 * handed over is theirs to share with it, and theirs to see no more than before (SECURITY: 3.6).
 */
export async function askClient(ctx: Ctx<ResellerActor>, { ticketId, ...wanted }: NewAsk): Promise<ResellerAccess> {
  return atClient(ctx, ticketId, (tx, client) => askOn(ctx, tx, client, wanted));
}

export async function unaskClient(
  ctx: Ctx<ResellerActor>,
  { ticketId, kind }: { ticketId: string; kind: CredentialKind },
): Promise<ResellerAccess> {
  return atClient(ctx, ticketId, (tx, { number }) => unaskOn(ctx, tx, number, kind));
}

/** A license goes to other hands: what its reseller asked of their client was asked in their name. */
export async function unaskAll(ctx: Ctx, tx: Tx, licenseId: string): Promise<void> {
  for (const { ticketNumber, kind } of await credentials.askedOfClients(tx, licenseId)) {
    await unaskOn(ctx, tx, ticketNumber, kind);
  }
}

/** An escalation has ended: what was asked of the client is needed no more once none of their ticket goes on. */
export async function unaskClientAfter(ctx: Ctx, tx: Tx, relayNumber: number): Promise<void> {
  const client = await tickets.clientTicketOf(tx, relayNumber);
  if (!client) return;
  const others = (await tickets.relaysOf(tx, client.number)).filter(({ number }) => number !== relayNumber);
  if (others.some(({ state }) => state !== "resolved" && state !== "closed")) return;
  for (const { kind } of await credentials.asksOf(tx, client.number)) await unaskOn(ctx, tx, client.number, kind);
}

/** The client's ticket of an escalation that goes on, both of them this reseller's still. */
async function atClient(
  ctx: Ctx<ResellerActor>,
  relayId: string,
  work: (tx: Tx, client: { number: number; id: string }) => Promise<void>,
): Promise<ResellerAccess> {
  const { number, accountId } = await requireRelay(ctx, ctx.db, relayId);
  const client = await tickets.clientTicketOf(ctx.db, number);
  await inTransaction(ctx.db, async (tx) => {
    await accounts.lockAccount(tx, accountId);
    requireGoingOn((await requireRelay(ctx, tx, relayId)).state);
    if (!client) return;
    requireGoingOn(await tickets.stateOf(tx, client.number));
    await work(tx, client);
  });
  return viewClientAccess(ctx, client?.id ?? "");
}
