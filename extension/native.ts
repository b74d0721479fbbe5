/**
 * The browser's own `runtime`, for what must be small: the launcher in the page and the panel. Both browsers have it
 * since the oldest versions that we run in; everything else takes `wxt/browser`.
 */
interface Runtime {
  /** Gone once the extension was updated or removed. */
  id?: string;
  getURL(path: string): string;
  sendMessage(message: unknown): Promise<unknown>;
  onMessage: {
    addListener(listener: MessageListener): void;
    removeListener(listener: MessageListener): void;
  };
}

type MessageListener = (message: unknown, sender: { id?: string | undefined; tab?: unknown }) => void;

declare const chrome: { runtime: Runtime };

export function nativeRuntime(): Runtime {
  return ((globalThis as { browser?: typeof chrome }).browser ?? chrome).runtime;
}
