import type { ParseArgsOptionsConfig } from "node:util";
import type { Config } from "../config.ts";
import type { Ctx, SystemActor } from "../context.ts";
import { openHouse, urlOf } from "../house.ts";

/** One of the operator's commands. */
export interface Command {
  /** What follows `deskbell`, for people: `code --license KEY`. */
  usage: string;
  /** What it does, in one line. */
  summary: string;
  /** Its own options; `--data` and `--help` are everyone's. */
  options: ParseArgsOptionsConfig;
  /** How many words it takes besides its options; none where it is not said. */
  operands?: number;
  run: (values: Values, config: Config, operands: string[]) => Promise<void>;
}

export type Values = Record<string, string | boolean | (string | boolean)[] | undefined>;

/** A command that cannot be carried out as typed; the message is one sentence. */
export class UsageError extends Error {}

export function required(values: Values, name: string): string {
  const value = optional(values, name);
  if (value === undefined) throw new UsageError(`--${name} is missing.`);
  return value;
}

export function optional(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Does one thing as the system itself, with the database open only as long as that takes. */
export async function asSystem(config: Config, work: (ctx: Ctx<SystemActor>) => Promise<void>): Promise<void> {
  const house = await openHouse(config);
  try {
    await work({ ...house.ctxAt(urlOf(config)), actor: { kind: "system" } });
  } finally {
    await house.close();
  }
}
