import { setTimeout as pause } from "node:timers/promises";
import { type Context, Hono } from "hono";
import { getCookie } from "hono/cookie";
import { html } from "hono/html";
import { openSessions } from "../sessions.ts";
import type { StoreState } from "../state.ts";
import { randomText } from "../visit.ts";
import { translated } from "../words.ts";
import { enter, exception, json, leave, refuseStranger, signIn } from "./doors.ts";
import { prepareFeedback } from "./feedback.ts";
import { harmfulRoutes, noteParameters } from "./harm.ts";
import { addonList, dashboard, eventLog, orderList, productList, storefrontList, themeList } from "./lists.ts";
import { styles } from "./styles.ts";
import { changedFiles, phpInfo, upgradeSettings } from "./tools.ts";
import type { CsCartController, CsCartReply, CsCartVisit } from "./visit.ts";

const routes: Record<string, CsCartController> = {
  "index.index": dashboard,
  "orders.manage": orderList,
  "products.manage": productList,
  "profiles.manage": orderList,
  "addons.manage": addonList,
  "themes.manage": themeList,
  "storefronts.manage": storefrontList,
  "settings.manage": upgradeSettings,
  "logs.manage": eventLog,
  "tools.view_changes": changedFiles,
  "tools.phpinfo": phpInfo,
  "feedback.prepare": prepareFeedback,
  ...harmfulRoutes,
};

const open: Record<string, CsCartController> = { "auth.login_form": signIn, "auth.login": enter, "auth.logout": leave };

/** A vendor's panel refuses whatever it does not name. */
const vendorRoutes = ["index.index", "orders.manage", "products.manage"];

/** Waits where a test wants it: after the session was read, before anything is answered. */
export type Linger = (route: string) => Promise<void>;

/** A small store like CS-Cart 4.17: one script for the admin, which may be renamed, and one for vendors. */
export function csCart(state: StoreState, linger: Linger): Hono {
  const app = new Hono();
  const sessions = openSessions();
  const folder = state.adminFolder ? `/${state.adminFolder}/` : "/";

  app.get(`${folder}design/admin.css`, (c) => c.body(styles, 200, { "content-type": "text/css" }));
  for (const [script, isVendors] of [
    [state.adminEntry, false],
    ["vendor.php", true],
  ] as const) {
    app.on(["GET", "POST"], `${folder}${script}`, async (c) => {
      if (c.req.query("version") !== undefined) return versionText(state);
      const name = isVendors ? "sid_vendor_7c1e" : "sid_admin_7c1e";
      const id = getCookie(c, name) ?? randomText(32, "0123456789abcdef");
      const visit = await visitOf(c, state, isVendors, sessions.read(id));
      await linger(visit.dispatch);
      const slowMs = state.behaviour.slowMs[visit.dispatch];
      if (slowMs) await pause(slowMs);
      const response = await respond(visit, answer(visit), `${name}=${id}; Path=${folder}; HttpOnly`);
      sessions.write(id, visit.session);
      return response;
    });
  }
  app.all("/*", (c) => storefront(c, state, folder));
  return app;
}

function versionText({ version }: StoreState): Response {
  return new Response(`CS-Cart <b>${version} </b>`, { headers: { "content-type": "text/html; charset=utf-8" } });
}

async function visitOf(
  c: Context,
  state: StoreState,
  isVendors: boolean,
  session: CsCartVisit["session"],
): Promise<CsCartVisit> {
  const url = new URL(c.req.url);
  const form = c.req.method === "POST" ? await textFields(c) : {};
  return {
    method: c.req.method,
    dispatch: form.dispatch ?? (url.searchParams.get("dispatch") || "index.index"),
    params: url.searchParams,
    form,
    session,
    state,
    user: state.users.find(({ id }) => String(id) === session.user_id) ?? null,
    script: `${url.origin}${url.pathname}`,
    root: `${url.origin}${url.pathname.slice(0, url.pathname.lastIndexOf("/") + 1)}`,
    isVendors,
    isAjax: url.searchParams.get("is_ajax") === "1",
  };
}

async function textFields(c: Context): Promise<Record<string, string>> {
  const fields = Object.entries(await c.req.parseBody());
  return Object.fromEntries(fields.filter((field): field is [string, string] => typeof field[1] === "string"));
}

function answer(visit: CsCartVisit): CsCartReply {
  const { dispatch, user, state } = visit;
  const door = open[dispatch];
  if (door && (dispatch !== "auth.login" || visit.method === "POST")) return door(visit);
  if (!user) return refuseStranger(visit);
  noteParameters(visit);
  if (visit.isVendors && !vendorRoutes.includes(dispatch)) return exception(403)(visit);
  const access = state.groups.find(({ id }) => id === user.groupId)?.access;
  if (access !== "all" && !vendorRoutes.includes(dispatch)) return exception(403)(visit);
  return (routes[dispatch] ?? exception(404))(visit);
}

async function respond(visit: CsCartVisit, reply: CsCartReply, cookie: string): Promise<Response> {
  const headers = new Headers({
    "content-type": "text/html; charset=utf-8",
    server: "nginx",
    "cache-control": "no-store",
    ...reply.headers,
    ...visit.state.behaviour.headers,
  });
  headers.append("set-cookie", cookie);
  if (visit.isAjax && !reply.headers) {
    headers.set("content-type", json["content-type"]);
    return new Response(await partsOf(visit, reply), { headers });
  }
  const text = String(await reply.body);
  const { beforeDoctype } = visit.state.behaviour;
  const body = reply.headers ? text : beforeDoctype + translated(text, visit.state.language);
  return new Response(body, { status: reply.status ?? 200, headers });
}

/** Of the parts that were asked for those that the page has; whoever asks for parts always gets 200. */
async function partsOf({ params, session }: CsCartVisit, { parts = {} }: CsCartReply): Promise<string> {
  const wanted = (params.get("result_ids") ?? "").split(",");
  const found = wanted.flatMap((id) => (parts[id] ? [{ id, part: parts[id] }] : []));
  const made = await Promise.all(found.map(async ({ id, part }) => [id, String(await part)] as const));
  const notifications = session.notice ? { first: { type: "W", message: session.notice } } : {};
  delete session.notice;
  return JSON.stringify({ html: Object.fromEntries(made), notifications });
}

/** The public front, which answers to nearly the same names. */
function storefront(c: Context, state: StoreState, folder: string): Response | Promise<Response> {
  const { pathname } = new URL(c.req.url);
  if (pathname !== folder && pathname !== `${folder}index.php`) return c.text("Not here", 404);
  return c.html(html`<!DOCTYPE html>
<html lang="en" dir="ltr"><head><title>${state.stores[0]?.name}</title></head>
<body><div class="ty-tygh" id="tygh_container"><div id="tygh_main_container"><h1>${state.stores[0]?.name}</h1></div></div>
<script>var Tygh = {}; (function (_) { Object.assign(_, { index_script: 'index.php' }); _.runCart = function () {}; _.runCart('C'); }(Tygh));</script>
</body></html>`);
}
