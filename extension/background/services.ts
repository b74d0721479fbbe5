import type { Server } from "../api.ts";
import type { Shelves } from "../database.ts";
import type { Enrolments } from "../enrolments.ts";
import type { PanelEvent } from "../messages.ts";
import type { Outbox } from "../outbox.ts";
import type { Settings } from "../settings.ts";
import type { Sites } from "../sites.ts";

/** What the handlers work with; everything that a test would want to be otherwise. */
export interface Services {
  shelves: Shelves;
  settings: Settings;
  sites: Sites;
  enrolments: Enrolments;
  outbox: Outbox;
  openServer(origin: string, token: string | null): Server;
  /** To every panel and page of our own. */
  tell(event: PanelEvent): Promise<void>;
  now(): Date;
  newId(): string;
  client: { name: string; version: string };
  /** Whether this browser can prove that a frame is wholly visible. */
  canConsentInFrame: boolean;
}
