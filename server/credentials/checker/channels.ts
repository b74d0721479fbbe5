import type { Duplex } from "node:stream";
import type { ChannelName } from "./task.ts";

/**
 * All that the child can talk to. The parent makes each connection, to the address it has vetted, counts its bytes and
 * cuts it off when there are too many; ends of either side are passed on. What is opened is a plain stream of bytes:
 * TLS and SSH are the child's.
 */
export interface Channels {
  /**
   * A connection made just now. `control` is the file server's and is given once: a check is one login attempt. `data` is
   * the same server's at this port, `mostDataChannels` times; only a task that may write gets one. `store` is the store's
   * web server at the port of its origin, `mostStoreChannels` times, and only where a store is named.
   * Rejects with an Error whose `code` is CHANNEL_REFUSED where it is not allowed or could not be made; why is not said.
   */
  open: (name: ChannelName, port?: number) => Promise<Duplex>;
  /**
   * Says which file is about to be written, as a path on the file server. Resolves when the parent knows it: from then on
   * the parent has what is left of it removed, or names it, even where this process dies. `willWrite` comes before the
   * first byte is written, and once.
   */
  willWrite: (path: string) => Promise<void>;
}

export const mostDataChannels = 16;
export const mostStoreChannels = 3;
