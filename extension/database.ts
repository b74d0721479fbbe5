import { type DBSchema, type IDBPDatabase, openDB, type StoreNames } from "idb";
import type { Ask } from "../shared/ask.ts";
import type { BegunPairing } from "../shared/popups.ts";
import type { Refusal } from "../shared/problems.ts";
import type { Price, VerdictKind } from "../shared/verdict.ts";
import type { KeptDays } from "./background/snapshots.ts";
import type { KeptFile } from "./kept-files.ts";
import type { Draft, EnrolmentSummary, KeptClients, Prepared } from "./messages.ts";
import type { OutboxEntry } from "./outbox.ts";
import type { Box } from "./picture/editing.ts";
import type { Shelf } from "./shelf.ts";
import type { KeptStanding } from "./standings.ts";

/** A connection to a server, with the token that no page and no panel ever sees. */
export interface Enrolment extends EnrolmentSummary {
  token: string;
  /** Kept before the server hears of it: neither a lost answer nor a worker that died costs the connection. */
  nextToken?: string;
  deviceId: string;
  /** SHA-256 of the invitation or key it was made with: pressing Connect twice does not use a code twice. */
  madeFrom: string;
}

export interface KeptText extends Prepared {
  draftId: string;
}

/** The verdict that the person was shown last for a draft, and what it was the answer to. */
export interface ShownVerdict {
  draftId: string;
  ask: Ask;
  expects: { verdict: VerdictKind; credits: Price };
}

/** A picture of a store's page, until the person is done with it. */
export interface KeptPicture {
  draftId: string;
  tabId: number;
  /** PNG, as the browser took it: never shown but with its covers painted in. */
  bytes: Blob;
  /** In points of the picture. */
  covers: Box[];
  takenAt: number;
}

/** What belongs to a paired popup of a reseller's. The token and the secret never leave the background. */
export type ResellerRecord = ResellerWish | ResellerPairing | ResellerConnection | KeptClients | ResellerEnd;

/** Asked for before the browser's own prompt closed the popup. */
export interface ResellerWish {
  id: "wish";
  server: string;
  label: string;
}

export interface ResellerPairing extends BegunPairing {
  id: "pairing";
  server: string;
}

export interface ResellerConnection {
  id: "connection";
  server: string;
  token: string;
  /** ISO 8601: since when this is the token. */
  tokenSince: string;
  /** The token that is to take its place, kept before the server hears of it. */
  nextToken: string | null;
}

/** Why the last pairing or connection came to nothing. */
export interface ResellerEnd {
  id: "end";
  refusal: Refusal;
  /** Absent where an older version wrote it. */
  server?: string;
}

const keyPaths = {
  drafts: "draftId",
  prepared: "draftId",
  files: "fileId",
  pictures: "draftId",
  outbox: "draftId",
  enrolments: "storeOrigin",
  standings: "storeOrigin",
  shown: "draftId",
  days: "storeOrigin",
  reseller: "id",
} as const;

interface Schema extends DBSchema {
  drafts: { key: string; value: Draft };
  prepared: { key: string; value: KeptText };
  files: { key: string; value: KeptFile };
  pictures: { key: string; value: KeptPicture };
  outbox: { key: string; value: OutboxEntry };
  enrolments: { key: string; value: Enrolment };
  standings: { key: string; value: KeptStanding };
  shown: { key: string; value: ShownVerdict };
  days: { key: string; value: KeptDays };
  reseller: { key: string; value: ResellerRecord };
}

export interface Shelves {
  drafts: Shelf<Draft>;
  prepared: Shelf<KeptText>;
  files: Shelf<KeptFile>;
  pictures: Shelf<KeptPicture>;
  outbox: Shelf<OutboxEntry>;
  enrolments: Shelf<Enrolment>;
  standings: Shelf<KeptStanding>;
  shown: Shelf<ShownVerdict>;
  days: Shelf<KeptDays>;
  reseller: Shelf<ResellerRecord>;
}

/**
 * IndexedDB of the extension's own origin: a content script cannot open it, as it could `storage.local`. A panel in a
 * store's page has a partition of its own there, so everything is kept by the background.
 */
export function openShelves(): Shelves {
  let opened: Promise<IDBPDatabase<Schema>> | null = null;
  const open = () => {
    opened ??= openDB<Schema>("deskbell", 5, {
      async upgrade(db, _before, _wanted, tx) {
        for (const [name, keyPath] of Object.entries(keyPaths)) {
          const store = name as keyof typeof keyPaths; // The keys of the table are the names of the stores.
          if (!db.objectStoreNames.contains(store)) db.createObjectStore(store, { keyPath });
        }
        // Drafts that were begun under an older version lack its newer fields.
        const drafts = tx.objectStore("drafts");
        for (const draft of await drafts.getAll()) {
          await drafts.put({ ...draft, ask: draft.ask ?? null, files: draft.files ?? [], masks: draft.masks ?? [] });
        }
      },
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
      terminated: () => {
        opened = null;
      },
    });
    return opened;
  };
  return {
    drafts: shelf(open, "drafts"),
    prepared: shelf(open, "prepared"),
    files: shelf(open, "files"),
    pictures: shelf(open, "pictures"),
    outbox: shelf(open, "outbox"),
    enrolments: shelf(open, "enrolments"),
    standings: shelf(open, "standings"),
    shown: shelf(open, "shown"),
    days: shelf(open, "days"),
    reseller: shelf(open, "reseller"),
  };
}

function shelf<Name extends StoreNames<Schema>>(
  open: () => Promise<IDBPDatabase<Schema>>,
  name: Name,
): Shelf<Schema[Name]["value"]> {
  const write = async () => (await open()).transaction(name, "readwrite", { durability: "strict" });
  return {
    get: async (key) => (await (await open()).get(name, key)) ?? null,
    all: async () => (await open()).getAll(name),
    async put(value) {
      const tx = await write();
      await Promise.all([tx.store.put(value), tx.done]);
    },
    async change(key, change) {
      const tx = await write();
      const before = await tx.store.get(key);
      const after = before === undefined ? null : change(before);
      if (after !== null) await tx.store.put(after);
      await tx.done;
      return after ?? before ?? null;
    },
    async drop(key) {
      const tx = await write();
      await Promise.all([tx.store.delete(key), tx.done]);
    },
  };
}
