import { brandOf } from "../accounts/brand-of.ts";
import type { Ctx } from "../context.ts";
import type { Tx } from "../db/open.ts";
import { rulesOf } from "../licenses/happen.ts";
import { mailBrandOf } from "../mails/brand.ts";
import type { MailKind, MailValues } from "../mails/kinds.ts";
import { queue } from "../mails/queue.ts";
import { type TicketReader, ticketReaders } from "../mails/store.ts";
import type { TicketHead } from "./store.ts";

type TicketMail = Extract<
  MailKind,
  | "reply"
  | "estimate-to-confirm"
  | "resolved"
  | "access-asked"
  | "access-take-back"
  | "access-not-confirmed"
  | "access-revealed"
>;
/** What every mail about a ticket says besides. */
type Common = "name" | "ticket" | "subject" | "link";

/**
 * Mails the people of the ticket's holder that something happened to it, in the transaction of that. `eventId` is what
 * happened: told again, it is no second mail. A ticket that a reseller passed on is told of by the relay.
 */
export async function tellHolder<Kind extends TicketMail>(
  ctx: Pick<Ctx, "db" | "keys" | "now" | "newId" | "server">,
  tx: Tx,
  { number, id }: Pick<TicketHead, "number" | "id">,
  { kind, eventId, values }: { kind: Kind; eventId: string; values: Omit<MailValues[Kind], Common> },
): Promise<void> {
  for (const reader of await ticketReaders(tx, number)) {
    const { name, email, language, subject } = reader;
    const common = { name, ticket: number, subject, link: `${ctx.server.url}/desk/t/${id}` };
    await queue(tx, ctx, {
      event: `${kind}:${eventId}`,
      kind,
      to: email,
      language,
      brand: mailBrandOf(await brandFor(ctx, tx, reader)),
      // The common values and the kind's own are all of it; queue checks them.
      values: { ...common, ...values } as unknown as MailValues[Kind],
    });
  }
}

/** A holder whom a reseller looks after knows that reseller alone. */
async function brandFor({ server }: Pick<Ctx, "server">, tx: Tx, { licenseId, lookedAfterBy }: TicketReader) {
  const party = lookedAfterBy === null ? "holder" : "client";
  return brandOf(tx, server, { party, resellerId: lookedAfterBy }, await rulesOf(tx, licenseId));
}
