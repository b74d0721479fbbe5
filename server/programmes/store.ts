import { type Programme, programme } from "../../shared/programmes/schema.ts";
import type { Db, Tx } from "../db/open.ts";

/** Versions of the vendor's rules. What is stored is never changed. */

export interface ProgrammeVersion {
  id: string;
  version: string;
}

export async function insertProgramme(tx: Tx, added: Programme, at: string): Promise<void> {
  const { id, version } = added;
  await tx
    .insertInto("programmes")
    .values({ id, version, body: JSON.stringify(added), addedAt: at })
    .execute();
}

export async function programmeAt(db: Db | Tx, { id, version }: ProgrammeVersion): Promise<Programme | null> {
  const row = await db
    .selectFrom("programmes")
    .select("body")
    .where("id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();
  return row ? programme.parse(JSON.parse(row.body)) : null;
}

export async function storedVersions(db: Db | Tx): Promise<ProgrammeVersion[]> {
  return db.selectFrom("programmes").select(["id", "version"]).orderBy("id").orderBy("version").execute();
}
