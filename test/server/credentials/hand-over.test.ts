import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { entriesOf } from "../../../server/audit/access-log.ts";
import type { NewCredential, SealedSecret } from "../../../shared/credentials.ts";
import { days, enrolledDevice, keyOnlyDevice, newLicense, refusalOf, signedIn } from "../../support/app.ts";
import { mailsFor } from "../../support/mails.ts";
import { accessScene, adminSecret, filesSecret, fileWith, handedOver, isKept, newAccess, rowOf } from "./scene.ts";

test("what was handed over is shown without its secret, to the holder and to the desk alike", async () => {
  const scene = await accessScene();
  const { server, device, engineer, ticketId } = scene;
  const input = await newAccess(scene);
  const view = await device.api.access.handOver.mutate(input);
  expect(view.credentials).toMatchObject([
    {
      credentialId: input.credentialId,
      kind: "ftp",
      protocol: "sftp",
      host: "files.shop.example",
      port: 22,
      user: "mt_…",
      state: "live",
      end: null,
      check: null,
      pinned: null,
    },
  ]);
  expect(view.log.map(({ action, by }) => [action, by])).toEqual([["access.handed-over", "Ada's Shop"]]);
  const atDesk = await engineer.api.access.ticketAccess.query({ ticketId });
  expect(atDesk).toMatchObject({ credentials: view.credentials, log: view.log, isMine: true, revealsLeft: 10 });
  expect(JSON.stringify([view, atDesk, server.logged])).not.toContain("canary-secret");
});

test("what an engineer asked for is waited for until it is handed over, and no longer", async () => {
  const scene = await accessScene();
  const { device, engineer, ticketId, server, reader } = scene;
  const note = "The error log, please.";
  await engineer.api.access.ask.mutate({ ticketId, kind: "ftp", note });
  await engineer.api.access.ask.mutate({ ticketId, kind: "ftp", note });
  await engineer.api.access.ask.mutate({ ticketId, kind: "store-admin", note: "" });
  expect((await device.api.access.view.query({ ticketId })).asked).toMatchObject([
    { kind: "ftp", note },
    { kind: "store-admin", note: "" },
  ]);
  expect(await mailsFor(server, reader)).toMatchObject([
    { kind: "access-asked", values: { access: ["ftp"] } },
    { kind: "access-asked", values: { access: ["admin"] } },
  ]);
  await handedOver(scene);
  expect((await device.api.access.view.query({ ticketId })).asked).toMatchObject([{ kind: "store-admin" }]);
  const { asked } = await engineer.api.access.unask.mutate({ ticketId, kind: "store-admin" });
  expect(asked).toEqual([]);
});

test("a ticket that waited for its holder waits for the desk once access is handed over", async () => {
  const scene = await accessScene();
  const { engineer, ticketId } = scene;
  await engineer.api.tickets.answer.mutate({ ticketId, messageId: uuidv7(), body: "We need FTP." });
  await handedOver(scene);
  expect(await engineer.api.tickets.open.query({ ticketId })).toMatchObject({ state: "waiting" });
});

test("handed over ten times at once it is one access, and one entry in the log", async () => {
  const scene = await accessScene();
  const { api } = scene.device;
  const input = await newAccess(scene);
  const views = await Promise.all(Array.from({ length: 10 }, () => api.access.handOver.mutate(input)));
  for (const view of views) expect(view.credentials).toHaveLength(1);
  expect(views.at(-1)?.log).toHaveLength(1);
  await api.access.withdraw.mutate({ credentialId: input.credentialId });
  const again = await api.access.handOver.mutate(input);
  expect(again.credentials).toMatchObject([{ state: "destroyed", end: "withdrawn" }]);
  expect(await isKept(scene, input.credentialId)).toBe(false);
});

test("an id that was used is refused with other bytes, on another ticket, and by another license, all in the same words", async () => {
  const scene = await accessScene();
  const { api } = scene.device;
  const credentialId = await handedOver(scene);
  const taken = { code: "credential.id-taken", status: 409, values: {} };
  expect(await refusalOf(api.access.handOver.mutate(await newAccess(scene, { credentialId })))).toEqual(taken);
  const beside = { ...scene, ...(await fileWith(scene.device)) };
  expect(await refusalOf(api.access.handOver.mutate(await newAccess(beside, { credentialId })))).toEqual(taken);
  const stranger = await enrolledDevice(scene.server, await newLicense(scene.server));
  const theirs = { ...scene, ...(await fileWith(stranger)) };
  const call = stranger.api.access.handOver.mutate(await newAccess(theirs, { credentialId }));
  expect(await refusalOf(call)).toEqual(taken);
  expect(await rowOf(scene, credentialId)).toMatchObject({ ticketNumber: scene.number, state: "live" });
});

const inDays = (count: number) => ({ expiresAt: new Date(Date.now() + count * days).toISOString() });

const refused: readonly [string, Partial<SealedSecret>, Partial<NewCredential>, string][] = [
  ["for another key", {}, { sealedFor: "0".repeat(64) }, "credential.other-key"],
  ["for longer than 30 days", inDays(31), {}, "credential.end-not-allowed"],
  ["for no time", inDays(-1), {}, "credential.end-not-allowed"],
  ["with another end than is sealed", {}, inDays(3), "credential.misplaced"],
  ["with another ticket's id sealed", { ticketId: uuidv7() }, {}, "credential.misplaced"],
  ["with another store sealed", { storeOrigin: "https://other.example" }, {}, "credential.misplaced"],
  ["with another kind sealed", adminSecret, { kind: "ftp", protocol: "sftp", port: 22 }, "credential.misplaced"],
  ["with another server than is sealed", {}, { host: "other.example" }, "credential.unreadable"],
  ["with another port than is sealed", {}, { port: 2222 }, "credential.unreadable"],
  ["with the whole user shown", {}, { userHint: "mt_shop" }, "credential.unreadable"],
  ["as something that is not sealed", {}, { sealed: "canary-secret" }, "credential.unreadable"],
  ["in place of one that never was", {}, { replaces: uuidv7() }, "credential.absent"],
  ["as files without a protocol", {}, { protocol: null }, "request.invalid"],
];

test("access is refused that is not what it says, or not for here, and nothing of it is kept", async () => {
  const scene = await accessScene();
  for (const [name, sealed, sent, code] of refused) {
    const input = await newAccess(scene, { ...filesSecret, ...sealed }, sent);
    expect((await refusalOf(scene.device.api.access.handOver.mutate(input))).code, name).toBe(code);
    expect(await isKept(scene, input.credentialId), name).toBe(false);
  }
  expect(await scene.server.db.selectFrom("credentials").selectAll().execute()).toEqual([]);
  expect(await entriesOf(scene.server.db, scene.number)).toEqual([]);
});

test.each(["resolved", "closed"] as const)("no access is handed over to a ticket that is %s", async (state) => {
  const scene = await accessScene();
  await scene.server.db.updateTable("tickets").set({ state }).where("number", "=", scene.number).execute();
  const refused = await refusalOf(scene.device.api.access.handOver.mutate(await newAccess(scene)));
  expect(refused.code).toBe(`ticket.${state}`);
});

test("another one of a kind destroys the one before; the other kind stays", async () => {
  const scene = await accessScene();
  const admin = await handedOver(scene, adminSecret);
  const first = await handedOver(scene);
  const second = await newAccess(scene, filesSecret, { replaces: first });
  const { credentials } = await scene.device.api.access.handOver.mutate(second);
  expect(credentials.map(({ credentialId, state, end }) => [credentialId, state, end])).toEqual([
    [admin, "live", null],
    [first, "destroyed", "replaced"],
    [second.credentialId, "live", null],
  ]);
  expect([await isKept(scene, first), await isKept(scene, second.credentialId)]).toEqual([false, true]);
});

test("a server that is known stays known by the same key when the password is corrected; another server is not", async () => {
  const scene = await accessScene();
  const first = await handedOver(scene);
  await scene.server.db.updateTable("credentials").set({ pinned: "SHA256:known" }).where("id", "=", first).execute();
  const second = await handedOver(scene, { ...filesSecret, secret: { by: "password", password: "corrected" } });
  expect((await rowOf(scene, second)).pinned).toBe("SHA256:known");
  const elsewhere = await handedOver(scene, { ...filesSecret, host: "other.shop.example" });
  expect((await rowOf(scene, elsewhere)).pinned).toBeNull();
});

test("a browser that showed the license key alone hands over on what it filed itself, and on nothing else", async () => {
  const scene = await accessScene();
  const device = await keyOnlyDevice(scene.server, scene.license);
  const own = { ...scene, device, ...(await fileWith(device)) };
  await handedOver(own);
  expect((await device.api.access.view.query({ ticketId: own.ticketId })).credentials).toHaveLength(1);
  const refused = await refusalOf(device.api.access.handOver.mutate(await newAccess(scene)));
  expect(refused.code).toBe("ticket.absent");
});

test("the queue says of each ticket how far its access is", async () => {
  const scene = await accessScene();
  const { device, engineer, ticketId, checker } = scene;
  const readiness = async () => {
    const { tickets } = await engineer.api.tickets.queue.query({});
    const { access, assignee } = tickets.find((ticket) => ticket.ticketId === ticketId) ?? {};
    expect((await engineer.api.tickets.open.query({ ticketId })).access).toBe(access);
    expect(assignee?.name).toBe("Emil");
    return access;
  };
  const check = async (credentialId: string, result: "ready" | "reachable" | "wrong-login") => {
    checker.answers(result);
    scene.server.pass(11 * 60_000);
    await device.api.access.check.mutate({ credentialId, accepts: null, sendsUnencrypted: false });
  };
  expect(await readiness()).toBe("none");
  await engineer.api.access.ask.mutate({ ticketId, kind: "ftp", note: "" });
  expect(await readiness()).toBe("asked");
  const credentialId = await handedOver(scene);
  expect(await readiness()).toBe("handed-over");
  await check(credentialId, "reachable");
  expect(await readiness()).toBe("handed-over");
  await check(credentialId, "wrong-login");
  expect(await readiness()).toBe("failing");
  await check(credentialId, "ready");
  expect(await readiness()).toBe("ready");
  const admin = await handedOver(scene, adminSecret);
  expect(await readiness()).toBe("handed-over");
  await device.api.access.withdraw.mutate({ credentialId: admin });
  await engineer.api.access.ask.mutate({ ticketId, kind: "store-admin", note: "" });
  expect(await readiness()).toBe("asked");
  await engineer.api.tickets.move.mutate({ ticketId, to: "resolved" });
  expect(await readiness()).toBe("being-taken-back");
  await device.api.access.withdraw.mutate({ credentialId });
  expect(await readiness()).toBe("none");
});

test("a ticket is taken by who comes first, and taken over by a senior or an operator alone", async () => {
  const { server, ticketId, engineer } = await accessScene();
  const other = await signedIn(server);
  const take = (api: typeof other.api) => api.access.take.mutate({ ticketId });
  expect(await refusalOf(take(other.api))).toMatchObject({ code: "ticket.taken", values: { name: "Emil" } });
  await server.db.updateTable("people").set({ senior: 1 }).where("email", "=", other.email).execute();
  expect((await take(other.api)).isMine).toBe(true);
  expect((await engineer.api.access.ticketAccess.query({ ticketId })).isMine).toBe(false);
  const operator = await signedIn(server, "operator");
  expect((await take(operator.api)).isMine).toBe(true);
  await server.db.updateTable("people").set({ role: "removed" }).where("email", "=", operator.email).execute();
  expect((await take(engineer.api)).isMine).toBe(true);
  const taken = await server.db.selectFrom("audit").select("seq").where("action", "=", "ticket.taken").execute();
  expect(taken).toHaveLength(4);
});
