import { hashPassword } from "better-auth/crypto";
import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { insertPerson } from "../../../server/accounts/store.ts";
import { bodyOf } from "../../../server/mails/queue.ts";
import {
  askFor,
  byCredits,
  enrolledDevice,
  newSubmission,
  signedIn,
  startServer,
  supportedLicense,
  type TestServer,
  url,
} from "../../support/app.ts";
import { mailsFor } from "../../support/mails.ts";

const passwordHash = hashPassword("a long enough password");

/** Somebody of an account, who reads German. */
async function personOf(
  { db }: TestServer,
  accountId: string,
  role: "holder" | "reseller" = "holder",
): Promise<string> {
  const email = `${uuidv7()}@shop.example`;
  const at = new Date().toISOString();
  const person = { id: uuidv7(), role, accountId, name: "Ada", email, passwordHash: await passwordHash, at };
  await db.transaction().execute((tx) => insertPerson(tx, person));
  await db.updateTable("people").set({ language: "de" }).where("email", "=", email).execute();
  return email;
}

async function filed(server: TestServer) {
  const license = await supportedLicense(server, byCredits);
  const { api } = await enrolledDevice(server, license);
  const { ticketId, text, sha256 } = newSubmission({ ask: askFor("configuration-fault", { agreesUpTo: 10 }) });
  const { number } = await api.tickets.file.mutate({ text, sha256 });
  return { license, ticketId, number };
}

test("who holds a ticket is told of an answer once, without a word of it, and nobody else is", async () => {
  const server = await startServer();
  const { license, ticketId, number } = await filed(server);
  const reader = await personOf(server, license.accountId);
  const other = await personOf(server, (await supportedLicense(server, byCredits)).accountId);
  const engineer = await signedIn(server);
  const answer = { ticketId, messageId: uuidv7(), body: "Set the flag xyzzy-41 in the config." };
  await engineer.api.tickets.answer.mutate(answer);
  await engineer.api.tickets.answer.mutate(answer);
  const subject = "Checkout shows a blank page";
  const values = { name: "Ada", ticket: number, subject, link: `${url}/desk/t/${ticketId}` };
  expect(await mailsFor(server, reader)).toEqual([{ kind: "reply", values }]);
  expect(await mailsFor(server, other)).toEqual([]);
  expect(await mailsFor(server, engineer.email)).toEqual([]);
  expect(await server.db.selectFrom("mails").select("language").execute()).toEqual([{ language: "de" }]);
});

test("who holds a ticket is told each time that it is resolved", async () => {
  const server = await startServer();
  const { license, ticketId } = await filed(server);
  const reader = await personOf(server, license.accountId);
  const { api } = await signedIn(server);
  const move = (to: "resolved" | "waiting" | "closed") => api.tickets.move.mutate({ ticketId, to });
  await move("resolved");
  await move("resolved");
  server.pass(1_000);
  await move("waiting");
  await move("resolved");
  await move("closed");
  expect((await mailsFor(server, reader)).map(({ kind }) => kind)).toEqual(["resolved", "resolved"]);
});

test("who holds a ticket is asked about a price once for each offer, with what it costs and until when", async () => {
  const server = await startServer();
  const { license, ticketId } = await filed(server);
  const reader = await personOf(server, license.accountId);
  const { api } = await signedIn(server);
  const price = { ticketId, commandId: uuidv7(), category: "investigation", reason: "Secret reason 7731" };
  const { charge } = await api.credits.assess.mutate(price);
  await api.credits.assess.mutate(price);
  const offer = charge?.offer;
  expect(await mailsFor(server, reader)).toEqual([
    {
      kind: "estimate-to-confirm",
      values: expect.objectContaining({ credits: offer?.credits, expiresAt: offer?.expiresAt }),
    },
  ]);
  expect(JSON.stringify(await mailsFor(server, reader))).not.toContain("7731");
});

test("a request that a reseller passed on is told of by the relay alone", async () => {
  const server = await startServer();
  const { license, ticketId, number } = await filed(server);
  const reader = await personOf(server, license.accountId);
  const { api } = await signedIn(server);
  const answered = () => api.tickets.answer.mutate({ ticketId, messageId: uuidv7(), body: "Done" });
  await server.db.updateTable("tickets").set({ relayOf: number }).where("number", "=", number).execute();
  await answered();
  expect(await mailsFor(server, reader)).toEqual([]);
  await server.db.updateTable("tickets").set({ relayOf: null }).where("number", "=", number).execute();
  await answered();
  expect(await mailsFor(server, reader)).toHaveLength(1);
});

test("somebody who was removed gets no mail", async () => {
  const server = await startServer();
  const { license, ticketId } = await filed(server);
  const reader = await personOf(server, license.accountId);
  await server.db.updateTable("people").set({ role: "removed", accountId: null }).where("email", "=", reader).execute();
  const { api } = await signedIn(server);
  await api.tickets.answer.mutate({ ticketId, messageId: uuidv7(), body: "Done" });
  expect(await mailsFor(server, reader)).toEqual([]);
});

test("a holder whom a reseller looks after is mailed in that reseller's name alone", async () => {
  const server = await startServer();
  const { license, ticketId } = await filed(server);
  await personOf(server, license.accountId);
  const { accountId: resellerId } = await supportedLicense(server, byCredits);
  const brand = JSON.stringify({ senderName: "Nordlicht Support", colour: "#8a1c4a" });
  await server.db
    .updateTable("accounts")
    .set({ kind: "reseller", name: "Nordlicht Web", brand })
    .where("id", "=", resellerId)
    .execute();
  await server.db.updateTable("licenses").set({ resellerId }).where("id", "=", license.licenseId).execute();
  const { api } = await signedIn(server);
  await api.tickets.answer.mutate({ ticketId, messageId: uuidv7(), body: "Done" });
  const [row] = await server.db.selectFrom("mails").selectAll().execute();
  expect(bodyOf(server.ctx.keys, row!).brand).toEqual({
    name: "Nordlicht Web",
    senderName: "Nordlicht Support",
    colour: "#8a1c4a",
    helpUrl: null,
  });
});
