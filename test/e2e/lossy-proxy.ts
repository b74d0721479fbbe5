import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** Stands between browser and server, and can lose or replace the answer to one request. */
export interface LossyProxy {
  url: string;
  /** Port of the server behind it. */
  target: number;
  /**
   * Loses the next answer to a request for this path: the server has done what it was asked for, and nobody hears of it.
   * Resolves when that has happened. From then on nothing gets through until `mend`: browsers ask again by themselves.
   */
  lose(path: string): Promise<void>;
  mend(): void;
  /** Answers the next request for this path with this text, in place of what the server said. */
  replace(path: string, answer: string): Promise<void>;
  stop(): Promise<void>;
}

interface Loss {
  path: string;
  instead: string | null;
  happened: PromiseWithResolvers<void>;
}

export async function startLossyProxy(): Promise<LossyProxy> {
  const open = new Set<Socket>();
  let loss: Loss | null = null;
  let isBroken = false;

  const server = createServer((browser) => {
    if (isBroken) return void browser.destroy();
    const upstream = connect(proxy.target, "127.0.0.1");
    for (const socket of [browser, upstream]) {
      open.add(socket);
      // A side that goes away takes the other with it.
      socket.on("error", () => {});
      socket.on("close", () => {
        open.delete(socket);
        if (browser.writableEnded) return;
        browser.destroy();
        upstream.destroy();
      });
    }
    let losing: Loss | null = null;
    browser.on("data", (chunk) => {
      if (loss && chunk.toString("latin1").startsWith(`POST ${loss.path}`)) [losing, loss] = [loss, null];
      upstream.write(chunk);
    });
    upstream.on("data", (chunk) => {
      if (!losing) return void browser.write(chunk);
      const { instead, happened } = losing;
      upstream.destroy();
      isBroken = instead === null;
      if (instead === null) browser.destroy();
      else browser.end(instead);
      happened.resolve();
    });
  });
  function wait(path: string, instead: string | null): Promise<void> {
    const happened = Promise.withResolvers<void>();
    loss = { path, instead, happened };
    return happened.promise;
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("The proxy listens nowhere");

  const proxy: LossyProxy = {
    url: `http://127.0.0.1:${address.port}`,
    target: 0,
    lose: (path) => wait(path, null),
    replace: wait,
    mend() {
      isBroken = false;
    },
    async stop() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
  return proxy;
}
