import { type DBSchema, type IDBPDatabase, openDB, type StoreNames } from "idb";
import type { Ask } from "../shared/ask.ts";
import type { Price, VerdictKind } from "../shared/verdict.ts";
import type { Draft, EnrolmentSummary, Prepared } from "./messages.ts";
import type { OutboxEntry } from "./outbox.ts";
import type { Shelf } from "./shelf.ts";
import type { KeptStanding } from "./standings.ts";

/** A connection to a server, with the token that no page and no panel ever sees. */
export interface Enrolment extends EnrolmentSummary {
  token: string;
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

interface Schema extends DBSchema {
  drafts: { key: string; value: Draft };
  prepared: { key: string; value: KeptText };
  outbox: { key: string; value: OutboxEntry };
  enrolments: { key: string; value: Enrolment };
  standings: { key: string; value: KeptStanding };
  shown: { key: string; value: ShownVerdict };
}

export interface Shelves {
  drafts: Shelf<Draft>;
  prepared: Shelf<KeptText>;
  outbox: Shelf<OutboxEntry>;
  enrolments: Shelf<Enrolment>;
  standings: Shelf<KeptStanding>;
  shown: Shelf<ShownVerdict>;
}

/**
 * IndexedDB of the extension's own origin: a content script cannot open it, as it could `storage.local`. A panel in a
 * store's page has a partition of its own there, so everything is kept by the background.
 */
export function openShelves(): Shelves {
  let opened: Promise<IDBPDatabase<Schema>> | null = null;
  const open = () => {
    opened ??= openDB<Schema>("deskbell", 2, {
      async upgrade(db, from, _to, tx) {
        db.createObjectStore("standings", { keyPath: "storeOrigin" });
        db.createObjectStore("shown", { keyPath: "draftId" });
        if (from === 1) {
          const drafts = tx.objectStore("drafts");
          // Those that were begun before anything could be asked for lack the field.
          for (const draft of await drafts.getAll()) await drafts.put({ ...draft, ask: null });
          return;
        }
        db.createObjectStore("drafts", { keyPath: "draftId" });
        db.createObjectStore("prepared", { keyPath: "draftId" });
        db.createObjectStore("outbox", { keyPath: "draftId" });
        db.createObjectStore("enrolments", { keyPath: "storeOrigin" });
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
    outbox: shelf(open, "outbox"),
    enrolments: shelf(open, "enrolments"),
    standings: shelf(open, "standings"),
    shown: shelf(open, "shown"),
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
