import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { notRunExit } from "./needs.ts";

/**
 * Runs every lane in order and in full (long properties with all their runs), one progress line each, and ends with
 * `N passed, N failed`. A lane that could not run is said to be not run and fails the whole: nothing is passed over in
 * silence. What failed is named once more at the end, where it is looked for.
 *
 * A wait in vain may say only that the machine was late, so a file whose first failure is one is run once more, by itself
 * and whole, and the summary names it. What was seen and was wrong is never tried again.
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
  /** What failed, and what was only late, a line each. */
  failures: readonly string[];
  late: readonly string[];
}

async function run(lane: Lane): Promise<Outcome> {
  const { exit, report } = await runOnce(lane, []);
  if (exit === notRunExit) return { passed: 0, failed: 1, words: "NOT RUN", failures: [], late: [] };
  if (!lane.counts) return outcomeOf(exit, exit === 0 ? 1 : 0, [], []);
  if (!report) return outcomeOf(exit || 1, 0, [], []);
  const failed = report.testResults.filter(({ status }) => status === "failed");
  const late = failed.flatMap(failuresIn);
  if (failed.length === 0 || !failed.every(isLate)) return outcomeOf(exit, report.numPassedTests, late, []);

  console.log(`Waited in vain in ${failed.length === 1 ? "one file" : `${failed.length} files`}, run once more:`);
  const again = await runOnce(lane, failed.map(pathOf));
  const ran = again.report?.testResults ?? [];
  const passedAtFirst = failed.reduce((sum, file) => sum + countOf(file, "passed"), 0);
  const passed = report.numPassedTests - passedAtFirst + (again.report?.numPassedTests ?? 0);
  return outcomeOf(ran.length === failed.length ? again.exit : 1, passed, ran.flatMap(failuresIn), late);
}

function outcomeOf(exit: number, passed: number, failures: readonly string[], late: readonly string[]): Outcome {
  const failed = exit !== 0 || passed === 0 ? Math.max(failures.length, 1) : 0;
  return { passed, failed, words: failed > 0 ? "FAILED" : "ok", failures, late };
}

async function runOnce(
  { script, counts }: Lane,
  files: readonly string[],
): Promise<{ exit: number; report: Report | null }> {
  const file = join(results, `${script.replaceAll(":", "-")}${files.length > 0 ? "-again" : ""}.json`);
  const exit = await new Promise<number>((settle) => {
    const env = { ...process.env, DESKBELL_FULL: "1", ...(counts ? { DESKBELL_RESULTS: file } : {}) };
    const args = ["run", "--silent", script, ...(files.length > 0 ? ["--", ...files] : [])];
    const child = spawn("npm", args, { stdio: ["ignore", "inherit", "inherit"], env });
    child.once("error", () => settle(1));
    child.once("exit", (code) => settle(code ?? 1));
  });
  return { exit, report: counts ? readReport(file) : null };
}

/** The part of a test runner's report that is read here. */
interface Report {
  numPassedTests: number;
  testResults: {
    name: string;
    message: string;
    status: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
}

export type FileReport = Report["testResults"][number];

function readReport(file: string): Report | null {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

const pathOf = ({ name }: FileReport) => relative(join(import.meta.dirname, "../.."), name);

const countOf = ({ assertionResults }: FileReport, status: string) =>
  assertionResults.filter((test) => test.status === status).length;

/** What later tests of a file say follows from the first that failed: they go on from where it stopped. */
export function isLate(file: FileReport): boolean {
  const first = file.assertionResults.find(({ status }) => status === "failed");
  return /timed out in|Waiting for .* failed|Waiting failed|Waited in vain/.test(messageOf(first, file));
}

function failuresIn(file: FileReport): readonly string[] {
  const failed = file.assertionResults.filter(({ status }) => status === "failed");
  const failures = failed.map((test) => `${pathOf(file)}: ${test.fullName}: ${messageOf(test, file)}`);
  // A file that fails outside its tests has only a message.
  return file.status === "failed" && failed.length === 0
    ? [`${pathOf(file)}: ${messageOf(undefined, file)}`]
    : failures;
}

const messageOf = (test: FileReport["assertionResults"][number] | undefined, file: FileReport) =>
  firstLine(test ? (test.failureMessages[0] ?? "") : file.message);

const firstLine = (text: string) => stripVTControlCharacters(text).split("\n", 1)[0] ?? "";

if (import.meta.main) {
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const outcomes: Outcome[] = [];
  const lines: string[] = [];
  for (const [index, lane] of lanes.entries()) {
    console.log(`\n[${index + 1}/${lanes.length}] ${lane.name} …`);
    const began = performance.now();
    const outcome = await run(lane);
    outcomes.push(outcome);
    const { passed, words, late } = outcome;
    const again = late.length > 0 ? `, ${late.length} late at first` : "";
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    lines.push(`[${index + 1}/${lanes.length}] ${lane.name}: ${words}, ${passed} passed${again}, ${seconds} s`);
    console.log(lines.at(-1));
  }
  const print = (title: string, said: readonly string[]) => {
    if (said.length > 0) console.log(`\n${title}\n${said.join("\n")}`);
  };
  print(
    "Late at first, and run once more:",
    outcomes.flatMap(({ late }) => late),
  );
  print(
    "Failed:",
    outcomes.flatMap(({ failures }) => failures),
  );
  print("All lanes:", lines);
  const sum = (of: "passed" | "failed") => outcomes.reduce((total, outcome) => total + outcome[of], 0);
  console.log(`\n${sum("passed")} passed, ${sum("failed")} failed`);
  process.exitCode = sum("failed") === 0 ? 0 : 1;
}
