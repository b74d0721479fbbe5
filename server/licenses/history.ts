import type { LicenseEvent } from "../../shared/licenses.ts";
import type { Ctx } from "../context.ts";
import type { Db, Tx } from "../db/open.ts";
import * as licenses from "./store.ts";

/** What the vendor did to a license; it moves nothing between resellers. */
export type Deed =
  | { kind: "suspended" }
  | { kind: "resumed" }
  | { kind: "banned"; reason: string }
  | { kind: "renewed"; plan: string | null; planUntil: string | null; upgradeSubscription: boolean | null }
  | { kind: "moved"; from: string; to: string };

/** An event in a license's history. */
export interface Happened {
  seq: number;
  id: string;
  at: string;
  event: LicenseEvent | (Deed & { at: string });
  /** The reseller who held the license just before. */
  heldBy: string | null;
  actorKind: string;
  actorId: string | null;
}

/** Everything that happened to a license, oldest first. */
export async function historyOf(db: Db | Tx, licenseId: string): Promise<Happened[]> {
  return (await licenses.events(db, licenseId)).map(({ body, ...row }) => {
    // Written by ourselves, from these very types.
    const { event, heldBy } = JSON.parse(body) as Pick<Happened, "event" | "heldBy">;
    return { ...row, event, heldBy };
  });
}

const deeds = new Set<string>(["suspended", "resumed", "banned", "renewed", "moved"] satisfies Deed["kind"][]);

export function isDeed(event: Happened["event"]): event is Deed & { at: string } {
  return deeds.has(event.kind);
}

/** Adds to a license's history, in a transaction that holds the lock of its account. Gives the event's id. */
export async function append(
  ctx: Ctx,
  tx: Tx,
  { licenseId, seq, event, heldBy }: { licenseId: string; seq: number } & Pick<Happened, "event" | "heldBy">,
): Promise<string> {
  const id = ctx.newId();
  const { actor } = ctx;
  await licenses.appendEvent(tx, {
    licenseId,
    seq,
    id,
    kind: event.kind,
    body: JSON.stringify({ event, heldBy }),
    at: ctx.now().toISOString(),
    actorKind: actor.kind,
    actorId: actor.kind === "system" ? null : actor.id,
  });
  return id;
}
