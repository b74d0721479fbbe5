import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { inflateRawSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { root } from "../support/tool.ts";

const run = promisify(execFile);

test("a build under another brand has its name in the manifest, and is the same bytes each time", async () => {
  const folder = await mkdtemp(join(tmpdir(), "deskbell-brand-"));
  const made = join(root, ".output", "package-test.zip");
  onTestFinished(async () => {
    await rm(folder, { recursive: true, force: true });
    await rm(made, { force: true });
  });
  const brand = join(folder, "brand.json");
  await writeFile(brand, JSON.stringify({ slug: "package-test", name: "MapleCart Support" }));
  const hashes: string[] = [];
  for (let time = 0; time < 2; time += 1) {
    await run(process.execPath, ["test/support/package.ts", "--brand", brand], { cwd: root });
    hashes.push(
      createHash("sha256")
        .update(await readFile(made))
        .digest("hex"),
    );
  }
  expect(hashes[0]).toBe(hashes[1]);
  const manifest = fileIn(await readFile(made), "manifest.json");
  expect(JSON.parse(manifest)).toMatchObject({ name: "MapleCart Support" });
  expect(manifest.toLowerCase()).not.toContain("deskbell");
});

/** A file of a ZIP archive, by the headers that stand before each file's bytes. */
function fileIn(zip: Buffer, wanted: string): string {
  for (let at = 0; zip.readUInt32LE(at) === 0x04034b50; ) {
    const size = zip.readUInt32LE(at + 18);
    const begin = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28);
    const name = zip.toString("utf8", at + 30, at + 30 + zip.readUInt16LE(at + 26));
    if (name === wanted) return inflateRawSync(zip.subarray(begin, begin + size)).toString("utf8");
    at = begin + size;
  }
  throw new Error(`the archive has no ${wanted}`);
}
