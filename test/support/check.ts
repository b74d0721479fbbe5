import { sourceFiles, violations } from "./architecture.ts";
import { runTool } from "./tool.ts";

interface Outcome {
  isGood: boolean;
  /** What is wrong, as the tool says it. */
  said: string;
}

/** `npm run check`: types, lint and format, unused code and the direction of imports, side by side; one line each. */
const checks: Record<string, () => Promise<Outcome>> = {
  types: () => runTool("tsc", "--noEmit", "-p", "."),
  "lint and format": () => runTool("biome", "check", "."),
  "unused code": () => runTool("knip", "--no-progress"),
  "import directions": async () => {
    const found = violations(sourceFiles());
    return { isGood: found.length === 0, said: found.join("\n") };
  },
};

const outcomes = await Promise.all(
  Object.entries(checks).map(async ([name, check]) => {
    const begun = performance.now();
    const { isGood, said } = await check();
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    console.log(`${isGood ? "✓" : "✗"} ${name.padEnd(18)} ${seconds} s`);
    return { name, isGood, said };
  }),
);
const failed = outcomes.filter(({ isGood }) => !isGood);
for (const { name, said } of failed) console.log(`\n${name}:\n${said.trim()}`);
process.exitCode = failed.length > 0 ? 1 : 0;
