import preact from "@preact/preset-vite";
import { defineConfig } from "vitest/config";

const common = {
  testTimeout: 20_000,
  hookTimeout: 60_000,
  setupFiles: "shared/desk-problems.ts",
  // What is waited for is a process or a database, on a machine that may be busy.
  expect: { poll: { timeout: 10_000 } },
};

/** Against real file servers, which only their own lane can count on. */
const fileServers = "test/server/credentials/file-servers*.test.ts";

/** On the server's side, and without a database: they say the same on every engine. */
const withoutDatabase = [
  "test/server/credentials/{checker-*,hostile-servers,protocols*}.test.ts",
  "test/server/mails/{render,settings}.test.ts",
  "test/server/{config,house,profile-command,secrets}.test.ts",
];

const results = process.env.DESKBELL_RESULTS;

export default defineConfig({
  plugins: [preact({ reactAliasesEnabled: false, devToolsEnabled: false })],
  test: {
    // Most tests wait for a database or a process of their own: a core left free is a core unused.
    maxWorkers: "100%",
    reporters: results ? ["default", ["json", { outputFile: results }]] : ["default"],
    projects: [
      {
        extends: true,
        test: {
          ...common,
          name: "unit",
          include: ["test/{shared,server,extension,stores}/**/*.test.{ts,tsx}", "test/*.test.ts"],
          exclude: [fileServers],
          globalSetup: "test/support/postgres.ts",
        },
      },
      {
        extends: true,
        test: {
          ...common,
          name: "server",
          include: ["test/server/**/*.test.ts"],
          exclude: ["test/server/desk/**", fileServers, ...withoutDatabase],
          globalSetup: "test/support/postgres.ts",
        },
      },
      { extends: true, test: { ...common, name: "access", include: [fileServers] } },
      {
        extends: true,
        test: {
          ...common,
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          globalSetup: "test/e2e/build.ts",
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          ...common,
          name: "firefox",
          include: ["test/firefox/**/*.test.ts"],
          globalSetup: "test/firefox/build.ts",
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
