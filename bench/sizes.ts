import { existsSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { gzipSync } from "node:zlib";

/**
 * What the built extension and desk weigh, as gzip, against the goals: before the click at most 6 kB on a store's page,
 * the panel's page at most 30 kB, the desk's page at most 90 kB. Exits 1 above a goal or where something is not built.
 */

const root = join(import.meta.dirname, "..", ".output");

interface Part {
  name: string;
  /** Bytes of gzip; 1 kB is 1,000 bytes. */
  goal: number | null;
  files: () => string[];
}

const inExtension = (file: string) => join(root, "chrome-mv3", file);

const parts: readonly Part[] = [
  ...["store.js", "store-others.js", "store-declared.js"].map((file) => ({
    name: `before the click: ${file}`,
    goal: 6_000,
    files: () => [inExtension(file)],
  })),
  { name: "capture, with the click", goal: null, files: () => [inExtension("capture.js")] },
  { name: "panel page", goal: 30_000, files: () => pageFiles(inExtension("panel.html")) },
  {
    name: "panel, all its screens, after the first paint",
    goal: null,
    files: () => withLater(inExtension("panel.html")),
  },
  { name: "popup page", goal: null, files: () => pageFiles(inExtension("popup.html")) },
  { name: "covers, as a picture is taken", goal: null, files: () => [inExtension("covers.js")] },
  { name: "picture page", goal: null, files: () => pageFiles(inExtension("picture.html")) },
  { name: "access page", goal: 60_000, files: () => pageFiles(inExtension("access.html")) },
  {
    name: "access, with what seals, once somebody seals",
    goal: 110_000,
    files: () => withLater(inExtension("access.html")),
  },
  { name: "background", goal: null, files: () => [inExtension("background.js")] },
  { name: "desk page", goal: 90_000, files: () => pageFiles(join(root, "desk/index.html"), "/desk/") },
];

/** A page and all that it loads at once: its scripts, their static imports, its styles. */
function pageFiles(page: string, base = "/"): string[] {
  const folder = dirname(page);
  const queue = [...readFileSync(page, "utf8").matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(
    ([, path]) => path ?? "",
  );
  const found = new Set<string>();
  for (const path of queue) {
    const relative = path.startsWith(base) ? path.slice(base.length) : path.replace(/^\.?\//, "");
    const file = join(folder, relative);
    if (found.has(file) || !existsSync(file)) continue;
    found.add(file);
    if (!file.endsWith(".js")) continue;
    const imports = readFileSync(file, "utf8").matchAll(/(?:from|import)\s*["'](\.{1,2}\/[^"']+\.js)["']/g);
    for (const [, target] of imports) queue.push(base + posix.join(posix.dirname(relative), target ?? ""));
  }
  return [page, ...found];
}

/** The same and what it loads when it is needed. */
function withLater(page: string): string[] {
  const files = new Set(pageFiles(page));
  for (const file of files) {
    if (!file.endsWith(".js")) continue;
    for (const [, target] of readFileSync(file, "utf8").matchAll(/import\(\s*[`"'](\.{1,2}\/[^`"']+\.js)[`"']/g))
      files.add(join(dirname(file), target ?? ""));
    for (const [, style] of readFileSync(file, "utf8").matchAll(/[`"'](\/?assets\/[^`"']+\.css)[`"']/g))
      files.add(join(dirname(page), style ?? ""));
  }
  return [...files];
}

const gzip = (file: string) => gzipSync(readFileSync(file), { level: 9 }).length;

let over = false;
for (const { name, goal, files } of parts) {
  let line: string;
  try {
    const size = files().reduce((sum, file) => sum + gzip(file), 0);
    const tooMuch = goal !== null && size > goal;
    over ||= tooMuch;
    line = `${(size / 1000).toFixed(2).padStart(8)} kB${goal ? ` of ${goal / 1000} kB${tooMuch ? "  OVER" : ""}` : ""}`;
  } catch {
    over = true;
    line = "  not built: run `npm run build` first";
  }
  console.log(`${name.padEnd(48)}${line}`);
}
process.exitCode = over ? 1 : 0;
