import { expect, test } from "vitest";
import { parse } from "../support/pages.ts";
import { signedIn } from "./client.ts";
import { startStore } from "./store.ts";

/** What the generations before 3.0 do in their own way. */
const signInForm = 'name="password"';

test("a request of 1.5 waits until the one before it in its session has ended, and no other session does", async () => {
  const client = await signedIn("opencart-1.5");
  const held = client.hold("tool/error_log");
  const slow = client.get("tool/error_log");
  await held.arrived;
  const order: string[] = [];
  const click = client.get("catalog/product").then(() => order.push("click"));
  const other = await client.app.request("http://shop.test/admin/index.php?route=common/login");
  expect(await other.text()).toContain(signInForm);
  expect(client.log.find(({ route }) => route === "catalog/product")).toMatchObject({ status: null, waitedMs: null });
  order.push("released");
  held.release();
  await Promise.all([slow, click]);
  expect(order).toEqual(["released", "click"]);
  expect(client.log.find(({ route }) => route === "catalog/product")?.waitedMs).toBeGreaterThanOrEqual(0);
});

test("a logout of 1.5 waits for the request before it, and the session stays ended", async () => {
  const client = await signedIn("opencart-1.5");
  const held = client.hold("tool/error_log");
  const slow = client.get("tool/error_log");
  await held.arrived;
  const logout = client.get("common/logout");
  held.release();
  expect((await slow).body).not.toContain(signInForm);
  expect((await logout).status).toBe(302);
  expect((await client.get("setting/store")).body).toContain(signInForm);
});

test("requests of one session of 1.5 are answered in the order they came, however slow the first is", async () => {
  const client = await signedIn("opencart-1.5", { behaviour: { slowMs: { "tool/error_log": 60 } } });
  const ended: string[] = [];
  const routes = ["tool/error_log", "setting/store", "localisation/language"];
  await Promise.all(routes.map(async (route) => client.get(route).then(() => ended.push(route))));
  expect(ended).toEqual(routes);
  expect(client.log.at(-1)?.waitedMs).toBeGreaterThan(40);
});

test("2.3 answers requests of one session side by side", async () => {
  const client = await signedIn("opencart-2.3");
  const held = client.hold("tool/log");
  const slow = client.get("tool/log");
  await held.arrived;
  expect((await client.get("catalog/product")).status).toBe(200);
  held.release();
  await slow;
});

test("2.3 is signed in by both of its cookies together, and by neither alone", async () => {
  const store = await startStore("opencart-2.3");
  const url = `${store.adminUrl}index.php?route=common/login`;
  const body = new URLSearchParams({ username: "admin", password: "admin" });
  const answer = await fetch(url, { method: "POST", body, redirect: "manual" });
  const cookies = answer.headers.getSetCookie();
  expect(cookies.map((cookie) => cookie.split("=")[0])).toEqual(["PHPSESSID", "default"]);
  expect(cookies.every((cookie) => cookie.includes("HttpOnly"))).toBe(true);
  const pairs = cookies.map((cookie) => cookie.split(";")[0] ?? "");
  const open = async (cookie: string) =>
    (await fetch(answer.headers.get("location") ?? "", { headers: { cookie } })).text();
  expect(await open(pairs.join("; "))).toContain("route=common/logout");
  for (const alone of pairs) expect(await open(alone)).toContain(signInForm);
  await store.stop();
});

test("every address of the admin calls the token by its old name", async () => {
  for (const kind of ["opencart-1.5", "opencart-2.3"] as const) {
    const client = await signedIn(kind);
    const routes = ["setting/store", "user/user_permission", "tool/log", "tool/error_log", "extension/module"];
    for (const route of [...routes, "extension/modification", "extension/extension"]) {
      const { body } = await client.get(route);
      expect(body).toContain(`token=${client.token}`);
      expect(
        body
          .match(/index\.php\?route=[^"']*/g)
          ?.filter((one) => !one.includes("&amp;token=") && !one.includes("&token=")),
      ).toEqual([]);
      expect(body).not.toContain("user_token");
    }
  }
});

test("the five lists of 1.5 are whole pages whose rows can be installed or uninstalled by a link", async () => {
  const client = await signedIn("opencart-1.5");
  const columns = { module: 2, shipping: 4, payment: 5, total: 4, feed: 3 };
  for (const [type, count] of Object.entries(columns)) {
    const page = parse((await client.get(`extension/${type}`)).body);
    const rows = [...page.querySelectorAll("table.list tbody tr")];
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(row.querySelectorAll("td")).toHaveLength(count);
      expect(
        row.querySelector(`a[href*="route=extension/${type}/install&"], a[href*="route=extension/${type}/uninstall&"]`),
      ).not.toBeNull();
    }
    expect(page.querySelector("#menu > ul.left")).not.toBeNull();
  }
});

test("the shell of 2.3 only names the lists, and each list says what it has", async () => {
  const client = await signedIn("opencart-2.3");
  const shell = parse((await client.get("extension/extension")).body);
  expect(client.state.harm).toEqual([]);
  const options = [...shell.querySelectorAll<HTMLOptionElement>("select[name=type] option")];
  expect(options).toHaveLength(10);
  for (const { value, textContent } of options) {
    const body = await (await client.request(value)).text();
    expect(body).toMatch(/^<fieldset>/);
    const switches = parse(body).querySelectorAll('a[href*="/install&"], a[href*="/uninstall&"]');
    expect(textContent).toContain(`(${switches.length})`);
  }
});

test("a module's instances follow its row in 2.3, and a theme's stores follow the theme's", async () => {
  const client = await signedIn("opencart-2.3");
  const rows = async (type: string) =>
    [...parse((await client.get(`extension/extension/${type}`)).body).querySelectorAll("tbody tr")].map((row) => ({
      cells: row.querySelectorAll("td").length,
      links: [...row.querySelectorAll("a")]
        .map((link) => /(module_id|store_id)=\d+/.exec(link.href)?.[0])
        .filter(Boolean),
    }));
  const modules = await rows("module");
  expect(modules.every(({ cells }) => cells === 2)).toBe(true);
  expect(modules.flatMap(({ links }) => links)).toEqual([
    "module_id=31",
    "module_id=31",
    "module_id=32",
    "module_id=32",
  ]);
  expect((await rows("theme")).map(({ links }) => links)).toEqual([[], ["store_id=0"], ["store_id=1"]]);
});

test("1.5 drops the settings of what is uninstalled by its own link, though it keeps those of a missing file", async () => {
  const client = await signedIn("opencart-1.5");
  await client.get("extension/module/uninstall", { extension: "acme_quick" });
  expect(client.state.settings).not.toHaveProperty("module_acme_quick");
  expect(client.state.harm).toEqual(["route extension/module/uninstall", "uninstalled module/acme_quick"]);
});

test("the vQmod manager lists each file, and one that is switched off ends in an underscore", async () => {
  const client = await signedIn("opencart-1.5");
  const page = parse((await client.get("module/vqmod_manager")).body);
  const rows = [...page.querySelectorAll("#tab-scripts tbody tr")].map((row) => ({
    file: row.querySelector("strong")?.textContent,
    method: /vqmod_manager\/(vqmod_\w+)/.exec(row.querySelector("a")?.href ?? "")?.[1],
  }));
  expect(rows).toEqual([
    { file: "acme_quick_checkout.xml", method: "vqmod_uninstall" },
    { file: "riverside_gift_wrap.xml", method: "vqmod_uninstall" },
    { file: "old_sticky_menu.xml_", method: "vqmod_install" },
    { file: "vqmod_opencart.xml", method: "vqmod_uninstall" },
  ]);
  expect(page.querySelector("#error-log")?.textContent).toContain("SEARCH NOT FOUND");
});

test("a 1.5 store without the vQmod manager has neither its page nor its place in the menu", async () => {
  const client = await signedIn("opencart-1.5");
  client.state.files = client.state.files.filter(({ code }) => code !== "vqmod_manager");
  const { body } = await client.get("module/vqmod_manager");
  expect(body).toContain("Permission Denied!");
  expect(body).not.toContain("vqmod_manager");
});

test("the log of 1.5 and 2.3 stands in its page as it was written, so markup in it ends the field", async () => {
  for (const [kind, route] of [
    ["opencart-1.5", "tool/error_log"],
    ["opencart-2.3", "tool/log"],
  ] as const) {
    const client = await signedIn(kind, { logText: "one </textarea> two" });
    const page = parse((await client.get(route)).body);
    expect(page.querySelector("#content textarea")?.textContent).toBe("one ");
  }
});

test("a person's form asks for a password while somebody is signed in", async () => {
  for (const [kind, route] of [
    ["opencart-1.5", "user/user/update"],
    ["opencart-2.3", "user/user/edit"],
  ] as const) {
    const { body } = await (await signedIn(kind)).get(route, { user_id: "2" });
    expect(body).toContain(signInForm);
    expect(body).toContain("route=common/logout");
  }
});
