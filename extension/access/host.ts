import type { OwnMessages, PanelEvent } from "../messages.ts";

/** What the access tab asks of the background. */
export type AccessMessages = Pick<OwnMessages, Extract<keyof OwnMessages, `access.${string}`> | "enrolment.enrol">;

/**
 * What the access tab needs of the browser; a test is another host. What is typed into the tab reaches nobody through it
 * but `seal`, which stays in the page, and `tryLogin`, which sends it to the store's own login page.
 */
export interface AccessHost {
  send<Name extends keyof AccessMessages>(
    name: Name,
    ...args: Parameters<AccessMessages[Name]>
  ): Promise<ReturnType<AccessMessages[Name]>>;
  listen(listener: (event: PanelEvent) => void): () => void;
  /** Encrypts for this key, in this page. Gives armored age text. */
  seal(key: string, text: string): Promise<string>;
  /** SHA-256 of the text's UTF-8 bytes, 64 hex digits. */
  sha256(text: string): Promise<string>;
  fetch: typeof fetch;
  /** A new UUIDv7. */
  newId(): string;
  /** Where what is no secret is kept from one visit to the next. */
  storage(): Storage;
  copy(text: string): Promise<void>;
  /** What this browser is called in the list of devices. */
  label: string;
}
