import { browser } from "wxt/browser";
import { patternOf } from "./origins.ts";
import { browserName } from "./popup/browser-name.ts";
import type { PopupHost } from "./popup/host.ts";
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
