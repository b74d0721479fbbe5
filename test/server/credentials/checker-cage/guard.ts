import { createSocket } from "node:dgram";
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { networkInterfaces } from "node:os";
import { onTestFinished } from "vitest";

/** Listens on loopback and on every address of this machine, and counts who comes. */
export interface Guard {
  port: number;
  /** TCP connections and UDP packets since the last time it was asked. */
  visits: () => number;
}

export async function startGuard(
  udp: "with UDP" | "TCP alone" = "TCP alone",
  /** Both families: every address that this machine has. */
  addresses: string[] = ["::"],
): Promise<Guard> {
  let visits = 0;
  let port = 0;
  const sockets = new Set<Socket>();
  const servers = addresses.map(() =>
    createServer((socket) => {
      visits += 1;
      sockets.add(socket);
      socket.on("error", () => {});
    }),
  );
  for (const [at, server] of servers.entries()) {
    server.listen(port, addresses[at]);
    await once(server, "listening");
    ({ port } = server.address() as AddressInfo);
  }
  const packets = createSocket("udp4", () => {
    visits += 1;
  });
  if (udp === "with UDP") {
    packets.bind(port);
    await once(packets, "listening");
  }
  onTestFinished(() => {
    for (const server of servers) server.close();
    for (const socket of sockets) socket.destroy();
    packets.close();
  });
  return {
    port,
    visits: () => {
      const seen = visits;
      visits = 0;
      return seen;
    },
  };
}

/** Every address of this machine. */
export function ownLiterals(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((found) => found ?? []);
  return all.map(({ address }) => address);
}
