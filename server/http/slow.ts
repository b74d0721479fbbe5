import type { Server } from "node:http";

/** A browser's call takes milliseconds; a file over a slow line takes minutes. */
const callMs = 30_000;
export const fileMs = 300_000;

/** Cuts off whoever sends a byte a second. The server's own limit is one for all, so it is the one for files. */
export function cutOffSlow(server: Server): void {
  server.on("request", (request) => {
    if (request.url === "/files") return;
    const cutOff = setTimeout(() => request.destroy(), callMs);
    const arrived = () => clearTimeout(cutOff);
    request.once("end", arrived).once("close", arrived);
  });
}
