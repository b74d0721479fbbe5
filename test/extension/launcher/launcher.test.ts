// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openPage } from "../../../extension/adapters/page.ts";
import { mostRepairs } from "../../../extension/launcher/keep.ts";
import { type Launcher, openLauncher } from "../../../extension/launcher/launcher.ts";
import type { Arrangement, LauncherState } from "../../../extension/messages.ts";

const mounts = [{ anchor: "#bar", position: "prepend", wrap: { tag: "li", className: "item" } }] as const;
const first: LauncherState = {
  label: "Get Support",
  unread: 0,
  waiting: 0,
  arrangement: { side: "right", bottom: 24, panelWidth: 400 },
};

interface HappyWindow {
  happyDOM: { settings: { enableIframePageLoading: boolean; disableIframePageLoading: boolean } };
}

let roots: Map<Element, ShadowRoot>;
let open: Launcher[];

/** Closed roots are closed to the test too, so it keeps them as they are made. */
beforeEach(() => {
  // The frame shows an empty page.
  Object.assign((window as unknown as HappyWindow).happyDOM.settings, {
    enableIframePageLoading: true,
    disableIframePageLoading: false,
  });
  roots = new Map();
  open = [];
  const attach = Element.prototype.attachShadow;
  vi.spyOn(Element.prototype, "attachShadow").mockImplementation(function (this: Element, init) {
    expect(init.mode).toBe("closed");
    const root = attach.call(this, init);
    roots.set(this, root);
    return root;
  });
});

afterEach(() => {
  for (const launcher of open) launcher.remove();
  vi.restoreAllMocks();
  document.body.replaceChildren();
});

function setUp(body = `<ul id="bar"><li>Log out</li></ul>`, state = first) {
  document.body.innerHTML = body;
  const said = { arranged: [] as Arrangement[], interfered: 0 };
  let url: string | null = "about:blank";
  const launcher = openLauncher({
    page: openPage(document, new URL("https://shop.example/admin/"), window as never),
    mounts,
    state,
    panelUrl: () => url,
    arranged: (arrangement) => said.arranged.push(arrangement),
    interfered: () => {
      said.interfered += 1;
    },
  });
  open.push(launcher);
  const host = [...roots.keys()][0] as HTMLElement;
  const button = roots.get(host)?.querySelector("button") as HTMLButtonElement;
  const panels = () => [...roots.keys()].slice(1).filter((other) => other.isConnected);
  return { launcher, host, button, panels, said, outlive: () => (url = null) };
}

/** What a person's own press looks like: only the browser can make one. */
function trusted<Made extends Event>(event: Made): Made {
  Object.defineProperty(event, "isTrusted", { value: true });
  return event;
}
const press = (button: HTMLElement) => button.dispatchEvent(trusted(new MouseEvent("click", { bubbles: true })));

describe("the launcher", () => {
  test("stands among the admin's own controls where they are known", () => {
    const { host } = setUp();
    expect(host.parentElement?.outerHTML.startsWith(`<li class="item">`)).toBe(true);
    expect(host.parentElement).toBe(document.querySelector("#bar")?.firstElementChild);
  });

  test.each([
    ["33px", 33],
    ["46px", 400],
  ])("stands in a bar, %s high where the bar is %d", (height, barPx) => {
    vi.spyOn(Element.prototype, "getBoundingClientRect").mockReturnValue(new DOMRect(0, 0, 600, barPx));
    expect(setUp().host.getAttribute("style")).toContain(`height:${height}!important`);
  });

  test("floats where they are not", () => {
    const { host } = setUp("<p>An admin</p>");
    expect(host.getAttribute("style")).toContain("position:fixed!important");
    expect(host.getAttribute("style")).toContain("right:24px!important");
  });

  test("bears a name that no page can guess, and a root that no page can see", () => {
    const one = setUp().host;
    one.remove();
    roots.clear();
    const other = setUp().host;
    expect(one.localName).not.toBe(other.localName);
    expect(other.shadowRoot).toBeNull();
  });

  test("opens the panel on a person's press, and closes it on the next", () => {
    const { button, panels } = setUp();
    press(button);
    expect(panels()).toHaveLength(1);
    expect(button.getAttribute("aria-expanded")).toBe("true");
    press(button);
    expect(panels()).toHaveLength(0);
    expect(button.getAttribute("aria-expanded")).toBe("false");
  });

  test("does nothing on a press that the page made up", () => {
    const { button, host, panels } = setUp();
    for (const target of [button, host]) {
      for (const event of [
        new MouseEvent("click", { bubbles: true, composed: true }),
        new PointerEvent("pointerdown", { bubbles: true, composed: true }),
        new KeyboardEvent("keydown", { key: "Enter", bubbles: true, composed: true }),
        new KeyboardEvent("keydown", { code: "KeyH", altKey: true, shiftKey: true, bubbles: true, composed: true }),
      ]) {
        target.dispatchEvent(event);
        expect(panels(), event.type).toHaveLength(0);
      }
    }
  });

  test("opens by its shortcut", () => {
    const { panels } = setUp();
    window.dispatchEvent(trusted(new KeyboardEvent("keydown", { code: "KeyH", altKey: true, shiftKey: true })));
    expect(panels()).toHaveLength(1);
  });

  test("says how many answers are unread, and how many requests wait", () => {
    const { launcher, button } = setUp();
    launcher.show({ ...first, unread: 2, waiting: 1 });
    expect(button.getAttribute("aria-label")).toBe("Get Support, 2 unread answers, 1 request waiting to be sent");
    expect(button.querySelector(".count")?.textContent).toBe("2");
  });

  test("is out of sight for a picture and back, with nothing repaired, given up or left hidden", async () => {
    vi.useFakeTimers();
    const { launcher, button, host, panels, said } = setUp();
    press(button);
    const looks = () => [host, ...panels()].map((each) => each.getAttribute("style"));
    const before = looks();
    expect(before).toHaveLength(2);
    for (let times = 0; times < mostRepairs + 2; times++) {
      launcher.hide(true);
      await vi.advanceTimersByTimeAsync(10);
      expect(looks()).toEqual(before.map((look) => `${look};opacity:0!important`));
      launcher.hide(false);
      await vi.advanceTimersByTimeAsync(10);
      expect(looks()).toEqual(before);
    }
    // Nobody says that the picture is taken.
    launcher.hide(true);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(looks()).toEqual(before);
    expect(said.interfered).toBe(0);
    vi.useRealTimers();
  });

  test("takes everything out of the page when the site is forgotten", () => {
    const { launcher, button } = setUp();
    press(button);
    launcher.remove();
    expect([...roots.keys()].filter((host) => host.isConnected)).toEqual([]);
    expect(document.body.innerHTML).toBe(`<ul id="bar"><li>Log out</li></ul>`);
  });

  test("leaves the page when it has outlived its extension", () => {
    const { button, host, outlive } = setUp();
    outlive();
    press(button);
    expect(host.isConnected).toBe(false);
  });
});

describe("a page that will not leave it alone", () => {
  test("that renders its bar anew gets the button back", async () => {
    const { host, said } = setUp();
    const bar = document.createElement("ul");
    bar.id = "bar";
    document.querySelector("#bar")?.replaceWith(bar);
    await expect.poll(() => host.isConnected && bar.contains(host)).toBe(true);
    expect(said.interfered).toBe(0);
  });

  test("that hides or restyles the panel sees it restored", async () => {
    const { button, panels } = setUp();
    press(button);
    const [panel] = panels() as HTMLElement[];
    panel?.setAttribute("style", "opacity:0");
    panel?.setAttribute("hidden", "");
    await expect.poll(() => panel?.getAttribute("style")).toContain("all:initial!important");
    expect(panel?.hasAttribute("hidden")).toBe(false);
  });

  test("that fights for it wins after a few rounds: everything is gone, it is told once, and nothing returns", async () => {
    const { button, panels, host, said } = setUp();
    press(button);
    const [panel] = panels();
    for (let round = 0; round < mostRepairs * 3; round += 1) {
      panel?.remove();
      await new Promise((resolve) => queueMicrotask(() => resolve(null)));
      await Promise.resolve();
    }
    await expect.poll(() => said.interfered).toBe(1);
    expect(panel?.isConnected).toBe(false);
    expect(host.isConnected).toBe(false);
  });
});

describe("the panel's width", () => {
  const handleOf = (panel: Element | undefined) =>
    roots.get(panel as Element)?.querySelector<HTMLElement>("[role=separator]") as HTMLElement;
  const key = (name: string) => trusted(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true }));

  test("goes by keys, stays between 320 and 720 px, and is remembered", () => {
    const { button, panels, said } = setUp();
    press(button);
    const handle = handleOf(panels()[0]);
    handle.dispatchEvent(key("ArrowLeft"));
    expect(handle.getAttribute("aria-valuenow")).toBe("416");
    handle.dispatchEvent(key("End"));
    handle.dispatchEvent(key("ArrowLeft"));
    expect(handle.getAttribute("aria-valuenow")).toBe("720");
    handle.dispatchEvent(key("Home"));
    expect(said.arranged.map(({ panelWidth }) => panelWidth)).toEqual([416, 720, 720, 320]);
  });

  test("is the last one when it is opened again", () => {
    const { button, panels } = setUp();
    press(button);
    handleOf(panels()[0]).dispatchEvent(key("ArrowRight"));
    press(button);
    press(button);
    expect(panels()[0]?.getAttribute("style")).toContain("width:384px");
  });
});
