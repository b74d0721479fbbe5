import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import type { DatabasePlace } from "../support/db.ts";

const cli = join(import.meta.dirname, "../../server/cli.ts");

/** A real server in a process of its own, with the demo's people and license. */
export interface ServerProcess {
  url: string;
  port: number;
  /** Of the license whose plan counts no requests. */
  licenseKey: string;
  /** Invitation texts, one browser each. */
  invitations: string[];
  signal: (name: NodeJS.Signals) => void;
  /** Resolves when it has ended. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

export async function startProcess(place: DatabasePlace): Promise<ServerProcess> {
  const child = deskbell(["demo", "--port", "0", "--json"], place);
  const ended = once(child, "exit").then(([code, signal]) => ({ code, signal }));
  const ready = await firstLine(child);
  const { url, licenses, invitations } = JSON.parse(ready);
  return {
    url,
    port: Number(new URL(url).port),
    licenseKey: licenses[2].key,
    invitations,
    signal: (name) => child.kill(name),
    ended,
  };
}

/** What a command printed, and how it ended. */
export async function run(
  args: string[],
  place: DatabasePlace,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = deskbell(args, place);
  const [stdout, stderr, [code]] = await Promise.all([
    child.stdout?.toArray(),
    child.stderr?.toArray(),
    once(child, "exit"),
  ]);
  return { code, stdout: (stdout ?? []).join(""), stderr: (stderr ?? []).join("") };
}

function deskbell(args: string[], { dataFolder, databaseUrl }: DatabasePlace): ChildProcess {
  const database = databaseUrl === null ? {} : { DESKBELL_DATABASE_URL: databaseUrl };
  const child = spawn(process.execPath, [cli, ...args, "--data", dataFolder], {
    env: { PATH: process.env.PATH, ...database },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return child;
}

/** The first line a process prints; what it says on stderr when it ends without one. */
async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout || !child.stderr) throw new Error("the process has no output");
  const stderr = child.stderr.toArray();
  for await (const line of createInterface(child.stdout)) return line;
  throw new Error(`The server ended before it was ready: ${(await stderr).join("")}`);
}
