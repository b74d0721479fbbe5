import type { Insertable } from "kysely";
import type { Tx } from "../db/open.ts";
import type { Tables } from "../db/schema.ts";

/** Says whether it was new. */
export async function insertMail(tx: Tx, mail: Insertable<Tables["mails"]>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("mails")
    .values(mail)
    .onConflict((conflict) => conflict.column("event").doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}
