import { refundFor } from "../../shared/remedies.ts";
import type { Ctx, SystemActor } from "../context.ts";
import { buyPackage, giveGoodwill, refundTicket, takeBack } from "../credits/give.ts";
import { programmeOf } from "../licenses/find-license.ts";
import { asSystem, type Command, optional, print, required, UsageError, type Values } from "./command.ts";
import { theLicense } from "./license.ts";

export const creditsBuy: Command = {
  usage: "credits buy --license KEY --package N",
  summary: "Record that a holder bought a package of N credits.",
  options: { license: { type: "string" }, package: { type: "string" } },
  run: (values, config) => {
    const key = required(values, "license");
    const size = wholeNumber(required(values, "package"), "package");
    return asSystem(config, async (ctx) => {
      const license = await theLicense(ctx, key);
      const commandId = ctx.newId();
      await buyPackage(ctx, { commandId, license, programme: await programmeOf(ctx, license), size });
      print(`${size} credits for ${license.holderName}.`);
      print(
        `To take them back: deskbell credits refund --license ${license.keyLast4} --entry ${commandId} --reason TEXT`,
      );
    });
  },
};

export const creditsGive: Command = {
  usage: "credits give --license KEY --credits N --reason TEXT",
  summary: "Give a holder credits as goodwill.",
  options: { license: { type: "string" }, credits: { type: "string" }, reason: { type: "string" } },
  run: (values, config) => {
    const key = required(values, "license");
    const amount = wholeNumber(required(values, "credits"), "credits");
    const reason = required(values, "reason");
    return asSystem(config, async (ctx) => {
      const license = await theLicense(ctx, key);
      await giveGoodwill(ctx, { commandId: ctx.newId(), license, amount, reason });
      print(`${amount} credits for ${license.holderName}.`);
    });
  },
};

export const creditsRefund: Command = {
  usage: "credits refund --license KEY (--ticket T-N | --entry ID) [--credits N] --reason TEXT [--below-zero]",
  summary: "Give back what a ticket cost, or take back credits whose price was refunded.",
  options: {
    license: { type: "string" },
    ticket: { type: "string" },
    entry: { type: "string" },
    credits: { type: "string" },
    reason: { type: "string" },
    "below-zero": { type: "boolean" },
  },
  run: (values, config) => {
    const key = required(values, "license");
    const reason = required(values, "reason");
    const amount = optional(values, "credits");
    const wanted = { reason, amount: amount === undefined ? undefined : wholeNumber(amount, "credits") };
    const { ticketNumber, entryId } = what(values);
    return asSystem(config, async (ctx) => {
      const license = await theLicense(ctx, key);
      const command = { commandId: ctx.newId(), license, ...wanted };
      if (ticketNumber !== null) {
        const given = await refundTicket(ctx, { ...command, ticketNumber });
        print(`${given} credits given back to ${license.holderName}.`);
        return;
      }
      const mayGoBelowZero = values["below-zero"] === true;
      const taken = await takeBack(ctx, { ...command, entryId, mayGoBelowZero });
      print(`${taken} credits taken back from ${license.holderName}.`);
      await tellRule(ctx, license, reason);
    });
  },
};

function what(values: Values): { ticketNumber: number; entryId: null } | { ticketNumber: null; entryId: string } {
  const ticket = optional(values, "ticket");
  const entryId = optional(values, "entry");
  if (entryId !== undefined && ticket === undefined) return { ticketNumber: null, entryId };
  const number = /^(?:T-)?(\d{1,15})$/i.exec(ticket ?? "")?.[1];
  if (!number || entryId !== undefined) throw new UsageError("Name --ticket T-1042, or --entry with an entry's id.");
  return { ticketNumber: Number(number), entryId: null };
}

/** What the programme says of a refund for this reason, where it names it. */
async function tellRule(
  ctx: Ctx<SystemActor>,
  license: Awaited<ReturnType<typeof theLicense>>,
  reason: string,
): Promise<void> {
  const programme = await programmeOf(ctx, license);
  const { rule } = refundFor(programme, { reason, accessGiven: true, hostingCooperates: true });
  if (rule !== null) print(`The programme says: ${programme.rules[rule]}`);
}

function wholeNumber(typed: string, name: string): number {
  if (!/^[1-9]\d{0,5}$/.test(typed)) throw new UsageError(`--${name} is a whole number from 1 on.`);
  return Number(typed);
}
