import { render } from "preact";
import { v7 } from "uuid";
import { afterEach, vi } from "vitest";
import type { AccessApi } from "../../../server/desk/access/api.ts";
import type { AccountApi } from "../../../server/desk/account/api.ts";
import type { BrandApi } from "../../../server/desk/brand/api.ts";
import { Desk } from "../../../server/desk/desk.tsx";
import type { LicensesApi } from "../../../server/desk/licenses/api.ts";
import type { RelayApi } from "../../../server/desk/relay/api.ts";
import { createRouter, type Router } from "../../../server/desk/router.ts";
import { browserDigest } from "../../../server/desk/ticket/bytes.ts";
import { fakeAccess } from "./fake-access.ts";
import { fakeAccount } from "./fake-account.ts";
import { type FakeServer, now } from "./fake-api.ts";
import { fakeLicenses } from "./fake-licenses.ts";

const routers: Router[] = [];
const quick = { timeout: 3_000, interval: 5 };

function closeDesk(): void {
  for (const router of routers.splice(0)) router.stop();
  render(null, document.body);
}

afterEach(() => {
  closeDesk();
  localStorage.clear();
  vi.useRealTimers();
});

/** The whole desk at an address, on a fake server; as after loading the page. */
export function openDesk(
  server: FakeServer,
  path: string,
  {
    setupToken = "",
    storage = localStorage,
    account = fakeAccount().api,
    access = fakeAccess().api,
    relay,
    licenses = fakeLicenses().api,
    brand,
  }: {
    brand?: BrandApi;
    licenses?: LicensesApi;
    relay?: RelayApi;
    setupToken?: string;
    storage?: Storage;
    account?: AccountApi;
    access?: AccessApi;
  } = {},
): Router {
  closeDesk();
  window.history.replaceState(null, "", path);
  const router = createRouter(window);
  routers.push(router);
  render(
    <Desk
      api={server.api}
      router={router}
      setupToken={setupToken}
      account={async () => account}
      access={async () => access}
      {...(relay && { relay })}
      licenses={async () => licenses}
      {...(brand && { brand: async () => brand })}
      storage={storage}
      digest={browserDigest()}
      newId={() => v7()}
      now={now}
    />,
    document.body,
  );
  return router;
}

/** The first element of this selector whose text holds these words, once there is one. */
export function shown<Found extends Element = HTMLElement>(selector: string, words = ""): Promise<Found> {
  return vi.waitFor(() => {
    const found = all(selector).find((element) => element.textContent?.includes(words));
    if (!found) throw new Error(`no ${selector} with "${words}" in: ${document.body.textContent}`);
    return found as unknown as Found;
  }, quick);
}

export function gone(selector: string, words = ""): Promise<void> {
  return vi.waitFor(() => {
    if (all(selector).some((element) => element.textContent?.includes(words)))
      throw new Error(`${selector} with "${words}" is still there`);
  }, quick);
}

export function all(selector: string): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(selector)];
}

export function press(key: string, from: EventTarget = document.body, init: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init });
  from.dispatchEvent(event);
  return event;
}

export function type(field: HTMLElement, text: string): void {
  (field as HTMLInputElement | HTMLTextAreaElement).value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

export function choose(select: HTMLElement, value: string): void {
  (select as HTMLSelectElement).value = value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
}

export async function click(selector: string, words = ""): Promise<void> {
  (await shown(selector, words)).click();
}
