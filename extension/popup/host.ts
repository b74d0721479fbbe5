import type { KeptClients, OwnMessages, PanelEvent, PanelMessages } from "../messages.ts";

type Messages = PanelMessages & OwnMessages;

/** What the reseller's side needs of the browser. */
export interface ResellerHost {
  send: PopupHost["send"];
  askFor: PopupHost["askFor"];
  label: string;
  /** The clients as they were read last; null where this browser is paired with no reseller. */
  kept(): Promise<KeptClients | null>;
  /** Resolves once what was drawn last is on the screen. */
  painted(): Promise<void>;
  copy(text: string): Promise<void>;
  now(): number;
  isOnline(): boolean;
}

/** What the screens of the popup need of the browser; a test is another host. */
export interface PopupHost {
  send<Name extends keyof Messages>(
    name: Name,
    ...args: Parameters<Messages[Name]>
  ): Promise<ReturnType<Messages[Name]>>;
  listen(listener: (event: PanelEvent) => void): () => void;
  /**
   * Asks the person, in the browser's own words, for this site. Must be called while a click counts, before anything is
   * waited for. In a popup the answer may never arrive: the prompt closes it.
   */
  askFor(origin: string): Promise<boolean>;
  /** Puts the popup away. */
  close(): void;
  /** What this browser is called in the list of devices. */
  label: string;
}
