import { describe, expect, test } from "vitest";
import { canaries } from "./canaries.ts";
import { signedIn } from "./client.ts";
import { type OpenCartKind, tokenNameOf } from "./state.ts";
import { createStore, startStore } from "./store.ts";

/** Where the generations differ, as far as these tests ask. */
interface Habits {
  dashboard: string;
  list: string;
  log: string;
  /** Null where the whole log stands in its page. */
  download: string | null;
  modifications: string;
  /** Switches the first modification off. */
  disable: [route: string, params: Record<string, string>];
  pageSize: number | null;
  deniedStatus: 200 | 401;
  /** What the last breadcrumb of a refused page leads to. */
  deniedCrumb: "asked" | "error/permission";
  warning: string;
}

const first = { modification_id: "1" };
const habits: Record<OpenCartKind, Habits> = {
  "opencart-1.5": {
    dashboard: "common/home",
    list: "extension/module",
    log: "tool/error_log",
    download: null,
    modifications: "module/vqmod_manager",
    disable: ["module/vqmod_manager/vqmod_uninstall", { vqmod: "acme_quick_checkout" }],
    pageSize: null,
    deniedStatus: 200,
    deniedCrumb: "error/permission",
    warning: 'class="warning"',
  },
  "opencart-2.3": {
    dashboard: "common/dashboard",
    list: "extension/extension/module",
    log: "tool/log",
    download: "tool/log/download",
    modifications: "extension/modification",
    disable: ["extension/modification/disable", first],
    pageSize: 20,
    deniedStatus: 200,
    deniedCrumb: "asked",
    warning: "alert-danger",
  },
  "opencart-3": {
    dashboard: "common/dashboard",
    list: "extension/extension/module",
    log: "tool/log",
    download: "tool/log/download",
    modifications: "marketplace/modification",
    disable: ["marketplace/modification/disable", first],
    pageSize: 20,
    deniedStatus: 200,
    deniedCrumb: "asked",
    warning: "alert-danger",
  },
  "opencart-4": {
    dashboard: "common/dashboard",
    list: "extension/module",
    log: "tool/log",
    download: "tool/log.download",
    modifications: "marketplace/modification",
    disable: ["marketplace/modification.disable", first],
    pageSize: 10,
    deniedStatus: 401,
    deniedCrumb: "asked",
    warning: "alert-danger",
  },
};
const kinds = Object.keys(habits) as OpenCartKind[]; // Its own keys.
const signedInPage = "route=common/logout";
const megabyte = 1024 * 1024;

describe.each(kinds)("%s", (kind) => {
  const habit = habits[kind];
  const { dashboard, list, log, modifications } = habit;

  test("signing in gives a token of 32 characters, and a page with the version in its footer", async () => {
    const client = await signedIn(kind);
    expect(client.token).toMatch(/^[A-Za-z0-9]{32}$/);
    const { status, body } = await client.get(dashboard);
    expect(status).toBe(200);
    expect(body).toContain(signedInPage);
    expect(body).toMatch(new RegExp(`id="footer">.*Version ${client.state.version}</`));
  });

  test("a wrong password signs nobody in", async () => {
    const client = await signedIn(kind, {}, "admin", "wrong");
    expect(client.token).toBe("");
    expect((await client.get(dashboard)).body).not.toContain(signedInPage);
  });

  test("without a session every route answers 200 with the sign-in page; only 1.5 shows its version there", async () => {
    const { app, state } = createStore(kind);
    for (const route of [dashboard, modifications, list, "no/such"]) {
      const response = await app.request(`http://shop.test/admin/index.php?route=${route}&token=x&user_token=x`);
      const body = await response.text();
      expect(response.status).toBe(200);
      expect(body).toContain('name="password"');
      expect(body).not.toContain(signedInPage);
      expect(body.includes(state.version)).toBe(kind === "opencart-1.5");
      expect(body).not.toContain(habit.warning);
    }
  });

  test("a wrong token gets the sign-in page, and the person stays signed in", async () => {
    const client = await signedIn(kind);
    const wrong = await client.get(log, { [tokenNameOf(kind)]: "0".repeat(32) });
    expect(wrong.status).toBe(200);
    expect(wrong.body).toContain('name="password"');
    expect(wrong.body).toContain(habit.warning);
    expect(wrong.body).not.toContain(client.token);
    expect((await client.get(log)).body).toContain(signedInPage);
  });

  test("an unknown route and a route one may not open look the same: a denied page", async () => {
    const clerk = await signedIn(kind, {}, "clerk");
    const refusedPage = await clerk.get(log);
    expect(refusedPage.status).toBe(habit.deniedStatus);
    expect(refusedPage.body).toContain("Permission Denied!");
    expect(refusedPage.body).toContain(`route=${habit.deniedCrumb === "asked" ? log : habit.deniedCrumb}`);
    expect(refusedPage.body).not.toContain("<textarea");
    const admin = await signedIn(kind);
    expect((await admin.get("no/such")).status).toBe(habit.deniedStatus);
    expect((await admin.get("no/such")).body).toContain("Permission Denied!");
    expect((await admin.get("error/not_found")).status).toBe(200);
  });

  test("the menu shows only what the person's group may open, but in 1.5 everything", async () => {
    const clerk = await signedIn(kind, {}, "clerk");
    const { body } = await clerk.get(dashboard);
    expect(body).toContain("route=catalog/product");
    expect(body.includes(`route=${modifications}`)).toBe(kind === "opencart-1.5");
  });

  test("looking at the list of modules uninstalls the one whose file is missing, with what its generation takes", async () => {
    const client = await signedIn(kind);
    const before = client.state.settings.module_pepper_reviews;
    expect(before).toEqual({ module_pepper_reviews_licence: canaries.paidLicence });
    const { body } = await client.get(list);
    expect(body).toContain("Quick Checkout");
    expect(client.state.registered.map(({ code }) => code)).not.toContain("pepper_reviews");
    expect("module_pepper_reviews" in client.state.settings).toBe(kind === "opencart-1.5");
    expect(client.state.instances.some(({ code }) => code === "pepper_reviews")).toBe(kind === "opencart-4");
    expect(client.state.harm).toEqual(["uninstalled module/pepper_reviews"]);
  });

  test("the pages that may be read do no harm", async () => {
    const client = await signedIn(kind);
    const routes = [
      "setting/store",
      "localisation/language",
      "user/user_permission",
      log,
      modifications,
      "marketplace/installer",
      ...(habit.download ? [habit.download] : []),
    ];
    for (const route of routes) await client.get(route);
    expect(client.state.harm).toEqual([]);
    expect(client.state.settings).toHaveProperty("module_pepper_reviews");
  });

  test("the links in the modifications' list change them by a plain GET", async () => {
    const client = await signedIn(kind);
    const [disable, params] = habit.disable;
    expect((await client.get(modifications)).body).toContain(disable);
    expect((await client.get(disable, params)).status).toBe(302);
    expect(client.state.modifications.find(({ id }) => id === 1)?.enabled).toBe(false);
    expect(client.state.harm).toEqual([`route ${disable}`]);
  });

  test("a notice is shown by whichever page comes first, and then never again", async () => {
    const client = await signedIn(kind);
    const [disable, params] = habit.disable;
    await client.get(disable, params);
    expect((await client.get("setting/store")).body).toContain("The change was made.");
    expect((await client.get(modifications)).body).not.toContain("The change was made.");
  });

  test.runIf(habit.pageSize)("modifications come in pages", async () => {
    const client = await signedIn(kind, { modifications: 45 });
    const size = habit.pageSize ?? 0;
    const pages = Math.ceil(45 / size);
    const first = (await client.get(modifications)).body;
    expect(first.match(/name="selected\[\]"/g)).toHaveLength(size);
    expect(first).toContain(`Showing 1 to ${size} of 45 (${pages} Pages)`);
    expect(first).toContain(`page=${pages}`);
    const last = (await client.get(modifications, { page: String(pages) })).body;
    expect(last.match(/name="selected\[\]"/g)).toHaveLength(5);
  });

  test("of a log over its limit the page shows what its generation does, and the download gives the whole", async () => {
    const logText = `${"2026-11-20 6:14:02 - PHP Notice:  x in /a.php on line 1\n".repeat(120_000)}the end`;
    expect(logText.length).toBeGreaterThan(5 * megabyte);
    const client = await signedIn(kind, { logText });
    const page = (await client.get(log)).body;
    if (habit.download) {
      const { status, body } = await client.get(habit.download, { filename: "error.log" });
      expect(status).toBe(200);
      expect(body).toBe(logText);
      expect(page.length).toBeLessThan(4 * megabyte);
    }
    expect(page.includes("the end")).toBe(kind === "opencart-1.5");
    expect(page.includes("line 1")).toBe(kind === "opencart-4" || kind === "opencart-1.5");
    expect(page.includes("alert-danger")).toBe(kind === "opencart-3" || kind === "opencart-2.3");
  });

  test.skipIf(kind === "opencart-1.5")(
    "a request that began before the logout revives the session when it ends after it",
    async () => {
      const client = await signedIn(kind);
      const held = client.hold(log);
      const late = client.get(log);
      await held.arrived;
      expect((await client.get("common/logout")).status).toBe(302);
      expect((await client.get("setting/store")).body).toContain('name="password"');
      held.release();
      await late;
      expect((await client.get("setting/store")).body).toContain(signedInPage);
    },
  );

  test("the renamed admin folder is the base of every address", async () => {
    const client = await signedIn(kind, { adminFolder: "backoffice-x1" });
    const { body } = await client.get(dashboard);
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
      [habit.download ?? log, canaries.databasePassword],
      [habit.download ?? log, canaries.loggedToken],
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
    const { headers, body } = await client.get(dashboard);
    expect(headers.get("content-security-policy")).toBe("default-src 'self'");
    expect(headers.get("x-powered-by")).toMatch(/^PHP\//);
    expect(body).toMatch(/^<b>Warning/);
    expect(body).toContain("window.hostile");
    expect((await client.get(list)).body).toMatch(/^<b>Warning/);
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
