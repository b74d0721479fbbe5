import { spawn } from "node:child_process";
import { once } from "node:events";
import { geteuid } from "node:process";

/** What stands in front of the child's own command: each wall that this machine lets us build. */
export interface Cage {
  /** As the log and the documentation name it. */
  walls: readonly Wall[];
  /** Program and arguments that run what follows them; empty where there is no wall. */
  wrap: (slot: number) => readonly string[];
}

/**
 * `network`: a network of its own with nothing in it. `user`: another user. `processes`: no other process can be seen or
 * signalled, where it must be the same user. `privileges`: none can be gained.
 */
export type Wall = "network" | "user" | "processes" | "privileges" | "limits";

/**
 * Users that no system gives to anyone: what a child could reach as a user of its own is nothing. One for each slot, so
 * that two checks at once cannot look into each other.
 */
const firstUser = 65_520;

/** Kilobytes of private memory (V8 reserves some 580,000 at once), files, file size, core dumps, seconds of computing. */
const limits = 'ulimit -c 0; ulimit -f 0; ulimit -t 20; ulimit -n 64; ulimit -d 786432; exec env -i "$@"';
const limited = ["sh", "-c", limits, "sh"];

const noPrivileges = ["--no-new-privs", "--inh-caps=-all", "--bounding-set=-all", "--pdeathsig", "KILL", "--"];

function asUser(slot: number): string[] {
  const id = String(firstUser + slot);
  return ["setpriv", "--reuid", id, "--regid", id, "--clear-groups", ...noPrivileges];
}

/** Best first. `unshare` and `setpriv` are util-linux; each command takes the place of the one before it, but for `--fork`. */
const cagesOfRoot: readonly Cage[] = [
  {
    walls: ["network", "user", "privileges", "limits"],
    wrap: (slot) => ["unshare", "--net", "--ipc", "--", ...asUser(slot), ...limited],
  },
  { walls: ["user", "privileges", "limits"], wrap: (slot) => [...asUser(slot), ...limited] },
  {
    walls: ["network", "privileges", "limits"],
    wrap: () => ["unshare", "--net", "--ipc", "--", "setpriv", ...noPrivileges, ...limited],
  },
];

const cagesOfOthers: readonly Cage[] = [
  {
    walls: ["network", "processes", "privileges", "limits"],
    wrap: () => [
      ...["unshare", "--user", "--net", "--ipc", "--pid", "--fork", "--kill-child", "--"],
      ...["setpriv", "--no-new-privs", "--"],
      ...limited,
    ],
  },
  {
    walls: ["privileges", "limits"],
    wrap: () => ["setpriv", "--no-new-privs", "--pdeathsig", "KILL", "--", ...limited],
  },
];

const cagesOfAll: readonly Cage[] = [
  { walls: ["limits"], wrap: () => limited },
  { walls: [], wrap: () => [] },
];

/** The best cage that this machine has in which the file can be read. */
export async function findCage(entry: string): Promise<Cage> {
  const own = process.platform !== "linux" ? [] : geteuid?.() === 0 ? cagesOfRoot : cagesOfOthers;
  for (const cage of [...own, ...cagesOfAll]) {
    if (cage.walls.length === 0 || (await holds(cage, entry))) return cage;
  }
  throw new Error("The last cage has no walls");
}

/** Tries a cage with a command that does nothing but look whether the child could be read and run. */
async function holds({ wrap }: Cage, entry: string): Promise<boolean> {
  const [command = "", ...args] = [...wrap(0), "sh", "-c", 'test -r "$1" && test -x "$2"', "sh", entry];
  const tried = spawn(command, [...args, process.execPath], { env: {}, cwd: "/", stdio: "ignore", timeout: 5_000 });
  const ended = await once(tried, "exit").catch(() => [null]);
  return ended[0] === 0;
}
