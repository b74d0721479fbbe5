import { once } from "node:events";
import { createConnection, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import type { Channels } from "../../server/credentials/checker/channels.ts";
import { isDataPort } from "../../server/credentials/checker/vet.ts";

/** Channels over plain sockets of this process, as the parent's are: to the ports it knows, with a limit of bytes. */
export interface TestChannels extends Channels {
  /** Ports that were asked for, in order, given or not. */
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
}

export function channelsTo({ control, store, mostBytes = 1024 * 1024 }: Doors): TestChannels {
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
      const port = { control, store: store ?? 0, data: asked ?? 0 }[name];
      opened.push({ name, port: asked ?? port });
      if (asked !== undefined && !isDataPort(asked)) throw refused();
      const socket = createConnection({ host: "127.0.0.1", port, allowHalfOpen: true, noDelay: true });
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
      await once(socket, "connect").catch((cause: unknown) => {
        throw refused(cause);
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

function refused(cause?: unknown): Error {
  return Object.assign(new Error("refused", { cause }), { code: "CHANNEL_REFUSED" });
}

interface Listening {
  host?: string;
  port?: number;
  /** Takes what ends it: the end of the test, if nothing else. */
  whenOver?: (end: () => void) => void;
}

/** Has a server listen on this machine; resolves with its port. */
export async function listenOnce(
  server: Server,
  { host = "127.0.0.1", port = 0, whenOver = onTestFinished }: Listening = {},
): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).once("close", () => sockets.delete(socket));
  });
  server.listen(port, host);
  await once(server, "listening");
  whenOver(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}
