import { vi } from "vitest";
import { mountPanel } from "../../extension/panel/mount.tsx";
import { type FakeHost, fakeHost, type World } from "./fake-host.ts";

/** Half past two of the afternoon that the sample store was read in, UTC. */
const nowMs = Date.parse("2026-11-22T14:30:00Z");

export interface Shown {
  host: FakeHost;
  root: HTMLElement;
  /** All words on the panel, spaces collapsed. */
  text(): string;
  button(name: string): HTMLButtonElement;
  field(label: string): HTMLInputElement | HTMLTextAreaElement;
  press(name: string): Promise<void>;
  type(label: string, text: string): Promise<void>;
  key(key: string, change?: KeyboardEventInit & { target?: EventTarget; isTrusted?: boolean }): Promise<void>;
  /** Presses as a person would: the button is seen, the pointer is over it, and half a second goes by. */
  pressCalmly(name: string): Promise<void>;
  /** What the browser says of the watched button. */
  see(isVisible: boolean): void;
  polite(): string;
  assertive(): string;
  close(): void;
}

/** Lets fake time go by, and everything that waits for it happen. */
export const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** The panel in a page, over a fake host and with fake time. In a frame, unless `isOwnTab`. */
export async function showPanel(
  world: Partial<World> = {},
  { isOwnTab = false, search = "" }: { isOwnTab?: boolean; search?: string } = {},
): Promise<Shown> {
  await import("../../extension/panel/later.tsx");
  vi.useFakeTimers({ now: nowMs });
  vi.stubGlobal("top", isOwnTab ? window : {});
  vi.spyOn(document, "hasFocus").mockReturnValue(true);
  window.history.replaceState(null, "", `/panel.html${search}`);
  const eyes = stubEyes();
  document.body.innerHTML = "";
  const root = document.createElement("div");
  document.body.append(root);
  const host = fakeHost(world);
  const unmount = mountPanel(root, host);
  open.add(unmount);
  await pass(50);

  const words = (element: Element) => (element.textContent ?? "").replace(/\s+/g, " ").trim();
  const nameOf = (element: Element) => {
    const spoken = element.cloneNode(true) as Element;
    for (const hidden of spoken.querySelectorAll("[aria-hidden=true]")) hidden.remove();
    return element.getAttribute("aria-label") ?? words(spoken);
  };
  const shown: Shown = {
    host,
    root,
    text: () => words(root),
    button(name) {
      const buttons = [...root.querySelectorAll<HTMLButtonElement>("button")];
      const found =
        buttons.find((button) => nameOf(button) === name) ?? buttons.find((button) => nameOf(button).includes(name));
      if (!found) throw new Error(`no button "${name}" among ${buttons.map(nameOf).join(" | ")}`);
      return found;
    },
    field(label) {
      const labelled = [...root.querySelectorAll("label")].find((one) => words(one) === label)?.htmlFor;
      const found = root.querySelector<HTMLInputElement>(labelled ? `#${labelled}` : `[aria-label="${label}"]`);
      if (!found) throw new Error(`no field "${label}"`);
      return found;
    },
    async press(name) {
      shown.button(name).click();
      await pass(50);
    },
    async type(label, text) {
      const field = shown.field(label);
      field.value = text;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      await pass(0);
    },
    async key(key, { target = document.body, isTrusted = true, ...init } = {}) {
      target.dispatchEvent(
        trusted(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init }), isTrusted),
      );
      await pass(300);
    },
    async pressCalmly(name) {
      eyes.see(true);
      for (const x of [10, 11]) {
        document.dispatchEvent(
          trusted(Object.assign(new Event("pointermove"), { screenX: x, screenY: 5, pointerType: "mouse" })),
        );
      }
      await pass(600);
      shown
        .button(name)
        .dispatchEvent(trusted(new MouseEvent("click", { bubbles: true, cancelable: true, detail: 1 })));
      await pass(300);
    },
    see: eyes.see,
    polite: () => words(document.querySelector("[aria-live=polite]") ?? root),
    assertive: () => words(document.querySelector("[aria-live=assertive]") ?? root),
    close: unmount,
  };
  return shown;
}

export function trusted<Made extends Event>(event: Made, isTrusted = true): Made {
  Object.defineProperty(event, "isTrusted", { value: isTrusted });
  return event;
}

/** IntersectionObserver v2, which the test's DOM lacks. */
function stubEyes() {
  const watching = new Map<Element, (entries: { isVisible: boolean; intersectionRatio: number }[]) => void>();
  vi.stubGlobal(
    "IntersectionObserverEntry",
    class {
      get isVisible() {
        return false;
      }
    },
  );
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      look: (entries: { isVisible: boolean; intersectionRatio: number }[]) => void;
      constructor(look: (entries: { isVisible: boolean; intersectionRatio: number }[]) => void) {
        this.look = look;
      }
      observe(element: Element) {
        watching.set(element, this.look);
      }
      disconnect() {
        for (const [element, look] of watching) if (look === this.look) watching.delete(element);
      }
    },
  );
  return {
    see(isVisible: boolean) {
      for (const look of watching.values()) look([{ isVisible, intersectionRatio: 1 }]);
    },
  };
}

const open = new Set<() => void>();

/** For `afterEach`: the next test finds the page as this one did. */
export function putAway() {
  for (const unmount of open) unmount();
  open.clear();
  // The library waits for a frame that real time would never bring.
  if (vi.isFakeTimers()) vi.advanceTimersByTime(200);
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  localStorage.clear();
}
