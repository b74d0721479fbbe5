import { expect, test } from "vitest";
import { type Files, isPlainName, pathIn } from "../../../server/credentials/checker/protocols/files.ts";
import { findStore, isOtherVersion } from "../../../server/credentials/checker/protocols/find-store.ts";

/** Files that a server would show, and how often it was asked. */
function filesOf(texts: Record<string, string>) {
  const asked = { names: 0, isFile: 0, read: 0 };
  const never = async () => {
    throw new Error("nothing is written or removed while the store is looked for");
  };
  const files: Files = {
    names: async (folder) => {
      asked.names += 1;
      const inside = Object.keys(texts).filter((path) => folder === "" || path.startsWith(`${folder}/`));
      return [...new Set(inside.map((path) => path.slice(folder === "" ? 0 : folder.length + 1).split("/")[0] ?? ""))];
    },
    isFile: async (path) => {
      asked.isFile += 1;
      return path in texts;
    },
    read: async (path) => {
      asked.read += 1;
      return texts[path] ?? null;
    },
    write: never,
    remove: never,
    isIdle: () => true,
    leave: async () => {},
  };
  return { files, asked };
}

const origin = "https://www.shop.example";
const find = (texts: Record<string, string>, platform: string | null, version: string | null = null) =>
  findStore(filesOf(texts).files, {
    folder: null,
    storeOrigin: origin,
    store: platform === null ? null : { platform, version },
  });

const openCart = (version: string) => `<?php\n// Version\ndefine('VERSION', '${version}');\n`;
const wordPress = { "index.php": "", "wp-load.php": "", "wp-includes/version.php": "" };
const woo = "wp-content/plugins/woocommerce/woocommerce.php";

const platforms: [platform: string, texts: Record<string, string>, version: string | null][] = [
  ["opencart", { "index.php": openCart("1.5.6.4"), "config.php": "", "system/startup.php": "" }, "1.5.6.4"],
  ["opencart", { "index.php": openCart("4.1.0.3"), "config.php": "", "system/startup.php": "" }, "4.1.0.3"],
  ["ocstore", { "index.php": openCart("3.0.3.7"), "config.php": "", "system/startup.php": "" }, "3.0.3.7"],
  ["opencart-overclocked", { "index.php": "<?php", "config.php": "", "system/startup.php": "" }, null],
  [
    "cs-cart",
    {
      "index.php": "",
      "init.php": "",
      "config.php": "define('PRODUCT_VERSION', '4.18.2');\ndefine('PRODUCT_STATUS', '');",
    },
    "4.18.2",
  ],
  [
    "multi-vendor",
    {
      "index.php": "",
      "init.php": "",
      "config.php": "define('PRODUCT_VERSION', '4.12.2');\ndefine('PRODUCT_STATUS', 'SP2');",
    },
    "4.12.2.SP2",
  ],
  ["woocommerce", { ...wordPress, [woo]: "<?php\n/**\n * Plugin Name: WooCommerce\n * Version: 9.4.2\n */" }, "9.4.2"],
  ["woocommerce", wordPress, null],
  [
    "prestashop",
    {
      "index.php": "",
      "config/config.inc.php": "",
      "src/Core/Version.php": "final class Version { public const VERSION = '8.1.7'; }",
    },
    "8.1.7",
  ],
  [
    "prestashop",
    { "index.php": "", "config/config.inc.php": "", "app/AppKernel.php": "const VERSION = '1.7.8.11';" },
    "1.7.8.11",
  ],
  [
    "prestashop",
    { "index.php": "", "config/config.inc.php": "", "config/settings.inc.php": "define('_PS_VERSION_', '1.6.1.24');" },
    "1.6.1.24",
  ],
  [
    "magento",
    { "app/etc/config.php": "", "composer.json": '{\n    "name": "x",\n    "version": "2.4.7-p3"\n}' },
    "2.4.7-p3",
  ],
  [
    "magento",
    {
      "index.php": "",
      "app/Mage.php": "'major'     => '1',\n 'minor'     => '9',\n 'revision'  => '4',\n 'patch'     => '5',",
    },
    "1.9.4.5",
  ],
  ["mijoshop", { "index.php": "", "configuration.php": "", "administrator/index.php": "" }, null],
];

test.each(platforms)("a store of %s is known by its files, wherever it lies: %#", async (platform, texts, version) => {
  expect(await find(texts, platform)).toEqual({ folder: "", version });
  const below = Object.fromEntries(Object.entries(texts).map(([path, text]) => [`www/${path}`, text]));
  expect(await find(below, platform)).toEqual({ folder: "www", version });
  for (const missing of Object.keys(texts).slice(0, 1)) {
    const { [missing]: _, ...rest } = texts;
    expect(await find(rest, platform)).toBe(null);
  }
});

test("a store of one platform is not taken for one of another", async () => {
  const [, texts] = platforms[0]!;
  for (const platform of ["cs-cart", "woocommerce", "prestashop", "magento", "mijoshop"])
    expect(await find(texts, platform)).toBe(null);
});

const versions: [found: string | null, captured: string | null, isOther: boolean][] = [
  ["3.0.3.9", "3.0.3.9", false],
  ["3.0.3.9", "3.0.3.8", true],
  ["3.0.3.0", "3.0.3", false],
  ["4.12.2.SP2", "4.12.2", false],
  ["4.12.2.SP2", "4.12.2.SP1", true],
  ["2.1.0.0_rc1", "2.1.0.0", false],
  ["2.1.0.1", null, false],
  [null, "2.1.0.1", false],
];
test.each(versions)("files of %s beside a captured %s: another version, %s", (found, captured, isOther) => {
  expect(isOtherVersion(found, captured)).toBe(isOther);
});

test("however many folders there are, few are looked into", async () => {
  const shops = Array.from({ length: 400 }, (_, at) => [
    `shop${at}/index.php`,
    `shop${at}/config.php`,
    `shop${at}/system/startup.php`,
  ]);
  const { files, asked } = filesOf(Object.fromEntries(shops.flat().map((path) => [path, "<?php"])));
  const store = { platform: "opencart", version: null };
  expect(await findStore(files, { folder: null, storeOrigin: origin, store })).toBe(null);
  expect(asked.read).toBeLessThanOrEqual(6);
  expect(asked.names).toBe(1);
  expect(asked.isFile).toBeLessThanOrEqual(30 * 4);
});

test.each(["..", ".", "-rf", "a/b", "a\\b", "a\r\nDELE x", "a\0", "", ".htaccess", "x".repeat(300), "*"])(
  "a folder that a server calls %j is not gone into",
  (name) => {
    expect(isPlainName(name)).toBe(false);
  },
);

test.each([
  ["", "a", "a"],
  [".", "a", "a"],
  ["/", "a", "/a"],
  ["www", "a", "www/a"],
  ["/var/www/", "a", "/var/www/a"],
])("in %j, %j is %j", (folder, name, path) => {
  expect(pathIn(folder, name)).toBe(path);
});
