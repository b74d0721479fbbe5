import { readFileSync } from "node:fs";
import { html } from "hono/html";
import { harmful } from "../harm.ts";
import { iconStyles, logo } from "../icons.ts";
import { type AdminKind, type Controller, randomText, redirect, type Visit } from "../visit.ts";
import { extensionRoutes } from "./extensions.ts";
import { card, frame, page } from "./layout.ts";
import { settingRoutes } from "./settings.ts";
import { toolRoutes } from "./tools.ts";

const file = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");
const newToken = () => randomText(32, "0123456789abcdef");

function login(visit: Visit, problem: string | null) {
  const asked = visit.route.startsWith("common/login") ? "" : visit.link(visit.route).replace(/&user_token=\w+/, "");
  visit.session.login_token = newToken();
  const action = `${visit.base}index.php?route=common/login.login&login_token=${visit.session.login_token}`;
  const body = frame(
    visit,
    "Administration",
    html`<div id="content"><div class="container-fluid sign-in">${card(
      "lock",
      "Sign in to the administration",
      html`<form id="form-login" action="${action}" method="post" data-oc-toggle="ajax">
${problem ? html`<div class="alert alert-danger alert-dismissible"><i class="fa-solid fa-circle-exclamation"></i> ${problem}</div>` : ""}
<div class="mb-3"><label for="input-username" class="form-label">Username</label><input type="text" name="username" value="" id="input-username" class="form-control" autocomplete="username"/></div>
<div class="mb-3"><label for="input-password" class="form-label">Password</label><input type="password" name="password" value="" id="input-password" class="form-control" autocomplete="current-password"/></div>
<div class="text-end"><button type="submit" class="btn btn-primary"><i class="fa-solid fa-key"></i> Login</button></div>
${asked ? html`<input type="hidden" name="redirect" value="${asked}"/>` : ""}
</form>`,
    )}</div></div>`,
  );
  return { body };
}

const loginPage: Controller = (visit) =>
  visit.user && visit.hasToken ? redirect(visit.link("common/dashboard")) : login(visit, null);

/** Answers the form's script with JSON: where to go, or why not. */
const signIn: Controller = (visit) => {
  const headers = { "content-type": "application/json" };
  const { username, password, redirect: asked } = visit.form;
  const user = visit.state.users.find((each) => each.username === username && each.password === password);
  const isOurForm = visit.params.get("login_token") === visit.session.login_token;
  if (!isOurForm) return { headers, body: JSON.stringify({ redirect: `${visit.base}index.php?route=common/login` }) };
  if (!user) return { headers, body: JSON.stringify({ error: "No match for this username and password." }) };
  delete visit.session.login_token;
  visit.session.user_id = String(user.id);
  visit.session.user_token = newToken();
  const to = asked?.startsWith(visit.base) ? asked : `${visit.base}index.php?route=common/dashboard`;
  return { headers, body: JSON.stringify({ redirect: `${to}&user_token=${visit.session.user_token}` }) };
};

const logout: Controller = (visit) => {
  delete visit.session.user_id;
  delete visit.session.user_token;
  return redirect(`${visit.base}index.php?route=common/login`);
};

function refused(title: string, text: string, status: (version: string) => 200 | 401): Controller {
  return (visit) =>
    page(
      visit,
      { title, content: card("triangle-exclamation", title, html`<p class="text-center">${text}</p>`) },
      status(visit.state.version),
    );
}

/** 4.0.x still answered 200. */
const denied = refused("Permission Denied!", "Your user group may not open this page.", (version) =>
  version.startsWith("4.0") ? 200 : 401,
);

export const opencart4: AdminKind = {
  routes: {
    "common/login": loginPage,
    "common/login.login": signIn,
    "common/logout": logout,
    "error/not_found": refused("Page Not Found!", "There is no page at this address.", () => 200),
    "error/permission": denied,
    ...settingRoutes,
    ...toolRoutes,
    ...extensionRoutes,
    ...harmful({
      separator: ".",
      list: (type) => `extension/${type}`,
      types: ["module", "payment", "shipping", "theme", "total"],
      modifications: "marketplace/modification",
      log: "tool/log",
    }),
  },
  open: ["common/login", "common/login.login"],
  tokenless: ["common/logout", "error/not_found", "error/permission"],
  login,
  denied,
  tokenName: "user_token",
  cookies: ["OCSESSID"],
  cookieAttributes: "Path=/; HttpOnly; SameSite=Strict",
  headers: {
    "access-control-allow-origin": "*",
    "access-control-allow-credentials": "true",
    "access-control-allow-methods": "PUT, POST, GET, OPTIONS, DELETE",
  },
  assets: {
    "javascript/common.js": file("common.js"),
    "javascript/jquery/jquery-3.7.1.min.js": 'window.jQuery = { fn: { jquery: "3.7.1" } };\n',
    "javascript/bootstrap/js/bootstrap.bundle.min.js": "",
    "stylesheet/fonts/fontawesome/css/all.min.css": iconStyles,
    "stylesheet/bootstrap.css": file("../base.css"),
    "stylesheet/stylesheet.css": file("stylesheet.css"),
    "image/logo.png": logo("#25303b"),
  },
};
