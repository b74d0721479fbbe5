import { once } from "node:events";
import { createConnection, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import type { Channels } from "../../server/credentials/checker/channels.ts";

/** Channels over plain sockets of this process, as the parent's are: to the ports it knows, with a limit of bytes. */
export interface TestChannels extends Channels {
  /** Ports that were asked for, in order. */
  opened: { name: string; port: number }[];
  /** Files that were announced before they were written. */
  announced: string[];
}

interface Doors {
  control: number;
  /** Where a store is named. */
  store?: number;
  /** In each direction; as the parent's limits are. */
  mostBytes?: number;
  /** Where data really goes: through a proxy. */
  dataVia?: (port: number) => Promise<number>;
}

export function channelsTo({ control, store, mostBytes = 1024 * 1024, dataVia }: Doors): TestChannels {
  const opened: TestChannels["opened"] = [];
  const announced: string[] = [];
  const sockets = new Set<Socket>();
  let left = mostBytes;
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
  });
  return {
    opened,
    announced,
    open: async (name, asked) => {
      const port = { control, store: store ?? 0, data: (asked && (await dataVia?.(asked))) ?? asked ?? 0 }[name];
      opened.push({ name, port: asked ?? port });
      const socket = createConnection({ host: "127.0.0.1", port, allowHalfOpen: true, noDelay: true });
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
      await once(socket, "connect").catch((cause: unknown) => {
        throw Object.assign(new Error("refused", { cause }), { code: "CHANNEL_REFUSED" });
      });
      const { push } = socket;
      // What comes is counted before anybody reads it, as the parent does.
      socket.push = (part, encoding) => {
        left -= part?.length ?? 0;
        if (left < 0) socket.destroy();
        return left < 0 ? false : push.call(socket, part, encoding);
      };
      return socket;
    },
    willWrite: async (path) => {
      announced.push(path);
    },
  };
}

/** Has a server listen on this machine until the test is over; resolves with its port. */
export async function listenOnce(server: Server, host = "127.0.0.1", port = 0): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).once("close", () => sockets.delete(socket));
  });
  server.listen(port, host);
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}
