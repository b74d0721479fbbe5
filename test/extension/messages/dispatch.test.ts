import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { ownHandlers } from "../../../extension/background/own-handlers.ts";
import { pageHandlers } from "../../../extension/background/page-handlers.ts";
import { panelHandlers } from "../../../extension/background/panel-handlers.ts";
import { dispatch, type Handlers } from "../../../extension/dispatch.ts";
import type { Sender } from "../../../extension/sender.ts";
import { AppError, refusal } from "../../../shared/problems.ts";
import { fakeServices, storeOrigin } from "../background/fake-services.ts";

const ourselves = { id: "deskbell", origin: "chrome-extension://deskbell" };
const page: Sender = {
  id: "deskbell",
  url: `${storeOrigin}/admin/`,
  frameId: 0,
  tab: { id: 7, url: `${storeOrigin}/admin/` },
};
const panel: Sender = { ...page, url: `${ourselves.origin}/panel.html`, frameId: 4 };
const own: Sender = { id: "deskbell", url: `${ourselves.origin}/popup.html` };

/** The real tables; every handler only says that it was reached. */
function spied(): { handlers: Handlers; reached: string[]; names: Record<"page" | "panel" | "own", string[]> } {
  const services = fakeServices();
  const reached: string[] = [];
  const real: Handlers = { page: pageHandlers(services), panel: panelHandlers(services), own: ownHandlers(services) };
  const note = (name: string) => () => void reached.push(name);
  const handlers = {
    page: Object.fromEntries(Object.entries(real.page).map(([name, { args }]) => [name, { args, run: note(name) }])),
    panel: Object.fromEntries(Object.keys(real.panel).map((name) => [name, note(name)])),
    own: Object.fromEntries(Object.keys(real.own).map((name) => [name, note(name)])),
  } as unknown as Handlers;
  const names = { page: Object.keys(real.page), panel: Object.keys(real.panel), own: Object.keys(real.own) };
  return { handlers, reached, names };
}

const ask = (handlers: Handlers, message: unknown, sender: Sender) =>
  dispatch(handlers, message, sender, ourselves, async () => new Set([storeOrigin]));

afterEach(() => vi.restoreAllMocks());

describe("messages", () => {
  test("a page reaches nothing but its own few names", async () => {
    const { handlers, reached, names } = spied();
    expect(names.page.length).toBeLessThanOrEqual(6);
    for (const name of [...names.panel, ...names.own]) {
      expect(await ask(handlers, { name, args: [] }, page)).toEqual({
        ok: false,
        refusal: refusal("extension.not-allowed"),
      });
    }
    expect(reached).toEqual([]);
  });

  test("a panel reaches no enrolment, site or token; a popup and a tab do", async () => {
    const { handlers, reached, names } = spied();
    for (const name of names.own) expect((await ask(handlers, { name, args: [] }, panel)).ok).toBe(false);
    expect(reached).toEqual([]);
    for (const name of [...names.own, ...names.panel])
      expect((await ask(handlers, { name, args: [] }, own)).ok).toBe(true);
    expect(reached).toEqual([...names.own, ...names.panel]);
  });

  test("a panel and our own pages cannot speak as a page", async () => {
    const { handlers, reached, names } = spied();
    for (const name of names.page) {
      expect((await ask(handlers, { name, args: [] }, panel)).ok).toBe(false);
      expect((await ask(handlers, { name, args: [] }, own)).ok).toBe(false);
    }
    expect(reached).toEqual([]);
  });

  test("of 10,000 made-up messages of a page none reaches a handler that is not its own, and none throws", async () => {
    const { handlers, reached, names } = spied();
    const name = fc.oneof(
      fc.constantFrom(...names.panel, ...names.own),
      fc.constantFrom("__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"),
      fc.string(),
    );
    const message = fc.oneof(
      fc.record({ name, args: fc.array(fc.anything(), { maxLength: 3 }) }),
      fc.record({ name, args: fc.anything(), sender: fc.constant(own), class: fc.constant("own") }),
      fc.anything(),
    );
    await fc.assert(
      fc.asyncProperty(message, async (said) => {
        expect(await ask(handlers, said, page)).toEqual({ ok: false, refusal: refusal("extension.not-allowed") });
      }),
      { numRuns: 10_000 },
    );
    expect(reached).toEqual([]);
  });

  test("a page's own messages with made-up arguments are refused before their handler", async () => {
    const { handlers, reached, names } = spied();
    const args = fc.array(fc.anything(), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names.page), args, async (name, some) => {
        expect((await ask(handlers, { name, args: some }, page)).ok).toBe(false);
      }),
      { numRuns: 2_000 },
    );
    expect(reached).toEqual([]);
  });

  test("what a handler refuses arrives as its refusal; what breaks arrives as a fault without its words", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const { handlers } = spied();
    handlers.panel["draft.save"] = () => {
      throw new AppError(refusal("draft.absent"));
    };
    handlers.panel["outbox.list"] = () => {
      throw new Error("token spd_secret");
    };
    expect(await ask(handlers, { name: "draft.save", args: [] }, panel)).toEqual({
      ok: false,
      refusal: refusal("draft.absent"),
    });
    expect(await ask(handlers, { name: "outbox.list", args: [] }, panel)).toEqual({
      ok: false,
      refusal: refusal("extension.fault"),
    });
  });
});
