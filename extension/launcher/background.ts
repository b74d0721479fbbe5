import type { Reply } from "../dispatch.ts";
import type { LauncherEvent, PageMessages } from "../messages.ts";
import { nativeRuntime } from "../native.ts";

const runtime = nativeRuntime();

/** What the background answers, or null where it refuses or is gone: then there is nothing to show. */
export async function askBackground<Name extends keyof PageMessages>(
  name: Name,
  ...args: Parameters<PageMessages[Name]>
): Promise<ReturnType<PageMessages[Name]> | null> {
  try {
    const reply = (await runtime.sendMessage({ name, args })) as Reply | undefined;
    // The handler's table is typed from the same signature.
    return reply?.ok ? (reply.value as ReturnType<PageMessages[Name]>) : null;
  } catch {
    return null;
  }
}

export function hearBackground(listener: (event: LauncherEvent) => void): void {
  runtime.onMessage.addListener((message, sender) => {
    if (sender.id !== runtime.id) return;
    // Only the background sends to tabs, and it sends nothing else.
    listener((message as { event: LauncherEvent }).event);
  });
}

/** The address of one of our own files, or null once this script has outlived its extension. */
export function ownAddress(path: string): string | null {
  return runtime.id ? runtime.getURL(`/${path}`) : null;
}
