import type { Db } from "./db/open.ts";
import type { Keys } from "./secrets.ts";

/** Who asks. Decided from the token or the session on every request, never from what the request says. */
export type Actor = DeviceActor | PersonActor | SystemActor;

/** An enrolled browser, or one that showed the license key alone. */
export interface DeviceActor {
  kind: "device";
  id: string;
  licenseId: string;
  accountId: string;
  holderName: string;
  standing: Standing;
}

export interface PersonActor {
  kind: "engineer" | "operator";
  id: string;
  name: string;
  email: string;
}

/** The server itself: the command line, and requests of someone who is nobody yet. */
export interface SystemActor {
  kind: "system";
}

/** `key-only` may file and read what it filed itself; `enrolled` reads all tickets of its license. */
export type Standing = "enrolled" | "key-only";

/** What every verb gets. */
export interface Ctx<Who extends Actor = Actor> {
  db: Db;
  now: () => Date;
  /** UUIDv7. */
  newId: () => string;
  keys: Keys;
  server: ServerIdentity;
  actor: Who;
}

/** What the server says of itself. */
export interface ServerIdentity {
  name: string;
  /** Public origin. */
  url: string;
}
