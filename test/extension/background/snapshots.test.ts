import { expect, test } from "vitest";
import { hearReport, startCapture } from "../../../extension/background/capturing.ts";
import { startPanel } from "../../../extension/background/drafting.ts";
import { compare, daysOf, keepSnapshots, mostDays, noteDay } from "../../../extension/background/snapshots.ts";
import { refusal } from "../../../shared/problems.ts";
import { fakeServices, pageCaller, panelCaller } from "./fake-services.ts";

const { origin } = pageCaller;
const dayMs = 86_400_000;

function page(version: string, modules: { code: string; enabled: boolean }[] = []) {
  return {
    schema: 1,
    capturedAt: "2026-11-20T10:00:00.000Z",
    platform: { id: "opencart", label: "OpenCart", version },
    page: {},
    modules: modules.map(({ code, enabled }) => {
      const bare = { type: "payment", code, name: code, developer: null, version: null, installed: true, enabled };
      return { ...bare, thirdParty: true, depth: "page", instances: [] };
    }),
  };
}

async function store({ keeps = true } = {}) {
  const services = fakeServices();
  const reads: number[] = [];
  let shown: unknown = page("3.0.3.8");
  let address = `${origin}/admin/index.php?route=common/dashboard&user_token=abc`;
  services.reach.addressOf = async () => address;
  services.reach.readPage = async (tabId) => {
    reads.push(tabId);
    return shown;
  };
  await services.settings.sites.change(() => ({
    [origin]: { enabledAt: "", arrangement: { side: "right", bottom: 24, panelWidth: 400 } },
  }));
  if (keeps) await keepSnapshots(services, origin, true);
  const open = async (route: string, report: unknown) => {
    address = `${origin}/admin/index.php?route=${route}&user_token=abc`;
    shown = report;
    await noteDay(services, pageCaller);
  };
  const kept = async () => (await services.shelves.days.get(origin))?.days ?? [];
  return { services, reads, open, kept };
}

test("unless the person wishes it no page is read and no day is kept", async () => {
  const { open, kept, reads } = await store({ keeps: false });
  await open("common/dashboard", page("3.0.3.8"));
  expect([reads, await kept()]).toEqual([[], []]);
});

test("each page is read once a day, in its own tab, and a day joins what its pages showed", async () => {
  const { open, kept, reads } = await store();
  await open("common/dashboard", page("3.0.3.8"));
  await open("common/dashboard", page("9.9"));
  await open("marketplace/extension", page("3.0.3.8", [{ code: "stripe", enabled: true }]));
  expect(reads).toEqual([pageCaller.tabId, pageCaller.tabId]);
  const [day] = await kept();
  expect(day?.snapshot.singles["Version shown"]).toBe("3.0.3.8");
  expect(day?.snapshot.lists["Module payment"]).toEqual({ stripe: "installed, on" });
  expect(JSON.stringify(day)).not.toContain("user_token");
});

test("thirty days are kept, the oldest goes first, and with a no all go", async () => {
  const { services, open, kept } = await store();
  for (let day = 0; day < mostDays + 3; day += 1) {
    await open("common/dashboard", page(`3.0.${day}`));
    services.clock.ms += dayMs;
  }
  const days = await kept();
  expect(days).toHaveLength(mostDays);
  expect(days[0]?.snapshot.singles["Version shown"]).toBe("3.0.3");
  await keepSnapshots(services, origin, false);
  expect(await kept()).toEqual([]);
});

test.each([
  ["a lie", { schema: 2 }],
  ["nothing", null],
  ["no store", { ...page("1"), platform: { id: "unknown", label: "Unknown" } }],
])("a page that says %s leaves no day", async (_, report) => {
  const { open, kept } = await store();
  await open("common/dashboard", report);
  expect(await kept()).toEqual([]);
});

test("a site that was never enabled cannot be watched", async () => {
  const services = fakeServices();
  await expect(keepSnapshots(services, origin, true)).rejects.toMatchObject({
    refusal: refusal("extension.not-allowed"),
  });
});

test("a report is compared with the last day before today, or with the day that the person names, or with none", async () => {
  const { services, open } = await store();
  await open("common/dashboard", page("3.0.1"));
  services.clock.ms += dayMs;
  await open("common/dashboard", page("3.0.2"));
  services.clock.ms += dayMs;
  await open("common/dashboard", page("3.0.3"));
  const [newest, older] = await daysOf(services, origin);
  expect(newest! > older!).toBe(true);

  const { draft } = await startPanel(services, panelCaller, { draftId: null });
  const { draftId } = draft;
  services.reach.runCapture = async (_, captureId) =>
    hearReport(services, pageCaller, { captureId, report: page("3.0.3") });
  await startCapture(services, panelCaller, { draftId, depth: "safe" });
  const changes = async () => (await services.shelves.drafts.get(draftId))?.report?.changes;
  const change = (before: string) => [{ what: "Version shown", before, after: "3.0.3" }];
  expect(await changes()).toEqual({ since: newest, changed: change("3.0.2") });
  await compare(services, panelCaller, { draftId, since: older! });
  expect(await changes()).toEqual({ since: older, changed: change("3.0.1") });
  await compare(services, panelCaller, { draftId, since: null });
  expect(await changes()).toBeNull();
});
