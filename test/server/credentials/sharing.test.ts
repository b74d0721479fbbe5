import { expect, test } from "vitest";
import { verify } from "../../../server/audit/verify.ts";
import { askFor, newSubmission, refusalOf, signedIn, startServer, type TestPerson } from "../../support/app.ts";
import { escalation } from "../../support/relay.ts";
import { deviceBy, resellerScene, transfer } from "../licenses/scene.ts";
import { adminSecret, fakeChecker, newAccess } from "./scene.ts";

const reason = "to read the error log";

/** A client's ticket with access on it, escalated to the vendor, where an engineer took the escalation. */
async function escalated() {
  const checker = fakeChecker();
  const { server, resellers, licenseId } = await resellerScene(await startServer({ checker }));
  const [reseller, other] = resellers;
  const client = await deviceBy(server, reseller.api, licenseId, "client");
  const { ticketId: clientTicket, text, sha256 } = newSubmission({ ask: askFor("bug-fix") });
  await client.api.tickets.file.mutate({ text, sha256 });
  const input = await newAccess({ server, ticketId: clientTicket });
  await client.api.access.handOver.mutate(input);
  const { credentialId } = input;
  const escalate = async () => {
    const sent = escalation(clientTicket, text);
    await reseller.api.tickets.escalate.mutate(sent);
    return sent.commandId;
  };
  const ticketId = await escalate();
  const engineer = await signedIn(server);
  await engineer.api.access.take.mutate({ ticketId });
  const share = (isShared: boolean, of = ticketId) => reseller.api.access.share.mutate({ ticketId: of, isShared });
  const reveal = ({ api }: Pick<TestPerson, "api"> = engineer) => api.access.reveal.mutate({ credentialId, reason });
  const seen = () => engineer.api.access.ticketAccess.query({ ticketId });
  const actions = async () =>
    (await client.api.access.view.query({ ticketId: clientTicket })).log.map(({ action, by }) => [action, by]);
  return {
    ...{ server, checker, licenseId, reseller, other, client, clientTicket, credentialId, ticketId, engineer },
    ...{ escalate, share, reveal, seen, actions },
  };
}

test("what a client handed over is as absent at the vendor's desk as none until their reseller shares it", async () => {
  const { seen, reveal, share, reseller, clientTicket, credentialId, ticketId } = await escalated();
  expect(await seen()).toMatchObject({ credentials: [], log: [], isShared: false });
  expect(await refusalOf(reveal())).toMatchObject({ code: "credential.absent", status: 404 });
  const known = await reseller.api.access.clientAccess.query({ ticketId: clientTicket });
  expect(known.escalations).toEqual([
    { ticketId, number: expect.any(Number), subject: "Blank checkout", isShared: false, asked: [] },
  ]);
  const told = await share(true);
  expect(told).toEqual({ ...known, escalations: [{ ...known.escalations[0], isShared: true }] });
  expect(JSON.stringify(told)).not.toMatch(/files\.shop|mt_|canary-secret/);
  expect(await seen()).toMatchObject({ isShared: true, credentials: [{ credentialId, state: "live" }] });
});

test("whoever works on the escalation sees it, nobody else does, and the client reads of each, by no name", async () => {
  const { server, share, reveal, actions, credentialId, client, clientTicket, engineer } = await escalated();
  await share(true);
  await share(true);
  expect((await reveal()).secret).toMatchObject({ user: "mt_shop", secret: { password: "canary-secret-8812" } });
  const another = await signedIn(server);
  expect((await refusalOf(reveal(another))).code).toBe("credential.not-assigned");
  expect(await actions()).toEqual([
    ["access.handed-over", "shop.example"],
    ["access.shared", "Support"],
    ["access.revealed", "Support"],
    ["access.reveal-refused", "Support"],
  ]);
  expect((await client.api.access.view.query({ ticketId: clientTicket })).log[2]?.says).toBe(reason);
  expect((await refusalOf(engineer.api.access.ticketAccess.query({ ticketId: clientTicket }))).code).toBe(
    "ticket.absent",
  );
  await client.api.access.withdraw.mutate({ credentialId });
  expect((await refusalOf(reveal())).code).toBe("credential.gone");
  expect(await verify(server.db, server.ctx.keys, [])).toEqual([]);
});

test("what is not shared any more is absent again at once", async () => {
  const { share, reveal, seen, actions } = await escalated();
  await share(true);
  await reveal();
  await share(false);
  await share(false);
  expect((await refusalOf(reveal())).code).toBe("credential.absent");
  expect(await seen()).toMatchObject({ credentials: [], log: [], isShared: false });
  expect((await actions()).slice(1).map(([action]) => action)).toEqual([
    "access.shared",
    "access.revealed",
    "access.unshared",
  ]);
});

test("it is shared with one escalation, and with no other of the same ticket", async () => {
  const { server, share, reveal, escalate } = await escalated();
  const second = await escalate();
  await share(true, second);
  expect((await refusalOf(reveal())).code).toBe("credential.not-assigned");
  const another = await signedIn(server);
  await another.api.access.take.mutate({ ticketId: second });
  expect((await reveal(another)).secret.user).toBe("mt_shop");
  expect(await another.api.access.ticketAccess.query({ ticketId: second })).toMatchObject({ isShared: true });
});

test.each(["resolved", "closed"] as const)("it ends where the escalation is %s, and is not begun there", async (to) => {
  const { share, reveal, actions, engineer, ticketId, reseller, clientTicket } = await escalated();
  await share(true);
  await engineer.api.tickets.answer.mutate({ ticketId, messageId: crypto.randomUUID(), body: "It is mended." });
  await engineer.api.tickets.move.mutate({ ticketId, to: "resolved" });
  if (to === "closed") await engineer.api.tickets.move.mutate({ ticketId, to });
  expect((await refusalOf(reveal())).code).toBe("credential.absent");
  expect(await refusalOf(share(true))).toMatchObject({ code: `ticket.${to}`, status: 409 });
  expect((await actions()).at(-1)).toEqual(["access.unshared", "Support"]);
  const { escalations } = await reseller.api.access.clientAccess.query({ ticketId: clientTicket });
  expect(escalations).toEqual([]);
});

test("it ends as the license leaves the reseller, and the next one may share it anew", async () => {
  const { share, reveal, licenseId, reseller, other, ticketId } = await escalated();
  await share(true);
  await transfer(licenseId, reseller, other);
  expect((await refusalOf(reveal())).code).toBe("credential.absent");
  expect(await refusalOf(share(true))).toMatchObject({ code: "ticket.absent", status: 404 });
  await other.api.access.share.mutate({ ticketId, isShared: true });
  expect((await reveal()).secret.user).toBe("mt_shop");
});

test("an engineer who needs it no more asks for it back, and the client is asked", async () => {
  const { server, share, escalate, credentialId, client, clientTicket } = await escalated();
  // Seen at two escalations, it is their own that they go on with.
  await share(true);
  const ticketId = await escalate();
  await share(true, ticketId);
  const engineer = await signedIn(server);
  await engineer.api.access.take.mutate({ ticketId });
  const after = await engineer.api.access.end.mutate({ credentialId });
  expect(after).toEqual(await engineer.api.access.ticketAccess.query({ ticketId }));
  expect(after).toMatchObject({ isMine: true, isShared: true, credentials: [{ state: "disable-asked" }] });
  expect((await client.api.access.view.query({ ticketId: clientTicket })).credentials).toMatchObject([
    { state: "disable-asked" },
  ]);
});

test("what engineers of the escalation ask for is told to the reseller, and not to the client", async () => {
  const { share, engineer, ticketId, client, clientTicket } = await escalated();
  await share(true);
  await engineer.api.access.ask.mutate({ ticketId, kind: "store-admin", note: "for the vendor’s eyes" });
  expect((await share(true)).escalations).toMatchObject([{ asked: ["store-admin"] }]);
  expect(await client.api.access.view.query({ ticketId: clientTicket })).toMatchObject({ asked: [] });
});

test("a reseller asks their client in their own words for what engineers ask of them, under no vendor's name", async () => {
  const scene = await escalated();
  const { server, reseller, client, clientTicket, ticketId, engineer, actions, seen } = scene;
  await engineer.api.access.ask.mutate({ ticketId, kind: "store-admin", note: "for the vendor’s eyes" });
  const note = "Please, so that we can test the payment step.";
  const ask = () => reseller.api.access.askClient.mutate({ ticketId, kind: "store-admin", note });
  const known = await ask();
  expect(known.asked).toEqual([{ kind: "store-admin", at: expect.any(String), note }]);
  expect(await ask()).toEqual(known);
  const view = await client.api.access.view.query({ ticketId: clientTicket });
  expect(view.asked).toEqual(known.asked);
  expect((await actions()).slice(1)).toEqual([["access.asked", "Support"]]);
  expect(JSON.stringify(view)).not.toContain("vendor");
  expect((await seen()).asked).toMatchObject([{ note: "for the vendor’s eyes" }]);
  // What is handed over is no longer asked for, and goes to nobody by itself.
  const handed = await newAccess({ server, ticketId: clientTicket }, adminSecret);
  await client.api.access.handOver.mutate(handed);
  expect(await client.api.access.view.query({ ticketId: clientTicket })).toMatchObject({ asked: [] });
  expect(await seen()).toMatchObject({ credentials: [] });
});

test("what a reseller asked for they can take back, and it ends with the last escalation", async () => {
  const { reseller, client, clientTicket, ticketId, engineer, actions, escalate } = await escalated();
  const asked = async () => (await client.api.access.view.query({ ticketId: clientTicket })).asked.length;
  const ask = (of = ticketId) => reseller.api.access.askClient.mutate({ ticketId: of, kind: "ftp", note: "" });
  await ask();
  expect((await reseller.api.access.unaskClient.mutate({ ticketId, kind: "ftp" })).asked).toEqual([]);
  expect(await asked()).toBe(0);
  const second = await escalate();
  await ask();
  const end = async (of: string) => {
    await engineer.api.tickets.answer.mutate({ ticketId: of, messageId: crypto.randomUUID(), body: "It is mended." });
    await engineer.api.tickets.move.mutate({ ticketId: of, to: "resolved" });
  };
  await end(ticketId);
  expect(await asked()).toBe(1);
  expect(await refusalOf(ask())).toMatchObject({ code: "ticket.resolved", status: 409 });
  await end(second);
  expect(await asked()).toBe(0);
  expect((await actions()).slice(1).map(([action]) => action)).toEqual([
    ...["access.asked", "access.unasked"],
    ...["access.asked", "access.unasked"],
  ]);
});

test("what a reseller asked of their client ends as the license leaves them, and the next one may ask anew", async () => {
  const { reseller, other, licenseId, client, clientTicket, ticketId, actions } = await escalated();
  const note = "in the words of the first";
  await reseller.api.access.askClient.mutate({ ticketId, kind: "store-admin", note });
  await transfer(licenseId, reseller, other);
  expect(await client.api.access.view.query({ ticketId: clientTicket })).toMatchObject({ asked: [] });
  expect((await actions()).at(-1)?.[0]).toBe("access.unasked");
  const known = await other.api.access.askClient.mutate({ ticketId, kind: "store-admin", note: "" });
  expect(known.asked).toMatchObject([{ kind: "store-admin", note: "" }]);
});

test("nothing is asked on a client's ticket that is resolved, and nothing by another reseller", async () => {
  const { reseller, other, client, clientTicket, ticketId, credentialId } = await escalated();
  const wanted = { ticketId, kind: "store-admin", note: "" } as const;
  expect(await refusalOf(other.api.access.askClient.mutate(wanted))).toMatchObject({ code: "ticket.absent" });
  await client.api.access.withdraw.mutate({ credentialId });
  await reseller.api.tickets.resellerMove.mutate({ ticketId: clientTicket, to: "resolved" });
  expect((await refusalOf(reseller.api.access.askClient.mutate(wanted))).code).toBe("ticket.resolved");
});

test("the vendor's queue says of an escalation how far shared access is, and finds what is ready", async () => {
  const { server, share, engineer, client, clientTicket, ticketId, credentialId } = await escalated();
  const inQueue = async (only?: "access-ready") =>
    (await engineer.api.tickets.queue.query(only ? { only } : {})).tickets.find((one) => one.ticketId === ticketId);
  expect((await inQueue())?.access).toBe("none");
  await share(true);
  expect((await inQueue())?.access).toBe("handed-over");
  expect(await inQueue("access-ready")).toBeUndefined();
  await server.db.updateTable("credentials").set({ checkResult: "ready" }).where("id", "=", credentialId).execute();
  expect((await inQueue())?.access).toBe("ready");
  expect((await inQueue("access-ready"))?.access).toBe("ready");
  // Of two on the client's ticket both have to work.
  await client.api.access.handOver.mutate(await newAccess({ server, ticketId: clientTicket }, adminSecret));
  expect((await inQueue())?.access).toBe("handed-over");
  expect(await inQueue("access-ready")).toBeUndefined();
  await server.db.updateTable("credentials").set({ checkResult: "ready" }).execute();
  expect((await inQueue("access-ready"))?.access).toBe("ready");
  await share(false);
  expect(await inQueue("access-ready")).toBeUndefined();
});
