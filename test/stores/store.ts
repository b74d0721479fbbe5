import { setTimeout as pause } from "node:timers/promises";
import { serve } from "@hono/node-server";
import { type Context, Hono, type HonoRequest } from "hono";
import { getCookie } from "hono/cookie";
import { csCart } from "./cs-cart/app.ts";
import { portrait } from "./icons.ts";
import { opencart1 } from "./opencart-1/admin.ts";
import { opencart2 } from "./opencart-2/admin.ts";
import { opencart3 } from "./opencart-3/admin.ts";
import { opencart4 } from "./opencart-4/admin.ts";
import { openLocks, openSessions, type SessionData } from "./sessions.ts";
import { newState, type OpenCartKind, type StateOptions, type StoreKind, type StoreState } from "./state.ts";
import { storefront } from "./storefront.ts";
import { type AdminKind, mayOpen, type Reply, randomText, type Visit } from "./visit.ts";
import { translated } from "./words.ts";

export type StoreOptions = StateOptions;

/** One request that reached the store, in order of arrival. */
export interface RequestEntry {
  method: string;
  /** Path and query. */
  url: string;
  path: string;
  route: string | null;
  referer: string | null;
  origin: string | null;
  /** What asked: the browser going to a page, a page's script or style, or code (the admin's own or an extension's). */
  by: "navigation" | "asset" | "code";
  /** Set by the admin's own code, as jQuery sets it. */
  requestedWith: string | null;
  /** What the browser says of who asked; a browser says it on https and on this machine's own names alone. */
  site: string | null;
  mode: string | null;
  destination: string | null;
  at: number;
  /** How long it waited for another request of its session to end, in milliseconds; null while it waits, and for files. */
  waitedMs: number | null;
  /** Null until the answer was made. */
  status: number | null;
}

export interface Store {
  app: Hono;
  log: RequestEntry[];
  state: StoreState;
  /** Lets the next request of this route wait, after its session was read, until it is released. */
  hold(route: string): Held;
}

export interface Held {
  arrived: Promise<void>;
  release(): void;
}

export interface RunningStore extends Omit<Store, "app"> {
  /** The front, with a slash at the end. */
  url: string;
  /** The admin: its folder with a slash at the end, or the script that answers it where it has no folder of its own. */
  adminUrl: string;
  port: number;
  stop(): Promise<void>;
}

const kinds: Record<OpenCartKind, AdminKind> = {
  "opencart-1.5": opencart1,
  "opencart-2.3": opencart2,
  "opencart-3": opencart3,
  "opencart-4": opencart4,
};

export function isStoreKind(name: string): name is StoreKind {
  return name === "cs-cart" || name in kinds;
}

/** A small store admin that we wrote, with the routes, markup and dangers of the real one. */
export function createStore(kind: StoreKind, options: StoreOptions = {}): Store {
  const state = newState(kind, options);
  const log: RequestEntry[] = [];
  const entries = new WeakMap<Request, RequestEntry>();
  const holds = new Map<string, { arrive: () => void; released: Promise<void> }>();
  const app = new Hono();

  app.use(async (c, next) => {
    const entry = entryOf(c.req);
    log.push(entry);
    entries.set(c.req.raw, entry);
    await next();
    entry.status = c.res.status;
  });

  if (kind === "cs-cart") {
    app.route("/", csCart(state, linger));
    return { app, log, state, hold };
  }

  const admin = kinds[kind];
  const sessions = openSessions();
  const enter = admin.isLocking ? openLocks() : null;
  const folder = `/${state.adminFolder}`;
  app.get(folder, (c) => c.redirect(`${folder}/`));
  app.get(`${folder}/view/:rest{.+}`, (c) => asset(admin.assets[c.req.param("rest")], c.req.param("rest")));
  app.get("/image/:rest{.+}", () => asset(portrait, "portrait.svg"));
  app.on(["GET", "POST"], [`${folder}/`, `${folder}/index.php`], async (c) => {
    const ids = admin.cookies.map(
      (name) => getCookie(c, name) ?? randomText(26, "abcdefghijklmnopqrstuvwxyz0123456789"),
    );
    const leave = await enter?.(ids.join());
    const entry = entries.get(c.req.raw);
    if (entry) entry.waitedMs = Date.now() - entry.at;
    try {
      return await serveRequest(c, ids);
    } finally {
      leave?.();
    }
  });

  async function serveRequest(c: Context, ids: readonly string[]): Promise<Response> {
    const session = sessions.read(ids.join());
    const form = c.req.method === "POST" ? textFields(await c.req.parseBody()) : {};
    const visit = visitOf(admin, state, session, { method: c.req.method, url: new URL(c.req.url), form });
    await linger(visit.route);
    const slowMs = state.behaviour.slowMs[visit.route];
    if (slowMs) await pause(slowMs);

    const reply = answer(admin, visit);
    sessions.write(ids.join(), visit.session);
    return respond(admin, visit, reply, ids);
  }
  app.all("/*", (c) => storefront(c, state));

  async function linger(route: string): Promise<void> {
    const held = holds.get(route);
    holds.delete(route);
    held?.arrive();
    await held?.released;
  }
  function hold(route: string): Held {
    const arrival = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    holds.set(route, { arrive: arrival.resolve, released: release.promise });
    return { arrived: arrival.promise, release: release.resolve };
  }
  return { app, log, state, hold };
}

export async function startStore(
  kind: StoreKind,
  { port = 0, host = "127.0.0.1", ...options }: StoreOptions & { port?: number; host?: string } = {},
): Promise<RunningStore> {
  const { app, log, state, hold } = createStore(kind, options);
  const started = Promise.withResolvers<number>();
  const server = serve({ fetch: app.fetch, port, hostname: host }, ({ port: taken }) => started.resolve(taken));
  server.once("error", started.reject);
  const taken = await started.promise;
  const url = `http://${host}:${taken}/`;
  return {
    url,
    adminUrl: url + (kind === "cs-cart" ? entryPath(state) : `${state.adminFolder}/`),
    port: taken,
    log,
    state,
    hold,
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}

function entryPath({ adminFolder, adminEntry }: StoreState): string {
  return adminFolder ? `${adminFolder}/${adminEntry}` : adminEntry;
}

function textFields(body: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(body).filter((field): field is [string, string] => typeof field[1] === "string"),
  );
}

function visitOf(
  { tokenName }: AdminKind,
  state: StoreState,
  session: SessionData,
  { method, url, form }: { method: string; url: URL; form: Record<string, string> },
): Visit {
  const token = session.user_token;
  const base = `${url.origin}/${state.adminFolder}/`;
  return {
    method,
    root: `${url.origin}/`,
    base,
    route: url.searchParams.get("route") || "common/login",
    params: url.searchParams,
    form,
    session,
    state,
    user: state.users.find(({ id }) => String(id) === session.user_id) ?? null,
    hasToken: token !== undefined && url.searchParams.get(tokenName) === token,
    tokenName,
    link: (to, params = {}) =>
      `${base}index.php?route=${to}${token ? `&${tokenName}=${token}` : ""}${Object.entries(params)
        .map(([name, value]) => `&${name}=${encodeURIComponent(value)}`)
        .join("")}`,
  };
}

function entryOf(request: HonoRequest): RequestEntry {
  const url = new URL(request.url);
  const header = (name: string) => request.header(name) ?? null;
  const mode = header("sec-fetch-mode");
  // Code cannot send the second header, and navigations send it on plain http too.
  const isNavigation = mode === "navigate" || header("upgrade-insecure-requests") === "1";
  const isAsset = /\/(view|image|design)\/|\/favicon\.ico$/.test(url.pathname);
  return {
    method: request.method,
    url: url.pathname + url.search,
    path: url.pathname,
    route: url.searchParams.get("route") ?? url.searchParams.get("dispatch"),
    referer: header("referer"),
    origin: header("origin"),
    by: isNavigation ? "navigation" : isAsset ? "asset" : "code",
    requestedWith: header("x-requested-with"),
    site: header("sec-fetch-site"),
    mode,
    destination: header("sec-fetch-dest"),
    at: Date.now(),
    waitedMs: null,
    status: null,
  };
}

/** The real order of checks: session, token, permission, and only then whether there is such a page. */
function answer(admin: AdminKind, visit: Visit): Reply {
  const { route } = visit;
  const controller = admin.routes[route];
  if (controller && admin.open.includes(route)) return controller(visit);
  if (!visit.user) return admin.login(visit, null);
  if (!visit.hasToken && !admin.tokenless.includes(route)) return admin.login(visit, "The session token is not valid.");
  if (!controller || !(admin.tokenless.includes(route) || mayOpen(visit, route))) return admin.denied(visit);
  return controller(visit);
}

async function respond(admin: AdminKind, visit: Visit, reply: Reply, ids: readonly string[]): Promise<Response> {
  const { behaviour, language } = visit.state;
  const headers = new Headers({
    "content-type": "text/html; charset=utf-8",
    server: "Apache/2.4.62 (Debian)",
    "x-powered-by": "PHP/8.2.36",
    ...admin.headers,
    ...reply.headers,
    ...behaviour.headers,
  });
  for (const [index, name] of admin.cookies.entries()) {
    headers.append("set-cookie", `${name}=${ids[index]}; ${admin.cookieAttributes}`);
  }
  const body = String(await reply.body);
  const isMarkup = body !== "" && headers.get("content-type")?.startsWith("text/html");
  const text = isMarkup ? behaviour.beforeDoctype + translated(body, language) : body;
  return new Response(text, { status: reply.status ?? 200, headers });
}

const types: Record<string, string> = {
  css: "text/css",
  js: "text/javascript",
  png: "image/svg+xml",
  svg: "image/svg+xml",
};

function asset(content: string | undefined, path: string): Response {
  if (content === undefined) return new Response("Not here", { status: 404 });
  const type = types[path.slice(path.lastIndexOf(".") + 1)] ?? "text/plain";
  return new Response(content, { headers: { "content-type": `${type}; charset=utf-8` } });
}
