import type { CredentialKind } from "../../shared/credentials.ts";
import type { Ctx } from "../context.ts";
import type { Tx } from "../db/open.ts";
import { tellHolder } from "../tickets/tell-holder.ts";
import type { AskedBack, Kept, Reminded } from "./store.ts";

type Batch = Omit<AskedBack, "accountId">;

/** How mails call a kind. */
const inMails: Record<CredentialKind, "ftp" | "admin"> = { ftp: "ftp", "store-admin": "admin" };

function kindsOf(some: readonly Reminded[]): ("ftp" | "admin")[] {
  return [...new Set(some.map(({ kind }) => inMails[kind]))].sort();
}

/** Asks the holder to disable access: at once, after a day, and after three. One mail names all of a ticket's. */
export async function tellTakeBack(
  ctx: Omit<Ctx, "actor">,
  tx: Tx,
  { ticketNumber, ticketId, disableAskedAt }: Batch,
  { step, of }: { step: number; of: readonly Reminded[] },
): Promise<void> {
  await tellHolder(
    ctx,
    tx,
    { number: ticketNumber, id: ticketId },
    {
      kind: "access-take-back",
      // Two can be asked back in one millisecond, one after the other.
      eventId: `${ticketId}:${disableAskedAt}:${kindsOf(of).join("+")}:${step}`,
      values: { access: kindsOf(of), at: lastDestroyed(of) },
    },
  );
}

/** Says, a week later, that nobody knows whether it was disabled. */
export async function tellNotConfirmed(
  ctx: Omit<Ctx, "actor">,
  tx: Tx,
  { ticketNumber, ticketId, disableAskedAt }: Batch,
  of: readonly Reminded[],
): Promise<void> {
  await tellHolder(
    ctx,
    tx,
    { number: ticketNumber, id: ticketId },
    {
      kind: "access-not-confirmed",
      eventId: `${ticketId}:${disableAskedAt}`,
      values: { access: kindsOf(of) },
    },
  );
}

export async function tellAsked(
  ctx: Ctx,
  tx: Tx,
  ticket: { number: number; id: string },
  { kind, at }: { kind: CredentialKind; at: string },
): Promise<void> {
  await tellHolder(ctx, tx, ticket, {
    kind: "access-asked",
    eventId: `${ticket.id}:${kind}:${at}`,
    values: { access: [inMails[kind]] },
  });
}

/** Tells of each time that an engineer sees it: whoever handed it over may not be looking at the log. */
export async function tellRevealed(ctx: Ctx, tx: Tx, one: Kept, at: string): Promise<void> {
  await tellHolder(
    ctx,
    tx,
    { number: one.ticketNumber, id: one.ticketId },
    {
      kind: "access-revealed",
      eventId: ctx.newId(),
      values: { access: [inMails[one.kind]], at },
    },
  );
}

/** When the last of them was destroyed; null while one is still here. */
function lastDestroyed(of: readonly Reminded[]): string | null {
  const times = of.map(({ destroyedAt }) => destroyedAt);
  return times.includes(null) ? null : (times.toSorted().at(-1) ?? null);
}
