import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rmdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Duplex, Readable, Writable } from "node:stream";
import { invariant } from "../../../shared/invariant.ts";
import type { Limits } from "./limits.ts";
import type { Cage } from "./namespace.ts";

/** How a child ended. Whatever it did, it is gone by then. */
export type Ended =
  | { by: "answer"; line: string }
  | { by: "time" | "memory" | "output" }
  | { by: "death"; code: number | null; signal: NodeJS.Signals | null };

export interface Start {
  cage: Cage;
  /** 0 or 1: which of the checks at once this is. */
  slot: number;
  /** The script, and every file and folder it may read. */
  entry: string;
  readable: readonly string[];
  /** One line for its standard input. */
  input: string;
  /** How many pipes it gets besides its line of requests. */
  pipes: number;
  ms: number;
  limits: Pick<Limits, "memoryBytes" | "outputBytes">;
  /** Gets the child's line of requests and its pipes as soon as it runs. */
  onStart: (line: Duplex, pipes: readonly Duplex[]) => void;
}

/**
 * No network, no child processes, workers, addons, WASI or foreign functions, no database, no code made of text, and no
 * file but what it must load.
 */
function flagsFor(readable: readonly string[]): string[] {
  return [
    "--permission",
    ...readable.map((path) => `--allow-fs-read=${path}`),
    "--no-experimental-sqlite",
    "--no-addons",
    "--disallow-code-generation-from-strings",
    "--max-old-space-size=64",
    "--max-semi-space-size=2",
    "--v8-pool-size=1",
    "--no-warnings",
  ];
}

/** Runs one child to its answer or its end; never rejects for what it does. */
export async function runChild(start: Start): Promise<Ended> {
  const { cage, slot, entry, readable, input, limits } = start;
  const folder = await mkdtemp(join(tmpdir(), "deskbell-check-"));
  const [command = "", ...args] = [...cage.wrap(slot), process.execPath, ...flagsFor(readable), entry];
  const child = spawn(command, args, {
    cwd: folder,
    env: {},
    stdio: ["pipe", "pipe", "ignore", "pipe", ...Array<"pipe">(start.pipes).fill("pipe")],
  });
  const ended = endOf(child);
  // Each of these was asked for as a pipe just now; Node's types know only three.
  const [stdin, stdout, , line, ...pipes] = child.stdio as unknown as [Writable, Readable, null, ...Duplex[]];
  invariant(line, "a line was asked for");
  for (const pipe of pipes) halfOpen(pipe);
  start.onStart(line, pipes);
  stdin.on("error", () => {});
  stdin.end(`${input}\n`);
  const watch = new AbortController();
  try {
    return await Promise.race([
      ended,
      firstLine(stdout, limits.outputBytes),
      afterTime(start.ms, watch.signal),
      overMemory(child, limits.memoryBytes, watch.signal),
    ]);
  } finally {
    watch.abort();
    child.kill("SIGKILL");
    await ended;
    await rmdir(folder).catch(() => {});
  }
}

/** A child that says it is done sending can still be sent the rest. */
function halfOpen(pipe: Duplex): void {
  pipe.allowHalfOpen = true;
  pipe.on("error", () => {});
}

function endOf(child: ChildProcess): Promise<Ended> {
  return new Promise((resolve) => {
    child.once("error", () => resolve({ by: "death", code: null, signal: null }));
    child.once("exit", (code, signal) => resolve({ by: "death", code, signal }));
  });
}

function firstLine(stdout: Readable, most: number): Promise<Ended> {
  return new Promise((resolve) => {
    let text = "";
    stdout.setEncoding("utf8").on("error", () => {});
    stdout.on("data", (chunk: string) => {
      text += chunk;
      const end = text.indexOf("\n");
      if (text.length > most) resolve({ by: "output" });
      else if (end >= 0) resolve({ by: "answer", line: text.slice(0, end) });
    });
  });
}

function afterTime(ms: number, signal: AbortSignal): Promise<Ended> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ by: "time" }), ms);
    signal.addEventListener("abort", () => clearTimeout(timer));
  });
}

/** What V8 does not count, buffers above all, the kernel does. Where it does not tell, `ulimit` is what is left. */
function overMemory({ pid }: ChildProcess, most: number, signal: AbortSignal): Promise<Ended> {
  return new Promise((resolve) => {
    const timer = setInterval(async () => {
      if ((await residentBytes(pid)) > most) resolve({ by: "memory" });
    }, 50);
    signal.addEventListener("abort", () => clearInterval(timer));
  });
}

/** Of a process and of its child: `unshare --fork` stands between us and the one that is meant. */
async function residentBytes(pid: number | undefined): Promise<number> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() => "");
  const statuses = [pid, ...children.split(" ").filter(Boolean)].map((one) =>
    readFile(`/proc/${one}/status`, "utf8").catch(() => ""),
  );
  const kilobytes = (await Promise.all(statuses)).map((status) =>
    Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0),
  );
  return 1024 * kilobytes.reduce((sum, one) => sum + one, 0);
}
