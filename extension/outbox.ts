import { invariant } from "../shared/invariant.ts";
import { type ProblemCode, type Refusal, refusal } from "../shared/problems.ts";
import type { TicketReceipt } from "../shared/tickets.ts";
import type { OutboxItem, SendState } from "./messages.ts";
import type { Shelf } from "./shelf.ts";

/** A request on its way. The server takes any number of repetitions of the same bytes as one ticket. */
export interface OutboxEntry {
  /** The ticket's id. */
  draftId: string;
  storeOrigin: string;
  subject: string;
  /** The exact bytes that the person saw. */
  text: string;
  sha256: string;
  /** Milliseconds since 1970, as are all times here. */
  queuedAt: number;
  tries: number;
  nextTryAt: number;
  /** Why the last try did not succeed. */
  refusal: Refusal | null;
  state: "waiting" | "sent" | "refused";
  receipt: TicketReceipt | null;
}

export type Delivery =
  | { ok: true; receipt: TicketReceipt }
  | { ok: false; refusal: Refusal; retryAfterMs: number | null };

export interface OutboxDeps {
  shelf: Shelf<OutboxEntry>;
  deliver(entry: OutboxEntry): Promise<Delivery>;
  /** Runs one at a time under one name, also across workers. */
  lock<Value>(name: string, work: () => Promise<Value>): Promise<Value>;
  now(): number;
  /** From 0 up to 1. */
  random(): number;
  /** Wakes the background at this time; null when nothing waits. */
  wakeAt(at: number | null): Promise<void>;
  /** An entry began to be sent, is waiting again, was sent or was refused. */
  changed(entry: OutboxEntry, isSending: boolean): Promise<void>;
}

export interface Outbox {
  /** Keeps the request, then tries it at once and says how it stands. What was sent already is not sent again. */
  send(request: Pick<OutboxEntry, "draftId" | "storeOrigin" | "subject" | "text" | "sha256">): Promise<SendState>;
  /**
   * Tries everything that is due; with `isForced` everything that waits. One drain runs at a time, and a store whose
   * server did not take one request is not asked again in the same round.
   */
  drain(isForced?: boolean): Promise<void>;
  find(draftId: string): Promise<OutboxEntry | null>;
  /** Requests of this store, newest first. */
  list(storeOrigin: string): Promise<OutboxItem[]>;
  /** All requests that are waiting or were sent: their drafts are not to be gone on with. */
  takenIds(): Promise<Set<string>>;
  drop(draftId: string): Promise<void>;
  /** Forgets what was sent or refused longer ago than this. */
  sweep(keptMs: number): Promise<void>;
}

export function createOutbox({ shelf, deliver, lock, now, random, wakeAt, changed }: OutboxDeps): Outbox {
  // Only for display; what is being sent while the worker dies is waiting again.
  const sending = new Set<string>();

  const waiting = async () =>
    (await shelf.all()).filter(({ state }) => state === "waiting").sort((a, b) => a.queuedAt - b.queuedAt);

  /** One try, never two at a time for one request. Resolves to how it stands afterwards, or null if it is gone. */
  function attempt(draftId: string, isForced: boolean): Promise<OutboxEntry | null> {
    return lock(`outbox:${draftId}`, async () => {
      const entry = await shelf.get(draftId);
      if (entry?.state !== "waiting" || !(isForced || isDue(entry, now()))) return entry;
      sending.add(draftId);
      await changed(entry, true);
      const delivery = await deliver(entry).finally(() => sending.delete(draftId));
      // The person may have taken it back, or put other bytes in its place, while it was on its way.
      const after = await shelf.change(draftId, (kept) =>
        kept.sha256 === entry.sha256 ? afterTry(kept, delivery, now(), random()) : null,
      );
      if (after) await changed(after, false);
      return after;
    });
  }

  async function setAlarm(): Promise<void> {
    const times = (await waiting()).map(({ nextTryAt }) => nextTryAt);
    await wakeAt(times.length > 0 ? Math.max(Math.min(...times), now() + 1_000) : null);
  }

  return {
    async send(request) {
      const before = await shelf.get(request.draftId);
      if (before?.state === "sent" && before.sha256 === request.sha256) return sendState(before);
      const at = now();
      const fresh = { tries: 0, refusal: null, state: "waiting", receipt: null } as const;
      await shelf.put({ ...request, ...fresh, queuedAt: at, nextTryAt: at });
      // Set before the try: it may be the last thing that this worker does.
      await setAlarm();
      const after = await attempt(request.draftId, true);
      await setAlarm();
      invariant(after, "a request that is being sent stays in the outbox");
      return sendState(after);
    },

    async drain(isForced = false) {
      await lock("outbox", async () => {
        const left = new Set<string>();
        for (const { draftId, storeOrigin, tries } of await waiting()) {
          if (left.has(storeOrigin)) continue;
          const after = await attempt(draftId, isForced);
          if (after?.state === "waiting" && after.tries > tries) left.add(storeOrigin);
        }
        await setAlarm();
      });
    },

    find: (draftId) => shelf.get(draftId),

    async list(storeOrigin) {
      return (await shelf.all())
        .filter((entry) => entry.storeOrigin === storeOrigin)
        .sort((a, b) => b.queuedAt - a.queuedAt)
        .map((entry) => itemOf(entry, sending.has(entry.draftId)));
    },

    async takenIds() {
      return new Set((await shelf.all()).filter(({ state }) => state !== "refused").map(({ draftId }) => draftId));
    },

    drop: (draftId) => shelf.drop(draftId),

    async sweep(keptMs) {
      for (const { draftId, state, queuedAt } of await shelf.all()) {
        if (state !== "waiting" && queuedAt < now() - keptMs) await shelf.drop(draftId);
      }
    },
  };
}

export function itemOf(entry: OutboxEntry, isSending: boolean): OutboxItem {
  const { draftId, storeOrigin, subject, sha256 } = entry;
  return { draftId, storeOrigin, subject, sha256, send: isSending ? { state: "sending" } : sendState(entry) };
}

function sendState(entry: OutboxEntry): SendState {
  const why = entry.refusal ?? refusal("server.unreachable");
  if (entry.state === "sent" && entry.receipt) return { state: "sent", receipt: entry.receipt };
  if (entry.state === "refused") return { state: "refused", refusal: why };
  return { state: "queued", nextTryAt: new Date(entry.nextTryAt).toISOString(), refusal: why };
}

/** The entry after one try. */
function afterTry(entry: OutboxEntry, delivery: Delivery, at: number, random: number): OutboxEntry {
  const tries = entry.tries + 1;
  if (delivery.ok) return { ...entry, tries, state: "sent", refusal: null, receipt: delivery.receipt };
  if (!passes(delivery.refusal.code)) return { ...entry, tries, state: "refused", refusal: delivery.refusal };
  const nextTryAt = at + waitMs(tries, random, delivery.retryAfterMs);
  return { ...entry, tries, nextTryAt, refusal: delivery.refusal };
}

/** Refusals that pass by themselves: the same bytes are tried again. */
const passing: readonly ProblemCode[] = [
  "server.unreachable",
  "server.busy",
  "server.fault",
  "request.too-many",
  "client.outdated",
];

function passes(code: ProblemCode): boolean {
  return passing.includes(code);
}

const shortestMs = 30_000;
const longestMs = 3_600_000;
const longestAskedMs = 24 * 3_600_000;

/**
 * How long to wait after this many tries: half a minute, doubling up to an hour, a little more by chance so that many
 * browsers do not return at once, and never less than the server asks for (a day at most).
 */
export function waitMs(tries: number, random: number, retryAfterMs: number | null): number {
  const backOff = Math.min(shortestMs * 2 ** (tries - 1), longestMs / 1.2);
  return Math.max(Math.round(backOff * (1 + random * 0.2)), Math.min(retryAfterMs ?? 0, longestAskedMs));
}

/** A time too far ahead was written by a clock that has been put back since. */
function isDue({ nextTryAt }: OutboxEntry, at: number): boolean {
  return nextTryAt <= at || nextTryAt - at > longestAskedMs + longestMs;
}
