/** What a signed-in browser's session holds: user id, tokens, a message to be shown once. */
export type SessionData = Record<string, string>;

/**
 * Sessions as the real stores keep them: a request reads its session when it starts and writes the whole of it back when
 * it ends. The last to end wins, so a slow request that began before a logout revives what the logout removed.
 */
export interface Sessions {
  read(id: string): SessionData;
  write(id: string, data: SessionData): void;
}

export function openSessions(): Sessions {
  const rows = new Map<string, string>();
  return {
    read: (id) => JSON.parse(rows.get(id) ?? "{}") as SessionData, // Only write() fills the rows.
    write: (id, data) => void rows.set(id, JSON.stringify(data)),
  };
}

/**
 * The lock that PHP keeps on a session's own file: its requests are answered one at a time, in the order they came.
 * Gives a function to wait one's turn with, which gives the function that ends the turn.
 */
export function openLocks(): (id: string) => Promise<() => void> {
  const last = new Map<string, Promise<void>>();
  return async (id) => {
    const before = last.get(id);
    const turn = Promise.withResolvers<void>();
    last.set(id, turn.promise);
    await before;
    return turn.resolve;
  };
}
