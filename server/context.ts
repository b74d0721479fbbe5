import type { Checker } from "./credentials/checker/task.ts";
import type { Db } from "./db/open.ts";
import type { Keys } from "./secrets.ts";

/** Who asks. Decided from the token or the session on every request, never from what the request says. */
export type Actor = DeviceActor | PersonActor | ResellerActor | HolderActor | SystemActor;

/** An enrolled browser, or one that showed the license key alone. */
export interface DeviceActor {
  kind: "device";
  id: string;
  licenseId: string;
  accountId: string;
  holderName: string;
  standing: Standing;
  party: Party;
  /** Who looks after the license; null where the vendor does. */
  resellerId: string | null;
}

/** Somebody at the vendor's desk, with a second factor where the server asks for one. */
export interface PersonActor {
  kind: "engineer" | "operator";
  id: string;
  name: string;
  email: string;
  senior: boolean;
}

/** Somebody of a reseller, at the desk or in a paired popup. */
export interface ResellerActor {
  kind: "reseller";
  id: string;
  name: string;
  email: string;
  /** The reseller's account. */
  resellerId: string;
  resellerName: string;
  /** The paired popup that asks; null for a session. */
  popupId: string | null;
}

/** Somebody of a holder's, signed in on the web. */
export interface HolderActor {
  kind: "holder";
  id: string;
  name: string;
  email: string;
  accountId: string;
}

/** Everybody who signs in. */
export type SignedIn = PersonActor | ResellerActor | HolderActor;

/** The server itself: the command line, and requests of someone who is nobody yet. */
export interface SystemActor {
  kind: "system";
}

/** `key-only` may file and read what it filed itself; `enrolled` reads all tickets of its license. */
export type Standing = "enrolled" | "key-only";

/** Whose browser a device is: the license's holder's, or that of a store owner whom the holding reseller looks after. */
export type Party = "holder" | "client";

/** What every verb gets. */
export interface Ctx<Who extends Actor = Actor> {
  db: Db;
  now: () => Date;
  /** UUIDv7. */
  newId: () => string;
  keys: Keys;
  server: ServerIdentity;
  /** Tries logins at file servers. */
  checker: Checker;
  actor: Who;
}

/** What the server says of itself. */
export interface ServerIdentity {
  name: string;
  /** Public origin. */
  url: string;
  /** Address that login checks come from, as people tell it to their hosts; null where none was set. */
  checksFrom: string | null;
}
