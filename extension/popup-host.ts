import { browser } from "wxt/browser";
import type { KeptClients } from "./messages.ts";
import { patternOf } from "./origins.ts";
import { browserName } from "./popup/browser-name.ts";
import type { PopupHost, ResellerHost } from "./popup/host.ts";
import type { ShownClients } from "./popup/reseller-role.ts";
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

/** The first rows, as the last popup had them: known at once, and never the only copy. */
const headKey = "clients.1";
const headRows = 20;

/** The shelf is read here and not by the background: thousands of clients need not pass through a message. */
export function resellerHost(): ResellerHost & { early(): ShownClients | null } {
  return {
    early: readHead,
    send,
    askFor: (origin) => browser.permissions.request({ origins: [patternOf(origin)] }),
    label: browserName(navigator.userAgent),
    async kept() {
      // A store owner's popup does without the shelf.
      const { openShelves } = await import("./database.ts");
      const found = await openShelves().reseller.get("clients");
      const clients = found?.id === "clients" ? found : null;
      keepHead(clients);
      return clients;
    },
    painted: () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))),
    copy: (text) => navigator.clipboard.writeText(text),
    now: () => Date.now(),
    isOnline: () => navigator.onLine,
  };
}

function readHead(): ShownClients | null {
  const text = localStorage.getItem(headKey);
  // Written below by this version or one before it; the whole is read a frame later.
  return text === null ? null : (JSON.parse(text) as ShownClients);
}

function keepHead(clients: KeptClients | null): void {
  if (!clients?.snapshot) {
    localStorage.removeItem(headKey);
    return;
  }
  const { licenses } = clients.snapshot;
  const openTickets = licenses.reduce((sum, license) => sum + license.openTickets, 0);
  const head: ShownClients = {
    ...clients,
    snapshot: { ...clients.snapshot, licenses: licenses.slice(0, headRows) },
    partOf: { licenses: licenses.length, openTickets },
  };
  localStorage.setItem(headKey, JSON.stringify(head));
}
