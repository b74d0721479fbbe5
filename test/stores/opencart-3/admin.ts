import { readFileSync } from "node:fs";
import { html } from "hono/html";
import { harmful } from "../harm.ts";
import { iconStyles, logo } from "../icons.ts";
import { type AdminKind, type Controller, randomText, redirect, type Visit } from "../visit.ts";
import { extensionRoutes } from "./extensions.ts";
import { frame, page, panel } from "./layout.ts";
import { settingRoutes } from "./settings.ts";
import { toolRoutes } from "./tools.ts";

const file = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");
const newToken = () => randomText(32, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

function login(visit: Visit, problem: string | null) {
  const asked = visit.route === "common/login" ? "" : visit.link(visit.route).replace(/&user_token=\w+/, "");
  const body = frame(
    visit,
    "Administration",
    html`<div id="content"><div class="container-fluid sign-in">${panel(
      "lock",
      "Sign in to the administration",
      html`${problem ? html`<div class="alert alert-danger alert-dismissible"><i class="fa fa-exclamation-triangle"></i> ${problem}</div>` : ""}
<form action="${visit.base}index.php?route=common/login" method="post" enctype="multipart/form-data">
<div class="form-group"><label for="input-username">Username</label><input type="text" name="username" value="" id="input-username" class="form-control" autocomplete="username" /></div>
<div class="form-group"><label for="input-password">Password</label><input type="password" name="password" value="" id="input-password" class="form-control" autocomplete="current-password" /></div>
<div class="text-right"><button type="submit" class="btn btn-primary"><i class="fa fa-key"></i> Login</button></div>
${asked ? html`<input type="hidden" name="redirect" value="${asked}" />` : ""}
</form>`,
    )}</div></div>`,
  );
  return { body };
}

const signIn: Controller = (visit) => {
  if (visit.method !== "POST") {
    return visit.user && visit.hasToken ? redirect(visit.link("common/dashboard")) : login(visit, null);
  }
  const { username, password, redirect: asked } = visit.form;
  const user = visit.state.users.find((each) => each.username === username && each.password === password);
  if (!user) return login(visit, "No match for this username and password.");
  visit.session.user_id = String(user.id);
  visit.session.user_token = newToken();
  const to = asked?.startsWith(visit.base) ? asked : `${visit.base}index.php?route=common/dashboard`;
  return redirect(`${to}&user_token=${visit.session.user_token}`);
};

const logout: Controller = (visit) => {
  delete visit.session.user_id;
  delete visit.session.user_token;
  return redirect(`${visit.base}index.php?route=common/login`);
};

function refused(title: string, text: string): Controller {
  return (visit) =>
    page(visit, { title, content: panel("exclamation-triangle", title, html`<p class="text-center">${text}</p>`) });
}

const denied = refused("Permission Denied!", "Your user group may not open this page.");

export const opencart3: AdminKind = {
  routes: {
    "common/login": signIn,
    "common/logout": logout,
    "error/not_found": refused("Page Not Found!", "There is no page at this address."),
    "error/permission": denied,
    ...settingRoutes,
    ...toolRoutes,
    ...extensionRoutes,
    ...harmful("/"),
  },
  open: ["common/login"],
  tokenless: ["common/login", "common/logout", "error/not_found", "error/permission"],
  login,
  denied,
  cookieAttributes: "Path=/",
  headers: {},
  assets: {
    "javascript/common.js": file("common.js"),
    "javascript/jquery/jquery-3.7.1.min.js": 'window.jQuery = { fn: { jquery: "3.7.1" } };\n',
    "javascript/font-awesome/css/font-awesome.min.css": iconStyles,
    "stylesheet/bootstrap.css": file("../base.css"),
    "stylesheet/stylesheet.css": file("stylesheet.css"),
    "image/logo.png": logo("#2f3a46"),
  },
};
