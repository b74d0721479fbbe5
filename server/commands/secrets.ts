import { groupFingerprint } from "../../shared/invitation.ts";
import * as audit from "../audit/store.ts";
import { rotateIdentity } from "../credentials/vault-rotate.ts";
import { inTransaction } from "../db/transaction.ts";
import { asSystem, type Command, print } from "./command.ts";

export const secretsRotate: Command = {
  usage: "secrets rotate",
  summary: "Make a new key that access is sealed for. Browsers have to be connected anew.",
  options: {},
  run: (_, config) =>
    asSystem(config, async (ctx) => {
      const { fingerprint } = ctx.keys;
      await rotateIdentity(ctx.keys, config.dataFolder, ctx.now());
      await inTransaction(ctx.db, (tx) => audit.append(tx, ctx, "sealing-key.rotated", ctx.keys.fingerprint));
      print(`Sealing key's new fingerprint: ${groupFingerprint(ctx.keys.fingerprint)}`);
      print(`What was sealed for the old one (${groupFingerprint(fingerprint)}) can be opened until it ends.`);
      print("Servers that run take it up within a minute.");
      print(
        "A browser that was connected before hands over no access until it is connected once more with a new invitation.",
      );
    }),
};
