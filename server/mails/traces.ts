import { mkdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/**
 * What is left of a server that was killed while it handed a mail over: one small file for each claim, whose name says
 * how far it came. Renaming is atomic, so of a server about to write the last line and another one that gives it up, one
 * succeeds. The file outlives the process but not the machine: it holds which run of the machine it belongs to.
 */
export interface Traces {
  /** Before the database says `handing-over`. */
  begin: (claim: string) => void;
  /** Right before the last line goes. Throws where another server gave the claim up. */
  atLast: (claim: string) => void;
  /** The mail server took it, which may be after another server called it unsure. */
  taken: (claim: string) => void;
  end: (claim: string) => void;
  /** How far a claim came. From `untouched` on the claim can get no further. */
  findOut: (claim: string) => "untouched" | "handed" | "taken" | "unknown";
  /** Claims that left a trace, with how old it is. */
  all: () => Promise<{ claim: string; ageMs: number }[]>;
}

const stages = ["begun", "handed", "taken", "given-up"] as const;
type Stage = (typeof stages)[number];

export function tracesIn(dataFolder: string, machineRun = thisMachineRun()): Traces {
  const folder = join(dataFolder, "mail-handovers");
  const pathOf = (claim: string, stage: Stage) => join(folder, `${claim}.${stage}`);
  const move = (claim: string, from: Stage, to: Stage) => renameSync(pathOf(claim, from), pathOf(claim, to));
  const has = (claim: string, stage: Stage) => isThere(() => readFileSync(pathOf(claim, stage), "utf8")) === machineRun;
  return {
    begin: (claim) => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(pathOf(claim, "begun"), machineRun, { flag: "wx", mode: 0o600 });
    },
    atLast: (claim) => move(claim, "begun", "handed"),
    taken: (claim) => {
      isThere(() => move(claim, "handed", "taken"));
    },
    end: (claim) => {
      for (const stage of stages) isThere(() => unlinkSync(pathOf(claim, stage)));
    },
    findOut: (claim) => {
      if (machineRun === "") return "unknown";
      if (has(claim, "begun")) isThere(() => move(claim, "begun", "given-up"));
      if (has(claim, "given-up")) return "untouched";
      if (has(claim, "taken")) return "taken";
      return has(claim, "handed") ? "handed" : "unknown";
    },
    all: async () => {
      const names = await readdir(folder).catch(() => []);
      const found = names.map(async (name) => {
        const { mtimeMs } = await stat(join(folder, name)).catch(() => ({ mtimeMs: Date.now() }));
        return { claim: name.slice(0, name.lastIndexOf(".")), ageMs: Date.now() - mtimeMs };
      });
      return Promise.all(found);
    },
  };
}

/** Linux makes a new one at each start of the machine; elsewhere a trace is not believed. */
function thisMachineRun(): string {
  return (isThere(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8")) ?? "").trim();
}

function isThere<Result>(read: () => Result): Result | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
