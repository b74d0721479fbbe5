import { readFileSync } from "node:fs";
import type { Programme } from "../../shared/programmes/schema.ts";
import { addProgramme } from "../programmes/add-programme.ts";
import { knownVersions } from "../programmes/find-programme.ts";
import { readProgramme } from "../programmes/read-programme.ts";
import { asSystem, type Command, print, UsageError } from "./command.ts";

export const programmeList: Command = {
  usage: "programme list",
  summary: "List the support programmes that a license can be bought under, newest version last.",
  options: {},
  run: (_, config) =>
    asSystem(config, async (ctx) => {
      for (const { id, version } of await knownVersions(ctx.db)) print(`${id}  ${version}`);
    }),
};

export const programmeCheck: Command = {
  usage: "programme check FILE",
  summary: "Say what is wrong in a programme's file, each mistake with its line. Changes nothing.",
  options: {},
  operands: 1,
  run: async (_, __, [file]) => {
    const { id, version, rules } = programmeIn(file);
    print(`${file} is a programme: ${id} ${version}, ${Object.keys(rules).length} rules.`);
  },
};

export const programmeAdd: Command = {
  usage: "programme add FILE",
  summary: "Add a programme, or a new version of one. Licenses bought from now on follow it.",
  options: {},
  operands: 1,
  run: (_, config, [file]) => {
    const programme = programmeIn(file);
    return asSystem(config, async (ctx) => {
      await addProgramme(ctx, programme);
      print(
        `Added ${programme.id} ${programme.version}. Licenses bought earlier keep the version they were bought under.`,
      );
    });
  },
};

function programmeIn(file = ""): Programme {
  const read = readProgramme(textOf(file));
  if (read.ok) return read.programme;
  const lines = read.mistakes.map(
    ({ line, where, says }) => `${file}:${line}: ${where === "" ? says : `${where}: ${says}`}`,
  );
  throw new UsageError(lines.join("\n"));
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new UsageError(`There is no file ${file} that can be read.`);
  }
}
