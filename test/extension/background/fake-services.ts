import { v7 } from "uuid";
import type { Server } from "../../../extension/api.ts";
import { afterChange, deliver } from "../../../extension/background/filing.ts";
import type { Services } from "../../../extension/background/services.ts";
import type { KeptDays } from "../../../extension/background/snapshots.ts";
import type { Enrolment, KeptPicture, KeptText, ResellerRecord, ShownVerdict } from "../../../extension/database.ts";
import { createEnrolments } from "../../../extension/enrolments.ts";
import { inTurn } from "../../../extension/in-turn.ts";
import type { KeptFile } from "../../../extension/kept-files.ts";
import type { Draft, PanelEvent } from "../../../extension/messages.ts";
import { createOutbox, type OutboxEntry } from "../../../extension/outbox.ts";
import { createProfiles } from "../../../extension/profiles.ts";
import type { OwnCaller, PageCaller, PanelCaller } from "../../../extension/sender.ts";
import type { Item, PictureWish, Settings } from "../../../extension/settings.ts";
import { createStandings, type KeptStanding } from "../../../extension/standings.ts";
import { refuse } from "../../../shared/problems.ts";
import { fakeShelf } from "./fake-shelf.ts";

export const storeOrigin = "https://shop.example";
export const serverOrigin = "https://support.example";

export const panelCaller: PanelCaller = { kind: "panel", tabId: 7, frameId: 4, origin: storeOrigin };
export const pageCaller: PageCaller = { kind: "page", tabId: 7, origin: storeOrigin };
export const ownTab = (draftId: string): OwnCaller => ({
  kind: "own",
  url: new URL(`chrome-extension://deskbell/panel.html?draft=${draftId}`),
});

export interface FakeServices extends Services {
  told: PanelEvent[];
  clock: { ms: number };
  allowed: Set<string>;
  server: { [Name in keyof Server]: Server[Name] };
  /** Origin and token of every connection that was opened. */
  opened: [string, string | null][];
}

/** Everything real but the browser, the network and the clock. */
export function fakeServices(): FakeServices {
  const shelves = {
    drafts: fakeShelf<Draft>(({ draftId }) => draftId),
    prepared: fakeShelf<KeptText>(({ draftId }) => draftId),
    files: fakeShelf<KeptFile>(({ fileId }) => fileId),
    pictures: fakeShelf<KeptPicture>(({ draftId }) => draftId),
    outbox: fakeShelf<OutboxEntry>(({ draftId }) => draftId),
    enrolments: fakeShelf<Enrolment>((enrolment) => enrolment.storeOrigin),
    standings: fakeShelf<KeptStanding>((kept) => kept.storeOrigin),
    shown: fakeShelf<ShownVerdict>(({ draftId }) => draftId),
    days: fakeShelf<KeptDays>((kept) => kept.storeOrigin),
    reseller: fakeShelf<ResellerRecord>(({ id }) => id),
  };
  const settings: Settings = {
    sites: fakeItem({}),
    tabs: fakeItem({}),
    panels: fakeItem({}),
    captures: fakeItem({}),
    unread: fakeItem({}),
    siteWish: fakeItem<{ origin: string; tabId: number | null } | null>(null),
    pictureWish: fakeItem<PictureWish | null>(null),
    enrolmentWish: fakeItem<Awaited<ReturnType<Settings["enrolmentWish"]["get"]>>>(null),
    profiles: fakeItem<Awaited<ReturnType<Settings["profiles"]["get"]>>>([]),
    attempts: fakeItem({}),
  };
  const clock = { ms: Date.parse("2026-11-22T10:00:00Z") };
  const told: PanelEvent[] = [];
  const allowed = new Set<string>();
  const opened: [string, string | null][] = [];
  const server = fakeServer();
  const openServer = (origin: string, token: string | null) => {
    opened.push([origin, token]);
    return server;
  };
  const turns = new Map<string, ReturnType<typeof inTurn>>();
  const turnOf = (name: string) => {
    const turn = turns.get(name) ?? inTurn();
    turns.set(name, turn);
    return turn;
  };
  const enrolments = createEnrolments({
    shelf: shelves.enrolments,
    settings,
    openServer,
    isAllowed: async (origin) => allowed.has(origin),
    now: () => clock.ms,
    changed: async () => {},
  });
  const standings = createStandings({
    shelf: shelves.standings,
    enrolments,
    openServer: () => server,
    now: () => clock.ms,
    changed: (origin) => services.tell({ kind: "standing.changed", storeOrigin: origin }),
    branded: enrolments.rebrand,
  });
  const services: FakeServices = {
    shelves,
    settings,
    enrolments,
    outbox: createOutbox({
      shelf: shelves.outbox,
      deliver: (entry) => deliver({ enrolments, openServer, shelves }, entry),
      lock: (name, work) => turnOf(name)(work),
      now: () => clock.ms,
      random: () => 0,
      wakeAt: async () => {},
      changed: (entry, isSending) => afterChange(services, entry, isSending),
    }),
    standings,
    profiles: createProfiles({
      kept: settings.profiles,
      now: () => new Date(clock.ms),
      changed: (origins) => services.sites.renew(origins),
    }),
    sites: {
      enabled: async () => new Set([storeOrigin]),
      forget: async () => {},
      wish: async () => false,
      fulfil: async () => false,
      dropNotAllowed: async () => {},
      restore: async () => {},
      learn: async () => {},
      renew: async () => {},
    },
    reach: {
      tabsOf: async () => [],
      addressOf: async () => null,
      tellLauncher: async () => {},
      runCapture: async () => {},
      stopCapture: async () => {},
      fetchSigned: async () => new Response("nothing is here", { status: 404 }),
      readPage: async () => null,
      observed: async () => null,
      detectIn: async () => null,
      coversIn: async () => null,
      photograph: async () => null,
      shortcut: async () => "Alt+Shift+G",
      openTab: async () => {},
      wakeIn: async () => {},
      cancelWake: async () => {},
      languageOf: async () => null,
    },
    openServer,
    openReseller: () => {
      throw new Error("No reseller's server in this test");
    },
    isAllowed: async (origin) => allowed.has(origin),
    tell: async (event) => void told.push(structuredClone(event)),
    now: () => new Date(clock.ms),
    newId: () => v7(),
    client: { name: "deskbell", version: "0.1.0" },
    canConsentInFrame: true,
    told,
    clock,
    allowed,
    server,
    opened,
  };
  return services;
}

export const enrolment: Enrolment = {
  storeOrigin,
  server: serverOrigin,
  serverName: "Customer Care",
  holderName: "Maple & Twine",
  standing: "enrolled",
  licenseLast4: "2QX8",
  fingerprint: "ab".repeat(32),
  enrolledAt: "2026-11-20T10:00:00.000Z",
  token: "spd_secret",
  deviceId: "device",
  madeFrom: "",
};

function fakeItem<Value>(first: Value): Item<Value> {
  let value = first;
  return {
    get: async () => structuredClone(value),
    change: async (change) => {
      value = structuredClone(change(structuredClone(value)));
      return structuredClone(value);
    },
  };
}

function fakeServer(): Server {
  const missing = async () => {
    throw new Error(JSON.stringify(refuse("server.no-answer")));
  };
  return {
    identity: missing,
    enrol: missing,
    enrolWithKey: missing,
    leave: async () => {},
    rotate: async () => {},
    file: missing,
    sendFile: missing,
    mine: async () => [],
    thread: missing,
    reply: missing,
    standing: async () => null,
    statement: missing,
    wishReseller: missing,
    decide: missing,
    access: {
      view: missing,
      handOver: missing,
      check: missing,
      prove: missing,
      reportTry: missing,
      withdraw: missing,
      saidDisabled: missing,
    },
  };
}
