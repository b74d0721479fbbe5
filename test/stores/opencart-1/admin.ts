import { readFileSync } from "node:fs";
import { html, raw } from "hono/html";
import { harmful } from "../harm.ts";
import { logo } from "../icons.ts";
import { askedAddress, signInRoutes } from "../sign-in.ts";
import { type AdminKind, type Controller, randomText, type Visit } from "../visit.ts";
import { extensionRoutes, extensionTypes } from "./extensions.ts";
import { button, frame, page } from "./layout.ts";
import { settingRoutes } from "./settings.ts";
import { vqmodRoutes } from "./vqmod.ts";

const file = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");
const newToken = () => randomText(32, "0123456789abcdef");

/** The real admin draws one for each page; these are all alike. */
const picture =
  '<svg xmlns="http://www.w3.org/2000/svg" width="22" height="22" viewBox="0 0 22 22"><rect x="3" y="3" width="16" height="16" rx="3" fill="#7da4bd"/></svg>';
const pictures = [
  ...["error", "home", "language", "lock", "lockscreen", "log", "order", "product", "setting", "user", "user-group"],
  ...extensionTypes,
];

function login(visit: Visit, problem: string | null) {
  const asked = askedAddress(visit);
  const body = frame(
    visit,
    "Administration",
    html`<div id="content">
<div class="box sign-in">
<div class="heading"><h1><img src="view/image/lockscreen.png" alt="" /> Sign in to the administration</h1></div>
<div class="content">
${problem ? html`<div class="warning">${problem}</div>` : ""}
<form action="${visit.base}index.php?route=common/login" method="post" enctype="multipart/form-data" id="form">
<table>
<tr><td>Username:<br /><input type="text" name="username" value="" autocomplete="username" /><br /><br />Password:<br /><input type="password" name="password" value="" autocomplete="current-password" /></td></tr>
<tr><td style="text-align: right;"><a onclick="$('#form').submit();" class="button">Login</a></td></tr>
</table>
${asked ? html`<input type="hidden" name="redirect" value="${asked}" />` : ""}
</form>
</div>
</div>
</div>`,
  );
  return { body };
}

function refused(title: string, crumb: string, text: string): Controller {
  return (visit) => page(visit, { title, icon: "error", crumb, content: html`<div class="refusal">${text}</div>` });
}

const denied = refused("Permission Denied!", "error/permission", "Your user group may not open this page.");

/** The whole file, however large it is, with its markup as it was written. */
const errorLog: Controller = (visit) =>
  page(visit, {
    title: "Error Log",
    icon: "log",
    buttons: button(visit.link("tool/error_log/clear"), "Clear Log"),
    content: html`<textarea wrap="off">${raw(visit.state.logs["error.log"] ?? "")}</textarea>`,
  });

export const opencart1: AdminKind = {
  routes: {
    ...signInRoutes(login, { dashboard: "common/home", newToken }),
    "error/not_found": refused("Page Not Found!", "error/not_found", "There is no page at this address."),
    "error/permission": denied,
    ...settingRoutes,
    "tool/error_log": errorLog,
    ...extensionRoutes,
    ...vqmodRoutes(denied),
    ...harmful({
      separator: "/",
      list: (type) => `extension/${type}`,
      types: extensionTypes,
      modifications: null,
      log: "tool/error_log",
    }),
  },
  open: ["common/login"],
  tokenless: ["common/login", "common/logout", "error/not_found", "error/permission"],
  login,
  denied,
  tokenName: "token",
  cookies: ["PHPSESSID"],
  cookieAttributes: "Path=/; HttpOnly",
  isLocking: true,
  headers: {},
  assets: {
    "javascript/common.js": file("common.js"),
    "javascript/jquery/jquery-1.7.1.min.js": file("jquery.js"),
    "javascript/jquery/ui/jquery-ui-1.8.16.custom.min.js": "",
    "javascript/jquery/tabs.js": "",
    "javascript/jquery/superfish/js/superfish.js": "",
    "stylesheet/stylesheet.css": file("../base.css") + file("stylesheet.css"),
    "image/logo.png": logo("#ffffff"),
    ...Object.fromEntries(pictures.map((name) => [`image/${name}.png`, picture])),
  },
};
