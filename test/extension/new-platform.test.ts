import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newPlatform } from "../support/new-platform.ts";

const project = join(import.meta.dirname, "../..");
const made: string[] = [];

/** What the registry's test needs of the project, in a folder of its own. */
function copyOf(parts: readonly string[]): string {
  const root = mkdtempSync(join(tmpdir(), "new-platform-"));
  made.push(root);
  for (const part of parts) cpSync(join(project, part), join(root, part), { recursive: true });
  return root;
}

const lists = ["README.md", "extension/adapters/detect-others.ts", "extension/adapters/facts.ts"];
const write = (root: string, path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const edit = (root: string, path: string, from: string | RegExp, to: string) => {
  const before = readFileSync(join(root, path), "utf8");
  const after = before.replace(from, () => to);
  expect(after, `${path} has no ${from}`).not.toBe(before);
  writeFileSync(join(root, path), after);
};

afterAll(() => {
  for (const root of made) rmSync(root, { recursive: true, force: true });
});

/** Runs the registry's own tests there, of these platforms alone; the failures of each, by the test's name. */
function registry(
  root: string,
  ids: readonly string[],
  env: Record<string, string> = {},
): Promise<Map<string, string>> {
  const own = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:VITEST|NODE_ENV|TEST)/.test(name)),
  );
  const config = join(root, "vitest.config.ts");
  writeFileSync(config, 'export default { test: { include: ["test/extension/fixtures.test.ts"] } };\n');
  const runner = join(project, "node_modules/vitest/vitest.mjs");
  const results = join(root, "results.json");
  rmSync(results, { force: true });
  const args = [
    runner,
    "run",
    "--root",
    root,
    "--reporter=json",
    `--outputFile=${results}`,
    "-t",
    `^(?:${ids.join("|")}) `,
  ];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: root, env: { ...own, ...env }, maxBuffer: 64 << 20 }, (_, out, error) => {
      try {
        resolve(failuresIn(JSON.parse(readFileSync(results, "utf8"))));
      } catch (cause) {
        reject(new Error(`the registry's tests did not run: ${(out + error).slice(-2_000)}`, { cause }));
      }
    });
  });
}

interface Run {
  numPassedTests: number;
  testResults: {
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
}

function failuresIn({ numPassedTests, testResults }: Run): Map<string, string> {
  const broken = testResults.find(({ assertionResults }) => assertionResults.length === 0);
  if (broken) throw new Error(broken.message);
  const all = testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = all.filter(({ status }) => status === "failed");
  expect(numPassedTests + failed.length).toBeGreaterThan(0);
  return new Map(failed.map(({ fullName, failureMessages }) => [fullName.trim(), failureMessages.join("\n")]));
}

describe("a platform that was just started", () => {
  let root: string;
  beforeAll(() => {
    root = copyOf([
      ...["extension", "shared", "package.json", "README.md", "tsconfig.json", "test/fixtures/pages"],
      ...["test/extension/fixtures.test.ts", "test/support/pages.ts"],
    ]);
    symlinkSync(join(project, "node_modules"), join(root, "node_modules"));
    newPlatform(root, "acme-demo", "Acme Demo");
  });

  test("is red until it is filled in, each time for the reason that it says", async () => {
    write(root, "extension/adapters/lost-adapter/detect.ts", "export {};\n");
    write(root, "test/fixtures/pages/lost-pages/page.html", "<p>Hi</p>\n");
    write(root, "test/fixtures/pages/acme-demo/gone.expected.json", "{}\n");
    edit(
      root,
      "README.md",
      "| `acme-demo` | to be filled in | |\n",
      "| `acme-demo` | to be filled in | |\n| `lost-row` | 1.0 | |\n",
    );
    const failures = await registry(root, ["acme-demo", "lost-adapter", "lost-pages", "lost-row"]);
    const standing = (id: string) =>
      failures.get(`${id} has a folder, a line in both lists, pages and a row in the README`);
    expect(standing("acme-demo")).toContain("its row in the README is still to be filled in");
    expect(standing("lost-adapter")).toContain("no list of detectors names it once");
    expect(standing("lost-adapter")).toContain("test/fixtures/pages/lost-adapter/ has no page");
    expect(standing("lost-pages")).toContain("extension/adapters/lost-pages/ is not there");
    expect(standing("lost-row")).toContain("extension/adapters/lost-row/ is not there");
    const own = (name: string) => failures.get(`acme-demo ${name}`);
    expect(own("acme-demo-dashboard reads as expected")).toContain("acme-demo-dashboard.expected.json is missing");
    expect(own("every example is claimed by its own adapter and by no other")).toContain(
      "fill in detect.ts until it claims",
    );
    expect(own("no expected file stands without its page")).toContain("gone");
  });

  test("is green once it is filled in", async () => {
    for (const lost of ["extension/adapters/lost-adapter", "test/fixtures/pages/lost-pages"])
      rmSync(join(root, lost), { recursive: true });
    rmSync(join(root, "test/fixtures/pages/acme-demo/gone.expected.json"));
    edit(root, "README.md", "| `lost-row` | 1.0 | |\n", "");
    edit(root, "README.md", "| `acme-demo` | to be filled in | |", "| `acme-demo` | Acme Demo 1.0 | |");
    edit(
      root,
      "test/fixtures/pages/acme-demo/acme-demo-dashboard.html",
      /<!-- To be filled in.*-->/,
      '<nav id="acme"></nav>',
    );
    edit(
      root,
      "extension/adapters/acme-demo/detect.ts",
      "detect: () => null",
      `detect: (page) =>
    page.has("#acme")
      ? { platform: "acme-demo", label: "Acme Demo", native: null, version: null, adminPath: "/admin/", entry: "index.php", signedIn: true, offerHelp: true }
      : null`,
    );
    expect([...(await registry(root, ["acme-demo"], { FIXTURES_ACCEPT: "1" }))]).toEqual([]);
    expect([...(await registry(root, ["acme-demo"]))]).toEqual([]);
  });
});

describe("the command", () => {
  test("puts a line into both lists and leaves the others as they are", () => {
    const root = copyOf(lists);
    const before = lists.map((path) => readFileSync(join(root, path), "utf8").split("\n"));
    newPlatform(root, "acme");
    for (const [at, path] of lists.entries()) {
      const after = readFileSync(join(root, path), "utf8").split("\n");
      expect(
        before[at]?.filter((line) => !after.includes(line) && !line.startsWith("export const otherDetectors")),
        path,
      ).toEqual([]);
      expect(
        after.filter((line) => /acme/i.test(line)).length -
          (before[at] ?? []).filter((line) => /acme/i.test(line)).length,
        path,
      ).toBe(path === "README.md" ? 1 : 2);
    }
  });

  test.each([
    "",
    "Acme",
    "acme_cart",
    "-acme",
    "acme-",
    "a--b",
    "../acme",
    "acme/x",
    "1acme",
    "class",
    "declared",
    "a".repeat(40),
  ])("refuses %j as an id and writes nothing", (id) => {
    const root = copyOf(lists);
    const before = everythingIn(root);
    expect(() => newPlatform(root, id)).toThrow(/is no id/);
    expect(everythingIn(root)).toEqual(before);
  });

  test.each(["opencart", "woocommerce"])("refuses %s, which is there", (id) => {
    const root = copyOf(lists);
    const before = everythingIn(root);
    expect(() => newPlatform(root, id)).toThrow(/is there already/);
    expect(everythingIn(root)).toEqual(before);
  });

  test("refuses the same platform twice", () => {
    const root = copyOf(lists);
    newPlatform(root, "acme");
    const once = everythingIn(root);
    expect(() => newPlatform(root, "acme")).toThrow(/is there already/);
    expect(everythingIn(root)).toEqual(once);
  });

  test.each([
    ["a label with markup", "README.md", /$/, "", "<b>"],
    ["a README without its table", "README.md", /^\|.*$/gm, "", "Acme"],
    [
      "a list in another form",
      "extension/adapters/facts.ts",
      /export const factAdapters/,
      "export const others",
      "Acme",
    ],
  ])("with %s it takes back all that it wrote", (_, path, from, to, label) => {
    const root = copyOf(lists);
    writeFileSync(join(root, path), readFileSync(join(root, path), "utf8").replaceAll(new RegExp(from, "gm"), to));
    const before = everythingIn(root);
    expect(() => newPlatform(root, "acme", label)).toThrow();
    expect(everythingIn(root)).toEqual(before);
    expect(existsSync(join(root, "test"))).toBe(false);
  });
});

function everythingIn(root: string): Record<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name), "utf8")]),
  );
}
