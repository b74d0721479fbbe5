// @vitest-environment happy-dom
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { summaryOf } from "../../../extension/enrolments.ts";
import { mountPanel } from "../../../extension/panel/mount.tsx";
import { panelStates } from "../../e2e/panel-sheet/states.ts";
import { aQuestion, aStart, aThread, aTicketId, fakeHost, type World } from "../../support/fake-host.ts";
import { asClient, clientThread, maple, vendorsEnrolment, vendorWords } from "../../support/white-label.ts";

/**
 * Screens that a client's browser cannot come to: nothing is charged there, so there is nothing to state or to decide, and
 * nobody says which languages a reseller reads.
 */
const ofHolders = /^(?:statement|offer-|ask-language)/;
const states = panelStates.filter(({ name }) => !ofHolders.test(name));

let unmount = () => {};
beforeAll(() => import("../../../extension/panel/later.tsx"));
afterEach(() => {
  unmount();
  document.body.innerHTML = "";
});

const kept = { ...vendorsEnrolment, token: "t", deviceId: "d", madeFrom: "m" };

/** All that a state draws, markup and all; and whether its way there was walked to the end. */
async function drawn({ name, drive, world }: (typeof panelStates)[number], isClient: boolean) {
  vi.stubGlobal("top", {});
  const begun = world.start ?? aStart();
  // Under rules a topic is chosen before anything can be looked at.
  const draft = /^(?:preview|hostile)/.test(name) ? { ...begun.draft, ask: aQuestion } : begun.draft;
  const start = { ...begun, draft };
  const enrolment = start.enrolment && summaryOf({ ...kept, ...(isClient && { brand: maple }) });
  const threads = world.threads ?? { [aTicketId]: { ok: true as const, value: aThread() } };
  const given: Partial<World> = { ...world, threads, start: { ...start, enrolment } };
  const host = fakeHost(isClient ? asClient(given, { ...start, enrolment }) : given);
  const root = document.createElement("div");
  document.body.append(root);
  unmount = mountPanel(root, host);
  // The test's DOM tells observers of changes alone: one that comes by itself stands in for the browser's.
  let ticks = 0;
  const nudge = setInterval(() => document.documentElement.setAttribute("data-tick", String(++ticks)), 10);
  const walked = await Promise.race([(drive?.(host) ?? Promise.resolve()).then(() => true), pause(2_000, false)]);
  await pause(60);
  clearInterval(nudge);
  return { walked, html: document.body.innerHTML };
}

test.each(states)("a reseller's client reads nobody else's name: $title", async (state) => {
  const { walked, html } = await drawn(state, true);
  expect(walked, "the state could not be reached").toBe(true);
  expect(html.match(vendorWords)?.[0]).toBeUndefined();
});

test("without a label the same screens do name the vendor, so the scan sees what it looks for", async () => {
  const named: string[] = [];
  for (const state of states.filter(({ name }) => ["home", "ticket", "ask-reseller"].includes(name))) {
    if (vendorWords.test((await drawn(state, false)).html)) named.push(state.name);
    unmount();
    document.body.innerHTML = "";
  }
  expect(named).toEqual(["home", "ticket", "ask-reseller"]);
});

test("a client is told in the brand's name who answers, with its colour and its picture", async () => {
  const state = panelStates.find(({ name }) => name === "ask-reseller");
  if (!state) throw new Error("there is a state of the verdict that goes to a reseller");
  const { html } = await drawn(state, true);
  expect(html).toContain("MapleCart answers your request. Nothing is charged here.");
  expect(html).toContain("--brand: #8a1c2b");
  expect(clientThread(aThread()).messages.at(-1)?.author.name).toBe("MapleCart Care");
});
