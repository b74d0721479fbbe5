import { signal } from "@preact/signals";
import { h, render } from "preact";
import { vi } from "vitest";
import { App } from "../../extension/access/app.tsx";
import { type Access, createAccess } from "../../extension/access/state.ts";
import { type FakeAccessHost, fakeAccessHost, nowMs, storeOrigin, ticketId, type World } from "./fake-access-host.ts";

export interface ShownAccess {
  host: FakeAccessHost;
  access: Access;
  root: HTMLElement;
  text(): string;
  button(name: string): HTMLElement;
  field(label: string, at?: number): HTMLInputElement | HTMLTextAreaElement;
  press(name: string): Promise<void>;
  type(label: string, text: string, at?: number): Promise<void>;
  close(): void;
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** The access tab over a fake host and fake time. */
export async function showAccess(change: Partial<World> = {}): Promise<ShownAccess> {
  vi.useFakeTimers({ now: nowMs });
  document.body.innerHTML = "";
  const root = document.createElement("div");
  document.body.append(root);
  const host = fakeAccessHost(change);
  const access = createAccess(host, {
    storeOrigin,
    ticketId,
    now: Date.now,
    timeZone: "Europe/Berlin",
    isOnline: signal(true),
    isShown: signal(true),
  });
  render(h(App, { access }), root);
  await access.open();
  await pass(350);

  const words = (element: Element) => (element.textContent ?? "").replace(/\s+/g, " ").trim();
  const nameOf = (element: Element) => element.getAttribute("aria-label") ?? words(element);
  const shown: ShownAccess = {
    host,
    access,
    root,
    text: () => words(root),
    button(name) {
      const found = [...root.querySelectorAll<HTMLElement>("button")];
      const button = found.find((one) => nameOf(one) === name) ?? found.find((one) => nameOf(one).includes(name));
      if (!button) throw new Error(`no button "${name}" among ${found.map(nameOf).join(" | ")}`);
      return button;
    },
    field(label, at = 0) {
      const labels = [...root.querySelectorAll("label")].filter((one) => words(one) === label);
      const found = root.querySelector<HTMLInputElement>(`#${CSS.escape(labels[at]?.htmlFor ?? "nothing")}`);
      if (!found) throw new Error(`no field "${label}"`);
      return found;
    },
    async press(name) {
      shown.button(name).click();
      await pass(50);
    },
    async type(label, text, at = 0) {
      const field = shown.field(label, at);
      field.value = text;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      await pass(0);
    },
    close() {
      access.stop();
      render(null, root);
      vi.useRealTimers();
    },
  };
  return shown;
}
