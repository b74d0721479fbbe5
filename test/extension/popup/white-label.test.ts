// @vitest-environment happy-dom

import { signal } from "@preact/signals";
import { h, render } from "preact";
import { afterEach, expect, test, vi } from "vitest";
import { summaryOf } from "../../../extension/enrolments.ts";
import type { SiteStatus } from "../../../extension/messages.ts";
import { App } from "../../../extension/popup/app.tsx";
import type { PopupHost } from "../../../extension/popup/host.ts";
import { createPopup } from "../../../extension/popup/state.ts";
import { App as SettingsApp } from "../../../extension/settings/app.tsx";
import { createProfilesState } from "../../../extension/settings/profiles-state.ts";
import type { SettingsPage } from "../../../extension/settings/state.ts";
import { refusal } from "../../../shared/problems.ts";
import { anOutboxItem, aTicket } from "../../support/fake-host.ts";
import { maple, vendorsEnrolment, vendorWords } from "../../support/white-label.ts";

const kept = { ...vendorsEnrolment, token: "t", deviceId: "d", madeFrom: "m" };

afterEach(() => render(null, document.body));

function statusWith(enrolment: SiteStatus["enrolment"], changes: Partial<SiteStatus> = {}): SiteStatus {
  return {
    origin: vendorsEnrolment.storeOrigin,
    enabled: true,
    snapshotDays: null,
    enrolment,
    claim: null,
    supported: true,
    plainHttp: false,
    tickets: [aTicket()],
    ticketsRefusal: null,
    outbox: [
      anOutboxItem({ state: "queued", nextTryAt: "2026-11-22T13:10:42Z", refusal: refusal("server.unreachable") }),
    ],
    draftId: "d",
    interfered: true,
    attempt: null,
    ...changes,
  };
}

async function popupOf(status: SiteStatus) {
  const host = {
    send: async (name: string) => (name === "picture.take" ? false : status),
    listen: () => () => {},
    askFor: async () => true,
    close: () => {},
    label: "Chrome on Linux",
  } as unknown as PopupHost; // It answers what this screen asks, and nothing else is asked.
  const popup = createPopup(host, { tabId: 7 });
  await popup.open();
  return popup;
}

async function drawn(enrolment: SiteStatus["enrolment"], isSettings: boolean): Promise<string> {
  const status = statusWith(enrolment);
  const popup = await popupOf(status);
  const settings = {
    sites: signal([status]),
    fault: signal(null),
    origin: signal(status.origin),
    popup: signal(popup),
    profiles: createProfilesState({ send: async () => [] } as unknown as PopupHost, () => null), // None is imported.
    load: async () => {},
    choose: () => {},
  } as unknown as SettingsPage; // What the page draws of it.
  render(isSettings ? h(SettingsApp, { settings }) : h(App, { popup }), document.body);
  await vi.waitFor(() => expect(document.body.innerHTML).toContain("Connection"));
  return document.body.innerHTML;
}

test.each([
  ["popup", false],
  ["settings", true],
] as const)("the %s of a reseller's client names the brand and nobody else", async (_, isSettings) => {
  const html = await drawn(summaryOf({ ...kept, brand: maple }), isSettings);
  expect(html).toContain("MapleCart");
  expect(html).toContain("https://help.maplecart.example/");
  expect(html.match(vendorWords)?.[0]).toBeUndefined();
});

test("without a label the popup says who holds the license and where the server stands", async () => {
  const html = await drawn(summaryOf(kept), false);
  expect(html).toContain("Maple Commerce Ltd");
  expect(html).toContain("support.optioncart.example");
});
