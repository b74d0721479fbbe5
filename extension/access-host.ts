import { v7 } from "uuid";
import type { AccessHost } from "./access/host.ts";
import { sha256 } from "./hash.ts";
import { browserName } from "./popup/browser-name.ts";
import { hearEvents } from "./runtime-host.ts";
import { send } from "./send.ts";

/** The extension as the access tab's host. What seals is brought once it is needed. */
export function accessHost(): AccessHost {
  return {
    send,
    listen: hearEvents,
    seal: async (key, text) => (await import("./access/seal.ts")).seal(key, text),
    sha256,
    fetch: (...args) => fetch(...args),
    newId: () => v7(),
    storage: () => localStorage,
    copy: (text) => navigator.clipboard.writeText(text),
    label: browserName(navigator.userAgent),
  };
}
