import { describe, expect, test } from "vitest";
import { originOf, patternOf, siteOf } from "../../../extension/origins.ts";

describe("a site", () => {
  test("is asked for by scheme and host, without its port", () => {
    expect(patternOf("http://shop.example:8080")).toBe("http://shop.example/*");
    expect(patternOf("https://shop.example")).toBe("https://shop.example/*");
  });

  test("is told apart by its port all the same", () => {
    expect(siteOf("http://shop.example:8080/admin/?a=b#c")).toBe("http://shop.example:8080");
    expect(siteOf("http://shop.example/admin/")).toBe("http://shop.example");
  });

  test.each([
    "chrome://settings",
    "about:blank",
    "file:///etc/passwd",
    "chrome-extension://x/panel.html",
    "",
    undefined,
    null,
  ])("is none at %s", (url) => {
    expect(siteOf(url)).toBeNull();
  });

  test("an extension's page has an origin too", () => {
    expect(originOf(new URL("moz-extension://1-2/panel.html"))).toBe("moz-extension://1-2");
  });
});
