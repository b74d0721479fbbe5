import { readFileSync } from "node:fs";
import { harmful } from "../harm.ts";
import { iconStyles, logo } from "../icons.ts";
import { loginPage, refused } from "../opencart-3/doors.ts";
import { settingRoutes } from "../opencart-3/settings.ts";
import { toolRoutes } from "../opencart-3/tools.ts";
import { signInRoutes } from "../sign-in.ts";
import { type AdminKind, randomText } from "../visit.ts";
import { extensionRoutes, extensionTypes } from "./extensions.ts";
import { frame, page } from "./layout.ts";

const file = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");
const newToken = () => randomText(32, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

const login = loginPage(frame);
const denied = refused(page, "Permission Denied!", "Your user group may not open this page.");

export const opencart2: AdminKind = {
  routes: {
    ...signInRoutes(login, { dashboard: "common/dashboard", newToken }),
    "error/not_found": refused(page, "Page Not Found!", "There is no page at this address."),
    "error/permission": denied,
    ...settingRoutes(page),
    ...toolRoutes(page),
    ...extensionRoutes,
    ...harmful({
      separator: "/",
      list: (type) => `extension/extension/${type}`,
      types: extensionTypes,
      modifications: "extension/modification",
      log: "tool/log",
    }),
  },
  open: ["common/login"],
  tokenless: ["common/login", "common/logout", "error/not_found", "error/permission"],
  login,
  denied,
  tokenName: "token",
  // PHP's own cookie names the file, the other a session within it. That the last to end wins is taken from 3.x, whose
  // engine is like this one: on 2.3 itself it was not tried.
  cookies: ["PHPSESSID", "default"],
  cookieAttributes: "Path=/; HttpOnly",
  headers: {},
  assets: {
    "javascript/common.js": file("../opencart-3/common.js") + file("common.js"),
    "javascript/jquery/jquery-2.1.1.min.js": 'window.jQuery = { fn: { jquery: "2.1.1" } };\n',
    "javascript/bootstrap/js/bootstrap.min.js": "",
    "javascript/font-awesome/css/font-awesome.min.css": iconStyles,
    "stylesheet/bootstrap.css": file("../base.css"),
    "stylesheet/stylesheet.css": file("../opencart-3/stylesheet.css") + file("stylesheet.css"),
    "image/logo.png": logo("#2f3a46"),
  },
};
