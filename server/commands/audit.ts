import { unseen } from "../audit/access-log-doubt.ts";
import { acceptFaults } from "../audit/access-log-watch.ts";
import { exportedHeads } from "../audit/heads.ts";
import { type Fault, verify } from "../audit/verify.ts";
import type { Config } from "../config.ts";
import type { Ctx, SystemActor } from "../context.ts";
import { asSystem, type Command, print, UsageError } from "./command.ts";

export const auditVerify: Command = {
  usage: "audit verify",
  summary: "Say whether the log of access is as it was written, and which row is not.",
  options: {},
  run: (_, config) =>
    asSystem(config, async (ctx) => {
      const faults = await faultsOf(ctx, config);
      if (faults.length === 0) {
        print(`The log of access is as it was written, up to row ${await lastRow(ctx)}.`);
        return;
      }
      for (const { says } of faults) print(says);
      const isNew = unseen(config.dataFolder, faults).length > 0;
      throw new UsageError(
        isNew
          ? "The log of access is not as it was written, and no access is revealed. Find out who could write the database; then run: deskbell audit accept"
          : "The log of access is not as it was written. All of this was accepted before.",
      );
    }),
};

export const auditAccept: Command = {
  usage: "audit accept",
  summary: "Let access be revealed again although the log of access has faults. They stay on record.",
  options: {},
  run: (_, config) =>
    asSystem(config, async (ctx) => {
      const faults = await faultsOf(ctx, config);
      await acceptFaults(ctx, config.dataFolder, faults);
      for (const { says } of faults) print(says);
      print(
        faults.length === 0 ? "The log of access has no fault." : "Accepted. Servers that run reveal access again.",
      );
    }),
};

function faultsOf(ctx: Ctx<SystemActor>, { dataFolder }: Config): Promise<Fault[]> {
  return verify(ctx.db, ctx.keys, exportedHeads(dataFolder));
}

async function lastRow({ db }: Ctx<SystemActor>): Promise<number> {
  return (await db.selectFrom("accessLogHead").select("seq").executeTakeFirst())?.seq ?? 0;
}
