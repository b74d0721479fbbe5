import type { Depth, ReadDepth, Report } from "../../shared/report.ts";
import type { Glance, Page } from "./page.ts";

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
  /** The file in that folder that answers every route; some platforms let it be renamed. */
  entry: string;
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
  detect(page: Glance): StoreClaim | null;
}

/** One GET of one exact route. What is not listed is never asked for. */
export interface Read {
  /** Unique within its adapter: `modifications`. */
  id: string;
  /** The facts of the report that it is read for. */
  facts: readonly string[];
  /** A sweep changes the store, or may: it is read only after the person agreed to a sentence that says so. */
  depth: ReadDepth;
  /**
   * The exact route, without method separators guessed: `marketplace/modification`. A part in braces takes the value of
   * a parameter: `extension/extension/{type}`.
   */
  route: string;
  /** The exact query, where it is more than the route or another one: `version`. */
  query?: string;
  /** The exact address below the admin's folder, with its query, in place of entry and route: `modules.php?show=all`. */
  path?: string;
  /** The only further parameters, apart from the token: of the query, or of the route's braces. */
  params: readonly string[];
  /** The read whose page holds the values of its parameters: it is asked only after that one. */
  after?: string;
  /** What is being read, in a person's words, for the progress line. */
  words: string;
  timeoutMs: number;
  /** Bytes after which reading stops (of a log, the tail is kept). */
  limitBytes: number;
  /** `tail` streams and keeps the last bytes; `document` parses as a page; `ajax` takes the parts out of JSON first. */
  as: "document" | "tail" | "ajax";
}

/** Which reads a span of versions has; one without a beginning holds whether or not the version is known. */
export interface ReadsOf {
  from: string | null;
  to: string | null;
  reads: readonly Read[];
}

/** How the platform's addresses are made; whatever does not fit is never asked for. */
export interface Address {
  /** The parameter that names the route. */
  route: string;
  /** Where a page's address names its route in its path instead, the first group of this is the route. */
  path?: RegExp;
  /** Parameters that every address of the platform carries: `option` of a component. */
  always: Readonly<Record<string, string>>;
  /** Parameters that are taken over from the open page where it has them in this form: `view` of an admin in a front. */
  kept?: Readonly<Record<string, RegExp>>;
  /** Names that the token goes by, newest first. */
  tokens: readonly string[];
  /** What the value of a token, and of each further parameter, looks like. */
  token: RegExp;
  params: Readonly<Record<string, RegExp>>;
}

/** A read with the values of its parameters. */
export interface Ask {
  read: Read;
  params: Readonly<Record<string, string>>;
}

/** What an answered or saved page turned out to be: stores answer 200 also to the signed out and to the refused. */
export type PageState = "good" | "signed-out" | "denied";

/** One page as it was read. */
export interface Source {
  page: Page;
  route: string | null;
  depth: Depth;
  /** `page`, or the route that was read. */
  from: string;
  /** ISO 8601, UTC. */
  at: string;
  ms: number | null;
}

/** An item that may be read twice, from two pages, and is to stand in the report once. */
export type Keyed<Item> = Item & { key: string };

type Item<List extends "modifications" | "installer" | "logs"> = Keyed<Report[List][number]>;

/** A row of a list of modules as it stands there: what its status words mean is known only once all lists are read. */
export interface ListedRow {
  name: string;
  /** Texts between the name and the buttons. */
  cells: readonly string[];
  dimmed: boolean;
}

export interface ListedModule extends ListedRow {
  key: string;
  type: string;
  code: string;
  /** The package it belongs to, where the platform says so. */
  vendor: string | null;
  developer?: string | null;
  version?: string | null;
  installed: boolean | null;
  /** Whether rows of its list are dimmed where they are off. */
  dims: boolean;
  depth: Depth;
  instances: (ListedRow & { id: string })[];
}

/** What one page, or all of them together, had to say. Absent: not found. */
export interface Facts {
  /** What the store is after all, where its page did not tell what a later read tells: it counts before the claim. */
  platform?: { id: string; label: string };
  version?: string;
  edition?: string;
  build?: string;
  mode?: string;
  fingerprint?: NonNullable<Report["platform"]["fingerprint"]>;
  adminGroup?: string;
  adminLanguage?: string;
  stores?: Report["stores"];
  languages?: string[];
  theme?: NonNullable<Report["theme"]>;
  jquery?: string;
  bootstrap?: string;
  listed?: ListedModule[];
  /** Words that lists use for off and on, in the store's language. */
  words?: { off: string[]; on: string[] };
  modules?: Report["modules"];
  modifications?: Item<"modifications">[];
  installer?: Item<"installer">[];
  logs?: Item<"logs">[];
  /** What the platform shows of its server, with the place of each in `from`. */
  server?: Partial<Report["server"]>;
  coreFiles?: NonNullable<Report["coreFiles"]>;
  /** What the platform itself has been told of an FTP account: whether, never what. */
  ftp?: NonNullable<Report["access"]["ftp"]>;
  /** What whoever described the store says of it, which no page shows. */
  declared?: NonNullable<Report["declared"]>;
  /** Facts that are there and could not be read, each with its reason. */
  notes?: { fact: string; why: string }[];
}

export interface FactReader {
  /** The fact's path in the report. */
  fact: string;
  /** Routes of the pages it stands on; null: any page. */
  routes: RegExp | null;
  /** What it finds counts on every page that is read, whatever that page is read for: errors that stand in it. */
  isEverywhere?: true;
  /** What it finds counts also on a page that the store refuses: it stands in the frame around the refusal. */
  isOfDenied?: true;
  read(source: Source, claim: StoreClaim): Facts | null;
}

/** What we know of a platform beyond telling it apart. Plain data and small functions: nothing runs on load. */
export interface FactAdapter {
  /** The same as its detector's. */
  id: string;
  /** Addresses of its pages, as in the browser. */
  examples: readonly string[];
  address: Address;
  /** Fits path and query of the link that signs out; nothing is asked once it was pressed. */
  logout: RegExp;
  /** Finds that link: with it a page is known to be a signed-in person's, and its token is read there too. */
  logoutLink: string;
  /** The allow-list. */
  reads: readonly ReadsOf[];
  /** Why nothing at all is asked for from this page, in a person's words; null, or not there: it may be. */
  whySilent?(page: Page): string | null;
  /** Parts of its pages that are covered in a picture before anybody sees it: people, orders, secrets. */
  covers: readonly string[];
  /** Routes whose pages hold secrets: nothing is read of them. */
  neverRead: readonly RegExp[];
  state(page: Page): PageState;
  /** What to ask for next, now that this page was read; `reads` are those that may be asked for. */
  follow(read: Read, page: Page, reads: readonly Read[]): Ask[];
  /** In order of preference where two readers find the same fact. */
  facts: readonly FactReader[];
  /** Makes of the joined facts what only all of them together can tell. */
  settle(facts: Facts, claim: StoreClaim): Facts;
  /** Why a fact is not there, in a person's words, where no read of it failed. */
  unread: Readonly<Record<string, string>>;
}
