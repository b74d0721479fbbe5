import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { notRunExit } from "./needs.ts";

/**
 * Runs every lane in order and in full (long properties with all their runs), one progress line each, and ends with `N passed, N failed`. A lane that could not run is
 * said to be not run and fails the whole: nothing is passed over in silence.
 */

interface Lane {
  name: string;
  script: string;
  /** Whether the lane counts tests of its own; others count as one. */
  counts: boolean;
}

const lanes: readonly Lane[] = [
  { name: "check: types, lint, format, unused code, arrows", script: "check", counts: false },
  { name: "tests on the embedded database", script: "test", counts: true },
  { name: "build of extension, desk and server", script: "build", counts: false },
  { name: "sizes", script: "bench:sizes", counts: false },
  { name: "server tests on PostgreSQL", script: "test:postgres", counts: true },
  { name: "access checks against real servers", script: "test:access", counts: true },
  { name: "browser tests", script: "test:e2e", counts: true },
];

const results = join(import.meta.dirname, "../../.output/results");

interface Outcome {
  passed: number;
  failed: number;
  words: string;
}

async function run({ script, counts }: Lane): Promise<Outcome> {
  const file = join(results, `${script.replaceAll(":", "-")}.json`);
  const exit = await new Promise<number>((settle) => {
    const env = { ...process.env, DESKBELL_FULL: "1", ...(counts ? { DESKBELL_RESULTS: file } : {}) };
    const child = spawn("npm", ["run", "--silent", script], { stdio: ["ignore", "inherit", "inherit"], env });
    child.once("error", () => settle(1));
    child.once("exit", (code) => settle(code ?? 1));
  });
  if (exit === notRunExit) return { passed: 0, failed: 1, words: "NOT RUN" };
  const tests = counts ? countTests(file) : { passed: exit === 0 ? 1 : 0, failed: exit === 0 ? 0 : 1 };
  const failed = exit !== 0 && tests.failed === 0 ? 1 : tests.failed;
  const ranNothing = exit === 0 && tests.passed + failed === 0;
  return { passed: tests.passed, failed: ranNothing ? 1 : failed, words: failed || ranNothing ? "FAILED" : "ok" };
}

function countTests(file: string): { passed: number; failed: number } {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(file, "utf8"));
    return { passed: numPassedTests, failed: numFailedTests };
  } catch {
    return { passed: 0, failed: 0 };
  }
}

if (import.meta.main) {
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const total = { passed: 0, failed: 0 };
  const lines: string[] = [];
  for (const [index, lane] of lanes.entries()) {
    console.log(`\n[${index + 1}/${lanes.length}] ${lane.name} …`);
    const began = performance.now();
    const { passed, failed, words } = await run(lane);
    total.passed += passed;
    total.failed += failed;
    lines.push(
      `[${index + 1}/${lanes.length}] ${lane.name}: ${words}, ${passed} passed, ${((performance.now() - began) / 1000).toFixed(1)} s`,
    );
    console.log(lines.at(-1));
  }
  console.log(`\n${lines.join("\n")}\n`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}
