import type { Db } from "../db/open.ts";

const senders = new WeakMap<Db, () => void>();

/** Tells this process's sender that a mail was queued, so that nobody waits for its next round. */
export function wakeSender(db: Db): void {
  senders.get(db)?.();
}

export function onMailQueued(db: Db, wake: () => void): void {
  senders.set(db, wake);
}
