import type { Socket } from "node:net";
import { createInterface } from "node:readline";
import type { Duplex } from "node:stream";
import { z } from "zod";
import { mostDataChannels, mostStoreChannels } from "./channels.ts";
import type { Connect } from "./connect.ts";
import type { ChannelName } from "./task.ts";
import { isDataPort } from "./vet.ts";

/** What a child may be connected to. Every address in it was vetted. */
export interface Grants {
  /** The file server's connection, made already: there is no second one. */
  control: Socket;
  /** Where the file server's data may be; null where a task has none. */
  dataAddress: string | null;
  /** The store's web server; null where a task reads nothing there. */
  store: { address: string; port: number } | null;
  /** In each direction, all channels together. */
  mostBytes: number;
  connect: Connect;
  connectMs: number;
}

/** How many pipes a child needs for what it is granted. */
export function pipesFor({ dataAddress, store }: Pick<Grants, "dataAddress" | "store">): number {
  return 1 + (dataAddress === null ? 0 : mostDataChannels) + (store === null ? 0 : mostStoreChannels);
}

export interface Broker {
  /** The file that the child said it would write; null where it said none. */
  written: () => string | null;
  /** Ends all connections. */
  close: () => void;
}

/** What a child says on its line to us. Longer lines, more of them, or others end the line, and so the child. */
const request = z.union([
  z.strictObject({ open: z.enum(["control", "data", "store"]), port: z.int().optional() }),
  z.strictObject({ writes: z.string().max(600) }),
]);
export type Request = z.infer<typeof request>;

/** What we answer, in the order of the requests: the descriptor that is connected now. */
export type Answer = { fd: number } | { refused: true } | { known: true };

/** The first descriptor behind input, output, errors and the line of requests. */
const firstPipe = 4;

const mostRequests = 100;
const mostLineLength = 4_096;

/** Answers what a child asks on its line, and joins its pipes to what it may talk to. */
export function serveChannels(line: Duplex, pipes: readonly Duplex[], grants: Grants): Broker {
  const meter = createMeter(grants.mostBytes);
  const sockets = new Set<Socket>([grants.control]);
  const opened: Record<ChannelName, number> = { control: 0, data: 0, store: 0 };
  let written: string | null = null;
  let free = 0;
  let isClosed = false;

  const open = async (name: ChannelName, port: number | undefined): Promise<Answer> => {
    opened[name] += 1;
    const making = connectionFor(name, port, opened[name], grants);
    const socket = await making?.catch(() => null);
    const pipe = pipes[free];
    if (!socket || !pipe || isClosed) {
      socket?.destroy();
      return { refused: true };
    }
    sockets.add(socket);
    join(socket, pipe, meter);
    free += 1;
    return { fd: firstPipe + free - 1 };
  };

  const answer = async (asked: Request): Promise<Answer> => {
    if ("open" in asked) return open(asked.open, asked.port);
    if (written !== null) return { refused: true };
    written = asked.writes;
    return { known: true };
  };

  serveLine(line, answer);
  return {
    written: () => written,
    close: () => {
      isClosed = true;
      for (const socket of sockets) socket.destroy();
      for (const pipe of pipes) pipe.destroy();
      line.destroy();
    },
  };
}

/** Null where it is not allowed. `nth` is 1 for the first of its name. */
function connectionFor(
  name: ChannelName,
  port: number | undefined,
  nth: number,
  { control, dataAddress, store, connect, connectMs }: Grants,
): Promise<Socket> | null {
  if (name === "control") return nth === 1 && port === undefined ? Promise.resolve(control) : null;
  if (name === "store") {
    return store && nth <= mostStoreChannels && port === undefined
      ? connect(store.address, store.port, connectMs)
      : null;
  }
  const isAllowed = dataAddress !== null && nth <= mostDataChannels && port !== undefined && isDataPort(port);
  return isAllowed ? connect(dataAddress, port, connectMs) : null;
}

/** One request after the other, each answered in a line. */
function serveLine(line: Duplex, answer: (asked: Request) => Promise<Answer>): void {
  line.on("error", () => {});
  let length = 0;
  line.on("data", (chunk: Buffer) => {
    length = chunk.includes(10) ? 0 : length + chunk.length;
    if (length > mostLineLength) line.destroy();
  });
  let count = 0;
  const serve = async () => {
    for await (const text of createInterface({ input: line })) {
      count += 1;
      const asked = request.safeParse(jsonOf(text.slice(0, mostLineLength)));
      if (!asked.success || count > mostRequests) break;
      const said = await answer(asked.data);
      if (line.writable) line.write(`${JSON.stringify(said)}\n`);
    }
  };
  serve()
    .catch(() => {})
    .finally(() => line.destroy());
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

interface Meter {
  /** Whether so much more may pass. */
  mayPass: (direction: "in" | "out", bytes: number) => boolean;
}

function createMeter(mostBytes: number): Meter {
  const passed = { in: 0, out: 0 };
  return {
    mayPass: (direction, bytes) => {
      passed[direction] += bytes;
      return passed[direction] <= mostBytes;
    },
  };
}

/** Passes bytes between a connection and a child's pipe, as fast as the slower one takes them, until there are too many. */
function join(socket: Socket, pipe: Duplex, meter: Meter): void {
  pass(socket, pipe, (bytes) => meter.mayPass("in", bytes));
  pass(pipe, socket, (bytes) => meter.mayPass("out", bytes));
  // It may be over already: a server that hangs up does not wait for the child.
  if (socket.readableEnded || socket.destroyed) pipe.end();
  socket.on("close", () => pipe.end());
  pipe.on("close", () => socket.destroy());
}

function pass(from: Duplex, to: Duplex, mayPass: (bytes: number) => boolean): void {
  from.on("error", () => {});
  from.on("data", (chunk: Buffer) => {
    if (!mayPass(chunk.length)) {
      from.destroy();
      to.destroy();
    } else if (!to.write(chunk)) {
      from.pause();
    }
  });
  to.on("drain", () => from.resume());
  from.on("end", () => to.end());
}
