import { readFileSync } from "node:fs";
import { harmful } from "../harm.ts";
import { iconStyles, logo } from "../icons.ts";
import { signInRoutes } from "../sign-in.ts";
import { type AdminKind, randomText } from "../visit.ts";
import { loginPage, refused } from "./doors.ts";
import { extensionRoutes } from "./extensions.ts";
import { frame, page } from "./layout.ts";
import { settingRoutes } from "./settings.ts";
import { toolRoutes } from "./tools.ts";

const file = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");
const newToken = () => randomText(32, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

const login = loginPage(frame);
const denied = refused(page, "Permission Denied!", "Your user group may not open this page.");

export const opencart3: AdminKind = {
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
      types: ["module", "payment", "shipping", "theme", "total"],
      modifications: "marketplace/modification",
      log: "tool/log",
    }),
  },
  open: ["common/login"],
  tokenless: ["common/login", "common/logout", "error/not_found", "error/permission"],
  login,
  denied,
  tokenName: "user_token",
  cookies: ["OCSESSID"],
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
