// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { type Login, tryLogin } from "../../../extension/access/try-login.ts";
import {
  loginPage,
  openCart4Page,
  prestaShop9Page,
  prestaShopPage,
  riddlePage,
  wordPressCodePage,
  wordPressPage,
  wrongLoginPage,
} from "./login-pages.ts";

interface Asked {
  url: string;
  init: RequestInit;
}

const redirect = () => new Response(null, { status: 302, headers: { location: "https://shop.example/x" } });

/** A store that shows this page, and answers a sent form with that. */
function aStore(page: string | (() => Response), answer: () => Response) {
  const asked: Asked[] = [];
  const fetchIt: typeof fetch = async (url, init = {}) => {
    asked.push({ url: String(url), init });
    if (init.method === "POST") return answer();
    return typeof page === "string" ? new Response(page) : page();
  };
  return { asked, fetchIt };
}

const openCart: Login = {
  platform: "opencart",
  storeOrigin: "https://shop.example",
  loginUrl: "https://shop.example/admin/",
  user: "support-temp",
  password: "p&ss=w?rd",
};
const wordPress: Login = { ...openCart, platform: "woocommerce", loginUrl: "https://shop.example/wp-admin/" };
const prestaShop: Login = { ...openCart, platform: "prestashop", loginUrl: "https://shop.example/admin123/" };
const json = (said: unknown) => () => new Response(JSON.stringify(said));

test.each<[string, Login, string, () => Response, string]>([
  ["OpenCart lets in by a redirect", openCart, loginPage, redirect, "ready"],
  ["OpenCart refuses by the form again", openCart, loginPage, () => new Response(wrongLoginPage), "wrong-login"],
  ["ocStore is OpenCart here", { ...openCart, platform: "ocstore" }, loginPage, redirect, "ready"],
  ["WordPress lets in by a redirect", wordPress, wordPressPage, redirect, "ready"],
  ["WordPress refuses by the form again", wordPress, wordPressPage, () => new Response(wordPressPage), "wrong-login"],
  ["PrestaShop lets in by its word", prestaShop, prestaShopPage, json({ hasErrors: false, redirect: "x" }), "ready"],
  ["PrestaShop refuses by its word", prestaShop, prestaShopPage, json({ hasErrors: true, errors: [] }), "wrong-login"],
])("%s", async (_, login, page, answer, result) => {
  const { asked, fetchIt } = aStore(page, answer);
  expect((await tryLogin(login, fetchIt)).result).toBe(result);
  expect(asked.filter(({ init }) => init.method === "POST")).toHaveLength(1);
});

test.each<[string, Login, string | (() => Response)]>([
  ["OpenCart 4, whose form belongs to a session", openCart, openCart4Page],
  ["a form with a riddle", openCart, riddlePage],
  ["a form with a second factor", wordPress, wordPressCodePage],
  ["PrestaShop 9, whose form belongs to a session", prestaShop, prestaShop9Page],
  ["a page without a form", openCart, "<p>Closed</p>"],
  ["an address that leads elsewhere", openCart, redirect],
  ["a page that is not found", openCart, () => new Response("no", { status: 404 })],
  ["a platform that nobody knows", { ...openCart, platform: null }, loginPage],
  ["CS-Cart, of which it is not known", { ...openCart, platform: "cs-cart" }, loginPage],
  ["Magento, whose form belongs to a session", { ...openCart, platform: "magento" }, loginPage],
  ["another site than the connected one", { ...openCart, loginUrl: "https://elsewhere.example/admin/" }, loginPage],
  ["another port of the store's host", { ...openCart, loginUrl: "https://shop.example:8443/admin/" }, loginPage],
  [
    "a page that is not encrypted",
    { ...openCart, storeOrigin: "http://shop.example", loginUrl: "http://shop.example/admin/" },
    loginPage,
  ],
])("no password is sent to %s", async (_, login, page) => {
  const { asked, fetchIt } = aStore(page, redirect);
  expect((await tryLogin(login, fetchIt)).result).toBe("not-tried");
  expect(asked.filter(({ init }) => init.method === "POST")).toEqual([]);
});

test.each<[string, () => Response]>([
  ["another page", () => new Response("<p>Just a moment</p>")],
  ["a refusal of another kind", () => new Response(wrongLoginPage, { status: 403 })],
  ["a second factor", () => new Response('<form><input name="code"></form>')],
])("an answer that is %s counts neither as let in nor as refused", async (_, answer) => {
  const { fetchIt } = aStore(loginPage, answer);
  expect((await tryLogin(openCart, fetchIt)).result).toBe("not-tried");
});

test("a store that does not answer is not taken for one that refuses", async () => {
  const failing = async () => {
    throw new TypeError("network");
  };
  expect((await tryLogin(openCart, failing)).result).toBe("unreachable");
});

test("neither cookie, redirect, cache nor referrer is used, and only the store's own form is asked", async () => {
  const { asked, fetchIt } = aStore(loginPage, redirect);
  await tryLogin(openCart, fetchIt);
  for (const { url, init } of asked) {
    expect(url).toBe("https://shop.example/admin/index.php?route=common/login");
    expect(init).toMatchObject({
      credentials: "omit",
      redirect: "manual",
      cache: "no-store",
      referrerPolicy: "no-referrer",
    });
  }
  const body = asked.at(-1)?.init.body as URLSearchParams;
  expect(Object.fromEntries(body)).toEqual({ username: "support-temp", password: "p&ss=w?rd" });
});

test.each([
  ["https://shop.example/wp-admin/", "https://shop.example/wp-login.php"],
  ["https://shop.example/blog/wp-admin/index.php", "https://shop.example/blog/wp-login.php"],
  ["https://shop.example/wp-login.php?redirect_to=x", "https://shop.example/wp-login.php"],
])("WordPress's form for %s is at %s", async (loginUrl, expected) => {
  const { asked, fetchIt } = aStore(wordPressPage, redirect);
  await tryLogin({ ...wordPress, loginUrl }, fetchIt);
  expect(asked[0]?.url).toBe(expected);
});
