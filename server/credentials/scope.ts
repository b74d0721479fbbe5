import { AppError, refusal } from "../../shared/problems.ts";
import type { Ctx, DeviceActor, PersonActor } from "../context.ts";
import type { Db, Tx } from "../db/open.ts";
import * as tickets from "../tickets/store.ts";
import * as credentials from "./store.ts";

/** The credential of this id, on a ticket that this browser may see, or `credential.absent`. */
export async function requireOwn(
  { actor }: Pick<Ctx<DeviceActor>, "actor">,
  db: Db | Tx,
  credentialId: string,
): Promise<credentials.Kept> {
  const found = await credentials.credential(db, credentialId);
  const head = found && (await tickets.headForDevice(db, actor, found.filedId));
  if (found && head?.number === found.ticketNumber) return found;
  throw new AppError(refusal("credential.absent"));
}

/** A credential, and the ticket at which an engineer has to do with it. */
export interface SeenAtDesk {
  one: credentials.Kept;
  seenAt: number;
}

/** The same of a ticket that is the vendor's to answer, or of a client's that a reseller shares with such a one. */
export async function requireAtDesk(
  { actor }: Pick<Ctx<PersonActor>, "actor">,
  db: Db | Tx,
  credentialId: string,
): Promise<SeenAtDesk> {
  const one = await credentials.credential(db, credentialId);
  const head = one && (await tickets.headForDesk(db, one.ticketId));
  const seenAt = head?.number ?? (one && (await credentials.sharedWith(db, one.ticketNumber, actor.id))[0]);
  if (one && seenAt != null) return { one, seenAt };
  throw new AppError(refusal("credential.absent"));
}
