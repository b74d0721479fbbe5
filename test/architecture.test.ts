import { expect, test } from "vitest";
import { sourceFiles, violations } from "./support/architecture.ts";

const why = (path: string, source: string) => violations([{ path, source }]);

test("every arrow in this project points the right way", () => {
  const files = sourceFiles();
  expect(files.length).toBeGreaterThan(50);
  expect(violations(files)).toEqual([]);
});

const wrong: [path: string, source: string][] = [
  ["shared/verdict.ts", 'import { openDatabase } from "../server/db/open.ts";'],
  ["shared/verdict.ts", 'import { readFileSync } from "node:fs";'],
  ["shared/verdict.ts", 'import { h } from "preact";'],
  ["shared/verdict.ts", 'export { page } from "../extension/adapters/page.ts";'],
  ["extension/adapters/opencart/facts.ts", 'import { redact } from "../../capture/report.ts";'],
  ["extension/adapters/opencart/facts.ts", 'import type { PanelHost } from "../../panel/host.ts";'],
  ["extension/adapters/opencart/facts.ts", 'import { browser } from "wxt/browser";'],
  ["extension/capture/report.ts", 'import { start } from "../launcher/launcher.ts";'],
  ["extension/capture/report.ts", 'import { browser } from "wxt/browser";'],
  ["extension/capture/report.ts", 'import { send } from "../messages.ts";'],
  ["extension/launcher/button.ts", 'import { report } from "../capture/report.ts";'],
  ["extension/launcher/button.ts", 'import { render } from "preact";'],
  ["extension/launcher/button.ts", 'import { names, type Draft } from "../messages.ts";'],
  ["extension/panel/app.tsx", 'import { browser } from "wxt/browser";'],
  ["extension/panel/app.tsx", 'const { browser } = await import("wxt/browser");'],
  ["extension/panel/app.tsx", 'import { outbox } from "../outbox.ts";'],
  ["extension/panel/app.tsx", 'import { popup } from "../popup/app.tsx";'],
  ["extension/popup/app.tsx", 'import "webextension-polyfill";'],
  ["extension/access/app.tsx", 'import { opencart } from "../adapters/opencart/facts.ts";'],
  ["extension/access/state.ts", 'import { Encrypter } from "age-encryption";'],
  ["extension/background/access.ts", 'const { Encrypter } = await import("age-encryption");'],
  ["extension/access-host.ts", 'import { seal } from "./access/seal.ts";'],
  ["extension/api.ts", 'import { appRouter } from "../server/router.ts";'],
  ["extension/api.ts", 'import type { AppRouter, Ctx } from "../server/router.ts";'],
  ["extension/api.ts", 'import type { AppRouter } from "../server/app.ts";'],
  ["extension/panel/state.ts", 'import type { AppRouter } from "../../server/router.ts";'],
  ["extension/outbox.ts", 'import { startStore } from "../test/stores/store.ts";'],
  ["server/tickets/file-ticket.ts", 'import { factsOf } from "../../extension/adapters/read.ts";'],
  ["server/tickets/file-ticket.ts", 'import { canaries } from "../../test/stores/canaries.ts";'],
  ["server/commands/profile.ts", 'import { runCapture } from "../../extension/capture/run.ts";'],
  [
    "server/commands/programme.ts",
    'const { readWithProfile } = await import("../../extension/offline/check-profile.ts");',
  ],
  ["server/tickets/store.ts", 'import { router } from "./router.ts";'],
  ["server/tickets/file-ticket.ts", 'import { licenses } from "../licenses/router.ts";'],
  ["server/desk/main.tsx", 'import { openDatabase } from "../db/open.ts";'],
  ["server/desk/main.tsx", 'import { appRouter } from "../router.ts";'],
  ["extension/launcher/button.ts", "host.innerHTML = label;"],
  ["extension/launcher/button.ts", 'host.attachShadow({ mode: "open" });'],
  ["extension/launcher/button.ts", "host.attachShadow(options);"],
  ["extension/panel/app.tsx", 'window.addEventListener("message", hear);'],
  ["extension/panel/app.tsx", 'addEventListener("message", hear);'],
  ["extension/panel/app.tsx", "window.onmessage = hear;"],
  ["extension/panel/app.tsx", 'parent.postMessage(draft, "*");'],
];

test.each(wrong)("in %s this is refused: %s", (path, source) => {
  expect(why(path, source)).not.toEqual([]);
});

const right: [path: string, source: string][] = [
  ["shared/report.ts", 'import { z } from "zod";\nimport { invariant } from "./invariant.ts";'],
  ["shared/ui/note.tsx", 'import { useState } from "preact/hooks";\nimport { factsOf } from "../facts.ts";'],
  ["extension/adapters/read.ts", 'import type { Report } from "../../shared/report.ts";'],
  ["extension/launcher/button.ts", 'import { type Draft, type PageMessages } from "../messages.ts";'],
  ["extension/launcher/dom.ts", 'const root = host.attachShadow({ mode: "closed" });'],
  [
    "extension/panel/app.tsx",
    'import type { PanelMessages } from "../messages.ts";\nport.addEventListener("message", hear);',
  ],
  ["extension/panel/app.tsx", '// window.addEventListener("message", hear);\n/* import "wxt/browser"; */'],
  ["extension/entrypoints/background.ts", 'import { browser } from "wxt/browser";'],
  ["extension/access-host.ts", 'const { seal } = await import("./access/seal.ts");'],
  ["extension/api.ts", 'import type { AppRouter } from "../server/router.ts";'],
  ["server/app.ts", 'import { appRouter } from "./router.ts";'],
  [
    "server/commands/profile.ts",
    'const { readWithProfile } = await import("../../extension/offline/check-profile.ts");',
  ],
  ["server/router.ts", 'import { tickets } from "./tickets/router.ts";'],
  ["server/tickets/file-ticket.ts", 'import * as licenses from "../licenses/store.ts";'],
];

test.each(right)("in %s this may stand: %s", (path, source) => {
  expect(why(path, source)).toEqual([]);
});
