import { v7 as uuidv7 } from "uuid";
import { type MailSettings, readConfig } from "../../../server/config.ts";
import { openDatabase } from "../../../server/db/open.ts";
import { createLog } from "../../../server/log.ts";
import { startSender } from "../../../server/mails/sender.ts";
import { tracesIn } from "../../../server/mails/traces.ts";
import { type MailTransport, openTransport } from "../../../server/mails/transport.ts";
import { openSecrets } from "../../../server/secrets.ts";
import type { DatabasePlace } from "../../support/db.ts";

/** A server beside others that sends mails until it is killed; prints a line when it begins, and one for each mail. */
export interface Posting {
  place: DatabasePlace;
  /** How mails leave, as the environment says it. */
  env: Record<string, string>;
  claimMs: number;
}

const { place, env, claimMs }: Posting = JSON.parse(process.argv[2] ?? "");
const mail: MailSettings = { ...readConfig(env).mail, claimMs };
const db = openDatabase(place, () => {});
const ctx = { db, keys: await openSecrets(place.dataFolder), now: () => new Date(), newId: () => uuidv7() };
const real = openTransport({ dataFolder: place.dataFolder, mail });
const transport: MailTransport = {
  ...real,
  send: async (...args) => {
    await real.send(...args);
    process.stdout.write("sent\n");
  },
};
const traces = tracesIn(place.dataFolder);
process.stdout.write("sending\n");
startSender({ ctx, transport, traces, log: createLog("error"), from: mail.from, claimMs }, 50);
