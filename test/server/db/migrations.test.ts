import { sql } from "kysely";
import { expect, test } from "vitest";
import { isCurrent, migrate, migrations } from "../../../server/db/migrations.ts";
import type { Db } from "../../../server/db/open.ts";
import { engine, freshDatabase, freshPlace, openAt } from "../../support/db.ts";
import { contend } from "./contend.ts";

const names = Object.keys(migrations);

test.each(names)("the database can be brought to %s, and from there to the end", async (name) => {
  const db = openAt(await freshPlace({ migrated: false }));
  expect(await migrate(db, name)).toEqual(names.slice(0, names.indexOf(name) + 1));
  expect(await isCurrent(db)).toBe(name === names.at(-1));
  expect(await migrate(db)).toEqual(names.slice(names.indexOf(name) + 1));
  expect(await isCurrent(db)).toBe(true);
  expect(await migrate(db)).toEqual([]);
});

test("the final schema is the one that was read in review", async () => {
  const { db } = await freshDatabase();
  await expect(`${JSON.stringify(await schemaOf(db), null, 2)}\n`).toMatchFileSnapshot(
    `__snapshots__/schema.${engine}.json`,
  );
});

test("of ten servers that migrate at once, one does each migration", async () => {
  const place = await freshPlace({ migrated: false });
  const ran = await Promise.all(Array.from({ length: 10 }, () => contend({ place, job: "migrate", times: 1 })));
  expect(ran.flat().sort()).toEqual(names);
});

test("a migration that fails leaves nothing behind", async () => {
  const db = openAt(await freshPlace({ migrated: false }));
  await migrate(db, "0003-tickets");
  // In the way of the next migration's second statement.
  await db.schema.createTable("in_the_way").addColumn("subject_id", "text").execute();
  await db.schema.createIndex("files_ticket").on("in_the_way").column("subject_id").execute();
  await expect(migrate(db)).rejects.toThrow();
  expect((await db.introspection.getTables()).map((table) => table.name)).not.toContain("files");
  expect(await isCurrent(db)).toBe(false);
  await db.schema.dropTable("in_the_way").execute();
  expect(await migrate(db)).toEqual(names.slice(names.indexOf("0004-audit")));
});

test("a database of a newer version is refused and stays as it is", async () => {
  const { db } = await freshDatabase();
  await sql`insert into kysely_migration (name, timestamp) values ('9999-newer', '2030-01-01T00:00:00.000Z')`.execute(
    db,
  );
  await expect(migrate(db)).rejects.toThrow(/newer Deskbell \(it has 9999-newer\)/);
});

test("what is in the audit can be neither changed nor removed", async () => {
  const { db } = await freshDatabase();
  const entry = { at: "2026-11-22T09:00:00.000Z", actorKind: "system", actorId: null, action: "test", subjectId: "x" };
  await db.insertInto("audit").values(entry).execute();
  await expect(db.updateTable("audit").set({ action: "other" }).execute()).rejects.toThrow(/only added to/);
  await expect(db.deleteFrom("audit").execute()).rejects.toThrow(/only added to/);
  if (engine === "postgres") await expect(sql`truncate audit`.execute(db)).rejects.toThrow(/only added to/);
  expect(await db.selectFrom("audit").select("action").execute()).toEqual([{ action: "test" }]);
});

/** The schema as the engine itself tells it. */
async function schemaOf(db: Db): Promise<string[]> {
  if (engine === "sqlite") {
    const { rows } = await sql<{ sql: string }>`
      select sql from sqlite_schema where sql is not null and name not like 'kysely%' and name not like 'sqlite%'
      order by tbl_name, type desc, name`.execute(db);
    return rows.map((row) => row.sql.replaceAll(/\s+/g, " "));
  }
  const { rows } = await sql<{ line: string }>`
    select table_name || '.' || column_name || ' ' || data_type || case is_nullable when 'NO' then ' not null' else '' end as line
      from information_schema.columns where table_schema = 'public' and table_name not like 'kysely%'
    union all select indexdef from pg_indexes where schemaname = 'public' and tablename not like 'kysely%'
    union all select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint
      where connamespace = 'public'::regnamespace and conrelid::regclass::text not like 'kysely%'
    union all select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
    order by 1`.execute(db);
  return rows.map(({ line }) => line);
}
