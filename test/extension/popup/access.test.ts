// @vitest-environment happy-dom
import { h, render } from "preact";
import { afterEach, expect, test } from "vitest";
import type { SiteStatus } from "../../../extension/messages.ts";
import { App } from "../../../extension/popup/app.tsx";
import type { PopupHost } from "../../../extension/popup/host.ts";
import { createPopup } from "../../../extension/popup/state.ts";
import type { Readiness } from "../../../shared/credentials.ts";
import { anEnrolment, aTicket, storeOrigin, ticketId } from "../../support/fake-access-host.ts";

const root = document.createElement("div");
document.body.append(root);
afterEach(() => render(null, root));

async function showPopup(access: Readiness) {
  const status: SiteStatus = {
    origin: storeOrigin,
    enabled: true,
    snapshotDays: null,
    enrolment: anEnrolment,
    claim: null,
    supported: true,
    plainHttp: false,
    tickets: [{ ...aTicket, access }],
    ticketsRefusal: null,
    outbox: [],
    draftId: null,
    interfered: false,
    attempt: null,
  };
  const sent: unknown[][] = [];
  const host: PopupHost = {
    send: async (name, ...args) => {
      sent.push([name, ...args]);
      // The popup asks for nothing else in these tests.
      return (name === "site.read" ? status : null) as never;
    },
    listen: () => () => {},
    askFor: async () => true,
    close: () => {},
    label: "Chrome on Linux",
  };
  const popup = createPopup(host, { origin: storeOrigin });
  await popup.load();
  render(h(App, { popup }), root);
  return sent;
}

test.each<[Readiness, string]>([
  ["asked", "Support needs access"],
  ["failing", "Correct the access"],
  ["being-taken-back", "Take back access"],
  ["ready", "Access"],
])("a ticket whose access is %s has a way to its tab: %s", async (access, words) => {
  const sent = await showPopup(access);
  const link = [...root.querySelectorAll("button")].find((button) => button.textContent === words);
  link?.click();
  expect(sent.at(-1)).toEqual(["panel.open-own", { page: "access", ticketId, storeOrigin }]);
});

test("a ticket that nobody wants access for says nothing of it", async () => {
  await showPopup("none");
  expect(root.textContent).not.toMatch(/access/i);
});
