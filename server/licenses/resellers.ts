import type { ResellerContact, ResellerLine } from "../../shared/license-list.ts";
import type { Db, Tx } from "../db/open.ts";

/** Resellers as operators see them: SQL only. */

const nothingKnown: ResellerContact = { address: "", telephone: "", mail: "" };

export async function list(db: Db): Promise<ResellerLine[]> {
  const rows = await db
    .selectFrom("accounts")
    .select(["id as resellerId", "name", "contact"])
    .select((eb) => [
      eb
        .selectFrom("licenses")
        .whereRef("licenses.resellerId", "=", "accounts.id")
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .as("licenses"),
      eb
        .selectFrom("people")
        .whereRef("people.accountId", "=", "accounts.id")
        .where("people.role", "=", "reseller")
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .as("people"),
    ])
    .where("kind", "=", "reseller")
    .orderBy("name")
    .orderBy("id")
    .limit(2_000)
    .execute();
  return rows.map(({ contact, licenses, people, ...row }) => ({
    ...row,
    licenses: Number(licenses),
    people: Number(people),
    // Written by ourselves, from this very type.
    contact: contact === null ? nothingKnown : (JSON.parse(contact) as ResellerContact),
  }));
}

export async function edit(
  tx: Tx,
  resellerId: string,
  { name, contact }: { name: string; contact: ResellerContact },
): Promise<void> {
  await tx
    .updateTable("accounts")
    .set({ name, contact: JSON.stringify(contact) })
    .where("id", "=", resellerId)
    .execute();
}
