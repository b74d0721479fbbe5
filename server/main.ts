import { once } from "node:events";
import { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { Hono } from "hono";
import { invariant } from "../shared/invariant.ts";
import { createApp } from "./app.ts";
import { startChores } from "./chores.ts";
import type { Ctx } from "./context.ts";
import { openVault } from "./credentials/vault-chores.ts";
import { filesIn } from "./files/disk.ts";
import { keepSwept } from "./files/keep-swept.ts";
import { sweepFiles } from "./files/sweep.ts";
import { type House, urlOf } from "./house.ts";
import type { Env } from "./http/env.ts";
import { cutOffSlow, fileMs } from "./http/slow.ts";
import { errorForLog } from "./log.ts";
import { startSender } from "./mails/sender.ts";
import { tracesIn } from "./mails/traces.ts";
import { openTransport } from "./mails/transport.ts";

export interface Listening {
  url: string;
  ctx: Omit<Ctx, "actor">;
  /** Takes no more, finishes what is in flight, cuts off who takes too long, and closes. */
  stop: () => Promise<void>;
}

/** Less than the ten seconds after which whoever stops us may kill us. */
const longestStopMs = 9_000;

/** Serves until it is stopped. */
export async function listen(house: House, stopMs = longestStopMs): Promise<Listening> {
  const { config, log } = house;
  const transport = openTransport(config);
  let app: Hono<Env> | null = null;
  const server = createAdaptorServer({
    fetch: (request, env) => {
      invariant(app, "the app is made before anyone knows the port");
      return app.fetch(request, env);
    },
    serverOptions: { requestTimeout: fileMs, headersTimeout: 10_000, keepAliveTimeout: 5_000 },
  });
  invariant(server instanceof Server, "no other kind of server was asked for");
  server.maxConnections = 1_000;
  cutOffSlow(server);
  try {
    const ctx = { ...house.ctxAt(urlOf(config)), actor: { kind: "system" } } as const;
    await openVault({ ctx, dataFolder: config.dataFolder, log });
    server.listen(config.port, config.host);
    await once(server, "listening");
  } catch (error) {
    await house.close();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  const url = urlOf({ ...config, port });
  const ctx = house.ctxAt(url);
  app = createApp({ ctx, config, log });
  const chores = startChores({ ...ctx, actor: { kind: "system" } }, log, config.dataFolder);
  const { from, claimMs } = config.mail;
  const sender = startSender({ ctx, transport, traces: tracesIn(config.dataFolder), log, from, claimMs });
  const stopSweeping = keepSwept(
    () => sweepFiles(ctx, filesIn(config.dataFolder)),
    (error) => log.error(errorForLog(error), "files were not swept"),
  );
  const stop = async () => {
    const cutOff = setTimeout(() => server.closeAllConnections(), stopMs);
    // A connection whose last answer is on its way is not kept for another request.
    server.keepAliveTimeout = 1;
    server.keepAliveTimeoutBuffer = 0;
    await new Promise((resolve) => server.close(resolve));
    clearTimeout(cutOff);
    await sender.stop();
    await chores.stop();
    await stopSweeping();
    await house.close();
  };
  return { url, ctx, stop };
}
