import { type Kysely, sql } from "kysely";
import { widenCheck } from "../engines.ts";

/** Resellers and holders sign in too; a second factor, passkeys, invitations of people, and popups paired by a code. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .alterTable("accounts")
    .addColumn("kind", "text", (column) =>
      column.notNull().defaultTo("holder").check(sql`kind in ('holder', 'reseller')`),
    )
    .execute();
  for (const column of ["brand", "contact"]) {
    await db.schema.alterTable("accounts").addColumn(column, "text").execute();
  }

  // Whoever was removed keeps a row: what they assessed names them.
  await widenCheck(db, "people", "role", ["holder", "reseller", "engineer", "operator", "removed"]);
  await db.schema
    .alterTable("people")
    .addColumn("account_id", "text", (column) =>
      column.references("accounts.id").check(sql`(role in ('reseller', 'holder')) = (account_id is not null)`),
    )
    .execute();
  for (const column of ["senior", "two_factor_enabled"]) {
    await db.schema
      .alterTable("people")
      .addColumn(column, "integer", (flag) =>
        flag
          .notNull()
          .defaultTo(0)
          .check(sql`${sql.ref(column)} in (0, 1)`),
      )
      .execute();
  }
  await db.schema.alterTable("people").addColumn("language", "text").execute();
  await db.schema.createIndex("people_account").on("people").column("account_id").execute();

  // How the session was begun: by the password alone, or with a second factor.
  await db.schema
    .alterTable("sessions")
    .addColumn("factor", "text", (column) =>
      column.notNull().defaultTo("password").check(sql`factor in ('password', 'second')`),
    )
    .execute();

  await db.schema
    .createTable("two_factors")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("person_id", "text", (column) => column.notNull().references("people.id").onDelete("cascade"))
    .addColumn("secret", "text", (column) => column.notNull())
    .addColumn("backup_codes", "text", (column) => column.notNull())
    .addColumn("verified", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("failed_verification_count", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("locked_until", "text")
    .execute();
  await db.schema.createIndex("two_factors_person").on("two_factors").column("person_id").unique().execute();

  await db.schema
    .createTable("passkeys")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("name", "text")
    .addColumn("public_key", "text", (column) => column.notNull())
    .addColumn("person_id", "text", (column) => column.notNull().references("people.id").onDelete("cascade"))
    .addColumn("credential_id", "text", (column) => column.notNull().unique())
    .addColumn("counter", "integer", (column) => column.notNull())
    .addColumn("device_type", "text", (column) => column.notNull())
    .addColumn("backed_up", "integer", (column) => column.notNull())
    .addColumn("transports", "text")
    .addColumn("created_at", "text")
    .addColumn("aaguid", "text")
    .execute();
  await db.schema.createIndex("passkeys_person").on("passkeys").column("person_id").execute();

  await db.schema
    .createTable("person_invitations")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("email", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("role", "text", (column) =>
      column.notNull().check(sql`role in ('operator', 'engineer', 'reseller', 'holder')`),
    )
    .addColumn("senior", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("account_id", "text", (column) => column.references("accounts.id"))
    // Somebody who is here already and chooses a new password.
    .addColumn("person_id", "text", (column) => column.references("people.id").onDelete("cascade"))
    .addColumn("token_hash", "text", (column) => column.notNull().unique())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("expires_at", "text", (column) => column.notNull())
    .addColumn("used_at", "text")
    .addColumn("revoked_at", "text")
    .execute();

  // A reseller's popup: a device of a person, as the devices of stores are devices of a license.
  await db.schema
    .createTable("popups")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("person_id", "text", (column) => column.notNull().references("people.id").onDelete("cascade"))
    .addColumn("label", "text", (column) => column.notNull())
    .addColumn("token_hash", "text", (column) => column.notNull().unique())
    // The token before the last rotation stays good for a minute after the new one was used first.
    .addColumn("earlier_hash", "text")
    .addColumn("rotated_at", "text")
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("last_used_at", "text", (column) => column.notNull())
    .addColumn("revoked_at", "text")
    .execute();
  await db.schema.createIndex("popups_person").on("popups").column("person_id").execute();
  await db.schema.createIndex("popups_earlier").on("popups").column("earlier_hash").execute();

  await db.schema
    .createTable("pairings")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("code_hash", "text", (column) => column.notNull().unique())
    // What the popup alone knows: who types the code on the page gives the popup its token, and nobody else.
    .addColumn("secret_hash", "text", (column) => column.notNull())
    .addColumn("label", "text", (column) => column.notNull())
    .addColumn("address", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("expires_at", "text", (column) => column.notNull())
    .addColumn("person_id", "text", (column) => column.references("people.id").onDelete("cascade"))
    .addColumn("used_at", "text")
    .execute();

  // Whose browser it is: the holder's, or that of a store owner whom the holding reseller looks after.
  const party = sql`party in ('holder', 'client')`;
  await db.schema
    .alterTable("devices")
    .addColumn("party", "text", (column) => column.notNull().defaultTo("holder").check(party))
    .execute();
  for (const column of ["earlier_hash", "rotated_at"]) {
    await db.schema.alterTable("devices").addColumn(column, "text").execute();
  }
  await db.schema.createIndex("devices_earlier").on("devices").column("earlier_hash").execute();
  await db.schema
    .alterTable("enrolment_codes")
    .addColumn("party", "text", (column) => column.notNull().defaultTo("holder").check(party))
    .execute();
  await db.schema.alterTable("enrolment_codes").addColumn("revoked_at", "text").execute();
}
