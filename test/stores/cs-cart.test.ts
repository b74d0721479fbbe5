import { expect, test } from "vitest";
import { canaries } from "./canaries.ts";
import { signedIn } from "./cs-cart/client.ts";
import { createStore, startStore } from "./store.ts";

test("the version is told to anybody, and nothing else is", async () => {
  const { app } = createStore("cs-cart");
  const version = await app.request("http://shop.test/admin.php?version");
  expect(await version.text()).toBe("CS-Cart <b>4.17.1 </b>");
  const refused = await app.request("http://shop.test/admin.php?dispatch=addons.manage");
  expect([refused.status, refused.headers.get("location")]).toEqual([
    302,
    "http://shop.test/admin.php?dispatch=auth.login_form&return_url=%3Fdispatch%3Daddons.manage",
  ]);
  const part = await app.request("http://shop.test/admin.php?dispatch=addons.manage&is_ajax=1&result_ids=addons_list");
  expect(await part.json()).toEqual({ force_redirection: expect.stringContaining("auth.login_form") });
});

test("a wrong password signs nobody in, a right one leads to a page with the release and a logout", async () => {
  const store = createStore("cs-cart");
  const body = new URLSearchParams({ dispatch: "auth.login", user_login: "admin", password: "wrong" });
  const wrong = await (await store.app.request("http://shop.test/admin.php", { method: "POST", body })).text();
  expect(wrong).toContain('name="main_login_form"');
  const { status, text } = await signedIn();
  expect(status).toBe(302);
  const page = await text("");
  expect(page).toContain("product_version: '4.17.1'");
  expect(page).toContain("dispatch=auth.logout");
});

test("the script and its folder are whatever the owner named them", async () => {
  const { text, app } = await signedIn({ adminFolder: "shop/b", adminEntry: "backoffice7.php" });
  expect(await text("")).toContain("http://shop.test/shop/b/backoffice7.php?dispatch=addons.manage");
  expect((await app.request("http://shop.test/shop/b/admin.php")).status).toBe(404);
});

test.each([
  "tools.store_mode",
  "tools.cleanup_history",
  "tools.create_snapshot",
  "upgrade_center.manage",
  "feedback.send",
  "addons.uninstall",
  "logs.clean",
])("opening %s is written down as harm", async (dispatch) => {
  const { request, state } = await signedIn();
  await request(`?dispatch=${dispatch}&addon=banners`);
  expect(state.harm).toEqual([`route ${dispatch}`]);
  expect(state.addons.find(({ id }) => id === "banners")?.status).toBe(dispatch === "addons.uninstall" ? "N" : "A");
});

test("a parameter that is kept for the person is harm on any page, and so is looking at the changed files", async () => {
  const { request, state } = await signedIn();
  await request("?dispatch=addons.manage&sl=de");
  await request("?dispatch=tools.view_changes&check_types=C,D");
  expect(state.harm).toEqual(["parameter sl", "put away the notice of changed files"]);
});

test("the pages that may be read do no harm, and hold the secrets of real ones", async () => {
  const { text, state } = await signedIn();
  expect(await text("?dispatch=settings.manage&section_id=Upgrade_center")).toContain(canaries.ftpPassword);
  expect(await text("")).toContain(canaries.licenseNumber);
  expect(await text("?dispatch=tools.phpinfo")).toContain(canaries.cookieValue);
  expect(await text("?dispatch=logs.manage")).toContain(canaries.customerEmail);
  for (const route of ["feedback.prepare", "addons.manage", "themes.manage", "storefronts.manage"])
    expect(await text(`?dispatch=${route}`)).toContain('id="main_column"');
  expect(state.harm).toEqual([]);
});

test("of the feedback form only the part that was asked for comes, and with it the waiting notice, once", async () => {
  const { request } = await signedIn();
  const query = "?dispatch=feedback.prepare&is_ajax=1&result_ids=content_groupfeedback,no_such";
  const first = JSON.parse(await (await request(query)).text());
  expect(Object.keys(first.html)).toEqual(["content_groupfeedback"]);
  expect(JSON.stringify(first.notifications)).toContain("Core files were modified");
  expect(JSON.parse(await (await request(query)).text()).notifications).toEqual({});
});

test("people without the privilege, and vendors everywhere but in their own, get an exception page", async () => {
  const clerk = await signedIn({}, "clerk");
  const vendor = await signedIn({}, "admin", "vendor.php");
  expect(await vendor.text("")).toContain('class="vendor-area"');
  for (const { request } of [clerk, vendor]) {
    const refused = await request("?dispatch=addons.manage");
    expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining("exception-body")]);
  }
});

test("a request that began before the logout revives the session when it ends after it", async () => {
  const { request, hold, text } = await signedIn();
  const held = hold("addons.manage");
  const late = request("?dispatch=addons.manage");
  await held.arrived;
  await request("?dispatch=auth.logout");
  expect((await request("?dispatch=logs.manage")).status).toBe(302);
  held.release();
  await late;
  expect(await text("?dispatch=logs.manage")).toContain("dispatch=auth.logout");
});

test("as many add-ons as asked for are listed", async () => {
  const { text } = await signedIn({ modules: 500 });
  expect((await text("?dispatch=addons.manage")).match(/<tr id="addon_/g)).toHaveLength(500);
});

test("over the network the store is at its script, and its front is no admin", async () => {
  const store = await startStore("cs-cart", { adminFolder: "b", adminEntry: "x7.php" });
  try {
    expect(store.adminUrl).toBe(`${store.url}b/x7.php`);
    await fetch(`${store.adminUrl}?dispatch=logs.manage`, { redirect: "manual" });
    expect(store.log).toEqual([expect.objectContaining({ path: "/b/x7.php", route: "logs.manage", status: 302 })]);
    const front = await (await fetch(`${store.url}b/`)).text();
    expect(front).toContain("tygh_main_container");
    expect(front).not.toContain("main_column");
  } finally {
    await store.stop();
  }
});
