import { expect, test } from "vitest";
import { readsOfAny } from "../../../extension/adapters/allowed.ts";
import { opencartFacts } from "../../../extension/adapters/opencart/facts.ts";
import { startCapture } from "../../../extension/background/capturing.ts";
import { startPanel } from "../../../extension/background/drafting.ts";
import { pageHandlers } from "../../../extension/background/page-handlers.ts";
import { readForPage } from "../../../extension/background/read-for-page.ts";
import { refusal } from "../../../shared/problems.ts";
import type { ReadDepth } from "../../../shared/report.ts";
import { token } from "../../support/pages.ts";
import { fakeServices, pageCaller, panelCaller, storeOrigin } from "./fake-services.ts";

const reads = readsOfAny(opencartFacts);
const atOf = (route: string, depth: ReadDepth = "safe") =>
  reads.findIndex((read) => read.route === route && read.depth === depth);
const stores = atOf("setting/store");
const params = { user_token: token };
const platform = "opencart";
const claim = {
  ...{ platform, label: "OpenCart", native: true, version: "3.0.5.1" },
  ...{ adminPath: "/admin/", entry: "index.php", signedIn: true, offerHelp: true },
};

/** A capture that goes on in a tab with this address. */
async function begun(depth: ReadDepth = "safe", address = `${storeOrigin}/admin/index.php?route=common/dashboard`) {
  const services = fakeServices();
  const { draft } = await startPanel(services, panelCaller, { draftId: null });
  let captureId = "";
  services.reach.runCapture = async (_, id) => {
    captureId = id;
  };
  services.reach.addressOf = async () => address;
  const asked: [string, RequestInit | undefined][] = [];
  services.reach.fetchSigned = async (input, init) => {
    asked.push([String(input), init]);
    return new Response("<title>Stores</title>", { headers: { "content-type": "text/html", server: "nginx" } });
  };
  await services.settings.tabs.change(() => ({ 7: { origin: storeOrigin, claim, interfered: false } }));
  await startCapture(services, panelCaller, { draftId: draft.draftId, depth });
  return { services, captureId, asked };
}

const notAllowed = { refusal: refusal("extension.not-allowed") };

test("a read of the allow-list is made below the tab's own admin, once, and comes back as data", async () => {
  const { services, captureId, asked } = await begun();
  const answer = await readForPage(services, pageCaller, { captureId, platform, at: stores, params });
  expect(asked.map(([url]) => url)).toEqual([`${storeOrigin}/admin/index.php?route=setting/store&user_token=${token}`]);
  expect(asked[0]?.[1]).toMatchObject({ method: "GET", redirect: "manual", referrerPolicy: "no-referrer" });
  expect(answer).toEqual({
    ...{ kind: "document", html: "<title>Stores</title>", cut: false },
    headers: { "content-type": "text/html", server: "nginx" },
  });
  expect(structuredClone(answer)).toEqual(answer);
});

test("a list that changes the store is read only in a capture that was agreed to", async () => {
  const at = reads.findIndex(({ depth, params: wanted }) => depth === "sweep" && wanted.length === 0);
  const safe = await begun();
  await expect(
    readForPage(safe.services, pageCaller, { captureId: safe.captureId, platform, at, params }),
  ).rejects.toMatchObject(notAllowed);
  expect(safe.asked).toEqual([]);
  const sweep = await begun("sweep");
  await readForPage(sweep.services, pageCaller, { captureId: sweep.captureId, platform, at, params });
  expect(sweep.asked).toHaveLength(1);
});

test.each<[what: string, ask: object, caller?: object]>([
  ["another tab", {}, { tabId: 8 }],
  ["another site", {}, { origin: "https://other.example" }],
  ["a capture that is not going on", { captureId: crypto.randomUUID() }],
  ["no read of the list", { at: reads.length }],
  ["a parameter that the read has not", { params: { ...params, delete: "1" } }],
  ["another platform's list", { platform: "cs-cart" }],
  ["a token of no token's form", { params: { user_token: "x&route=tool/log/clear" } }],
])("nothing is asked for %s", async (_, ask, caller) => {
  const { services, captureId, asked } = await begun();
  const asking = readForPage(
    services,
    { ...pageCaller, ...caller },
    { captureId, platform, at: stores, params, ...ask },
  );
  await expect(asking).rejects.toMatchObject(notAllowed);
  expect(asked).toEqual([]);
});

test("nothing is asked for a tab that shows another site by now, or that never said what it is", async () => {
  const gone = await begun("safe", "https://other.example/admin/");
  const ask = { platform, at: stores, params };
  await expect(readForPage(gone.services, pageCaller, { ...ask, captureId: gone.captureId })).rejects.toMatchObject(
    notAllowed,
  );
  const silent = await begun();
  await silent.services.settings.tabs.change(() => ({}));
  await expect(readForPage(silent.services, pageCaller, { ...ask, captureId: silent.captureId })).rejects.toMatchObject(
    notAllowed,
  );
  expect([...gone.asked, ...silent.asked]).toEqual([]);
});

test.each([
  ["another admin than the tab shows", { adminPath: "/second/admin/" }],
  ["a path in place of an admin", { adminPath: "/admin/index.php?x=" }],
  ["a path in place of its script", { entry: "users/delete/5" }],
])("nothing is asked for where the page claims %s", async (_, lie) => {
  const { services, captureId, asked } = await begun();
  const lying = { origin: storeOrigin, claim: { ...claim, ...lie }, interfered: false };
  await services.settings.tabs.change(() => ({ 7: lying }));
  const asking = readForPage(services, pageCaller, { captureId, platform, at: stores, params });
  await expect(asking).rejects.toMatchObject(notAllowed);
  expect(asked).toEqual([]);
});

test("where content scripts ask freely the background asks no store for anything", async () => {
  const { services, captureId, asked } = await begun();
  const { run } = pageHandlers(services)["capture.read"];
  await expect(run(pageCaller, { captureId, platform, at: stores, params })).rejects.toMatchObject(notAllowed);
  expect(asked).toEqual([]);
});
