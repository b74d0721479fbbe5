import { vendorBrand } from "../accounts/vendor-brand.ts";
import type { Ctx } from "../context.ts";
import type { Tx } from "../db/open.ts";
import type { MailKind, MailValues } from "../mails/kinds.ts";
import { queue } from "../mails/queue.ts";
import { ticketReaders } from "../mails/store.ts";
import type { TicketHead } from "./store.ts";

type TicketMail = Extract<MailKind, "reply" | "estimate-to-confirm" | "resolved">;
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
  for (const { name, email, language, subject } of await ticketReaders(tx, number)) {
    const common = { name, ticket: number, subject, link: `${ctx.server.url}/desk/t/${id}` };
    await queue(tx, ctx, {
      event: `${kind}:${eventId}`,
      kind,
      to: email,
      language,
      brand: vendorBrand(ctx.server),
      // The common values and the kind's own are all of it; queue checks them.
      values: { ...common, ...values } as unknown as MailValues[Kind],
    });
  }
}
