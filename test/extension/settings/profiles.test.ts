// @vitest-environment jsdom
import { render } from "preact";
import { describe, expect, test, vi } from "vitest";
import type { ProfileSummary } from "../../../extension/messages.ts";
import type { PopupHost } from "../../../extension/popup/host.ts";
import { Profiles } from "../../../extension/settings/profiles.tsx";
import { createProfilesState } from "../../../extension/settings/profiles-state.ts";
import { AppError, refusal } from "../../../shared/problems.ts";
import { profileText } from "../../support/profiles.ts";

const summary: ProfileSummary = {
  id: "maple-cart",
  title: "OptionCart as Maple Web sells it",
  brandName: "MapleCart",
  origins: ["https://maple.example"],
  reads: ["version", "modules"],
  asksFor: ["scripts.php"],
  importedAt: "2026-11-22T10:00:00.000Z",
  validUntil: null,
  state: "in-use",
};

/** A background that keeps what it is given, as text. */
function setUp() {
  const calls: string[] = [];
  let kept: string | null = null;
  const send = async (name: string, ...args: unknown[]) => {
    calls.push(name);
    if (name === "profile.list") return kept === null ? [] : [summary];
    if (name === "profile.import") {
      kept = String(args[0]);
      return { ok: true, value: summary };
    }
    if (name !== "profile.remove") throw new AppError(refusal("extension.not-allowed"));
    const text = kept;
    kept = null;
    return text;
  };
  const ask = (selector: string) => document.createDocumentFragment().querySelector(selector);
  const profiles = createProfilesState({ send } as Pick<PopupHost, "send">, ask);
  return { profiles, calls, kept: () => kept, send };
}

describe("importing a profile", () => {
  test("what is pasted is checked, imported, and the field is empty for the next", async () => {
    const { profiles, kept } = setUp();
    profiles.text.value = profileText("maple-cart");
    await profiles.take();
    expect(kept()).toBe(profileText("maple-cart"));
    expect(profiles.text.value).toBe("");
    expect(profiles.mistakes.value).toEqual([]);
    expect(profiles.done.value).toContain("MapleCart was imported");
    expect(profiles.list.value).toEqual([summary]);
  });

  test("a file that was chosen is imported as if it had been pasted", async () => {
    const { profiles, kept } = setUp();
    await profiles.choose({ text: async () => profileText("corner-shop") });
    expect(kept()).toBe(profileText("corner-shop"));
  });

  test.each([
    ["that is no JSON", "{", "the file ends too early"],
    [
      "with a thing that is not known",
      profileText("maple-cart").replace('"schema"', '"script": 1, "schema"'),
      "not known here",
    ],
    [
      "with a selector that this browser does not understand",
      profileText("maple-cart").replace('"#mc-manager"', '"a[[b"'),
      "no selector that a browser understands",
    ],
  ])("one %s never reaches the background; what is wrong is told, and the text stays", async (_, text, says) => {
    const { profiles, calls } = setUp();
    profiles.text.value = text;
    await profiles.take();
    expect(calls).not.toContain("profile.import");
    expect(profiles.mistakes.value.map((one) => one.says).join()).toContain(says);
    expect(profiles.text.value).toBe(text);
  });

  test("removing can be undone, with the very text that was imported", async () => {
    const { profiles, kept } = setUp();
    profiles.text.value = profileText("maple-cart");
    await profiles.take();
    await profiles.remove(summary);
    expect([kept(), profiles.list.value, profiles.removed.value?.name]).toEqual([null, [], "MapleCart"]);
    await profiles.undo();
    expect(kept()).toBe(profileText("maple-cart"));
    expect(profiles.removed.value).toBeNull();
  });

  test("a background that does not answer is told of, and nothing that was typed is lost", async () => {
    const send = async () => {
      throw new AppError(refusal("extension.fault"));
    };
    const profiles = createProfilesState({ send } as Pick<PopupHost, "send">, () => null);
    profiles.text.value = profileText("maple-cart");
    await profiles.take();
    expect(profiles.fault.value?.code).toBe("extension.fault");
    expect(profiles.text.value).toBe(profileText("maple-cart"));
    expect(profiles.isBusy.value).toBe(false);
  });
});

describe("the section", () => {
  test("shows brand, sites, what is read and asked for; mistakes line by line, tied to the field", async () => {
    const { profiles } = setUp();
    profiles.text.value = profileText("maple-cart");
    await profiles.take();
    const root = document.createElement("div");
    render(Profiles({ profiles }), root);
    for (const words of ["MapleCart", "maple.example", "version, modules", "scripts.php", "In use"]) {
      expect(root.textContent).toContain(words);
    }
    profiles.text.value = '{"schema": 2}';
    await profiles.take();
    render(Profiles({ profiles }), root);
    await vi.waitFor(() =>
      expect(root.querySelector("#profile-mistakes")?.textContent).toMatch(/Line 1, schema: this is 1/),
    );
    expect(root.querySelector("textarea")?.getAttribute("aria-describedby")).toBe("profile-mistakes");
    expect(root.querySelector('[role="status"]')).not.toBeNull();
  });
});
