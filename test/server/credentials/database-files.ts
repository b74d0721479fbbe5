import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import type { Db } from "../../../server/db/open.ts";
import { type DatabasePlace, engine } from "../../support/db.ts";

export interface Bytes {
  path: string;
  bytes: Buffer;
}

/** The embedded database's files as they are at this moment. */
export function sqliteFiles({ dataFolder }: DatabasePlace): Bytes[] {
  return ["deskbell.db", "deskbell.db-wal", "deskbell.db-shm"]
    .map((name) => join(dataFolder, name))
    .filter((path) => existsSync(path))
    .map(read);
}

/** What PostgreSQL keeps of this database and, apart from it, its write-ahead log. Written out first. */
export async function postgresFiles(db: Db): Promise<{ tables: Bytes[]; log: Bytes[] }> {
  await sql`checkpoint`.execute(db);
  const { rows } = await sql<{ dataDirectory: string; oid: number }>`
    select current_setting('data_directory') as data_directory, oid::int as oid
    from pg_database where datname = current_database()`.execute(db);
  const { dataDirectory, oid } = rows[0]!;
  return { tables: filesIn(join(dataDirectory, "base", String(oid))), log: filesIn(join(dataDirectory, "pg_wal")) };
}

/** Where the rows themselves are, on either engine. */
export async function tableFiles(db: Db, place: DatabasePlace): Promise<Bytes[]> {
  return engine === "postgres" ? (await postgresFiles(db)).tables : sqliteFiles(place);
}

export function filesIn(folder: string): Bytes[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).flatMap((name) => readIfThere(join(folder, name)));
}

/** A running database takes files away between our listing and our reading; what is gone holds nothing. */
function readIfThere(path: string): Bytes[] {
  try {
    return statSync(path).isFile() ? [read(path)] : [];
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

function read(path: string): Bytes {
  return { path, bytes: readFileSync(path) };
}

const size = 16;

/** For each secret: how many places of the files hold any 16 bytes that follow each other in it. */
export function windowsIn(files: readonly Bytes[], secrets: readonly Uint8Array[]): number[] {
  const sought = secrets.map((secret) => Buffer.from(secret));
  const windows = new Map<number, { secret: number; from: number }[]>();
  // By the first three bytes: nearly every place of a file is passed by on this alone.
  const isWorthALook = new Uint8Array(1 << 24);
  sought.forEach((bytes, secret) => {
    for (let from = 0; from + size <= bytes.length; from++) {
      const start = bytes.readUInt32LE(from);
      isWorthALook[start & 0xffffff] = 1;
      const here = windows.get(start);
      if (here) here.push({ secret, from });
      else windows.set(start, [{ secret, from }]);
    }
  });
  const counts = secrets.map(() => 0);
  for (const { bytes } of files) {
    for (let at = 0; at + size <= bytes.length; at++) {
      if (!isWorthALook[bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16)]) continue;
      for (const { secret, from } of windows.get(bytes.readUInt32LE(at)) ?? []) {
        if (bytes.compare(sought[secret]!, from, from + size, at, at + size) === 0) counts[secret]!++;
      }
    }
  }
  return counts;
}
