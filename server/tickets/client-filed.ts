import { vendorBrand } from "../accounts/vendor-brand.ts";
import type { Ctx, DeviceActor } from "../context.ts";
import type { Tx } from "../db/open.ts";
import * as licenses from "../licenses/store.ts";
import * as mails from "../mails/queue.ts";
import * as tickets from "./store.ts";

interface Filed {
  id: string;
  number: number;
  subject: string;
  storeOrigin: string;
}

/** Mails the reseller's people that a client of theirs asks for something. */
export async function tellReseller(
  ctx: Ctx<DeviceActor>,
  tx: Tx,
  { id, number, subject, storeOrigin }: Filed,
): Promise<void> {
  if (ctx.actor.resellerId === null) return;
  for (const { name, email, language } of await licenses.peopleOf(tx, ctx.actor.resellerId)) {
    await mails.queue(tx, ctx, {
      event: `ticket.filed:${id}`,
      kind: "client-filed",
      to: email,
      language,
      brand: vendorBrand(ctx.server),
      values: { name, ticket: number, subject, store: storeOrigin, link: `${ctx.server.url}/desk/t/${id}` },
    });
  }
}

/** Mails them that the vendor answered what they escalated. Nothing where the ticket is no escalation. */
export async function tellOfAnswer(ctx: Ctx, tx: Tx, number: number, messageId: string): Promise<void> {
  const client = await tickets.clientTicketOf(tx, number);
  if (!client?.resellerId) return;
  for (const { name, email, language } of await licenses.peopleOf(tx, client.resellerId)) {
    await mails.queue(tx, ctx, {
      event: `relay.answered:${number}:${messageId}`,
      kind: "relay-answered",
      to: email,
      language,
      brand: vendorBrand(ctx.server),
      values: { name, ticket: client.number, subject: client.subject, link: `${ctx.server.url}/desk/t/${client.id}` },
    });
  }
}
