import { describe, expect, test } from "vitest";
import { callerOf, type Sender } from "../../../extension/sender.ts";

const ours = { id: "deskbell", origin: "chrome-extension://deskbell" };
const enabled = new Set(["https://shop.example", "http://shop.example:8080"]);
const who = (sender: Sender) => callerOf({ id: "deskbell", ...sender }, ours, enabled);
const tab = (url?: string) => ({ id: 7, url });

describe("who is speaking", () => {
  test.each<[string, Sender, string | null]>([
    [
      "a content script at the top of an enabled site",
      { url: "https://shop.example/admin/", frameId: 0, tab: tab() },
      "page",
    ],
    ["a content script in a frame", { url: "https://shop.example/admin/", frameId: 3, tab: tab() }, null],
    ["a content script on a site that is not enabled", { url: "https://other.example/", frameId: 0, tab: tab() }, null],
    ["another port of an enabled host", { url: "https://shop.example:8443/", frameId: 0, tab: tab() }, null],
    ["an enabled port", { url: "http://shop.example:8080/admin/", frameId: 0, tab: tab() }, "page"],
    [
      "our panel in a frame of an enabled site",
      { url: `${ours.origin}/panel.html`, frameId: 5, tab: tab("https://shop.example/admin/") },
      "panel",
    ],
    [
      "our panel under an address that changes each session",
      { url: "chrome-extension://3f1c/panel.html", origin: ours.origin, frameId: 5, tab: tab("https://shop.example/") },
      "panel",
    ],
    [
      "our panel in a frame of another site",
      { url: `${ours.origin}/panel.html`, frameId: 5, tab: tab("https://evil.example/") },
      null,
    ],
    [
      "our panel in a frame of a tab with no address",
      { url: `${ours.origin}/panel.html`, frameId: 5, tab: tab() },
      null,
    ],
    ["our page in a tab", { url: `${ours.origin}/settings.html`, frameId: 0, tab: tab() }, "own"],
    ["a popup, which has no frame", { url: `${ours.origin}/popup.html` }, "own"],
    ["another extension", { id: "other", url: `${ours.origin}/popup.html` }, null],
    ["nobody", { id: "deskbell" }, null],
  ])("%s", (_, sender, kind) => {
    expect(who(sender)?.kind ?? null).toBe(kind);
  });

  test("a panel speaks for the store of its tab", () => {
    expect(
      who({ url: `${ours.origin}/panel.html`, frameId: 5, tab: tab("http://shop.example:8080/admin/?a=b") }),
    ).toEqual({
      kind: "panel",
      tabId: 7,
      frameId: 5,
      origin: "http://shop.example:8080",
    });
  });
});
