// @vitest-environment jsdom
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runCapture } from "../../../extension/capture/run.ts";
import type { ReadDepth } from "../../../shared/report.ts";
import { captureOf } from "../capture/fake-store.ts";

const html = (name: string) => readFileSync(join(import.meta.dirname, "../../fixtures/pages", `${name}.html`), "utf8");

/** A capture of a store that answers each route with a page of ours, and any other with a refusal. */
async function captureStore(open: string, depth: ReadDepth, pages: Readonly<Record<string, string>>, log = "") {
  const asked: URL[] = [];
  const folder = open.split("/")[0] ?? "";
  const get = async (input: RequestInfo | URL) => {
    const url = new URL(String(input));
    asked.push(url);
    const route = url.searchParams.get("route") ?? "";
    if (route.endsWith("download")) return new Response(log, { headers: { "content-type": "text/plain" } });
    const saved = html(`${folder}/${pages[route] ?? pages["*"] ?? "denied"}`);
    const body = saved.replaceAll("https://shop.example/admin/", new URL(".", url).href);
    return new Response(body, { headers: { "content-type": "text/html; charset=utf-8" } });
  };
  const text = html(open);
  const report = await runCapture(
    captureOf("3x-dashboard", get as typeof fetch, {
      depth,
      document: new DOMParser().parseFromString(text, "text/html"),
      url: new URL(/GET (\S+)/.exec(text)?.[1] ?? ""),
    }),
  );
  return { report, asked, routes: asked.map((url) => url.searchParams.get("route")) };
}

describe("after the person agreed", () => {
  test("the types of 2.3 are taken from the page, a third party's among them, and each list is asked for once", async () => {
    const { report, routes } = await captureStore("opencart/23-dashboard", "sweep", {
      "*": "21-denied",
      "extension/extension": "23-types",
      "extension/extension/module": "23-module-list",
    });
    expect(routes.slice(-5)).toEqual([
      "extension/extension",
      "extension/extension/analytics",
      "extension/extension/module",
      "extension/extension/acme_feeds",
      "extension/extension/payment",
    ]);
    expect(routes.join(" ")).not.toContain("forged");
    expect(report.modules.map(({ code, installed, depth }) => [code, installed, depth])).toEqual([
      ["fast", true, "sweep"],
      ["banner", true, "sweep"],
      ["html", false, "sweep"],
    ]);
  });

  test("the list that 4.x put into the page of types is not asked for again", async () => {
    const { routes, report } = await captureStore("opencart/41-dashboard", "sweep", {
      "*": "4x-denied",
      "marketplace/extension": "41-types",
    });
    expect(routes.filter((route) => route?.startsWith("extension/"))).toEqual([
      "extension/module",
      "extension/payment",
    ]);
    expect(report.modules.map(({ type, code, depth }) => [type, code, depth])).toEqual([
      ["analytics", "acme", "sweep"],
    ]);
  });

  test("a port is asked under its component, in the place where its page stands", async () => {
    for (const [open, path, view] of [
      ["mijoshop/dashboard", "/administrator/index.php", null],
      ["mijoshop/front-dashboard", "/sub/index.php", "admin"],
    ] as const) {
      const { asked } = await captureStore(open, "sweep", {
        "extension/module": "module-list",
        "tool/error_log": "log",
      });
      expect(asked.length).toBeGreaterThan(6);
      for (const url of asked) {
        expect([url.pathname, url.searchParams.get("option"), url.searchParams.get("view")]).toEqual([
          path,
          "com_mijoshop",
          view,
        ]);
      }
    }
  });

  test("a port's lists, modifications and log are in its report", async () => {
    const { report } = await captureStore("mijoshop/dashboard", "sweep", {
      "extension/module": "module-list",
      "extension/payment": "payment-list",
      "extension/modification": "modifications",
      "tool/error_log": "log",
    });
    expect(report.platform).toMatchObject({
      id: "mijoshop",
      native: false,
      version: "3.0.29.1",
      edition: "a component of Joomla!",
    });
    expect(report.modules.map(({ code }) => code)).toEqual(["acme", "banner", "account", "cod", "cheque"]);
    expect(report.modifications).toHaveLength(2);
    expect(report.logs).toHaveLength(1);
  });

  test("Arastta's lists and its page about the system are read, the one that registers things is never asked for", async () => {
    const { report, routes } = await captureStore("arastta/dashboard", "sweep", {
      "tool/system_info": "system-info",
      "extension/module": "module-list",
    });
    expect(routes).not.toContain("extension/extension");
    expect(report.server).toMatchObject({
      php: "7.1.33",
      os: "Linux",
      database: "10.3.39-MariaDB",
      web: "Apache/2.4.38",
    });
    expect(JSON.stringify(report)).not.toContain("canary");
  });
});

describe("on the click alone", () => {
  test("of a port nothing is asked, and its open list is read all the same", async () => {
    const { report, asked } = await captureStore("mijoshop/module-list", "safe", {});
    expect(asked).toEqual([]);
    expect(report.modules.map(({ code, depth }) => [code, depth])).toContainEqual(["acme", "page"]);
    expect(report.missing.map(({ fact }) => fact)).toEqual(expect.arrayContaining(["modifications", "logs", "stores"]));
  });

  test("1.5 is asked for its whole log and the form of its first user group", async () => {
    const { report, routes } = await captureStore("opencart/15-dashboard", "safe", {
      "*": "15-denied",
      "setting/store": "15-stores",
      "tool/error_log": "15-log",
    });
    expect(routes).toEqual(["setting/store", "localisation/language", "user/user_permission", "tool/error_log"]);
    expect(report.logs.map(({ groups }) => groups.map(({ count }) => count))).toEqual([[2]]);
    expect(report.missing).toContainEqual({ fact: "modifications", why: expect.stringContaining("vQmod is in use") });
  });

  test("OverClocked tells its PHP, database and theme", async () => {
    const { report } = await captureStore("opencart-overclocked/dashboard", "safe", {
      "tool/configuration": "configuration",
      "user/user_permission": "stores",
    });
    expect(report.server).toMatchObject({ php: "8.2.36", database: "MySQLi", web: "nginx/1.24" });
    expect(report.theme).toEqual({ name: "default", depth: "safe" });
    expect(JSON.stringify(report)).not.toContain("canary");
  });

  test("a day that stands first in Brasil's log is read", async () => {
    const log = "03-03-2026 22:10:00 - PHP Warning:  a in /srv/x/catalog/controller/a.php on line 6\n";
    const { report } = await captureStore("opencart-brasil/dashboard", "safe", {}, log);
    expect(report.platform).toMatchObject({ version: "3.0.3.3", edition: "Brasil 1.7.2", native: false });
    expect(report.logs[0]?.groups[0]).toMatchObject({
      first: "2026-03-03T22:10:00",
      file: "[root]/catalog/controller/a.php",
    });
  });

  test("PHP errors before a page or a part of one are a log of their own, with shortened paths", async () => {
    const { report } = await captureStore("opencart/3x-noise", "safe", {
      "*": "3x-denied",
      "marketplace/installer/history": "3x-noise-list",
    });
    const shown = report.logs.find(({ name }) => name === "shown on the page");
    expect(shown?.groups.map(({ message, file, line, count }) => [message, file, line, count])).toEqual([
      ["PHP Warning: licence check failed for shop", "[root]/admin/controller/extension/module/fast.php", 6, 2],
      ["PHP Deprecated: strlen(): Passing null", "[root]/system/helper/utf8.php", 12, 1],
      ["PHP Unknown: preg_replace(): Passing null to parameter #3", "[root]/system/engine/action.php", 24, 1],
    ]);
  });

  test("a log that ends its own text field is told to do so, beside what was read of it", async () => {
    const { report } = await captureStore("opencart/23-log-broken", "safe", { "*": "21-denied" });
    expect(report.logs[0]?.groups).toHaveLength(3);
    expect(report.missing).toContainEqual({ fact: "logs", why: expect.stringContaining("ends its text field") });
  });
});
