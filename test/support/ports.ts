import { createServer } from "node:net";

/** The first port from this one on that nobody listens on at 127.0.0.1; from 0, any. */
export async function freePort(from = 0): Promise<number> {
  const taken = Promise.withResolvers<number | null>();
  const server = createServer();
  server.once("error", () => taken.resolve(null));
  server.listen(from, "127.0.0.1", () => {
    const address = server.address();
    server.close(() => taken.resolve(typeof address === "object" && address ? address.port : null));
  });
  return (await taken.promise) ?? freePort(from + 1);
}
