import type { PanelEvent, PanelMessages } from "../messages.ts";

/**
 * What a panel needs of the place it stands in. The extension is one host; a script tag in an admin template can be
 * another; a test is a third. Screens know this contract and nothing of `browser.*`.
 */
export interface PanelHost {
  send<Name extends keyof PanelMessages>(
    name: Name,
    ...args: Parameters<PanelMessages[Name]>
  ): Promise<ReturnType<PanelMessages[Name]>>;
  /** Calls back for every event until the returned function is called. */
  listen(listener: (event: PanelEvent) => void): () => void;
}
