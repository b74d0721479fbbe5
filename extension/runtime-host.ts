import type { PanelEvent } from "./messages.ts";
import { nativeRuntime } from "./native.ts";
import type { PanelHost } from "./panel/host.ts";
import { send } from "./send.ts";

/** The extension as a panel's host. `send` throws `AppError` where the background refuses. */
export function runtimeHost(): PanelHost {
  return { send, listen: hearEvents };
}

/** Calls back for every event of the background until the returned function is called. */
export function hearEvents(listener: (event: PanelEvent) => void): () => void {
  const runtime = nativeRuntime();
  const hear = (message: unknown, sender: { id?: string | undefined; tab?: unknown }) => {
    // What a content script sends arrives here too; it comes from a tab, the background's word does not.
    if (sender.id !== runtime.id || sender.tab !== undefined) return;
    const event = (message as { event?: PanelEvent } | null)?.event;
    if (event) listener(event);
  };
  runtime.onMessage.addListener(hear);
  return () => runtime.onMessage.removeListener(hear);
}
