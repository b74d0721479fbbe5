import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import type { TicketState } from "../../shared/tickets.ts";
import {
  enrolledDevice,
  keyOnlyDevice,
  newLicense,
  newSubmission,
  refusalOf,
  signedIn,
  startServer,
  type TestServer,
} from "../support/app.ts";

test("tickets that wait for us come first, in the order they came; of the rest, what was left longest", async () => {
  const { server, api, file } = await queueOfOne();
  const subjects = ["a", "b", "c", "d", "e"];
  for (const subject of subjects) await file(subject);
  await setStates(server, { a: "answered", b: "sent", c: "waiting", d: "sent", e: "resolved" });
  const { tickets, next } = await api.tickets.queue.query({});
  expect(tickets.map(({ subject }) => subject)).toEqual(["b", "c", "d", "a", "e"]);
  expect(next).toBeNull();
  const sent = await api.tickets.queue.query({ state: "sent" });
  expect(sent.tickets.map(({ subject }) => subject)).toEqual(["b", "d"]);
});

test("of what waits for us a higher priority comes first, and within it the clearly more urgent", async () => {
  const { server, api, file } = await queueOfOne();
  for (const subject of ["a", "b", "c", "d", "e"]) await file(subject);
  await setStates(server, { a: "answered", b: "sent", c: "waiting", d: "sent", e: "waiting" });
  const ranks = { a: [0, 1], c: [2, 1], d: [1, 0], e: [1, 1] };
  for (const [subject, [priority, urgent]] of Object.entries(ranks)) {
    await server.db.updateTable("tickets").set({ priority, urgent }).where("subject", "=", subject).execute();
  }
  const order: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await api.tickets.queue.query({ limit: 1, ...(cursor ? { cursor } : {}) });
    order.push(...page.tickets.map(({ subject }) => subject));
    if (page.next === null) break;
    cursor = page.next;
  }
  expect(order).toEqual(["e", "d", "c", "b", "a"]);
});

test("paging shows every ticket once, in the queue's order", async () => {
  const { server, api, file } = await queueOfOne();
  const states: TicketState[] = ["sent", "waiting", "answered", "resolved", "closed"];
  for (let index = 0; index < 23; index++) await file(`t${index}`);
  await setStates(
    server,
    Object.fromEntries(Array.from({ length: 23 }, (_, at) => [`t${at}`, states[at % 5] ?? "sent"])),
  );
  const whole = (await api.tickets.queue.query({ limit: 200 })).tickets.map(({ subject }) => subject);
  for (const limit of [1, 4, 7, 23]) {
    const paged: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await api.tickets.queue.query({ limit, ...(cursor ? { cursor } : {}) });
      paged.push(...page.tickets.map(({ subject }) => subject));
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(paged).toEqual(whole);
  }
  expect(whole).toHaveLength(23);
});

test("search finds by number, subject, holder, store and platform, and takes its words literally", async () => {
  const { server, api, file } = await queueOfOne();
  const number = await file("Überweisung 100% _broken_ \\");
  await file("Another");
  const find = async (search: string) => (await api.tickets.queue.query({ search })).tickets.map((each) => each.number);
  for (const search of [String(number), `T-${number}`, `t-${number}`, "überweisung", "100%", "_BROKEN_", "\\"]) {
    expect(await find(search), search).toEqual([number]);
  }
  expect(await find("ada's")).toHaveLength(2);
  expect(await find("shop.example")).toHaveLength(2);
  expect(await find("OPENCART 4.1")).toHaveLength(2);
  expect(await find("%")).toEqual([number]);
  expect(await find("' or 1=1 --")).toEqual([]);
  expect(await find("999999999")).toEqual([]);
  expect((await api.tickets.queue.query({ search: String(number), state: "closed" })).tickets).toEqual([]);
  expect(server.logged.join("")).not.toContain("fault");
});

test("a row of the queue says who asks, from where, and who wrote last", async () => {
  const { api, file } = await queueOfOne();
  await file("Row");
  const [row] = (await api.tickets.queue.query({})).tickets;
  expect(row).toMatchObject({
    subject: "Row",
    holderName: "Ada's Shop",
    platform: "OpenCart 4.1.0.4",
    storeOrigin: "https://shop.example",
    state: "sent",
    lastAuthor: "holder",
    messageCount: 1,
    unread: 0,
  });
  expect(row?.licenseLast4).toMatch(/^[0-9A-Z]{4}$/);
});

test("a request without a message or report has neither a last author nor a platform", async () => {
  const server = await startServer();
  const { api: device } = await keyOnlyDevice(server, await newLicense(server));
  const { text, sha256, ticketId } = newSubmission({ message: " ", report: null });
  await device.tickets.file.mutate({ text, sha256 });
  const { api } = await signedIn(server);
  const ticket = await api.tickets.open.query({ ticketId });
  expect(ticket).toMatchObject({ lastAuthor: null, platform: null, messageCount: 0, messages: [] });
  expect(ticket.device).toEqual({ label: "Chromium", standing: "key-only" });
});

test.each(["", "x", "sent~x~1", "nowhere~2026-11-22T09:00:00.000Z~1", "sent~2026-11-22T09:00:00.000Z~' or 1=1"])(
  "a cursor that is none of ours is refused: %j",
  async (cursor) => {
    const { api } = await queueOfOne();
    expect(await refusalOf(api.tickets.queue.query({ cursor }))).toMatchObject({
      code: "request.invalid",
      status: 400,
    });
  },
);

test("a ticket that does not exist is absent at the desk", async () => {
  const { api } = await queueOfOne();
  const absent = { ticketId: uuidv7() };
  expect(await refusalOf(api.tickets.open.query(absent))).toMatchObject({ code: "ticket.absent", status: 404 });
  expect(await refusalOf(api.tickets.move.mutate({ ...absent, to: "resolved" }))).toMatchObject({ status: 404 });
});

async function queueOfOne() {
  const server = await startServer();
  const device = await enrolledDevice(server, await newLicense(server));
  const { api } = await signedIn(server);
  const file = async (subject: string) => {
    const { text, sha256 } = newSubmission({ subject });
    return (await device.api.tickets.file.mutate({ text, sha256 })).number;
  };
  return { server, api, file };
}

async function setStates({ db }: TestServer, states: Record<string, TicketState>): Promise<void> {
  for (const [subject, state] of Object.entries(states)) {
    await db.updateTable("tickets").set({ state }).where("subject", "=", subject).execute();
  }
}
