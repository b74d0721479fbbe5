import { once } from "node:events";
import { connect as connectSocket, isIP, type Socket } from "node:net";
import { invariant } from "../../../shared/invariant.ts";

/** Connects to an address, never to a name; rejects where nobody answers in time. */
export type Connect = (address: string, port: number, ms: number) => Promise<Socket>;

export const connect: Connect = async (address, port, ms) => {
  invariant(isIP(address) !== 0, "only vetted addresses are connected to");
  const socket = connectSocket({ host: address, port, allowHalfOpen: true, noDelay: true });
  // Whoever uses it sees it closed; between two users nobody listens.
  socket.on("error", () => {});
  try {
    await once(socket, "connect", { signal: AbortSignal.timeout(Math.ceil(ms)) });
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
};
