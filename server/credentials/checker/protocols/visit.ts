import type { Duplex } from "node:stream";
import type { Channels } from "../channels.ts";
import type { ChannelName } from "../task.ts";

/** The other side ended the connection, or said what cannot be understood, or too much. */
export class Cut extends Error {}

/** The server's data could not be reached: its login was, so it is no `Cut`. */
export class NoData extends Error {}

/** Time is up. */
export class Late extends Error {}

/** What one task opens; nothing of it outlives `close`. */
export interface Visit {
  /** Throws `Cut` where there is no connection. */
  open: (name: ChannelName, port?: number) => Promise<Duplex>;
  close: () => void;
}

export function startVisit(channels: Pick<Channels, "open">): Visit {
  const opened = new Set<Duplex>();
  let isOver = false;
  return {
    open: async (name, port) => {
      if (isOver) throw new Late("nothing is opened any more");
      const stream = await channels.open(name, port).catch((cause: unknown) => {
        throw new Cut("no connection", { cause });
      });
      // Whoever reads the stream hears of its end by itself; an error that nobody waits for must not end the process.
      stream.on("error", () => {});
      opened.add(stream);
      if (isOver) stream.destroy();
      return stream;
    },
    close: () => {
      isOver = true;
      for (const stream of opened) stream.destroy();
    },
  };
}

/** Throws `Late` where the work takes longer; what it still does then is up to whoever closes its visit. */
export async function within<Result>(ms: number, work: Promise<Result>): Promise<Result> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Late("time is up")), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
