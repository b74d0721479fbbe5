import type { Depth } from "../../shared/report.ts";
import type { Page } from "./page.ts";

/** What a page is, decided at once from its URL and DOM. The page may be lying: a claim steers nothing but what is read. */
export interface StoreClaim {
  /** An adapter's id. */
  platform: string;
  label: string;
  native: boolean | null;
  /** As the page shows it, where it does. */
  version: string | null;
  /** Path of the admin's own folder, with a slash at its end: the only part of the site that is ever read. */
  adminPath: string;
  signedIn: boolean;
  /** Whether Get Support is offered on this page: not on a login page. */
  offerHelp: boolean;
}

/** Where the launcher can stand among the admin's own controls; first match wins, none means it floats. */
export interface Mount {
  anchor: string;
  position: "prepend" | "append" | "before" | "after";
  /** The element that the admin's own items are made of there, and how it is dressed. */
  wrap: { tag: string; className: string } | null;
}

export interface Detector {
  id: string;
  mounts: readonly Mount[];
  detect(page: Page): StoreClaim | null;
}

/** One GET of one exact route. What is not listed is never asked for. */
export interface Read {
  /** Unique within its adapter: `modifications`. */
  id: string;
  depth: Exclude<Depth, "page">;
  /** The exact route, without method separators guessed: `marketplace/modification`. */
  route: string;
  /** The only further query parameters, apart from the token. */
  params: readonly string[];
  /** What is being read, in a person's words, for the progress line. */
  words: string;
  timeoutMs: number;
  /** Bytes after which reading stops (of a log, the tail is kept). */
  limitBytes: number;
  /** `tail` streams and keeps the last bytes; `document` parses as a page. */
  as: "document" | "tail";
}
