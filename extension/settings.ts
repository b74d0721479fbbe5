import { browser } from "wxt/browser";
import type { ReadDepth } from "../shared/report.ts";
import type { StoreClaim } from "./adapters/adapter.ts";
import type { Family } from "./adapters/detect.ts";
import { inTurn } from "./in-turn.ts";
import type { Arrangement, EnrolmentAttempt } from "./messages.ts";
import type { KeptProfile } from "./profiles.ts";

/**
 * Small things that outlive the background: `local` stays, `session` ends with the browser. No token and no text of the
 * person's is among them. Content scripts can read neither area (see `closeToPages`).
 */
export interface Item<Value> {
  get(): Promise<Value>;
  change(change: (value: Value) => Value): Promise<Value>;
}

/** A site that the person allowed, by its origin. */
export interface Site {
  enabledAt: string;
  arrangement: Arrangement;
  /** Whether one snapshot a day of what its pages show is kept here, for "what changed since it last worked". */
  keepsSnapshots?: boolean;
  /** Which platforms its pages are looked at for; all of them until one was seen. A site may hold several stores. */
  families?: Family[];
}

/** What a tab showed last. */
export interface SeenTab {
  origin: string;
  claim: StoreClaim;
  interfered: boolean;
}

/** A panel that stands in a tab. */
export interface OpenPanel {
  frameId: number;
  origin: string;
}

export interface PendingCapture {
  captureId: string;
  tabId: number;
  draftId: string;
  storeOrigin: string;
  depth: ReadDepth;
}

/** A picture that a draft waits for. */
export interface PictureWish {
  draftId: string;
  storeOrigin: string;
  /** Null: of any tab that shows the store. */
  tabId: number | null;
  until: number;
}

/** What was asked for before the browser's own prompt closed the popup. */
export interface EnrolmentWish {
  storeOrigin: string;
  server: string;
  label: string;
  how: { text: string } | { key: string };
}

export interface Settings {
  sites: Item<Record<string, Site>>;
  tabs: Item<Record<string, SeenTab>>;
  /** By tab. */
  panels: Item<Record<string, OpenPanel>>;
  captures: Item<Record<string, PendingCapture>>;
  /** Unread messages, by store. */
  unread: Item<Record<string, number>>;
  siteWish: Item<{ origin: string; tabId: number | null } | null>;
  enrolmentWish: Item<EnrolmentWish | null>;
  pictureWish: Item<PictureWish | null>;
  profiles: Item<KeptProfile[]>;
  /** By store. */
  attempts: Item<Record<string, EnrolmentAttempt>>;
}

export const firstArrangement: Arrangement = { side: "right", bottom: 24, panelWidth: 400 };

export function openSettings(): Settings {
  return {
    sites: item("local", "sites.1", {}),
    tabs: item("session", "tabs", {}),
    panels: item("session", "panels", {}),
    captures: item("session", "captures", {}),
    unread: item("session", "unread", {}),
    siteWish: item("session", "siteWish", null),
    enrolmentWish: item("session", "enrolmentWish", null),
    pictureWish: item("session", "pictureWish", null),
    profiles: item("local", "profiles.1", []),
    attempts: item("session", "attempts", {}),
  };
}

/** Both areas are open to content scripts unless closed: a store's page may have taken over its renderer. */
export async function closeToPages(): Promise<void> {
  const accessLevel = "TRUSTED_CONTEXTS";
  // Firefox has no levels for the local area yet; nothing secret lies in either.
  await Promise.allSettled([
    browser.storage.session.setAccessLevel?.({ accessLevel }),
    browser.storage.local.setAccessLevel?.({ accessLevel }),
  ]);
}

function item<Value>(area: "local" | "session", key: string, empty: Value): Item<Value> {
  // The value under this key was written below; nobody else writes to the areas.
  const read = async () => ((await browser.storage[area].get(key))[key] as Value | undefined) ?? empty;
  const turn = inTurn();
  return {
    get: read,
    change: (change) =>
      turn(async () => {
        const value = change(await read());
        await browser.storage[area].set({ [key]: value });
        return value;
      }),
  };
}

/** A record without one of its keys. */
export function without<Value>(record: Record<string, Value>, key: string): Record<string, Value> {
  const { [key]: _, ...rest } = record;
  return rest;
}
