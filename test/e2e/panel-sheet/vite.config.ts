import { fileURLToPath } from "node:url";
import preact from "@preact/preset-vite";
import { defineConfig } from "vite";

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  cacheDir: fileURLToPath(new URL("../../../node_modules/.cache/panel-sheet", import.meta.url)),
  plugins: [preact({ reactAliasesEnabled: false, devToolsEnabled: false })],
  server: { host: "127.0.0.1", fs: { allow: ["../../.."] } },
  logLevel: "warn",
});
