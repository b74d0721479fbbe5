// @vitest-environment happy-dom
import { afterEach, expect, test } from "vitest";
import type { AccessSummary } from "../../../extension/messages.ts";
import type { Readiness } from "../../../shared/credentials.ts";
import { aThread, aTicket, aTicketId } from "../../support/fake-host.ts";
import { type Shown, showPanel } from "../../support/panel.ts";

let shown: Shown;
afterEach(() => shown?.close());

const held = (change: Partial<AccessSummary["held"][number]> = {}): AccessSummary["held"][number] => ({
  credentialId: "0193c8a2-0000-7000-8000-0000000000f1",
  kind: "ftp",
  protocol: "sftp",
  state: "live",
  end: null,
  handedOverAt: "2026-11-22T14:20:00Z",
  expiresAt: "2026-11-29T14:20:00Z",
  check: null,
  proof: null,
  retest: null,
  ...change,
});

async function openTicket(access: Partial<AccessSummary>, state = "answered" as const): Promise<void> {
  shown = await showPanel({
    access: { ok: true, value: { asked: [], held: [], reveals: 0, ...access } },
    threads: { [aTicketId]: { ok: true, value: aThread({ state }) } },
  });
  await shown.press("Checkout shows a blank page");
}

test("what is asked for stands on the ticket, and its button asks for a tab of its own and for nothing else", async () => {
  await openTicket({ asked: ["store-admin", "ftp"] });
  expect(shown.text()).toContain("Waiting for you");
  await shown.press("Hand over access");
  expect(shown.host.sentAs("panel.open-own")).toEqual([{ page: "access", ticketId: aTicketId }]);
});

test.each<[string, Partial<AccessSummary["held"][number]>, string, string]>([
  ["works", { check: "ready" }, "Works", "Look at access"],
  ["is refused", { check: "wrong-login" }, "Login refused", "Correct it"],
  ["is in another folder", { check: "ready", proof: "wrong-folder" }, "Wrong folder", "Correct it"],
  ["is asked back", { state: "disable-asked" }, "To be disabled", "Take back access"],
])("access that %s says so and names the next step", async (_, change, word, act) => {
  await openTicket({ held: [held(change)] });
  expect(shown.text()).toContain(word);
  await shown.press(act);
  expect(shown.host.sentAs("panel.open-own")).toHaveLength(1);
});

test("of two that are asked back one that is disabled is ticked and the other is not", async () => {
  await openTicket({
    held: [
      held({ state: "disable-asked" }),
      held({ credentialId: "x", kind: "store-admin", protocol: null, state: "destroyed", end: "verified-disabled" }),
    ],
  });
  expect(shown.text()).toContain("Verified disabled");
  expect(shown.text()).toContain("To be disabled");
});

test("a ticket without access says nothing of it, and neither does one of an older server", async () => {
  await openTicket({});
  expect(shown.text()).not.toContain("Access to your store");
  shown.close();
  shown = await showPanel({ access: { ok: false, refusal: { code: "client.outdated", values: {} } } });
  await shown.press("Checkout shows a blank page");
  expect(shown.text()).toContain("Thank you, the report shows it well.");
  expect(shown.text()).not.toContain("too old");
});

test.each<[Readiness, string | null]>([
  ["asked", "Support needs access"],
  ["failing", "The access does not work yet"],
  ["being-taken-back", "Take back access"],
  ["ready", null],
  ["handed-over", null],
  ["none", null],
])("home with access that is %s shows: %s", async (access, words) => {
  shown = await showPanel({ tickets: { ok: true, value: [aTicket({ access })] } });
  if (words) expect(shown.text()).toContain(`${words} for T-2201`);
  else expect(shown.text()).not.toMatch(/access/i);
});

test("a closed ticket asks for nothing on home", async () => {
  shown = await showPanel({ tickets: { ok: true, value: [aTicket({ access: "being-taken-back", state: "closed" })] } });
  expect(shown.text()).not.toContain("Take back access");
});

test("the panel has no field for a secret", async () => {
  await openTicket({ asked: ["ftp"], held: [held({ state: "disable-asked" })] });
  expect(shown.root.querySelectorAll("input[type=password], input[autocomplete]")).toHaveLength(0);
});
