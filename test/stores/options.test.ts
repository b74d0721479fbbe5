import { describe, expect, test } from "vitest";
import { detectStore } from "../../extension/adapters/detect.ts";
import { pageOf, parse } from "../support/pages.ts";
import { signedIn } from "./client.ts";
import type { OpenCartKind } from "./state.ts";
import { createStore } from "./store.ts";

/** Pages that each kind has, and where its modules are listed. */
interface Places {
  list: string;
  form: string;
  modifications: string;
  /** Where the button goes. */
  button: string;
  pages: readonly string[];
}

const common = [
  "setting/store",
  "setting/setting",
  "localisation/language",
  "user/user_permission",
  "catalog/product",
  "sale/order",
];
const places: Record<OpenCartKind, Places> = {
  "opencart-1.5": {
    list: "extension/module",
    form: "user/user_permission/update",
    modifications: "module/vqmod_manager",
    button: "#menu > ul.right",
    pages: [
      "common/home",
      "tool/error_log",
      "extension/module",
      "extension/payment",
      "module/vqmod_manager",
      "user/user",
    ],
  },
  "opencart-2.3": {
    list: "extension/extension/module",
    form: "user/user_permission/edit",
    modifications: "extension/modification",
    button: "#header > ul.nav.pull-right",
    pages: [
      "common/dashboard",
      "tool/log",
      "extension/extension",
      "extension/modification",
      "extension/installer",
      "user/user",
    ],
  },
  "opencart-3": {
    list: "extension/extension/module",
    form: "user/user_permission/edit",
    modifications: "marketplace/modification",
    button: "#header ul.navbar-right",
    pages: [
      "common/dashboard",
      "tool/log",
      "marketplace/extension",
      "marketplace/modification",
      "marketplace/installer",
    ],
  },
  "opencart-4": {
    list: "extension/module",
    form: "user/user_permission.form",
    modifications: "marketplace/modification",
    button: "#header ul.navbar-nav",
    pages: [
      "common/dashboard",
      "tool/log",
      "marketplace/extension",
      "marketplace/modification",
      "marketplace/installer",
    ],
  },
};

describe.each(Object.entries(places) as [OpenCartKind, Places][])(
  "%s",
  (kind, { list, form, modifications, pages, button }) => {
    test.each([50, 500])(
      "a store of %i modules lists each once, and names each in the form of a group",
      async (modules) => {
        const client = await signedIn(kind, { modules });
        const switches = (body: string) =>
          [...parse(body).querySelectorAll("tbody tr a")].flatMap(
            (link) =>
              /[/.](?:un)?install&.*?(?:extension|code)=(\w+)$/.exec(link.getAttribute("href") ?? "")?.[1] ?? [],
          );
        const codes = switches((await client.get(list)).body);
        expect(codes).toHaveLength(modules);
        expect(new Set(codes).size).toBe(modules);
        const boxes = [
          ...parse((await client.get(form, { user_group_id: "1" })).body).querySelectorAll(
            '[name="permission[access][]"]',
          ),
        ];
        const named = new Map(boxes.map((box) => [box.getAttribute("value"), box.hasAttribute("checked")]));
        const forms = new Set([...named.keys()].map((route) => /module\/(\w+)$/.exec(route ?? "")?.[1]));
        expect(codes.filter((code) => !forms.has(code))).toEqual([]);
        // Of third parties' only those that are installed are open to anybody.
        const open = [...named].filter(
          ([route, isChecked]) => isChecked && route?.includes("module/riverside_"),
        ).length;
        const installed = client.state.registered.filter(({ code }) => code.startsWith("riverside_")).length;
        expect(open).toBe(installed);
        expect(installed).toBeLessThan(modules);
      },
    );

    test("without a number of modules a store has the few that it had before", async () => {
      const { state } = createStore(kind);
      expect(state.files.some(({ code }) => code.startsWith("riverside_"))).toBe(false);
      expect(createStore(kind, { modules: 1 }).state.files).toEqual(state.files);
    });

    test.each([
      ["ru", "ltr", "Отключено", "Версия"],
      ["he", "rtl", "מושבת", "גרסה"],
    ] as const)(
      "an admin that speaks %s reads %s and says neither Version nor Enabled in English",
      async (language, dir, off, version) => {
        const client = await signedIn(kind, { language });
        const { body } = await client.get(pages[0] ?? "");
        const root = parse(body).documentElement;
        expect([root.lang, root.dir]).toEqual([language, dir]);
        expect(root.querySelector("#footer")?.textContent).toContain(`${version} ${client.state.version}`);
        const texts: string[] = [];
        for (const route of [...pages, modifications, list.replace("module", "payment"), "error/permission"]) {
          texts.push((await client.get(route)).body);
        }
        const all = texts.join("\n");
        expect(all).not.toMatch(/>\s*(?:Enabled|Disabled|Permission Denied!|Modifications|Extensions)\s*</);
        expect(all).not.toMatch(/title="(?:Enable|Disable|Install|Uninstall|Edit)"/);
        expect(all).not.toMatch(/Version \d|Username|>Modules? ?[<(]/);
        if (kind !== "opencart-4") expect(all).toContain(off);
        const codes = client.state.languages.map(({ code }) => code.slice(0, 2));
        expect(codes).toContain(language);
      },
    );

    test("what people wrote into the store is not translated", async () => {
      const client = await signedIn(kind, { language: "ru", logText: "2026-11-20 6:14:02 - Enabled\n" });
      const { body } = await client.get(kind === "opencart-1.5" ? "tool/error_log" : "tool/log");
      expect(parse(body).querySelector("#content textarea")?.textContent).toContain("- Enabled");
      expect((await client.get(modifications)).body).toContain("Riverside Gift Wrap");
    });

    test.each(["en", "ru", "he"] as const)(
      "every page is known as OpenCart of its version, in %s",
      async (language) => {
        const client = await signedIn(kind, { language });
        for (const route of [...common, ...pages, "error/not_found", "no/such"]) {
          const { body } = await client.get(route);
          const page = pageOf(body, `http://shop.test/admin/index.php?route=${route}`);
          const known = detectStore(page);
          const place = known?.detector.mounts.map(({ anchor }) => page.one(anchor)).find(Boolean);
          expect({ route, isInPlace: place?.matches(button), ...known?.claim }).toMatchObject({
            isInPlace: true,
            route,
            platform: "opencart",
            native: true,
            version: client.state.version,
            adminPath: "/admin/",
            signedIn: true,
          });
        }
      },
    );

    test("the sign-in page is known and offers no help, and the front of the store is no admin", async () => {
      const { app, state } = createStore(kind);
      const known = async (path: string) => {
        const body = await (await app.request(`http://shop.test${path}`)).text();
        return detectStore(pageOf(body, `http://shop.test${path}`))?.claim;
      };
      expect(await known("/admin/")).toMatchObject({
        platform: "opencart",
        signedIn: false,
        offerHelp: false,
        version: kind === "opencart-1.5" ? state.version : null,
      });
      expect(await known("/")).toBeUndefined();
    });
  },
);
