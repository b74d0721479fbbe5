import { describe, expect, test } from "vitest";
import { canaries } from "./canaries.ts";
import { signedIn } from "./client.ts";
import type { StoreKind } from "./state.ts";
import { createStore, startStore } from "./store.ts";

const kinds: StoreKind[] = ["opencart-3", "opencart-4"];
const signedInPage = "route=common/logout";
const megabyte = 1024 * 1024;

describe.each(kinds)("%s", (kind) => {
  const listRoute = kind === "opencart-3" ? "extension/extension/module" : "extension/module";
  const downloadRoute = kind === "opencart-3" ? "tool/log/download" : "tool/log.download";

  test("signing in gives a token of 32 characters, and a page with the version in its footer", async () => {
    const client = await signedIn(kind);
    expect(client.token).toMatch(/^[A-Za-z0-9]{32}$/);
    const { status, body } = await client.get("common/dashboard");
    expect(status).toBe(200);
    expect(body).toContain(signedInPage);
    expect(body).toContain(`Version ${client.state.version}</footer>`);
  });

  test("a wrong password signs nobody in", async () => {
    const client = await signedIn(kind, {}, "admin", "wrong");
    expect(client.token).toBe("");
    expect((await client.get("common/dashboard")).body).not.toContain(signedInPage);
  });

  test("without a session every route answers 200 with the sign-in page, and nothing of the version", async () => {
    const { app, state } = createStore(kind);
    for (const route of ["common/dashboard", "marketplace/modification", listRoute, "no/such"]) {
      const response = await app.request(`http://shop.test/admin/index.php?route=${route}&user_token=x`);
      const body = await response.text();
      expect(response.status).toBe(200);
      expect(body).toContain('name="password"');
      expect(body).not.toContain(signedInPage);
      expect(body).not.toContain(state.version);
      expect(body).not.toContain("alert-danger");
    }
  });

  test("a wrong token gets the sign-in page, and the person stays signed in", async () => {
    const client = await signedIn(kind);
    const wrong = await client.get("tool/log", { user_token: "0".repeat(32) });
    expect(wrong.status).toBe(200);
    expect(wrong.body).toContain('name="password"');
    expect(wrong.body).toContain("alert-danger");
    expect(wrong.body).not.toContain(client.token);
    expect((await client.get("tool/log")).body).toContain(signedInPage);
  });

  test("an unknown route and a route one may not open look the same: a denied page", async () => {
    const status = kind === "opencart-3" ? 200 : 401;
    const clerk = await signedIn(kind, {}, "clerk");
    const refusedPage = await clerk.get("tool/log");
    expect(refusedPage.status).toBe(status);
    expect(refusedPage.body).toContain("Permission Denied!");
    expect(refusedPage.body).toContain("route=tool/log");
    expect(refusedPage.body).not.toContain("<textarea");
    const admin = await signedIn(kind);
    expect((await admin.get("no/such")).status).toBe(status);
    expect((await admin.get("no/such")).body).toContain("Permission Denied!");
    expect((await admin.get("error/not_found")).status).toBe(200);
  });

  test("the menu shows only what the person's group may open", async () => {
    const clerk = await signedIn(kind, {}, "clerk");
    const { body } = await clerk.get("common/dashboard");
    expect(body).toContain("route=catalog/product");
    expect(body).not.toContain("route=marketplace/modification");
  });

  test("looking at the list of modules uninstalls the one whose file is missing, with its settings", async () => {
    const client = await signedIn(kind);
    const before = client.state.settings.module_pepper_reviews;
    expect(before).toEqual({ module_pepper_reviews_licence: canaries.paidLicence });
    const { body } = await client.get(listRoute);
    expect(body).toContain("Quick Checkout");
    expect(client.state.registered.map(({ code }) => code)).not.toContain("pepper_reviews");
    expect(client.state.settings).not.toHaveProperty("module_pepper_reviews");
    expect(client.state.instances.some(({ code }) => code === "pepper_reviews")).toBe(kind === "opencart-4");
    expect(client.state.harm).toEqual(["uninstalled module/pepper_reviews"]);
  });

  test("the pages that may be read do no harm", async () => {
    const client = await signedIn(kind);
    const routes = [
      "setting/store",
      "localisation/language",
      "user/user_permission",
      "tool/log",
      "marketplace/modification",
    ];
    for (const route of [...routes, "marketplace/installer", downloadRoute]) await client.get(route);
    expect(client.state.harm).toEqual([]);
    expect(client.state.settings).toHaveProperty("module_pepper_reviews");
  });

  test("the links in the modifications' list change them by a plain GET", async () => {
    const client = await signedIn(kind);
    const disable = `marketplace/modification${kind === "opencart-3" ? "/" : "."}disable`;
    expect((await client.get("marketplace/modification")).body).toContain(disable);
    expect((await client.get(disable, { modification_id: "1" })).status).toBe(302);
    expect(client.state.modifications.find(({ id }) => id === 1)?.enabled).toBe(false);
    expect(client.state.harm).toEqual([`route ${disable}`]);
  });

  test("a notice is shown by whichever page comes first, and then never again", async () => {
    const client = await signedIn(kind);
    await client.get(`marketplace/modification${kind === "opencart-3" ? "/" : "."}refresh`);
    expect((await client.get("setting/store")).body).toContain("alert-success");
    expect((await client.get("marketplace/modification")).body).not.toContain("alert-success");
  });

  test("modifications come in pages", async () => {
    const client = await signedIn(kind, { modifications: 45 });
    const size = kind === "opencart-3" ? 20 : 10;
    const pages = Math.ceil(45 / size);
    const first = (await client.get("marketplace/modification")).body;
    expect(first.match(/name="selected\[\]"/g)).toHaveLength(size);
    expect(first).toContain(`Showing 1 to ${size} of 45 (${pages} Pages)`);
    expect(first).toContain(`page=${pages}`);
    const last = (await client.get("marketplace/modification", { page: String(pages) })).body;
    expect(last.match(/name="selected\[\]"/g)).toHaveLength(5);
  });

  test("the download gives the whole log, whatever part was asked for", async () => {
    const logText = `${"2026-11-20 6:14:02 - PHP Notice:  x in /a.php on line 1\n".repeat(120_000)}the end`;
    expect(logText.length).toBeGreaterThan(5 * megabyte);
    const client = await signedIn(kind, { logText });
    const { status, body } = await client.get(downloadRoute, { filename: "error.log" });
    expect(status).toBe(200);
    expect(body).toBe(logText);
    const page = (await client.get("tool/log")).body;
    expect(page).not.toContain("the end");
    expect(page.length).toBeLessThan(4 * megabyte);
    expect(page.includes("line 1")).toBe(kind === "opencart-4");
    expect(page.includes("alert-danger")).toBe(kind === "opencart-3");
  });

  test("a request that began before the logout revives the session when it ends after it", async () => {
    const client = await signedIn(kind);
    const held = client.hold("tool/log");
    const late = client.get("tool/log");
    await held.arrived;
    expect((await client.get("common/logout")).status).toBe(302);
    expect((await client.get("setting/store")).body).toContain('name="password"');
    held.release();
    await late;
    expect((await client.get("setting/store")).body).toContain(signedInPage);
  });

  test("the renamed admin folder is the base of every address", async () => {
    const client = await signedIn(kind, { adminFolder: "backoffice-x1" });
    const { body } = await client.get("common/dashboard");
    expect(body).toContain('<base href="http://shop.test/backoffice-x1/"');
    expect(body).not.toContain("/admin/");
    const front = await client.app.request("http://shop.test/admin/");
    expect(front.status).toBe(404);
  });

  test("the front of the store has nothing of the admin", async () => {
    const { app } = createStore(kind);
    const body = await (await app.request("http://shop.test/")).text();
    expect(body).toContain("catalog/view/");
    expect(body).not.toMatch(/"view\/|id="header"/);
  });

  test("secrets stand where real stores keep them, so that tests can look for them elsewhere", async () => {
    const client = await signedIn(kind);
    const places = [
      ["setting/setting", canaries.smtpPassword],
      ["sale/order", canaries.customerEmail],
      [downloadRoute, canaries.databasePassword],
      [downloadRoute, canaries.loggedToken],
    ] as const;
    for (const [route, secret] of places) {
      expect((await client.get(route, { filename: "error.log" })).body).toContain(secret);
    }
  });

  test("behaviour turned while the store runs is in the next answer", async () => {
    const client = await signedIn(kind);
    client.state.behaviour.headers["content-security-policy"] = "default-src 'self'";
    client.state.behaviour.extraBody = "<script>window.hostile = true</script>";
    client.state.behaviour.beforeDoctype = "<b>Warning</b>: something in <b>/a.php</b> on line <b>1</b>";
    const { headers, body } = await client.get("common/dashboard");
    expect(headers.get("content-security-policy")).toBe("default-src 'self'");
    expect(headers.get("x-powered-by")).toMatch(/^PHP\//);
    expect(body).toMatch(/^<b>Warning/);
    expect(body).toContain("window.hostile");
  });
});

test("over the network the log says who asked, and the store stops", async () => {
  const store = await startStore("opencart-3");
  const headers = { referer: store.adminUrl, "upgrade-insecure-requests": "1", "sec-fetch-dest": "document" };
  const answer = await fetch(`${store.adminUrl}index.php?route=common/login`, { headers });
  expect(await answer.text()).toContain(`<base href="${store.adminUrl}" />`);
  expect(store.log).toEqual([
    expect.objectContaining({
      method: "GET",
      path: "/admin/index.php",
      route: "common/login",
      referer: store.adminUrl,
      destination: "document",
      by: "navigation",
      status: 200,
    }),
  ]);
  await fetch(`${store.adminUrl}index.php?route=tool/log`, { headers: { "x-requested-with": "XMLHttpRequest" } });
  await fetch(`${store.adminUrl}view/javascript/common.js`);
  expect(store.log.slice(1).map(({ by, requestedWith }) => [by, requestedWith])).toEqual([
    ["code", "XMLHttpRequest"],
    ["asset", null],
  ]);
  await expect(startStore("opencart-4", { port: store.port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  await store.stop();
  await expect(fetch(store.adminUrl)).rejects.toThrow();
});
