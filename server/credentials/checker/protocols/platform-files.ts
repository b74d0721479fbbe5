/** How a platform's store is recognised by its files, and which of them names its version. */
export interface PlatformFiles {
  /** All of these are there. The admin's folder is none of them: stores are told to rename it. */
  marks: readonly string[];
  /** Looked at in this order; the groups of the first pattern that fits are the version. */
  versions: readonly { file: string; pattern: RegExp }[];
  /** Whether a folder without a version is taken for another programme's. */
  needsVersion: boolean;
}

/** `system/startup.php` tells the store from its admin's folder, which has the other two as well. */
const openCart: PlatformFiles = {
  marks: ["index.php", "config.php", "system/startup.php"],
  versions: [{ file: "index.php", pattern: /define\(\s*['"]VERSION['"]\s*,\s*['"]([\w.-]{1,40})['"]/ }],
  needsVersion: true,
};

const csCart: PlatformFiles = {
  marks: ["index.php", "config.php", "init.php"],
  versions: [
    {
      file: "config.php",
      pattern:
        /define\(\s*['"]PRODUCT_VERSION['"]\s*,\s*['"]([\w.]{1,40})['"](?:[\s\S]{0,200}?['"]PRODUCT_STATUS['"]\s*,\s*['"](\w{1,20})['"])?/,
    },
  ],
  needsVersion: true,
};

/** The store is a component of Joomla, and its version is not Joomla's. */
const joomla: PlatformFiles = {
  marks: ["index.php", "configuration.php", "administrator/index.php"],
  versions: [],
  needsVersion: false,
};

/** By the ids of `extension/adapters`; of any other platform only a front page is looked for. */
const platforms: ReadonlyMap<string, PlatformFiles> = new Map([
  ["opencart", openCart],
  ["ocstore", openCart],
  ["opencart-brasil", openCart],
  ["opencart-overclocked", { ...openCart, needsVersion: false }],
  ["arastta", { ...openCart, marks: ["index.php", "config.php"], needsVersion: false }],
  ["mijoshop", joomla],
  ["aceshop", joomla],
  ["joocart", joomla],
  ["jcart", joomla],
  ["cs-cart", csCart],
  ["multi-vendor", csCart],
  [
    "woocommerce",
    {
      marks: ["index.php", "wp-load.php", "wp-includes/version.php"],
      versions: [
        { file: "wp-content/plugins/woocommerce/woocommerce.php", pattern: /^[ \t*]*Version:\s*([\w.-]{1,40})/m },
      ],
      needsVersion: false,
    },
  ],
  [
    "prestashop",
    {
      marks: ["index.php", "config/config.inc.php"],
      versions: [
        // 8 on; 1.7; 1.6.
        { file: "src/Core/Version.php", pattern: /const\s+VERSION\s*=\s*['"]([\w.-]{1,40})['"]/ },
        { file: "app/AppKernel.php", pattern: /const\s+VERSION\s*=\s*['"]([\w.-]{1,40})['"]/ },
        { file: "config/settings.inc.php", pattern: /['"]_PS_VERSION_['"]\s*,\s*['"]([\w.-]{1,40})['"]/ },
      ],
      needsVersion: false,
    },
  ],
  [
    "magento",
    {
      marks: ["app/etc/config.php"],
      versions: [{ file: "composer.json", pattern: /^\s{0,8}"version"\s*:\s*"([\w.-]{1,40})"/m }],
      needsVersion: false,
    },
  ],
]);

const anyStore: readonly PlatformFiles[] = ["index.php", "index.html"].map((mark) => ({
  marks: [mark],
  versions: [],
  needsVersion: false,
}));

/** Magento 1 has other files altogether. */
const magento1: PlatformFiles = {
  marks: ["index.php", "app/Mage.php"],
  versions: [
    {
      file: "app/Mage.php",
      pattern:
        /'major'\s*=>\s*'(\d{1,3})',\s*'minor'\s*=>\s*'(\d{1,3})',\s*'revision'\s*=>\s*'(\d{1,3})',\s*'patch'\s*=>\s*'(\d{1,3})'/,
    },
  ],
  needsVersion: false,
};

/** What a store of this platform can look like; null is a platform that nobody named. */
export function looksOf(platform: string | null): readonly PlatformFiles[] {
  const files = platform === null ? undefined : platforms.get(platform);
  if (!files) return anyStore;
  return platform === "magento" ? [files, magento1] : [files];
}

/** The version that stands in one of its files. */
export function versionIn(text: string, pattern: RegExp): string | null {
  const [, ...groups] = pattern.exec(text) ?? [];
  const version = groups.filter(Boolean).join(".");
  return version === "" ? null : version.slice(0, 60);
}
