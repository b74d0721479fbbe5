import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openHouse, urlOf } from "../house.ts";
import { type Command, print, UsageError } from "./command.ts";

export const check: Command = {
  usage: "check",
  summary: "Start the server once without listening, and ask it whether it is ready.",
  options: {},
  run: async (_, config) => {
    const { createApp } = await import("../app.ts");
    const isReal = existsSync(config.dataFolder) || config.databaseUrl !== null;
    const dataFolder = isReal ? config.dataFolder : mkdtempSync(join(tmpdir(), "deskbell-check-"));
    try {
      const house = await openHouse({ ...config, dataFolder, logLevel: "error" });
      const app = createApp({ ctx: house.ctxAt(urlOf(config)), config, log: house.log });
      const response = await app.request("/readyz");
      await house.close();
      if (response.status !== 200) throw new UsageError(`The server is not ready: it answered ${response.status}.`);
      print(isReal ? `Ready, with the data in ${dataFolder}.` : "Ready, on an empty data folder.");
    } finally {
      if (!isReal) rmSync(dataFolder, { recursive: true });
    }
  },
};
