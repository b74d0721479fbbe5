import { browser } from "wxt/browser";
import { openShelves } from "./database.ts";
import { patternOf } from "./origins.ts";
import { browserName } from "./popup/browser-name.ts";
import type { PopupHost, ResellerHost } from "./popup/host.ts";
import { hearEvents } from "./runtime-host.ts";
import { send } from "./send.ts";

/** The extension as the host of popup and settings. */
export function popupHost(): PopupHost {
  return {
    send,
    listen: hearEvents,
    askFor: (origin) => browser.permissions.request({ origins: [patternOf(origin)] }),
    close: () => window.close(),
    label: browserName(navigator.userAgent),
  };
}

const paired = "paired";

/** The shelf is read here and not by the background: thousands of clients need not pass through a message. */
export function resellerHost(): ResellerHost {
  const { reseller } = openShelves();
  const read = async () => {
    const clients = await reseller.get("clients");
    if (clients?.id !== "clients") {
      localStorage.removeItem(paired);
      return null;
    }
    localStorage.setItem(paired, "yes");
    return clients;
  };
  // Asked for before anything else is: the popup opens with it.
  let first: ReturnType<typeof read> | null = read();
  return {
    send,
    askFor: (origin) => browser.permissions.request({ origins: [patternOf(origin)] }),
    label: browserName(navigator.userAgent),
    kept() {
      const reading = first ?? read();
      first = null;
      return reading;
    },
    wasPaired: () => localStorage.getItem(paired) !== null,
    isPairing: async () => (await reseller.get("pairing")) !== null || (await reseller.get("end")) !== null,
    copy: (text) => navigator.clipboard.writeText(text),
    now: () => Date.now(),
    isOnline: () => navigator.onLine,
  };
}
