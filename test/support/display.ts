import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A screen nobody sees, with a window manager: the browser's own prompts need both. */
export interface Display {
  /** As in the environment: `:99`. */
  name: string;
  /** One call of xdotool there; gives what it printed. */
  xdotool(...args: string[]): Promise<string>;
  /** Waits until nothing on the screen has moved for a quarter of a second. */
  still(): Promise<void>;
  stop(): Promise<void>;
}

export async function startDisplay(): Promise<Display> {
  const folder = await mkdtemp(join(tmpdir(), "deskbell-screen-"));
  // Xvfb finds a free number itself and writes it to the given descriptor once it listens; it keeps its pixels in a file.
  const options = ["-displayfd", "3", "-screen", "0", "1400x900x24", "-nolisten", "tcp", "-fbdir", folder];
  const server = spawn("Xvfb", options, {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const name = `:${await firstLine(server, server.stdio[3] as Readable)}`; // Asked for as a pipe above.
  const env = { ...process.env, DISPLAY: name };
  const manager = spawn("openbox", ["--startup", "echo ready"], { env, stdio: ["ignore", "pipe", "ignore"] });
  const endBoth = () => [manager, server].map((child) => child.kill());
  process.once("exit", endBoth);
  await firstLine(manager, manager.stdout);
  return {
    name,
    xdotool: async (...args) => (await run("xdotool", args, { env })).stdout.trim(),
    still: () => untilStill(() => readFile(join(folder, "Xvfb_screen0"))),
    async stop() {
      await end(manager);
      await end(server);
      process.off("exit", endBoth);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function untilStill(look: () => Promise<Buffer>): Promise<void> {
  let seen = await look();
  for (let quiet = 0; quiet < 5; ) {
    await pause(50);
    const now = await look();
    quiet = now.equals(seen) ? quiet + 1 : 0;
    seen = now;
  }
}

/** The first line that a process writes; fails with its name when it ends without one. */
async function firstLine(child: ChildProcess, stream: Readable): Promise<string> {
  const failed = Promise.withResolvers<never>();
  child.once("error", failed.reject);
  child.once("exit", (code) => failed.reject(new Error(`${child.spawnfile} ended with ${code} before it was ready`)));
  const read = async () => {
    let text = "";
    for await (const chunk of stream) {
      text += String(chunk);
      const end = text.indexOf("\n");
      if (end >= 0) return text.slice(0, end);
    }
    return failed.promise;
  };
  return Promise.race([read(), failed.promise]);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}
