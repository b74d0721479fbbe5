import { createConnection, createServer, type Socket } from "node:net";
import { listenOnce } from "./file-servers-channels.ts";

/** Which part of what the client says is the last one that goes through: `true` cuts the connection before it. */
export type CutBefore = (part: Buffer, index: number) => boolean;

/** A door to a server that slams shut in the middle of a conversation, both ways and at once. */
export async function startCutting(port: number, { before, after }: { before?: CutBefore; after?: CutBefore }) {
  let parts = 0;
  const server = createServer({ noDelay: true }, (client) => {
    const upstream = createConnection({ host: "127.0.0.1", port, noDelay: true });
    const cut = () => {
      client.resetAndDestroy();
      upstream.destroy();
    };
    client.on("data", (part: Buffer) => {
      const index = parts;
      parts += 1;
      if (before?.(part, index)) cut();
      else if (after?.(part, index)) upstream.end(part, () => client.resetAndDestroy());
      else upstream.write(part);
    });
    end(client, upstream);
    upstream.on("data", (part) => client.write(part));
    end(upstream, client);
  });
  return { port: await listenOnce(server), parts: () => parts };
}

function end(from: Socket, to: Socket): void {
  from.on("error", () => {}).on("close", () => to.destroy());
  from.on("end", () => to.end());
}
