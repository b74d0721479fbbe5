import { parentPort, workerData } from "node:worker_threads";
import { lockAccount } from "../../../server/accounts/store.ts";
import { migrate } from "../../../server/db/migrations.ts";
import { openDatabase, type Tx } from "../../../server/db/open.ts";
import { inTransaction } from "../../../server/db/transaction.ts";
import type { Contention } from "./contend.ts";

/** Reads, then writes what follows from it: two who do so at once lose an update unless one waits. */
async function rename(tx: Tx): Promise<void> {
  if (job === "rename") await lockAccount(tx, "a");
  const { name } = await tx.selectFrom("accounts").select("name").where("id", "=", "a").executeTakeFirstOrThrow();
  await tx
    .updateTable("accounts")
    .set({ name: `${name}+` })
    .where("id", "=", "a")
    .execute();
}

/** `rename-unlocked` has neither the account's lock nor a second try: only how a transaction begins protects it. */
const { place, job, times } = workerData as Contention;
const db = openDatabase(place, () => {});
const answer: string[] = [];
for (let done = 0; done < times; done++) {
  if (job === "migrate") answer.push(...(await migrate(db)));
  else if (job === "rename") await inTransaction(db, rename);
  else await db.transaction().execute(rename);
}
await db.destroy();
parentPort?.postMessage(answer);
