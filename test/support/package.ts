import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { root, runTool } from "./tool.ts";
import { zipOf } from "./zip.ts";

/**
 * `npm run package -- --brand brand.json` builds the extension under another name into `.output/<slug>.zip`. The same
 * sources and the same brand make the same bytes. The file: `{"slug": "maplecart", "name": "MapleCart Support",
 * "icons": "icons"}`; `icons` is a folder beside it with 16.png, 32.png, 48.png and 128.png, and may be absent.
 */
const brandFile = z.strictObject({
  slug: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/, "a slug is lower-case letters, digits and dashes"),
  /** As the browser shows it; stores take 75 characters. */
  name: z.string().trim().min(1).max(75),
  icons: z.string().optional(),
});

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { brand: { type: "string" } } });
  if (!values.brand) throw new Error("Say which brand: npm run package -- --brand FILE");
  const { slug, name, icons } = brandFile.parse(JSON.parse(await readFile(values.brand, "utf8")));
  const work = await mkdtemp(join(tmpdir(), "deskbell-package-"));
  try {
    const publicDir = join(work, "public");
    await cp(join(root, "extension", "public"), publicDir, { recursive: true });
    if (icons) await cp(join(values.brand, "..", icons), join(publicDir, "icon"), { recursive: true });
    const out = join(work, "out");
    // The builder reads them from the environment, as it reads those of test builds.
    Object.assign(process.env, {
      DESKBELL_BRAND_NAME: name,
      DESKBELL_BRAND_FOLDER: out,
      DESKBELL_BRAND_ICONS: publicDir,
      DESKBELL_BRAND_ID: `${slug}@extensions.example`,
    });
    const { isGood, said } = await runTool("wxt", "build");
    if (!isGood) throw new Error(`The extension could not be built:\n${said}`);
    const files = await filesIn(join(out, "chrome-mv3"));
    const zip = zipOf(files);
    await mkdir(join(root, ".output"), { recursive: true });
    const made = join(root, ".output", `${slug}.zip`);
    await writeFile(made, zip);
    console.log(`${relative(root, made)}  ${files.length} files  ${createHash("sha256").update(zip).digest("hex")}`);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function filesIn(folder: string): Promise<{ name: string; bytes: Buffer }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    paths
      .map((path) => ({ path, name: relative(folder, path).split(sep).join("/") }))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(async ({ path, name }) => ({ name, bytes: await readFile(path) })),
  );
}

await main();
