import preact from "@preact/preset-vite";
import { defineConfig } from "wxt";

/** Match patterns that a build for browser tests is allowed from the start: `http://store.test/*,http://127.0.0.1/*`. */
const testHosts = (process.env.DESKBELL_TEST_HOSTS ?? "").split(",").filter(Boolean);

/** How the browser calls a build under another brand: npm run package. */
const brandName = process.env.DESKBELL_BRAND_NAME || "Deskbell";
const brandFolder = process.env.DESKBELL_BRAND_FOLDER;
const brandIcons = process.env.DESKBELL_BRAND_ICONS;

/** Keeps the id of a test build the same wherever it lies. The private half was thrown away. */
const testKey =
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAjcTNUq6z6JTwb0Hq20yf3nOF/dI3tvhR213n6jHbAhuUwuQ/ZMGdA7v1cRqtfASMxVCxpIUx7xorU9GQoN78iHzgoVgFZrNLPUiMinbqmgFJ0TnuVDyNV1dJIeu1sKAcYAfp8KOZntjyBUA3RIcnFSpJxjRSK4NtX/oos+DGSL2rTVn95G9LxqkFBF5eW8Z7d6uGEbWbQrmoayaWPwpjh+FgKa4HWcRmd2L6l8v54TU8xB6bKOe6qQqtp/4DAV5Alie3fDNElUuTwqJCbQlap7GX/fkzr1OorT7ESa/dYoMb2wxO8DsCowf5UX8zLb/jh0cMx92aLbbek7cYKvF+3wIDAQAB";

/**
 * What our own pages may load and reach. The panel stands in a frame of any store that the person allowed. In Firefox
 * the background reads stores whose pages forbid it to our script there; where they are not encrypted, as they are.
 */
const policyFor = (browser: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    browser === "firefox" ? "connect-src https: http:" : "connect-src https: http://127.0.0.1:* http://localhost:*",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self' https: http:",
  ].join("; ");

export default defineConfig({
  srcDir: "extension",
  publicDir: brandIcons || "extension/public",
  imports: false,
  targetBrowsers: ["chrome", "firefox"],
  modules: ["@wxt-dev/webextension-polyfill"],
  ...(brandFolder && { outDir: brandFolder }),
  ...(testHosts.length > 0 && { outDirTemplate: "{{browser}}-mv{{manifestVersion}}-test" }),
  vite: () => ({
    plugins: [preact({ reactAliasesEnabled: false, devToolsEnabled: false })],
    // The oldest browsers that the manifest lets in.
    build: { target: ["chrome144", "firefox140"] },
  }),
  manifest: ({ browser }) => ({
    name: brandName,
    description: "Get Support inside your store's own admin: see exactly what is sent, then send it.",
    permissions: ["storage", "scripting", "activeTab", "alarms"],
    host_permissions: testHosts,
    optional_host_permissions: ["https://*/*", "http://*/*"],
    incognito: "not_allowed",
    content_security_policy: { extension_pages: policyFor(browser) },
    // Firefox would put it behind the icon for all extensions.
    action: { default_title: "Get Support", ...(browser === "firefox" && { default_area: "navbar" }) },
    commands: { _execute_action: { suggested_key: { default: "Alt+Shift+G" } } },
    options_ui: { page: "settings.html", open_in_tab: true },
    ...(browser === "firefox" ? firefox : chrome),
  }),
});

const panelFrame = { resources: ["panel.html"], matches: ["https://*/*", "http://*/*"] };

const chrome = {
  minimum_chrome_version: "144",
  externally_connectable: { ids: [] },
  web_accessible_resources: [{ ...panelFrame, use_dynamic_url: true }],
  ...(testHosts.length > 0 && { key: testKey }),
};

const firefox = {
  web_accessible_resources: [panelFrame],
  browser_specific_settings: {
    gecko: {
      id: process.env.DESKBELL_BRAND_ID || "deskbell@deskbell.example",
      strict_min_version: "140.0",
      data_collection_permissions: {
        required: [
          "authenticationInfo",
          "websiteContent",
          "personallyIdentifyingInfo",
          "personalCommunications",
          "browsingActivity",
        ],
        optional: ["technicalAndInteraction"],
      },
    },
  },
};
