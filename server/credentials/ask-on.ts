import type { CredentialKind } from "../../shared/credentials.ts";
import type { Ctx, PersonActor, ResellerActor } from "../context.ts";
import type { Tx } from "../db/open.ts";
import { log } from "./log.ts";
import * as credentials from "./store.ts";
import { tellAsked } from "./tell.ts";

export interface Wanted {
  kind: CredentialKind;
  /** What whoever asks says of it. */
  note: string;
}

/** Asked again with the same note nothing changes; with another it is the newer one. */
export async function askOn(
  ctx: Ctx<PersonActor | ResellerActor>,
  tx: Tx,
  ticket: { number: number; id: string },
  { kind, note }: Wanted,
): Promise<void> {
  const { number } = ticket;
  const already = (await credentials.asksOf(tx, number)).find((one) => one.kind === kind);
  if (already?.note === note) return;
  const at = ctx.now().toISOString();
  await credentials.putAsk(tx, { ticketNumber: number, kind, note, personId: ctx.actor.id, askedAt: at });
  await tellAsked(ctx, tx, ticket, { kind, at });
  const { storeOrigin } = await credentials.placeOf(tx, number);
  await log(tx, ctx, "access.asked", { ticketNumber: number, credentialId: null, kind, storeOrigin }, note || null);
}

/** It is not needed after all. */
export async function unaskOn(ctx: Ctx, tx: Tx, number: number, kind: CredentialKind): Promise<void> {
  if ((await credentials.dropAsks(tx, number, kind)).length === 0) return;
  const { storeOrigin } = await credentials.placeOf(tx, number);
  await log(tx, ctx, "access.unasked", { ticketNumber: number, credentialId: null, kind, storeOrigin });
}
