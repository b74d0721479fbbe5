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

/** The same of a ticket that is the vendor's to answer. */
export async function requireAtDesk(
  _: Pick<Ctx<PersonActor>, "actor">,
  db: Db | Tx,
  credentialId: string,
): Promise<credentials.Kept> {
  const found = await credentials.credential(db, credentialId);
  const head = found && (await tickets.headForDesk(db, found.ticketId));
  if (found && head) return found;
  throw new AppError(refusal("credential.absent"));
}
