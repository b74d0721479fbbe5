import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";

/**
 * `npm run new:platform -- <id> [label]`: a platform's two halves, a page, its lines in the lists and its row in the
 * README, all with places to fill in; the tests stay red until they are. `--root` names another copy of the project.
 */

/** What the command can be refused for; its message is for the person who ran it. */
class Refused extends Error {}

const formOfId = /^[a-z][a-z0-9]{0,30}(?:-[a-z0-9]{1,30}){0,4}$/;
const words = new Set(
  "await break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield".split(
    " ",
  ),
);

/**
 * Writes everything or nothing; returns what to do next, a line each.
 * @throws Refused where the id is badly formed or taken, or a list is not as expected.
 */
export function newPlatform(root: string, id: string, label = labelOf(id)): string[] {
  if (!formOfId.test(id) || id === "declared" || words.has(id))
    throw new Refused(`“${id}” is no id: small letters and digits, words joined by “-”, such as “acme-cart”.`);
  if (!/^[^\p{C}"`|\\<>&]{1,60}$/u.test(label)) throw new Refused("The label has at most 60 plain characters.");
  const taken = takenBy(root, id);
  if (taken) throw new Refused(`“${id}” is there already: ${taken}.`);

  const changes = [
    change(`extension/adapters/${id}/detect.ts`, () => detectHalf(id, label)),
    change(`extension/adapters/${id}/facts.ts`, () => factsHalf(id)),
    change(`test/fixtures/pages/${id}/${id}-dashboard.html`, () => dashboard(label)),
    change("extension/adapters/detect-others.ts", (list) =>
      withLine(list, "otherDetectors", nameOf(id), `./${id}/detect.ts`),
    ),
    change("extension/adapters/facts.ts", (list) =>
      withLine(list, "factAdapters", `${nameOf(id)}Facts`, `./${id}/facts.ts`),
    ),
    change("README.md", (readme) => withRow(readme, id)),
  ];
  writeAll(root, changes);
  return [
    `extension/adapters/${id}/detect.ts   fill in: what tells its admin, where the button stands`,
    `extension/adapters/${id}/facts.ts    fill in: addresses, what is never read, readers, why a fact is missing`,
    `test/fixtures/pages/${id}/           fill in: a signed-in page in its real shape; then more pages, one a reader`,
    "README.md                            fill in: its row",
    "then: npm run fixtures:accept, read what it wrote, npm run fix, npm test",
  ];
}

interface Change {
  path: string;
  /** The file's new text; the old one is empty where it is not there. */
  make(before: string): string;
}

function change(path: string, make: (before: string) => string): Change {
  return { path, make };
}

function takenBy(root: string, id: string): string | null {
  const folders = [`extension/adapters/${id}`, `test/fixtures/pages/${id}`];
  const folder = folders.find((path) => existsSync(join(root, path)));
  if (folder) return `${folder}/`;
  const lists = [
    "extension/adapters/detect-opencart.ts",
    "extension/adapters/detect-others.ts",
    "extension/adapters/facts.ts",
  ];
  const list = lists.find(
    (path) => existsSync(join(root, path)) && readFileSync(join(root, path), "utf8").includes(`"./${id}/`),
  );
  if (list) return list;
  return readFileSync(join(root, "README.md"), "utf8").includes(`| \`${id}\` `) ? "README.md" : null;
}

function writeAll(root: string, changes: readonly Change[]): void {
  const undo: (() => void)[] = [];
  try {
    for (const { path, make } of changes) {
      const file = join(root, path);
      const before = existsSync(file) ? readFileSync(file, "utf8") : null;
      const text = make(before ?? "");
      const made = mkdirSync(dirname(file), { recursive: true });
      undo.unshift(() =>
        before === null ? rmSync(made ?? file, { recursive: true, force: true }) : writeFileSync(file, before),
      );
      writeFileSync(file, text);
    }
  } catch (error) {
    for (const step of undo) step();
    throw error;
  }
}

/** The list with one more line at its end, and the import that it needs where imports are sorted. */
function withLine(source: string, list: string, name: string, from: string): string {
  const found = new RegExp(String.raw`(export const ${list}: [^=]+= \[)([^\]]*)\];`).exec(source);
  if (!found) throw new Refused(`The list “${list}” is not where it is looked for.`);
  const [whole, head = "", inner = ""] = found;
  const entries = [
    ...inner
      .split(",")
      .map((entry) => entry.trim())
      .filter(Boolean),
    name,
  ];
  const inLine = `${head}${entries.join(", ")}];`;
  const grown =
    inLine.length <= 120 && !inner.includes("\n")
      ? inLine
      : `${head}\n${entries.map((entry) => `  ${entry},\n`).join("")}];`;
  const line = `import { ${name} } from "${from}";\n`;
  const imports = [...source.matchAll(/^import .* from "(\.\/[^"]+)";\n/gm)];
  const next = imports.find(([, path = ""]) => isBefore(from, path));
  const at = next?.index ?? (imports.at(-1)?.index ?? 0) + (imports.at(-1)?.[0].length ?? 0);
  const withImport = source.slice(0, at) + line + source.slice(at);
  return withImport.replace(whole, () => grown);
}

function isBefore(path: string, other: string): boolean {
  const [mine, theirs] = [path.split("/"), other.split("/")];
  const at = mine.findIndex((part, index) => part !== theirs[index]);
  return at >= 0 && (mine[at] ?? "") < (theirs[at] ?? "");
}

function withRow(readme: string, id: string): string {
  const last = [...readme.matchAll(/^\| *`[a-z][a-z0-9-]*`.*\|\n/gm)].at(-1);
  if (!last) throw new Refused("The README has no table of platforms.");
  const end = last.index + last[0].length;
  return `${readme.slice(0, end)}| \`${id}\` | to be filled in | |\n${readme.slice(end)}`;
}

function nameOf(id: string): string {
  return id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function labelOf(id: string): string {
  return id.replace(/(?:^|-)(\w)/g, (_, letter: string) => ` ${letter.toUpperCase()}`).trim();
}

const detectHalf = (id: string, label: string) => `import type { Detector } from "../adapter.ts";

/** To be filled in: what a page of this admin has that no other page has; read of which versions, and when. */
export const ${nameOf(id)}: Detector = {
  id: "${id}",
  // To be filled in: bars of the admin that the button can stand in, with the version each was seen on. None: it floats.
  mounts: [],
  // To be filled in: until this claims its dashboard, no example is claimed. Shape of what it returns:
  // { platform: "${id}", label: "${label}", native: null, version, adminPath, entry, signedIn, offerHelp: signedIn }
  detect: () => null,
};
`;

const factsHalf = (id: string) => `import type { FactAdapter } from "../adapter.ts";

export const ${nameOf(id)}Facts: FactAdapter = {
  id: "${id}",
  // To be filled in: addresses as in the browser; a renamed folder, a folder below.
  examples: ["https://shop.example/admin/index.php?page=dashboard"],
  // To be filled in: the parameter that names a page, or where its path does; names and form of its token.
  address: { route: "page", always: {}, tokens: [], token: /^$/, params: {} },
  // To be filled in: the link that signs out, by its path and query, and where it stands.
  logout: /[?&]page=logout(?:&|$)/,
  logoutLink: 'a[href*="page=logout"]',
  // To be filled in: exact addresses that change nothing. What may change something is a sweep, with its sentence in sweeps.ts.
  reads: [],
  // To be filled in: where people, orders and secrets stand.
  covers: ["table"],
  neverRead: [/^(?:orders?|customers?|users?|settings)\\b/],
  state: (page) => (page.has('input[type="password"]') ? "signed-out" : "good"),
  follow: () => [],
  // To be filled in: one reader a fact, an allow-list.
  facts: [],
  settle: (facts) => facts,
  // To be filled in: why a fact is not there, and what the person can do.
  unread: {
    "platform.version": "no page that was read shows it",
    modules: "no list of them was read",
  },
};
`;

const dashboard = (
  label: string,
) => `<!-- GET https://shop.example/admin/index.php?page=dashboard | HTTP 200 OK | Content-Type: text/html; charset=utf-8 -->
<!DOCTYPE html>
<html lang="en" dir="ltr">
<head><title>${label}</title></head>
<body>
<!-- To be filled in: only the elements that the selectors need, in the shape that the real page has. What must not be read is planted as canary-something. -->
</body>
</html>
`;

if (import.meta.main) {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { root: { type: "string" } } });
  const [id = "", label] = positionals;
  try {
    for (const line of newPlatform(values.root ?? join(import.meta.dirname, "../.."), id, label)) console.log(line);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
