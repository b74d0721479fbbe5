import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import type { NamedFile } from "../../shared/files.ts";
import { report } from "../../shared/report.ts";
import {
  askFor,
  bearer,
  enrolledDevice,
  newSubmission,
  refusalOf,
  signedIn,
  startServer,
  type TestServer,
  url,
} from "../support/app.ts";
import { mailsFor } from "../support/mails.ts";
import { escalation, personOf, type RelayScene, relayScene } from "../support/relay.ts";

const clientName = "Anna Canary-Client";

/** A request of the store's owner, with facts of people in its report. */
function requestOf(topic: Parameters<typeof askFor>[0] = "bug-fix") {
  return newSubmission({
    ask: askFor(topic),
    subject: "Checkout is blank",
    message: `Help, it is ${clientName}.`,
    report: report.parse({
      schema: 1,
      capturedAt: "2026-11-22T09:00:00.000Z",
      platform: { id: "opencart", label: "OpenCart", native: true, version: "4.1.0.4" },
      page: { route: "sale/order", title: `Order of ${clientName}` },
      server: { php: "8.2.36", from: {} },
      admin: { group: clientName },
    }),
  });
}

async function filed(scene: RelayScene, topic?: Parameters<typeof askFor>[0]) {
  const request = requestOf(topic);
  const { text, sha256, ticketId } = request;
  const receipt = await scene.owner.api.tickets.file.mutate({ text, sha256 });
  return { ticketId, text, number: receipt.number };
}

async function scene(): Promise<RelayScene & { server: TestServer }> {
  const server = await startServer();
  return { server, ...(await relayScene(server)) };
}

test("a store owner's request goes to the reseller's queue and is as absent as never filed at the vendor's desk", async () => {
  const { server, ...here } = await scene();
  const engineer = await signedIn(server);
  const { ticketId, number } = await filed(here);
  expect((await here.person.api.tickets.resellerQueue.query({})).tickets).toMatchObject([
    { ticketId, holderName: "shop.example" },
  ]);
  expect((await engineer.api.tickets.queue.query({})).tickets).toEqual([]);
  expect((await engineer.api.tickets.queue.query({ search: `T-${number}` })).tickets).toEqual([]);
  const foreign = await refusalOf(engineer.api.tickets.open.query({ ticketId }));
  expect(foreign).toEqual(await refusalOf(engineer.api.tickets.open.query({ ticketId: uuidv7() })));
  expect(await refusalOf(engineer.api.tickets.answer.mutate({ ticketId, messageId: uuidv7(), body: "Hi" }))).toEqual(
    foreign,
  );
  expect(await mailsFor(server, here.person.email)).toMatchObject([
    { kind: "client-filed", values: { ticket: number } },
  ]);
});

test("a report that the reseller is unreachable goes to the vendor alone, and starts the license's clock", async () => {
  const { server, ...here } = await scene();
  const engineer = await signedIn(server);
  const { ticketId } = await filed(here, "reseller-unreachable");
  expect((await engineer.api.tickets.queue.query({})).tickets).toMatchObject([{ ticketId }]);
  expect((await here.person.api.tickets.resellerQueue.query({})).tickets).toEqual([]);
  const { licenseId } = here.license;
  expect((await here.person.api.licenses.open.query({ licenseId })).tickets).toEqual([]);
  expect(await refusalOf(here.person.api.tickets.resellerOpen.query({ ticketId }))).toMatchObject({
    code: "ticket.absent",
  });
  const holder = await enrolledDevice(server, here.license);
  expect(await holder.api.tickets.mine.query()).toEqual([]);
  await engineer.api.tickets.answer.mutate({ ticketId, messageId: uuidv7(), body: "We will call them." });
  const { messages } = await here.owner.api.tickets.thread.query({ ticketId });
  expect(messages.at(-1)).toMatchObject({ author: { kind: "engineer", name: "Support" }, body: "We will call them." });
  const row = await server.db
    .selectFrom("licenses")
    .select("unreachableAt")
    .where("id", "=", here.license.licenseId)
    .executeTakeFirst();
  expect(row?.unreachableAt).not.toBeNull();
  expect(await mailsFor(server, here.person.email)).toEqual([]);
});

test("an answer reaches the client in the brand's name, and the same answer twice is one message", async () => {
  const { person, owner, ...here } = await scene();
  const { ticketId } = await filed({ ...here, person, owner });
  const answer = { ticketId, messageId: uuidv7(), body: "We look at it." };
  await person.api.tickets.resellerAnswer.mutate(answer);
  await person.api.tickets.resellerAnswer.mutate(answer);
  const thread = await owner.api.tickets.thread.query({ ticketId });
  expect(thread.messages.slice(1)).toMatchObject([
    { author: { kind: "reseller", name: "MapleCart Care" }, body: "We look at it." },
  ]);
  expect(thread).toMatchObject({ state: "answered", charge: null });
  await owner.api.tickets.reply.mutate({ ticketId, messageId: uuidv7(), body: "Thanks" });
  expect((await person.api.tickets.resellerMove.mutate({ ticketId, to: "resolved" })).state).toBe("resolved");
});

test("an escalation tells the vendor the software's facts and no word of the client's, in the bytes that were looked at", async () => {
  const { server, ...here } = await scene();
  const engineer = await signedIn(server);
  const { ticketId, text } = await filed(here);
  const sent = escalation(ticketId, text);
  const after = await here.person.api.tickets.escalate.mutate(sent);
  const opened = await engineer.api.tickets.open.query({ ticketId: sent.commandId });
  expect(opened).toMatchObject({ subject: "Blank checkout", sha256: sent.sha256, holderName: "Maple Commerce Ltd" });
  expect(opened.text).toContain("8.2.36");
  expect(JSON.stringify(opened)).not.toMatch(/Anna|Canary/);
  expect(after.relays).toMatchObject([{ ticketId: sent.commandId, state: "sent" }]);
  const { licenseId } = here.license;
  expect((await here.person.api.licenses.open.query({ licenseId })).tickets).toMatchObject([{ ticketId }]);
  await here.person.api.tickets.escalate.mutate(sent);
  expect((await engineer.api.tickets.queue.query({})).tickets).toHaveLength(1);
});

test("an escalation that is not what was looked at is refused, and nothing is made", async () => {
  const { server, ...here } = await scene();
  const { ticketId, text } = await filed(here);
  const sent = escalation(ticketId, text);
  const { api } = here.person;
  expect(await refusalOf(api.tickets.escalate.mutate({ ...sent, quotesClient: true }))).toMatchObject({
    code: "ticket.escalated-otherwise",
  });
  await api.tickets.escalate.mutate(sent);
  const other = escalation(ticketId, text, { subject: "Another" }, sent.commandId);
  expect(await refusalOf(api.tickets.escalate.mutate(other))).toMatchObject({ code: "command.id-taken" });
  expect(
    await server.db.selectFrom("tickets").select("number").where("relayOf", "is not", null).execute(),
  ).toHaveLength(1);
});

test("the vendor's answer is passed on once, in the reseller's words, and the client sees nothing of the vendor", async () => {
  const { server, ...here } = await scene();
  const engineer = await signedIn(server);
  const { ticketId, text } = await filed(here);
  const sent = escalation(ticketId, text);
  const { api } = here.person;
  await api.tickets.escalate.mutate(sent);
  const messageId = uuidv7();
  await engineer.api.tickets.answer.mutate({
    ticketId: sent.commandId,
    messageId,
    body: "Upgrade PHP, says the vendor.",
  });
  expect((await mailsFor(server, here.person.email)).map(({ kind }) => kind)).toEqual([
    "client-filed",
    "relay-answered",
  ]);
  const seen = await here.owner.api.tickets.thread.query({ ticketId });
  expect(JSON.stringify(seen)).not.toContain("Upgrade PHP");
  expect(await here.owner.api.tickets.mine.query()).toHaveLength(1);
  const passed = { ticketId, messageId, body: "Please upgrade PHP." };
  await api.tickets.passOn.mutate(passed);
  await api.tickets.passOn.mutate(passed);
  expect(await refusalOf(api.tickets.passOn.mutate({ ...passed, messageId: uuidv7() }))).toMatchObject({
    code: "ticket.not-under-relay",
  });
  const { messages } = await here.owner.api.tickets.thread.query({ ticketId });
  expect(messages.map(({ author, body }) => [author.name, body]).slice(1)).toEqual([
    ["MapleCart Care", "Please upgrade PHP."],
  ]);
  const back = await api.tickets.writeToVendor.mutate({
    ticketId: sent.commandId,
    messageId: uuidv7(),
    body: "It helped.",
  });
  expect(back.relays?.[0]).toMatchObject({ state: "waiting" });
});

test("another reseller finds none of it, by the very answer that an absent ticket gets", async () => {
  const { server, ...here } = await scene();
  const other = await relayScene(server, { name: "Birch Web" });
  const { ticketId, text } = await filed(here);
  const sent = escalation(ticketId, text);
  await here.person.api.tickets.escalate.mutate(sent);
  const { api } = other.person;
  const calls = (id: string, relay: string) => [
    api.tickets.resellerOpen.query({ ticketId: id }),
    api.tickets.resellerAnswer.mutate({ ticketId: id, messageId: uuidv7(), body: "x" }),
    api.tickets.resellerMove.mutate({ ticketId: id, to: "resolved" }),
    api.tickets.passOn.mutate({ ticketId: id, messageId: uuidv7(), body: "x" }),
    api.tickets.escalate.mutate({ ...sent, ticketId: id }),
    api.tickets.writeToVendor.mutate({ ticketId: relay, messageId: uuidv7(), body: "x" }),
  ];
  const foreign = await Promise.all(calls(ticketId, sent.commandId).map(refusalOf));
  expect(foreign).toEqual(await Promise.all(calls(uuidv7(), uuidv7()).map(refusalOf)));
  expect(new Set(foreign.map(({ code }) => code))).toEqual(new Set(["ticket.absent"]));
  expect((await api.tickets.resellerQueue.query({})).tickets).toEqual([]);
});

test("once the license is another reseller's, the old one finds nothing and the new one everything", async () => {
  const { server, ...here } = await scene();
  const other = await relayScene(server, { name: "Birch Web", brand: { name: "BirchCart" } });
  const { ticketId } = await filed(here);
  const { resellerId } = other;
  await server.db
    .updateTable("licenses")
    .set({ resellerId, accountId: resellerId })
    .where("id", "=", here.license.licenseId)
    .execute();
  expect(await refusalOf(here.person.api.tickets.resellerOpen.query({ ticketId }))).toMatchObject({
    code: "ticket.absent",
  });
  const { messages } = await other.person.api.tickets.resellerOpen.query({ ticketId });
  expect(messages).toHaveLength(1);
  expect((await here.owner.api.credits.standing.query())?.brand).toMatchObject({ name: "BirchCart" });
});

test("several people of one reseller see the same queue", async () => {
  const { server, ...here } = await scene();
  await filed(here);
  const colleague = await personOf(server, here.resellerId);
  expect((await colleague.api.tickets.resellerQueue.query({})).tickets).toHaveLength(1);
});

test("a store owner whom nobody looks after cannot file with a reseller, and is told so", async () => {
  const { server, ...here } = await scene();
  await server.db.updateTable("licenses").set({ resellerId: null }).where("id", "=", here.license.licenseId).execute();
  const { text, sha256 } = requestOf();
  expect(await refusalOf(here.owner.api.tickets.file.mutate({ text, sha256 }))).toMatchObject({
    code: "verdict.not-filed",
    values: { why: "Nobody looks after this store now." },
  });
});

/** A text file, sent from this browser and named by a request. */
async function filedWithFile({ server, owner }: RelayScene & { server: TestServer }) {
  const bytes = Buffer.from("PHP Fatal error: out of memory");
  const id = uuidv7();
  const sent = await server.app.request(`${url}/files`, {
    method: "POST",
    headers: {
      ...bearer(owner.token),
      "content-length": String(bytes.byteLength),
      "x-file-id": id,
      "x-file-name": "error.log",
    },
    body: bytes,
  });
  const file: NamedFile = await sent.json();
  const request = newSubmission({ ...JSON.parse(requestOf().text), files: [file] });
  await owner.api.tickets.file.mutate({ text: request.text, sha256: request.sha256 });
  return { ...request, file };
}

test("a client's file is the reseller's to open, and the vendor's only once it was sent on", async () => {
  const here = await scene();
  const { server, person } = here;
  const other = await relayScene(server, { name: "Birch Web" });
  const engineer = await signedIn(server);
  const { ticketId, text, file } = await filedWithFile(here);
  const [shown] = (await person.api.tickets.resellerOpen.query({ ticketId })).files;
  const get = async (id: string, { cookie }: { cookie: string }) =>
    (await server.app.request(`${url}/files/${id}`, { headers: { cookie } })).status;
  const by = [person, other.person, engineer];
  const each = (id: string) => Promise.all(by.map((asker) => get(id, asker)));
  expect(await each(shown?.id ?? "")).toEqual([200, 404, 404]);
  await person.api.tickets.escalate.mutate(escalation(ticketId, text));
  expect(await each(shown?.id ?? "")).toEqual([200, 404, 404]);
  const sent = escalation(ticketId, text, { files: [file.id] });
  await person.api.tickets.escalate.mutate(sent);
  const [copy] = (await engineer.api.tickets.open.query({ ticketId: sent.commandId })).files;
  expect(copy).toMatchObject({ name: "error.log", sha256: file.sha256 });
  expect(await each(copy?.id ?? "")).toEqual([404, 404, 200]);
});
