import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test, vi } from "vitest";
import { report as reportSchema } from "../../../shared/report.ts";

// Each starts the command in a process of its own, which reads whole folders.
vi.setConfig({ testTimeout: 60_000 });

const fixtures = join(import.meta.dirname, "../../fixtures/pages/opencart");
const main = join(import.meta.dirname, "../../../extension/offline/main.ts");
const made: string[] = [];

afterAll(() => Promise.all(made.map((folder) => rm(folder, { recursive: true }))));

async function folderOf(names: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "deskbell-saved-"));
  made.push(folder);
  for (const name of names) await cp(join(fixtures, `${name}.html`), join(folder, `${name}.html`));
  return folder;
}

async function read(folder: string): Promise<{ code: number; out: string; err: string }> {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [main, folder]);
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }; // As execFile throws it.
    return { code, out: stdout, err: stderr };
  }
}

test("a folder of pages in any state becomes one report, of the good ones alone", async () => {
  const folder = await folderOf([
    "3x-dashboard",
    "3x-modifications",
    "3x-module-list",
    "3x-payment-list",
    "3x-theme-list",
    "3x-installer-history",
    "3x-stores",
    "3x-log",
    "3x-log-oversize",
    "3x-list-signed-out",
    "3x-denied",
    "3x-login",
    "storefront",
  ]);
  await cp(join(fixtures, "3x-module-list.html"), join(folder, "z-module-list-again.html"));
  const settings = await readFile(join(fixtures, "3x-dashboard.html"), "utf8");
  await writeFile(
    join(folder, "settings.html"),
    settings
      .replace("route=common/dashboard", "route=setting/setting")
      .replace("<h1>Overview</h1>", '<input name="config_ftp_password" value="ftp-secret-9">'),
  );
  const { code, out, err } = await read(folder);
  expect(code).toBe(0);
  const report = reportSchema.parse(JSON.parse(out));
  expect(report.platform).toMatchObject({ id: "opencart", native: true, version: "3.0.3.8" });
  expect(report.page.route).toBe("common/dashboard");
  expect(report.modules.map(({ code }) => code)).toEqual([
    "fast_checkout",
    "banner",
    "account",
    "html",
    "nameless",
    "cod",
    "cheque",
    "acme_pay",
    "default",
    "acme",
  ]);
  expect(report.modules.find(({ code }) => code === "banner")?.instances).toHaveLength(2);
  expect(report.modifications).toHaveLength(2);
  expect(report.installer).toHaveLength(2);
  expect(report.theme).toEqual({ name: "default", depth: "sweep" });
  expect(report.logs.map(({ name, groups }) => [name, ...groups.map(({ count }) => count)])).toEqual([
    ["error.log", 3, 1],
    ["shown on the page", 1],
  ]);
  expect(report.server.php).toBe("8.2.1");
  expect(out).not.toContain("ftp-secret-9");
  for (const name of ["settings", "3x-list-signed-out", "3x-denied", "3x-login", "storefront"]) {
    expect(err).toContain(`left out ${name}.html`);
  }
});

test("pages that do not say their address are read by what stands in them", async () => {
  const folder = await folderOf([]);
  for (const name of ["3x-dashboard", "3x-modifications", "3x-module-list"]) {
    const text = await readFile(join(fixtures, `${name}.html`), "utf8");
    const crumb =
      '<ul class="breadcrumb"><li><a href="https://shop.example/admin/index.php?route=marketplace/modification">x</a></li></ul>';
    const body = text
      .replace(/^<!--.*-->\n/, "")
      .replace('<div class="panel-heading">', `${name === "3x-modifications" ? crumb : ""}$&`);
    await writeFile(join(folder, `${name}.html`), body);
  }
  const report = JSON.parse((await read(folder)).out);
  expect(report.modifications).toHaveLength(2);
  const codes = report.modules.map((module: { code: string }) => module.code);
  expect(codes).toContain("fast_checkout");
  expect(codes).not.toContain("forged");
});

test("a storefront page alone is no store admin: said on stderr, nothing printed, exit 1", async () => {
  const { code, out, err } = await read(await folderOf(["storefront"]));
  expect([code, out]).toEqual([1, ""]);
  expect(err).toContain("not a store admin");
});

test.each([
  ["a folder that is not there", async () => "/nowhere/at/all", "no folder"],
  ["an empty folder", () => folderOf([]), "no saved pages"],
  ["a file", async () => main, "is a file"],
])("%s is refused in words", async (_, make, words) => {
  const { code, out, err } = await read(await make());
  expect([code, out]).toEqual([1, ""]);
  expect(err).toContain(words);
  expect(err).not.toMatch(/\n\s+at /);
});

test("a fork is read under its own name, as not native", async () => {
  const folder = await folderOf([]);
  await cp(join(fixtures, "../ocstore/dashboard.html"), join(folder, "dashboard.html"));
  const { code, out } = await read(folder);
  expect(code).toBe(0);
  expect(JSON.parse(out).platform).toMatchObject({
    id: "ocstore",
    label: "ocStore",
    native: false,
    version: "3.0.3.7",
  });
});
