import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { insertAccount } from "../../server/accounts/store.ts";
import { deviceOf } from "../../server/devices/device-of.ts";
import { reply } from "../../server/tickets/reply.ts";
import { orThrow } from "../../shared/problems.ts";
import {
  enrolledDevice,
  keyOnlyDevice,
  newLicense,
  newSubmission,
  refusalOf,
  signedIn,
  startServer,
  type TestDevice,
} from "../support/app.ts";

test("an answer reaches the holder's thread, and counts as unread until the thread is shown", async () => {
  const server = await startServer();
  const device = await enrolledDevice(server, await newLicense(server));
  const ticketId = await filed(device);
  const engineer = await signedIn(server);
  const answered = await engineer.api.tickets.answer.mutate({
    ticketId,
    messageId: uuidv7(),
    body: "Clear the cache.",
  });
  expect(answered).toMatchObject({ state: "answered", lastAuthor: "engineer", messageCount: 2 });
  expect(await device.api.tickets.mine.query()).toMatchObject([{ ticketId, state: "answered", unread: 1 }]);
  const thread = await device.api.tickets.thread.query({ ticketId });
  expect(thread.messages.map(({ author, body }) => [author, body])).toEqual([
    [{ kind: "holder", name: "Ada's Shop" }, "Since this morning. Nothing was changed."],
    [{ kind: "engineer", name: "Emil" }, "Clear the cache."],
  ]);
  expect(thread.unread).toBe(0);
  expect(await device.api.tickets.mine.query()).toMatchObject([{ unread: 0 }]);
});

test("a reply sent ten times at once is one message", async () => {
  const server = await startServer();
  const device = await enrolledDevice(server, await newLicense(server));
  const reply = { ticketId: await filed(device), messageId: uuidv7(), body: "It is back." };
  await Promise.all(Array.from({ length: 10 }, () => device.api.tickets.reply.mutate(reply)));
  const thread = await device.api.tickets.thread.query({ ticketId: reply.ticketId });
  expect(thread.messages.filter(({ id }) => id === reply.messageId)).toHaveLength(1);
  expect(thread.state).toBe("waiting");
  const written = await server.db.selectFrom("audit").select("seq").where("action", "=", "ticket.replied").execute();
  expect(written).toHaveLength(1);
});

test("another text under a used message id is refused, from holder and engineer alike", async () => {
  const server = await startServer();
  const device = await enrolledDevice(server, await newLicense(server));
  const engineer = await signedIn(server);
  const reply = { ticketId: await filed(device), messageId: uuidv7(), body: "It is back." };
  await device.api.tickets.reply.mutate(reply);
  const taken = { code: "message.id-taken", status: 409 };
  expect(await refusalOf(device.api.tickets.reply.mutate({ ...reply, body: "No." }))).toMatchObject(taken);
  expect(await refusalOf(engineer.api.tickets.answer.mutate({ ...reply, body: "No." }))).toMatchObject(taken);
  expect(await refusalOf(engineer.api.tickets.answer.mutate(reply))).toMatchObject(taken);
  expect((await device.api.tickets.thread.query({ ticketId: reply.ticketId })).messages.at(-1)?.body).toBe(
    "It is back.",
  );
});

test("an empty message is not written", async () => {
  const server = await startServer();
  const device = await enrolledDevice(server, await newLicense(server));
  const blank = { ticketId: await filed(device), messageId: uuidv7(), body: " \n\t" };
  expect(await refusalOf(device.api.tickets.reply.mutate(blank))).toMatchObject({ code: "message.empty" });
});

test("what a person types is kept on either database, whatever characters it holds", async () => {
  const server = await startServer();
  const device = await enrolledDevice(server, await newLicense(server));
  const reply = { ticketId: await filed(device), messageId: uuidv7(), body: "a\u0000b\ud800c \u{1f6d2} \u001b]0;x" };
  await device.api.tickets.reply.mutate(reply);
  const again = await device.api.tickets.reply.mutate(reply);
  expect(again.messages.at(-1)?.body).toBe("a\ufffdb\ufffdc \u{1f6d2} \u001b]0;x");
});

test("a message opens a resolved ticket again, and a closed one for nobody", async () => {
  const server = await startServer();
  const device = await enrolledDevice(server, await newLicense(server));
  const { api } = await signedIn(server);
  const ticketId = await filed(device);
  const say = () => device.api.tickets.reply.mutate({ ticketId, messageId: uuidv7(), body: "Still broken." });
  await api.tickets.move.mutate({ ticketId, to: "resolved" });
  expect((await say()).state).toBe("waiting");
  await api.tickets.move.mutate({ ticketId, to: "resolved" });
  expect((await api.tickets.move.mutate({ ticketId, to: "closed" })).state).toBe("closed");
  expect(await refusalOf(say())).toMatchObject({ code: "ticket.closed", status: 409 });
  const answer = api.tickets.answer.mutate({ ticketId, messageId: uuidv7(), body: "Sorry." });
  expect(await refusalOf(answer)).toMatchObject({ code: "ticket.closed" });
  expect(await refusalOf(api.tickets.move.mutate({ ticketId, to: "waiting" }))).toMatchObject({
    code: "ticket.closed",
  });
});

test("a move that the rules do not know is refused, and the same move twice is one", async () => {
  const server = await startServer();
  const device = await enrolledDevice(server, await newLicense(server));
  const { api } = await signedIn(server);
  const ticketId = await filed(device);
  const refusal = await refusalOf(api.tickets.move.mutate({ ticketId, to: "closed" }));
  expect(refusal).toMatchObject({ code: "ticket.move-not-allowed", values: { from: "sent", to: "closed" } });
  await api.tickets.move.mutate({ ticketId, to: "resolved" });
  await api.tickets.move.mutate({ ticketId, to: "resolved" });
  const moved = await server.db.selectFrom("audit").select("seq").where("action", "=", "ticket.moved").execute();
  expect(moved).toHaveLength(1);
});

test("an enrolled browser reads all tickets of its license; one with the key alone only its own", async () => {
  const server = await startServer();
  const license = await newLicense(server);
  const [enrolled, keyOnly] = [await enrolledDevice(server, license), await keyOnlyDevice(server, license)];
  const [first, second] = [await filed(enrolled), await filed(keyOnly)];
  const idsOf = async ({ api }: TestDevice) => (await api.tickets.mine.query()).map(({ ticketId }) => ticketId);
  expect(await idsOf(enrolled)).toEqual([second, first]);
  expect(await idsOf(keyOnly)).toEqual([second]);
  const another = await keyOnlyDevice(server, license);
  expect(await idsOf(another)).toEqual([]);
});

test("another's ticket answers as one that does not exist, to the byte", async () => {
  const server = await startServer();
  const license = await newLicense(server, "Ours");
  const ours = await enrolledDevice(server, license);
  const ticketId = await filed(ours);
  const strangers = [
    await enrolledDevice(server, await newLicense(server, "Theirs")),
    await keyOnlyDevice(server, license),
  ];
  for (const { token } of strangers) {
    const ask = async (path: string, init: RequestInit) => {
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
      const response = await server.app.request(path, { ...init, headers });
      return { status: response.status, body: await response.text() };
    };
    const thread = (id: string) =>
      ask(`/trpc/tickets.thread?input=${encodeURIComponent(JSON.stringify({ ticketId: id }))}`, {});
    const reply = (id: string) =>
      ask("/trpc/tickets.reply", {
        method: "POST",
        body: JSON.stringify({ ticketId: id, messageId: uuidv7(), body: "Hello" }),
      });
    const absent = uuidv7();
    expect(await thread(ticketId)).toEqual(await thread(absent));
    expect(await reply(ticketId)).toEqual(await reply(absent));
    expect((await thread(ticketId)).status).toBe(404);
  }
  expect((await ours.api.tickets.thread.query({ ticketId })).messages).toHaveLength(1);
});

async function filed({ api }: TestDevice): Promise<string> {
  const { ticketId, text, sha256 } = newSubmission();
  await api.tickets.file.mutate({ text, sha256 });
  return ticketId;
}

test("a reply that was on its way while the license changed hands is refused, and nothing of it is kept", async () => {
  const server = await startServer();
  const license = await newLicense(server);
  const device = await enrolledDevice(server, license);
  const ticketId = await filed(device);
  const actor = orThrow(await deviceOf(server.ctx, `Bearer ${device.token}`));
  const other = { id: uuidv7(), name: "Other Hands", createdAt: new Date().toISOString(), kind: "reseller" as const };
  await server.db.transaction().execute(async (tx) => {
    await insertAccount(tx, other);
    await tx.updateTable("licenses").set({ resellerId: other.id }).where("id", "=", license.licenseId).execute();
  });
  const message = { ticketId, messageId: uuidv7(), body: "Too late" };
  await expect(reply({ ...server.ctx, actor }, message)).rejects.toMatchObject({ refusal: { code: "server.busy" } });
  const kept = await server.db.selectFrom("messages").select("id").where("id", "=", message.messageId).execute();
  expect(kept).toEqual([]);
});
