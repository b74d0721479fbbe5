import { Socket } from "node:net";
import { createInterface } from "node:readline";
import type { Answer, Request } from "./broker.ts";
import type { Channels } from "./channels.ts";

const lineDescriptor = 3;

/** The child's end of what its parent grants. Ends the process when the parent is gone. */
export function openChannels(): Channels {
  const line = new Socket({ fd: lineDescriptor, readable: true, writable: true });
  line.on("error", () => process.exit(1));
  line.on("close", () => process.exit(1));
  const waiting: ((answer: Answer) => void)[] = [];
  createInterface({ input: line }).on("line", (text) => {
    // Our own parent writes these.
    waiting.shift()?.(JSON.parse(text) as Answer);
  });
  const ask = (request: Request) =>
    new Promise<Answer>((resolve) => {
      waiting.push(resolve);
      line.write(`${JSON.stringify(request)}\n`);
    });

  return {
    open: async (name, port) => {
      const answer = await ask(port === undefined ? { open: name } : { open: name, port });
      if (!("fd" in answer)) throw refused(`No connection "${name}"`);
      return new Socket({ fd: answer.fd, readable: true, writable: true });
    },
    willWrite: async (path) => {
      const answer = await ask({ writes: path });
      if (!("known" in answer)) throw refused("Another file was announced before");
    },
  };
}

function refused(message: string): Error {
  return Object.assign(new Error(message), { code: "CHANNEL_REFUSED" });
}
