/** A reply that the server has not acknowledged: its id stays the same however often it is sent. */
interface UnsentReply {
  messageId: string;
  body: string;
}

export interface ReplyStore {
  get(ticketId: string): UnsentReply | null;
  /** Null once it is acknowledged, or nothing is left of it. */
  set(ticketId: string, reply: UnsentReply | null): void;
  /** This one was sent from another place, where another may stand by now. */
  drop(ticketId: string, messageId: string): void;
}

/**
 * Kept in our own origin's storage, so that a reload loses no word. Where the browser denies storage to frames, memory
 * has to do.
 */
export function openReplies(storage: () => Storage): ReplyStore {
  const memory = new Map<string, UnsentReply>();
  const keyOf = (ticketId: string) => `reply:${ticketId}`;
  const withStorage = <Value>(use: (storage: Storage) => Value, otherwise: Value): Value => {
    try {
      return use(storage());
    } catch {
      return otherwise;
    }
  };
  return {
    get(ticketId) {
      const kept = withStorage((storage) => storage.getItem(keyOf(ticketId)), null);
      return memory.get(ticketId) ?? parse(kept);
    },
    drop(ticketId, messageId) {
      memory.delete(ticketId);
      withStorage((storage) => {
        const kept = parse(storage.getItem(keyOf(ticketId)));
        if (kept?.messageId === messageId) storage.removeItem(keyOf(ticketId));
      }, undefined);
    },
    set(ticketId, reply) {
      if (reply) memory.set(ticketId, reply);
      else memory.delete(ticketId);
      withStorage((storage) => {
        if (reply) storage.setItem(keyOf(ticketId), JSON.stringify(reply));
        else storage.removeItem(keyOf(ticketId));
      }, undefined);
    },
  };
}

function parse(kept: string | null): UnsentReply | null {
  if (kept === null) return null;
  try {
    const { messageId, body } = JSON.parse(kept);
    return typeof messageId === "string" && typeof body === "string" ? { messageId, body } : null;
  } catch {
    return null;
  }
}
