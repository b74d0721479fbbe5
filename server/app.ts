import "../shared/desk-problems.ts";
import { trpcServer } from "@hono/trpc-server";
import type { ResponseMeta } from "@trpc/server/http";
import { type Context, Hono } from "hono";
import { AppError, type Refusal, refusal, sentence, statusOf } from "../shared/problems.ts";
import * as sessions from "./accounts/sessions.ts";
import { createSignIn, type Session } from "./accounts/sign-in.ts";
import type { Config } from "./config.ts";
import type { Ctx } from "./context.ts";
import { isCurrent } from "./db/migrations.ts";
import { deviceOf } from "./devices/device-of.ts";
import { popupOf } from "./devices/popup-of.ts";
import { filesIn } from "./files/disk.ts";
import { fileRoutes } from "./files/routes.ts";
import { addressOf } from "./http/address.ts";
import { authRoutes } from "./http/auth-routes.ts";
import { limitBody, requireShallowJson } from "./http/bodies.ts";
import type { Env } from "./http/env.ts";
import { secureHeaders } from "./http/headers.ts";
import { pages } from "./http/pages.ts";
import { cookiesFromOwnPagesOnly } from "./http/same-origin.ts";
import { createTries } from "./http/tries.ts";
import { nameFor } from "./licenses/holder-brand.ts";
import { errorForLog, type Logger } from "./log.ts";
import { appRouter } from "./router.ts";
import { type RequestContext, refusalOf } from "./trpc.ts";

export interface AppDependencies {
  ctx: Omit<Ctx, "actor">;
  config: Pick<Config, "behindProxy" | "dataFolder" | "deskFolder" | "secondFactor" | "tries">;
  log: Logger;
}

const mostCallsInOne = 10;

/** The whole server as a function from request to response. */
export function createApp({ ctx, config, log }: AppDependencies): Hono<Env> {
  const { db, keys, server, newId } = ctx;
  const signIn = createSignIn({ db, keys, server, newId });
  const tries = createTries(config.tries);

  const requestContext = (c: Context<Env>): RequestContext => ({
    ctx,
    requestId: c.var.requestId,
    address: addressOf(c, config.behindProxy),
    tries,
    device: async () => {
      const found = await deviceOf(ctx, c.req.header("authorization") ?? null);
      if (found.ok) c.set("isTokenDue", found.value.isTokenDue);
      return found;
    },
    session: () => signIn.sessionOf(c.req.raw.headers),
    popup: async () => {
      const found = await popupOf(ctx, c.req.header("authorization") ?? null);
      if (found?.isTokenDue) c.set("isTokenDue", true);
      return found;
    },
    secondFactor: config.secondFactor,
  });

  const app = new Hono<Env>();
  app.use(async (c, next) => {
    const began = performance.now();
    c.set("requestId", newId());
    await next();
    c.res.headers.set("x-request-id", c.var.requestId);
    if (c.var.isTokenDue) c.res.headers.set("x-token-due", "1");
    log.info({
      requestId: c.var.requestId,
      method: c.req.method,
      path: c.req.path.slice(0, 200),
      status: c.res.status,
      ms: Math.round(performance.now() - began),
    });
  });
  app.use(secureHeaders(server.url));
  app.use(cookiesFromOwnPagesOnly(server.url));
  app.use(limitBody);

  app.get("/healthz", (c) => c.json({ healthy: true }));
  app.get("/readyz", async (c) => {
    const ready = await isCurrent(db).catch((error: unknown) => {
      log.error({ requestId: c.var.requestId, ...errorForLog(error) }, "not ready");
      return false;
    });
    return c.json({ ready }, ready ? 200 : 503);
  });

  app.use("/trpc/*", requireShallowJson);
  app.use(
    "/trpc/*",
    trpcServer({
      router: appRouter,
      endpoint: "/trpc",
      maxBatchSize: mostCallsInOne,
      // Hono's context is typed without our variables here; they are set by the first middleware above.
      createContext: (_, c) => ({ ...requestContext(c as Context<Env>) }),
      responseMeta: ({ errors, paths }) =>
        metaOf(
          errors.map((error) => refusalOf(error, "")),
          paths?.length === 1,
        ),
      onError: ({ error, ctx: request, path }) => {
        const requestId = request?.requestId ?? "unknown";
        if (refusalOf(error, requestId).code === "server.fault") {
          log.error({ requestId, procedure: path, ...errorForLog(error) }, "fault");
        }
      },
    }),
  );
  const endSession = (session: Session) => sessions.endOne(db, session.actor.id, session.id).then(() => {});
  const nameOf = async (session: Session | null) => (session ? nameFor(ctx, session.actor) : server.name);
  app.route("/", authRoutes({ signIn, tries, behindProxy: config.behindProxy, endSession, nameFor: nameOf }));
  app.route("/", fileRoutes({ ctx, disk: filesIn(config.dataFolder), signIn, secondFactor: config.secondFactor }));
  app.route("/", pages(config.deskFolder));

  app.notFound(() => refused(refusal("request.not-found")));
  app.onError((error, c) => {
    if (error instanceof AppError) return refused(error.refusal);
    log.error({ requestId: c.var.requestId, ...errorForLog(error) }, "fault");
    return refused(refusal("server.fault", { id: c.var.requestId }));
  });
  return app;
}

function refused(why: Refusal): Response {
  const headers = { "content-type": "application/json", ...retryAfter([why]) };
  return new Response(JSON.stringify({ ...why, sentence: sentence(why) }), { status: statusOf(why.code), headers });
}

/** A refused call that came alone has its refusal's own status: the library knows none for what is gone. */
function metaOf(refusals: readonly Refusal[], isAlone: boolean): ResponseMeta {
  const [why] = refusals;
  return { headers: retryAfter(refusals), ...(isAlone && why ? { status: statusOf(why.code) } : {}) };
}

function retryAfter(refusals: readonly Refusal[]): Record<string, string> {
  const wait = refusals.find(({ code }) => statusOf(code) === 429)?.values.seconds;
  return wait === undefined ? {} : { "retry-after": String(wait) };
}
