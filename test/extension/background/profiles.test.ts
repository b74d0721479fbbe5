import { describe, expect, test } from "vitest";
import { ownHandlers } from "../../../extension/background/own-handlers.ts";
import { pageHandlers } from "../../../extension/background/page-handlers.ts";
import type { LauncherEvent } from "../../../extension/messages.ts";
import type { OwnCaller, PageCaller } from "../../../extension/sender.ts";
import { profileOf, profileText } from "../../support/profiles.ts";
import { fakeServices } from "./fake-services.ts";

const own: OwnCaller = { kind: "own", url: new URL("chrome-extension://deskbell/settings.html") };
const onMaple: PageCaller = { kind: "page", tabId: 7, origin: "https://maple.example" };

function setUp() {
  const services = fakeServices();
  const renewed: string[][] = [];
  services.sites.renew = async (origins) => void renewed.push([...origins]);
  const mine = ownHandlers(services);
  const pages = pageHandlers(services);
  return {
    services,
    renewed,
    take: (text: string) => mine["profile.import"](own, text),
    list: () => mine["profile.list"](own),
    remove: (id: string) => mine["profile.remove"](own, id),
    matches: (caller: PageCaller) => pages["profile.matches"].run(caller),
    seen: (caller: PageCaller, platform: string) =>
      pages["store.seen"].run(caller, {
        platform,
        label: "x",
        native: null,
        version: null,
        adminPath: "/catalog/manage/",
        entry: "",
        signedIn: true,
        offerHelp: true,
      }),
  };
}

describe("profiles of this browser", () => {
  test("one that is imported is told with its sites, what it reads and asks for, and since and until when", async () => {
    const { take, list, renewed } = setUp();
    expect(await take(profileText("maple-cart"))).toMatchObject({ ok: true, value: { brandName: "MapleCart" } });
    expect(await list()).toEqual([
      {
        id: "maple-cart",
        title: "OptionCart as Maple Web sells it",
        brandName: "MapleCart",
        origins: ["https://maple.example", "https://www.second-shop.example"],
        reads: expect.arrayContaining(["modules", "error log"]),
        asksFor: ["scripts.php", "options.php?tab=system", "log.php?show=recent"],
        importedAt: "2026-11-22T10:00:00.000Z",
        validUntil: "2031-12-31",
        state: "in-use",
      },
    ]);
    expect(renewed).toEqual([["https://maple.example", "https://www.second-shop.example"]]);
  });

  test("one with a mistake is not kept, and every mistake is told", async () => {
    const { take, list, renewed } = setUp();
    const answer = await take(profileText("maple-cart").replace('"id": "maple-cart"', '"id": "M", "script": "x"'));
    expect(answer).toMatchObject({
      ok: false,
      mistakes: [
        { line: 3, where: "id" },
        { line: 3, where: "script" },
      ],
    });
    expect(await list()).toEqual([]);
    expect(renewed).toEqual([]);
    expect(await take("x".repeat(200_001))).toMatchObject({
      ok: false,
      mistakes: [{ says: expect.stringContaining("too long") }],
    });
  });

  test("one with the same id takes the earlier one's place, and the earlier one's sites are looked at anew", async () => {
    const { take, list, renewed } = setUp();
    await take(profileText("maple-cart"));
    await take(profileText("maple-cart").replace("https://www.second-shop.example", "https://third-shop.example"));
    expect((await list()).map(({ origins }) => origins)).toEqual([
      ["https://maple.example", "https://third-shop.example"],
    ]);
    expect(renewed[1]).toEqual([
      "https://maple.example",
      "https://third-shop.example",
      "https://www.second-shop.example",
    ]);
  });

  test("one that is removed is gone everywhere, and its text brings it back as it was", async () => {
    const { take, list, remove, matches } = setUp();
    await take(profileText("corner-shop"));
    await take(profileText("maple-cart"));
    const text = await remove("maple-cart");
    expect((await list()).map(({ id }) => id)).toEqual(["corner-shop"]);
    expect(await matches(onMaple)).toEqual([]);
    expect(await remove("maple-cart")).toBeNull();
    expect(await take(text ?? "")).toMatchObject({ ok: true });
    expect(await matches(onMaple)).toHaveLength(1);
  });

  test("one that has ended, or that cannot be read, is listed and used nowhere", async () => {
    const { services, take, list, matches } = setUp();
    await take(profileText("maple-cart"));
    await services.settings.profiles.change((kept) => [
      ...kept,
      { profile: { id: "from-later", match: "elsewhere" }, importedAt: "2026-11-22T10:00:00.000Z" },
    ]);
    services.clock.ms = Date.parse("2032-01-01T00:00:00Z");
    expect((await list()).map(({ id, state }) => [id, state])).toEqual([
      ["maple-cart", "ended"],
      ["from-later", "unreadable"],
    ]);
    expect(await matches(onMaple)).toEqual([]);
    expect(await services.profiles.origins()).toEqual([]);
  });
});

describe("what a store's page is told", () => {
  test("how to tell the stores of its own site: no other site, nothing of what is read, declared or never read", async () => {
    const { take, matches } = setUp();
    await take(profileText("maple-cart"));
    const told = await matches(onMaple);
    const { match } = profileOf("maple-cart");
    expect(told).toEqual([
      { id: "maple-cart", label: "MapleCart", match: { ...match, origins: ["https://maple.example"] } },
    ]);
    for (const other of ["https://evil.example", "https://maple.example:8443", "http://maple.example"]) {
      expect(await matches({ ...onMaple, origin: other })).toEqual([]);
    }
  });

  test("the button has the brand's words on the brand's site alone, whatever a page claims", async () => {
    const { take, seen } = setUp();
    await take(profileText("maple-cart"));
    expect((await seen(onMaple, "declared:maple-cart")).label).toBe("Ask Maple Web");
    expect((await seen(onMaple, "opencart")).label).toBe("Get Support");
    expect((await seen(onMaple, "declared:corner-shop")).label).toBe("Get Support");
    expect((await seen({ ...onMaple, origin: "https://evil.example" }, "declared:maple-cart")).label).toBe(
      "Get Support",
    );
  });

  test("the words stay on the button when its numbers change", async () => {
    const { services, take, seen } = setUp();
    const { refreshLaunchers } = await import("../../../extension/background/launchers.ts");
    const told: [number, LauncherEvent][] = [];
    services.reach.tabsOf = async () => [7, 8];
    services.reach.tellLauncher = async (tabId, event) => void told.push([tabId, event]);
    await take(profileText("maple-cart"));
    await seen(onMaple, "declared:maple-cart");
    await refreshLaunchers(services, onMaple.origin);
    expect(told.toSorted(([one], [other]) => one - other)).toMatchObject([
      [7, { kind: "launcher.state", state: { label: "Ask Maple Web" } }],
      [8, { kind: "launcher.state", state: { label: "Get Support" } }],
    ]);
  });
});
