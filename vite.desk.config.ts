import preact from "@preact/preset-vite";
import { defineConfig } from "vite";

/** The web desk: built once, served by the server at /desk. */
export default defineConfig({
  root: "server/desk",
  base: "/desk/",
  plugins: [preact({ reactAliasesEnabled: false, devToolsEnabled: false })],
  build: { outDir: "../../.output/desk", emptyOutDir: true, assetsInlineLimit: 0, target: "es2023" },
});
