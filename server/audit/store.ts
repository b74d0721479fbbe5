import type { Actor } from "../context.ts";
import type { Tx } from "../db/open.ts";

export type AuditedAction =
  | "operator.set-up"
  | "person.added"
  | "person.invited"
  | "person.uninvited"
  | "person.joined"
  | "person.removed"
  | "person.reset"
  | "person.reset-wholly"
  | "person.role-changed"
  | "person.password-changed"
  | "reseller.added"
  | "license.added"
  | "license.banned"
  | "license.suspended"
  | "license.resumed"
  | "license.renewed"
  | "license.moved"
  | "license.handed-over"
  | "license.reseller-assigned"
  | "transfer.asked"
  | "transfer.costs-stated"
  | "transfer.agreed"
  | "transfer.declined"
  | "transfer.cancelled"
  | "orphan.reported"
  | "orphan.contacted"
  | "orphan.answered"
  | "orphan.made"
  | "adoption.asked"
  | "adoption.wished"
  | "adoption.named"
  | "reseller.edited"
  | "brand.changed"
  | "code.revoked"
  | "device.renamed"
  | "device.revoked"
  | "device.rotated"
  | "pairing.approved"
  | "pairing.declined"
  | "popup.paired"
  | "popup.renamed"
  | "popup.revoked"
  | "popup.rotated"
  | "popup.left"
  | "sealing-key.rotated"
  | "access-log.accepted"
  | "programme.added"
  | "credits.granted"
  | "credits.corrected"
  | "code.made"
  | "device.enrolled"
  | "device.left"
  | "ticket.filed"
  | "ticket.replied"
  | "ticket.answered"
  | "ticket.moved"
  | "ticket.taken"
  | "ticket.escalated"
  | "ticket.passed-on"
  | "ticket.assessed"
  | "offer.agreed"
  | "offer.declined"
  | "offer.expired";

/** Records who did what, in the transaction that did it. */
export async function append(
  tx: Tx,
  { actor, now }: { actor: Actor; now: () => Date },
  action: AuditedAction,
  subjectId: string,
): Promise<void> {
  await tx
    .insertInto("audit")
    .values({
      at: now().toISOString(),
      actorKind: actor.kind,
      actorId: actor.kind === "system" ? null : actor.id,
      action,
      subjectId,
    })
    .execute();
}
