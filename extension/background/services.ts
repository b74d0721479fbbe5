import type { ReadDepth } from "../../shared/report.ts";
import type { Server } from "../api.ts";
import type { Shelves } from "../database.ts";
import type { Enrolments } from "../enrolments.ts";
import type { LauncherEvent, PanelEvent } from "../messages.ts";
import type { Outbox } from "../outbox.ts";
import type { Profiles } from "../profiles.ts";
import type { ResellerServer } from "../reseller-server.ts";
import type { Settings } from "../settings.ts";
import type { Sites } from "../sites.ts";
import type { Standings } from "../standings.ts";

/** What the handlers work with; everything that a test would want to be otherwise. */
export interface Services {
  shelves: Shelves;
  settings: Settings;
  sites: Sites;
  enrolments: Enrolments;
  outbox: Outbox;
  standings: Standings;
  profiles: Profiles;
  reach: Reach;
  openServer(origin: string, token: string | null): Server;
  openReseller(origin: string, token: string | null): ResellerServer;
  /** Whether the browser lets us reach this origin. */
  isAllowed(origin: string): Promise<boolean>;
  /** To every panel and page of our own. */
  tell(event: PanelEvent): Promise<void>;
  now(): Date;
  newId(): string;
  client: { name: string; version: string };
  /** Whether this browser can prove that a frame is wholly visible. */
  canConsentInFrame: boolean;
}

/** What the background does with the browser's tabs and clock. */
export interface Reach {
  /** Tabs that show this origin now. */
  tabsOf(origin: string): Promise<number[]>;
  /** The tab's address, where the browser tells it: on allowed sites, and where our icon was pressed. */
  addressOf(tabId: number): Promise<string | null>;
  tellLauncher(tabId: number, event: LauncherEvent): Promise<void>;
  /** Brings the capture into the page and starts it; the page answers by messages. */
  runCapture(tabId: number, captureId: string, depth: ReadDepth): Promise<void>;
  stopCapture(tabId: number): Promise<void>;
  /** Asks a store as the person who is signed in there. */
  fetchSigned: typeof fetch;
  /** What the open page alone shows, as a report: unparsed, since it comes from a page. Asks the store for nothing. */
  readPage(tabId: number): Promise<unknown>;
  /** Script errors and failed requests since the page was armed by a capture; unparsed. Null where it never was. */
  observed(tabId: number): Promise<unknown>;
  /** What the page says it is; null where nothing may run. */
  detectIn(tabId: number): Promise<unknown>;
  /** What a picture of the page must not show, as the page's own script says; see picture/covers.ts. */
  coversIn(tabId: number): Promise<unknown>;
  /** What the tab shows, as PNG; null where it is not in front. Refused unless our icon was pressed there. */
  photograph(tabId: number): Promise<Uint8Array<ArrayBuffer> | null>;
  /** The keys that press our icon, as the browser writes them; null where none are set. */
  shortcut(): Promise<string | null>;
  openTab(path: string, besideTabId?: number): Promise<void>;
  wakeIn(name: string, ms: number): Promise<void>;
  cancelWake(name: string): Promise<void>;
  /** The language that a text is in, as far as the browser is sure. */
  languageOf(text: string): Promise<string | null>;
}
