import { groupFingerprint } from "../../shared/invitation.ts";
import { isSetupOpen } from "../accounts/store.ts";
import { asSystem, type Command, print } from "./command.ts";

export const init: Command = {
  usage: "init",
  summary: "Make the data folder: database and secrets. Does no harm where they are.",
  options: {},
  run: (_, config) =>
    asSystem(config, async (ctx) => {
      print(`Data folder: ${config.dataFolder}`);
      print(`Sealing key's fingerprint: ${groupFingerprint(ctx.keys.fingerprint)}`);
      if (await isSetupOpen(ctx.db))
        print(`Operator's link, once the server runs: ${ctx.server.url}/desk/setup#${ctx.keys.setupToken}`);
    }),
};
