// @vitest-environment happy-dom
import { createHash } from "node:crypto";
import { expect, test, vi } from "vitest";
import type { EscalateInput, RelayApi } from "../../../server/desk/relay/api.ts";
import { escalationOf } from "../../../shared/escalation.ts";
import { refuse } from "../../../shared/problems.ts";
import { canonicalText, submission } from "../../../shared/submission.ts";
import type { DeskTicket } from "../../../shared/tickets.ts";
import { aTicket, at, fakeServer } from "./fake-api.ts";
import { all, click, openDesk, press, shown, type } from "./screen.tsx";

const vendorsAnswer = { id: "m-vendor", author: { kind: "engineer" as const, name: "Emil" }, body: "Upgrade PHP.", at };

function desk(relays: DeskTicket["relays"] = []) {
  const ticket = aTicket(
    { relays, holderName: "shop.example" },
    { message: "It is Anna.", report: { server: { php: "8.2.36", from: {} }, admin: { group: "Anna's group" } } },
  );
  const server = fakeServer([ticket]);
  server.role = "reseller";
  const escalated: EscalateInput[] = [];
  const passed: { ticketId: string; messageId: string; body: string }[] = [];
  let now = ticket;
  const relay: RelayApi = {
    queue: async () => ({ ok: true, value: { tickets: [now], next: null } }),
    open: async () => ({ ok: true, value: now }),
    answer: server.api.answer,
    move: server.api.move,
    escalate: async (input) => {
      escalated.push(input);
      return { ok: true, value: now };
    },
    passOn: async (input) => {
      passed.push(input);
      const author = { kind: "reseller" as const, name: "MapleCart" };
      now = { ...now, messages: [...now.messages, { id: input.messageId, author, body: input.body, at }] };
      return { ok: true, value: now };
    },
    writeToVendor: async () => refuse("ticket.absent"),
  };
  openDesk(server, `/desk/t/${ticket.ticketId}`, { relay });
  return { ticket, escalated, passed };
}

test("what a reseller sends on is the text that stands in the sheet, and by itself it tells of nobody", async () => {
  const { ticket, escalated } = desk();
  await click("button", "Escalate to the vendor");
  const text = (await shown(".escalate-text")).textContent ?? "";
  expect(text).toContain("8.2.36");
  expect(text).not.toContain("Anna");
  type(await shown("#escalate-subject"), "Blank checkout");
  await click(".escalate button", "Send to the vendor");
  await vi.waitFor(() => expect(escalated).toHaveLength(1));
  const { ticketId: _, commandId, sha256, ...choice } = escalated[0] as EscalateInput; // There is one, as the line before says.
  const sent = canonicalText(escalationOf(submission.parse(JSON.parse(ticket.text)), commandId, choice));
  expect(createHash("sha256").update(sent).digest("hex")).toBe(sha256);
  expect(choice.subject).toBe("Blank checkout");
});

test("one key opens the sheet", async () => {
  desk();
  await shown("#escalate");
  press("v");
  await shown(".escalate h2", "Escalate to the vendor");
});

test("each fact can stay or go, and the text follows", async () => {
  desk();
  await click("button", "Escalate to the vendor");
  const box = (words: string) =>
    all(".escalate label")
      .find(({ textContent }) => textContent?.includes(words))
      ?.querySelector("input");
  box("PHP")?.click();
  await vi.waitFor(() => expect(all(".escalate-text")[0]?.textContent).not.toContain('"php":"8.2.36"'));
  box("What the store owner wrote")?.click();
  await vi.waitFor(() => expect(all(".escalate-text")[0]?.textContent).toContain("It is Anna."));
});

test("the vendor's answer is passed on by one press, and stands as passed on", async () => {
  const relay = { ticketId: "r", number: 7, subject: "Blank", state: "answered" as const, createdAt: at };
  const { ticket, passed } = desk([{ ...relay, messages: [vendorsAnswer] }]);
  await click("button", "Pass on");
  await shown(".relay", "Passed on");
  expect(passed).toEqual([{ ticketId: ticket.ticketId, messageId: "m-vendor", body: "Upgrade PHP." }]);
});

test("a reseller's desk begins with the queue of their clients", async () => {
  const { ticket } = desk();
  await shown("h1", ticket.subject);
  expect(all("nav a[aria-label='Queue'], nav a").some(({ textContent }) => textContent?.includes("Queue"))).toBe(true);
});
