import type { NamedFile } from "../../shared/files.ts";
import type { DeviceActor } from "../context.ts";
import type { Db, Tx } from "../db/open.ts";
import type { FileRow } from "../db/schema.ts";

export async function sentFile(db: Db | Tx, licenseId: string, sentId: string): Promise<FileRow | null> {
  const query = db.selectFrom("files").selectAll().where("licenseId", "=", licenseId).where("sentId", "=", sentId);
  return (await query.executeTakeFirst()) ?? null;
}

export async function isIdTaken(tx: Tx, id: string): Promise<boolean> {
  return (await tx.selectFrom("files").select("id").where("id", "=", id).executeTakeFirst()) !== undefined;
}

export async function insertFile(tx: Tx, file: FileRow): Promise<void> {
  await tx.insertInto("files").values(file).execute();
}

/** A browser that has sent the same bytes again may name them. */
export async function handOver(tx: Tx, id: string, deviceId: string): Promise<void> {
  await tx.updateTable("files").set({ deviceId }).where("id", "=", id).where("ticketNumber", "is", null).execute();
}

/** Bytes of a license's files that no request has named yet. */
export async function unattachedBytes(db: Db | Tx, licenseId: string): Promise<number> {
  const row = await db
    .selectFrom("files")
    .select(({ fn }) => fn.sum<number | string | null>("size").as("bytes"))
    .where("licenseId", "=", licenseId)
    .where("ticketNumber", "is", null)
    .executeTakeFirstOrThrow();
  return Number(row.bytes ?? 0);
}

/** Makes the file the ticket's; false where this device has sent no such file, or another ticket has it. */
export async function attachFile(tx: Tx, actor: DeviceActor, file: NamedFile, ticketNumber: number): Promise<boolean> {
  const changed = await tx
    .updateTable("files")
    .set({ ticketNumber })
    .where("licenseId", "=", actor.licenseId)
    .where("deviceId", "=", actor.id)
    .where("sentId", "=", file.id)
    .where("sha256", "=", file.sha256)
    .where("size", "=", file.size)
    .where("type", "=", file.type)
    .where("ticketNumber", "is", null)
    .returning("id")
    .execute();
  return changed.length === 1;
}

export async function filesOf(db: Db, ticketNumber: number): Promise<NamedFile[]> {
  return db
    .selectFrom("files")
    .select(["id", "name", "type", "size", "sha256"])
    .where("ticketNumber", "=", ticketNumber)
    .orderBy("createdAt")
    .orderBy("id")
    .execute();
}

/** A file of a ticket that is the vendor's to answer, or of one that a reseller's client filed with that reseller. */
export async function attachedFile(
  db: Db,
  owner: "vendor" | { resellerId: string },
  id: string,
): Promise<NamedFile | null> {
  let query = db
    .selectFrom("files")
    .innerJoin("tickets", "tickets.number", "files.ticketNumber")
    .innerJoin("licenses", "licenses.id", "tickets.licenseId")
    .select(["files.id", "files.name", "files.type", "files.size", "files.sha256"])
    .where("files.id", "=", id)
    .where("tickets.addressedTo", "=", owner === "vendor" ? "vendor" : "reseller");
  if (owner !== "vendor") query = query.where("licenses.resellerId", "=", owner.resellerId);
  return (await query.executeTakeFirst()) ?? null;
}

/** Gives some of a ticket's files to another ticket of the license too; they stay what they are, under ids of its own. */
export async function copyFiles(
  tx: Tx,
  from: number,
  sentIds: readonly string[],
  to: { ticketNumber: number; newId: () => string; at: string },
): Promise<void> {
  if (sentIds.length === 0) return;
  const found = await tx
    .selectFrom("files")
    .selectAll()
    .where("ticketNumber", "=", from)
    .where("sentId", "in", sentIds)
    .orderBy("id")
    .execute();
  for (const file of found) {
    const id = to.newId();
    await insertFile(tx, { ...file, id, sentId: id, ticketNumber: to.ticketNumber, createdAt: to.at });
  }
}

export async function isHashNamed(db: Db, sha256: string): Promise<boolean> {
  return (await db.selectFrom("files").select("id").where("sha256", "=", sha256).executeTakeFirst()) !== undefined;
}

export async function deleteUnattached(tx: Tx, before: string): Promise<void> {
  await tx.deleteFrom("files").where("ticketNumber", "is", null).where("createdAt", "<", before).execute();
}
