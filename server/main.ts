import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { Hono } from "hono";
import { v7 as uuidv7 } from "uuid";
import { invariant } from "../shared/invariant.ts";
import { createApp } from "./app.ts";
import type { Config } from "./config.ts";
import type { Ctx } from "./context.ts";
import { migrate } from "./db/migrations.ts";
import { openDatabase } from "./db/open.ts";
import type { Env } from "./http/env.ts";
import { createLog, errorForLog, type Logger } from "./log.ts";
import { openSecrets } from "./secrets.ts";

/** Everything but the network: data folder, secrets, database. */
export interface House {
  config: Config;
  log: Logger;
  /** With the public address filled in. */
  ctxAt: (url: string) => Omit<Ctx, "actor">;
  close: () => Promise<void>;
}

/** Opens data folder, secrets and database, making what is not there yet, and brings the database up to date. */
export async function openHouse(config: Config): Promise<House> {
  mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 });
  const log = createLog(config.logLevel);
  const keys = await openSecrets(config.dataFolder);
  const db = openDatabase(config, (error) => log.warn(errorForLog(error), "idle connection lost"));
  try {
    await migrate(db);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return {
    config,
    log,
    ctxAt: (url) => ({
      db,
      keys,
      now: () => new Date(),
      newId: () => uuidv7(),
      server: { name: config.serverName, url },
    }),
    close: () => db.destroy(),
  };
}

/** The public address, or the one on this machine. */
export function urlOf({ publicUrl, port }: Config): string {
  return publicUrl ?? `http://127.0.0.1:${port}`;
}

export interface Listening {
  url: string;
  ctx: Omit<Ctx, "actor">;
  /** Takes no more, finishes what is in flight within ten seconds, and closes. */
  stop: () => Promise<void>;
}

const longestStopMs = 10_000;

/** Serves until it is stopped. */
export async function listen(house: House): Promise<Listening> {
  const { config, log } = house;
  let app: Hono<Env> | null = null;
  const server = createAdaptorServer({
    fetch: (request, env) => {
      invariant(app, "the app is made before anyone knows the port");
      return app.fetch(request, env);
    },
    // A browser's request takes milliseconds; whoever sends a byte a second is cut off.
    serverOptions: { requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 5_000 },
  });
  invariant(server instanceof Server, "no other kind of server was asked for");
  server.maxConnections = 1_000;
  server.listen(config.port, config.host);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const url = urlOf({ ...config, port });
  const ctx = house.ctxAt(url);
  app = createApp({ ctx, config, log });
  const stop = async () => {
    const cutOff = setTimeout(() => server.closeAllConnections(), longestStopMs - 500);
    await new Promise((resolve) => server.close(resolve));
    clearTimeout(cutOff);
    await house.close();
  };
  return { url, ctx, stop };
}

/** Stops on the first SIGTERM or SIGINT, and resolves when it has. */
export async function untilStopped({ stop }: Listening): Promise<void> {
  await Promise.race([once(process, "SIGTERM"), once(process, "SIGINT")]);
  await stop();
}
