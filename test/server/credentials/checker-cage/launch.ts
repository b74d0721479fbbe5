import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Duplex } from "node:stream";
import { type Ended, runChild } from "../../../../server/credentials/checker/child-process.ts";
import { usualLimits } from "../../../../server/credentials/checker/limits.ts";
import { type Cage, findCage } from "../../../../server/credentials/checker/namespace.ts";
import { readableFiles } from "../../../../server/credentials/checker/readable.ts";

export function script(name: "actor" | "probe" | "unprivileged"): string {
  return join(import.meta.dirname, `${name}.ts`);
}

let cage: Promise<Cage> | null = null;

export function bestCage(): Promise<Cage> {
  cage ??= findCage(script("probe"));
  return cage;
}

/** Runs a script of a test in exactly the cage that a check runs in. */
export async function inCage(
  name: "actor" | "probe",
  input: object,
  { ms = 15_000, pipes = 1, onStart }: { ms?: number; pipes?: number; onStart?: Serve } = {},
): Promise<{ ended: Ended; tookMs: number }> {
  const startedAt = performance.now();
  const ended = await runChild({
    cage: await bestCage(),
    slot: 0,
    entry: script(name),
    readable: readableFiles(),
    input: JSON.stringify(input),
    pipes,
    ms,
    limits: usualLimits,
    onStart: onStart ?? (() => {}),
  });
  return { ended, tookMs: performance.now() - startedAt };
}

type Serve = (line: Duplex, pipes: readonly Duplex[]) => void;

/** What a probe said of one attempt. */
export interface Said {
  cameThrough?: true;
  got?: unknown;
  refused?: string;
}

export type Attempt = [attempt: string, target: string];

/** Tries one after the other in the cage; throws where the child was ended before it could answer. */
export async function tryInCage(asked: Attempt[]): Promise<Said[]> {
  const { ended } = await inCage("probe", { asked });
  if (ended.by !== "answer") throw new Error(`The probe was ended by ${ended.by}`);
  // The probe's own answer.
  return JSON.parse(ended.line) as Said[];
}

/** Tries the same in a process without any wall. */
export async function tryOutside(asked: Attempt[]): Promise<Said[]> {
  const child = spawn(process.execPath, ["--no-warnings", script("probe")], { stdio: ["pipe", "pipe", "ignore"] });
  child.stdin.end(`${JSON.stringify({ asked })}\n`);
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  child.kill("SIGKILL");
  // The probe's own answer.
  return JSON.parse(String(line)) as Said[];
}
