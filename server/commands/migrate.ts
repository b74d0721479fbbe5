import { mkdirSync } from "node:fs";
import { migrate } from "../db/migrations.ts";
import { openDatabase } from "../db/open.ts";
import { type Command, print } from "./command.ts";

export const migrateCommand: Command = {
  usage: "migrate",
  summary: "Bring the database up to date.",
  options: {},
  run: async (_, config) => {
    mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 });
    const db = openDatabase(config, () => {});
    try {
      const ran = await migrate(db);
      print(ran.length === 0 ? "The database is up to date." : `Migrated: ${ran.join(", ")}.`);
    } finally {
      await db.destroy();
    }
  },
};
