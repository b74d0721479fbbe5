import { expect, test } from "vitest";
import { append, entriesOf, type NewEntry } from "../../../server/audit/access-log.ts";
import { inTransaction } from "../../../server/db/transaction.ts";
import { startServer } from "../../support/app.ts";

const entry: NewEntry = {
  action: "access.revealed",
  ticketNumber: 1001,
  credentialId: null,
  detail: { kind: "ftp", says: "to look at the log of errors" },
  actorName: "Emil",
};

test("entries that are written at once are numbered without a gap and without waiting in vain", async () => {
  const { ctx, db } = await startServer();
  const writes = Array.from({ length: 40 }, () => inTransaction(db, (tx) => append(tx, ctx, entry)));
  const seqs = await Promise.all(writes);
  expect(seqs.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
  const written = await entriesOf(db, 1001);
  expect(written.map(({ seq }) => seq)).toEqual(seqs);
  expect(written[0]).toMatchObject({ actorName: "Emil", actorKind: "system", ...entry.detail });
});
