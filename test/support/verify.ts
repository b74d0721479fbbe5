import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { notRunExit } from "./needs.ts";

/**
 * Runs every lane in order and in full (long properties with all their runs), one progress line each, and ends with
 * `N passed, N failed`. A lane that could not run is said to be not run and fails the whole: nothing is passed over in
 * silence. What failed is named once more at the end, where it is looked for.
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
  { name: "browser tests in Chromium", script: "test:e2e", counts: true },
  { name: "browser tests in Firefox", script: "test:firefox", counts: true },
];

const results = join(import.meta.dirname, "../../.output/results");

interface Outcome {
  passed: number;
  failed: number;
  words: string;
  /** What failed, a line each. */
  failures: readonly string[];
}

async function run({ script, counts }: Lane): Promise<Outcome> {
  const file = join(results, `${script.replaceAll(":", "-")}.json`);
  const exit = await new Promise<number>((settle) => {
    const env = { ...process.env, DESKBELL_FULL: "1", ...(counts ? { DESKBELL_RESULTS: file } : {}) };
    const child = spawn("npm", ["run", "--silent", script], { stdio: ["ignore", "inherit", "inherit"], env });
    child.once("error", () => settle(1));
    child.once("exit", (code) => settle(code ?? 1));
  });
  if (exit === notRunExit) return { passed: 0, failed: 1, words: "NOT RUN", failures: [] };
  const tests = counts ? countTests(file) : { passed: exit === 0 ? 1 : 0, failed: exit === 0 ? 0 : 1, failures: [] };
  const failed = exit !== 0 && tests.failed === 0 ? 1 : tests.failed;
  const ranNothing = exit === 0 && tests.passed + failed === 0;
  return {
    passed: tests.passed,
    failed: ranNothing ? 1 : failed,
    words: failed || ranNothing ? "FAILED" : "ok",
    failures: tests.failures,
  };
}

/** The part of a test runner's report that is read here. */
interface Report {
  numPassedTests: number;
  numFailedTests: number;
  testResults: {
    name: string;
    message: string;
    status: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
}

function countTests(file: string): { passed: number; failed: number; failures: readonly string[] } {
  try {
    const report: Report = JSON.parse(readFileSync(file, "utf8"));
    return { passed: report.numPassedTests, failed: report.numFailedTests, failures: failuresIn(report) };
  } catch {
    return { passed: 0, failed: 0, failures: [] };
  }
}

function failuresIn(report: Report): readonly string[] {
  return report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(join(import.meta.dirname, "../.."), name);
    const failed = assertionResults.filter((test) => test.status === "failed");
    // A file that fails outside its tests has only a message.
    if (status === "failed" && failed.length === 0) return [`${file}: ${firstLine(message)}`];
    return failed.map((test) => `${file}: ${test.fullName}: ${firstLine(test.failureMessages[0] ?? "")}`);
  });
}

const firstLine = (text: string) => stripVTControlCharacters(text).split("\n", 1)[0] ?? "";

if (import.meta.main) {
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const total = { passed: 0, failed: 0 };
  const lines: string[] = [];
  const failures: string[] = [];
  for (const [index, lane] of lanes.entries()) {
    console.log(`\n[${index + 1}/${lanes.length}] ${lane.name} …`);
    const began = performance.now();
    const { passed, failed, words, failures: names } = await run(lane);
    failures.push(...names);
    total.passed += passed;
    total.failed += failed;
    lines.push(
      `[${index + 1}/${lanes.length}] ${lane.name}: ${words}, ${passed} passed, ${((performance.now() - began) / 1000).toFixed(1)} s`,
    );
    console.log(lines.at(-1));
  }
  if (failures.length > 0) console.log(`\nFailed:\n${failures.join("\n")}`);
  console.log(`\n${lines.join("\n")}\n`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}
