import type { KyselyPlugin } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { entriesOf } from "../../../server/audit/access-log.ts";
import { lookAfterAccess } from "../../../server/credentials/chores.ts";
import { saidDisabled } from "../../../server/credentials/said-disabled.ts";
import { deviceOf } from "../../../server/devices/device-of.ts";
import { createLog } from "../../../server/log.ts";
import type { CheckResult } from "../../../shared/credentials.ts";
import { AppError, orThrow, refusal } from "../../../shared/problems.ts";
import { askFor, bearer, newSubmission, refusalOf, startServer } from "../../support/app.ts";
import { engine, openAt } from "../../support/db.ts";
import { mailsFor } from "../../support/mails.ts";
import { deviceBy, resellerScene, transfer } from "../licenses/scene.ts";
import {
  type AccessScene,
  accessScene,
  adminSecret,
  fakeChecker,
  filesSecret,
  fileWith,
  handedOver,
  isKept,
  newAccess,
  rowOf,
} from "./scene.ts";
import { seal } from "./sealing.ts";

const hours = 3_600_000;
const silent = createLog("silent");

const chores = ({ server }: AccessScene) => lookAfterAccess(server.ctx, silent);
const resolve = ({ engineer, ticketId }: AccessScene) => engineer.api.tickets.move.mutate({ ticketId, to: "resolved" });
const close = ({ engineer, ticketId }: AccessScene) => engineer.api.tickets.move.mutate({ ticketId, to: "closed" });
const said = ({ device }: AccessScene, credentialId: string) => device.api.access.saidDisabled.mutate({ credentialId });

async function receipts({ device, ticketId }: AccessScene): Promise<string[]> {
  const { messages } = await device.api.tickets.thread.query({ ticketId });
  return messages.filter(({ author }) => author.kind === "system").map(({ body }) => body);
}

async function mailed({ server, reader }: AccessScene): Promise<string[]> {
  return (await mailsFor(server, reader)).map(({ kind }) => kind).filter((kind) => kind !== "resolved");
}

test("resolving asks for all access back in one mail, and the ticket stays open until it has ended", async () => {
  const scene = await accessScene();
  const [files, admin] = [await handedOver(scene), await handedOver(scene, adminSecret)];
  await scene.engineer.api.access.ask.mutate({ ticketId: scene.ticketId, kind: "ftp", note: "" });
  await resolve(scene);
  const view = await scene.device.api.access.view.query({ ticketId: scene.ticketId });
  expect(view.credentials.map(({ state }) => state)).toEqual(["disable-asked", "disable-asked"]);
  expect(view.asked).toEqual([]);
  const mails = await mailsFor(scene.server, scene.reader);
  expect(mails.filter(({ kind }) => kind === "access-take-back")).toMatchObject([
    { values: { access: ["admin", "ftp"], at: null, ticket: scene.number } },
  ]);
  expect(await refusalOf(close(scene))).toMatchObject({ code: "ticket.access-alive", status: 409 });
  await scene.device.api.access.withdraw.mutate({ credentialId: admin });
  expect((await refusalOf(close(scene))).code).toBe("ticket.access-alive");
  await said(scene, files);
  expect((await close(scene)).state).toBe("closed");
});

test.each<[CheckResult | Error, "verified-disabled" | "not-confirmed", RegExp]>([
  ["wrong-login", "verified-disabled", /^SFTP access: verified disabled on \d+ \w+ \d{4}, \d\d:\d\d UTC\./],
  ["ready", "not-confirmed", /^SFTP access: not confirmed as disabled\./],
  ["reachable", "not-confirmed", /not confirmed/],
  ["unreachable", "not-confirmed", /not confirmed/],
  ["certificate-untrusted", "not-confirmed", /not confirmed/],
  ["host-key-changed", "not-confirmed", /not confirmed/],
  ["blocked", "not-confirmed", /not confirmed/],
  ["timeout", "not-confirmed", /not confirmed/],
  [new Error("The checking process died"), "not-confirmed", /not confirmed/],
])("a retest that ends with %s makes it %s: one login, our copy gone, and a receipt", async (result, end, receipt) => {
  const scene = await accessScene();
  const credentialId = await handedOver(scene);
  await resolve(scene);
  scene.checker.answers(result);
  const { credentials } = await said(scene, credentialId);
  expect(credentials).toMatchObject([{ state: "destroyed", end }]);
  expect(await isKept(scene, credentialId)).toBe(false);
  expect((await receipts(scene)).map((body) => receipt.test(body))).toEqual([true]);
  await Promise.all([said(scene, credentialId), said(scene, credentialId)]);
  await chores(scene);
  expect(scene.checker.tried).toHaveLength(1);
  expect(await receipts(scene)).toHaveLength(1);
});

test("a key that cannot be used proves nothing: no login was tried with it", async () => {
  const scene = await accessScene();
  const credentialId = await handedOver(scene);
  await resolve(scene);
  const none = { tls: null, certificate: null, hostKey: null };
  scene.checker.answers({ result: "wrong-login", ...none, keyFault: "passphrase" });
  expect((await said(scene, credentialId)).credentials).toMatchObject([{ end: "not-confirmed" }]);
});

test("a login that was refused before proves nothing when it is refused again", async () => {
  const scene = await accessScene();
  const credentialId = await handedOver(scene);
  scene.checker.answers("wrong-login");
  await scene.device.api.access.check.mutate({ credentialId, accepts: null, sendsUnencrypted: false });
  await resolve(scene);
  expect((await said(scene, credentialId)).credentials).toMatchObject([{ end: "not-confirmed" }]);
});

test("said by ten browsers at once there is one login, and withdrawn meanwhile it stays withdrawn", async () => {
  const scene = await accessScene();
  const credentialId = await handedOver(scene);
  await resolve(scene);
  scene.checker.answers("wrong-login");
  scene.checker.meanwhile(async () => void (await scene.device.api.access.withdraw.mutate({ credentialId })));
  await Promise.all(Array.from({ length: 10 }, () => said(scene, credentialId)));
  expect(scene.checker.tried).toHaveLength(1);
  expect(await rowOf(scene, credentialId)).toMatchObject({ end: "withdrawn" });
  const actions = (await entriesOf(scene.server.db, scene.number)).map(({ action }) => action);
  expect(actions.filter((action) => action === "access.said-disabled")).toHaveLength(1);
  expect(actions.filter((action) => action === "access.destroyed")).toHaveLength(1);
});

test("a retest for which there was no room is made later", async () => {
  const scene = await accessScene();
  const credentialId = await handedOver(scene);
  await resolve(scene);
  scene.checker.answers(new AppError(refusal("server.busy")));
  expect((await refusalOf(said(scene, credentialId))).code).toBe("server.busy");
  expect(await rowOf(scene, credentialId)).toMatchObject({ state: "disable-asked", retestedAt: null });
  scene.checker.answers("wrong-login");
  expect((await said(scene, credentialId)).credentials).toMatchObject([{ end: "verified-disabled" }]);
});

test("nothing is tried before it was asked back", async () => {
  const scene = await accessScene();
  const credentialId = await handedOver(scene);
  expect((await refusalOf(said(scene, credentialId))).code).toBe("credential.not-asked-back");
  expect(scene.checker.tried).toEqual([]);
  await scene.engineer.api.access.end.mutate({ credentialId });
  expect(await mailed(scene)).toEqual(["access-take-back"]);
  await scene.engineer.api.access.end.mutate({ credentialId });
  await resolve(scene);
  expect(await mailed(scene)).toEqual(["access-take-back"]);
  scene.checker.answers("wrong-login");
  expect((await said(scene, credentialId)).credentials).toMatchObject([{ end: "verified-disabled" }]);
});

test("access that was asked back stays so when the holder writes again, and is not used any more", async () => {
  const scene = await accessScene();
  const { device, ticketId } = scene;
  const credentialId = await handedOver(scene);
  await resolve(scene);
  await device.api.tickets.reply.mutate({ ticketId, messageId: uuidv7(), body: "It is back." });
  expect(await rowOf(scene, credentialId)).toMatchObject({ state: "disable-asked" });
  const check = device.api.access.check.mutate({ credentialId, accepts: null, sendsUnencrypted: false });
  expect((await refusalOf(check)).code).toBe("credential.not-live");
  const next = await handedOver(scene);
  expect([await rowOf(scene, credentialId), await rowOf(scene, next)]).toMatchObject([
    { state: "destroyed", end: "replaced" },
    { state: "live" },
  ]);
});

/** The login of the store's admin as the holder types it again. */
async function again(
  scene: AccessScene,
  credentialId: string,
  password: string,
  loginUrl: string = adminSecret.loginUrl,
): Promise<string> {
  const { expiresAt } = await rowOf(scene, credentialId);
  const { ticketId, server } = scene;
  const typed = { by: "password", password } as const;
  const fixed = { v: 1, credentialId, ticketId, storeOrigin: "https://shop.example", folder: null, note: "" };
  const sealed = {
    ...adminSecret,
    ...fixed,
    loginUrl,
    secret: typed,
    createdAt: server.ctx.now().toISOString(),
    expiresAt,
  };
  return seal(server.ctx.keys.sealingKey, sealed);
}

test("a store's login is disabled when the very login that was handed over is refused, and not when another is", async () => {
  const scene = await accessScene();
  const { api } = scene.device;
  const credentialId = await handedOver(scene, adminSecret);
  const other = { ...scene, ...(await fileWith(scene.device)) };
  const tried = { credentialId, purpose: "disabled", result: "wrong-login" } as const;
  const report = (sealedAgain: string | null) => api.access.reportTry.mutate({ ...tried, sealedAgain });
  const right = await again(scene, credentialId, adminSecret.secret.password);
  expect((await refusalOf(report(right))).code).toBe("credential.not-asked-back");
  await resolve(scene);
  const wrong = await again(scene, credentialId, "canary-secret-mistyped");
  for (const typed of [wrong, null]) expect((await refusalOf(report(typed))).code).toBe("credential.not-the-same");
  const files = await handedOver(other);
  const elsewhere = await again(other, files, adminSecret.secret.password);
  expect((await refusalOf(report(elsewhere))).code).toBe("credential.misplaced");
  expect(await rowOf(scene, credentialId)).toMatchObject({ state: "disable-asked", retestedAt: null });
  const elsewhereOnIt = "https://shop.example/admin/index.php?route=common/login";
  const { credentials } = await report(await again(scene, credentialId, adminSecret.secret.password, elsewhereOnIt));
  expect(credentials).toMatchObject([{ end: "verified-disabled", retest: { result: "wrong-login" } }]);
  expect(await receipts(scene)).toMatchObject([expect.stringMatching(/^Store admin access: verified disabled/)]);
  expect((await report(wrong)).credentials).toEqual(credentials);
  expect(scene.checker.tried).toEqual([]);
});

test.each(["ready", "not-tried", "unreachable"] as const)(
  "a store's login of which the holder's browser says %s is not confirmed, and our copy is gone",
  async (result) => {
    const scene = await accessScene();
    const credentialId = await handedOver(scene, adminSecret);
    await resolve(scene);
    const tried = { credentialId, purpose: "disabled", result, sealedAgain: null } as const;
    const { credentials } = await scene.device.api.access.reportTry.mutate(tried);
    expect(credentials).toMatchObject([{ state: "destroyed", end: "not-confirmed", retest: { result } }]);
    expect(await isKept(scene, credentialId)).toBe(false);
  },
);

test("nobody who says nothing keeps us from destroying it within 72 hours, with reminders before and a word after", async () => {
  const scene = await accessScene();
  const { server, checker } = scene;
  const [files, admin] = [await handedOver(scene), await handedOver(scene, adminSecret)];
  await resolve(scene);
  const steps: [number, string[], number][] = [];
  const at = async (hour: number, passed: number) => {
    server.pass(passed * hours);
    await chores(scene);
    await chores(scene);
    steps.push([hour, await mailed(scene), checker.tried.length]);
  };
  const take = "access-take-back";
  await at(23, 23);
  await at(25, 2);
  await at(71, 46);
  expect([await isKept(scene, files), await isKept(scene, admin)]).toEqual([true, true]);
  await at(71.98, 0.98);
  expect([await isKept(scene, files), await isKept(scene, admin)]).toEqual([false, false]);
  await at(72.1, 0.12);
  await at(7 * 24 - 1, 7 * 24 - 1 - 72.1);
  await at(7 * 24 + 1, 2);
  await at(30 * 24, 23 * 24);
  expect(steps).toEqual([
    [23, [take], 0],
    [25, [take, take], 0],
    [71, [take, take], 0],
    [71.98, [take, take], 1],
    [72.1, [take, take, take], 1],
    [167, [take, take, take], 1],
    [169, [take, take, take, "access-not-confirmed"], 1],
    [720, [take, take, take, "access-not-confirmed"], 1],
  ]);
  const reminders = (await mailsFor(server, scene.reader)).filter(({ kind }) => kind === take);
  expect(reminders.map(({ values }) => (values as { at: string | null }).at === null)).toEqual([true, true, false]);
});

test("who disabled it in time is reminded of nothing more", async () => {
  const scene = await accessScene();
  const credentialId = await handedOver(scene);
  await resolve(scene);
  scene.checker.answers("wrong-login");
  scene.server.pass(2 * hours);
  await said(scene, credentialId);
  for (let day = 0; day < 10; day++) {
    scene.server.pass(24 * hours);
    await chores(scene);
  }
  expect(await mailed(scene)).toEqual(["access-take-back"]);
});

test("at its end access is destroyed without a login, and with the retest where it was asked back", async () => {
  const scene = await accessScene();
  const expiresAt = new Date(scene.server.ctx.now().getTime() + 10 * hours).toISOString();
  const files = await handedOver(scene, { ...filesSecret, expiresAt });
  const admin = await handedOver(scene, { ...adminSecret, expiresAt });
  await scene.engineer.api.access.end.mutate({ credentialId: files });
  scene.checker.answers("wrong-login");
  scene.server.pass(9 * hours);
  expect(await chores(scene)).toBe(0);
  scene.server.pass(hours);
  expect(await chores(scene)).toBe(2);
  expect([await rowOf(scene, files), await rowOf(scene, admin)]).toMatchObject([
    { state: "destroyed", end: "verified-disabled" },
    { state: "destroyed", end: "expired" },
  ]);
  expect(scene.checker.tried).toHaveLength(1);
});

test("a retest that a killed server began is not made again, and what it was of is destroyed", async () => {
  const scene = await accessScene();
  const credentialId = await handedOver(scene);
  await resolve(scene);
  const retestedAt = scene.server.ctx.now().toISOString();
  await scene.server.db.updateTable("credentials").set({ retestedAt }).where("id", "=", credentialId).execute();
  await chores(scene);
  expect(await isKept(scene, credentialId)).toBe(true);
  scene.server.pass(6 * 60_000);
  await chores(scene);
  expect(await rowOf(scene, credentialId)).toMatchObject({ state: "destroyed", end: "not-confirmed" });
  expect(scene.checker.tried).toEqual([]);
});

/** Deletes nothing that names this id. */
function refusing(id: { value: string }): KyselyPlugin {
  return {
    transformQuery: ({ node }) => {
      const isIt = node.kind === "DeleteQueryNode" && id.value !== "" && JSON.stringify(node).includes(id.value);
      if (isIt) throw new Error("This one is stuck");
      return node;
    },
    transformResult: async ({ result }) => result,
  };
}

test("a retest that another server is making is left to it, whatever this one had to do first", async () => {
  const checker = fakeChecker();
  const one = await accessScene({ server: await startServer({ checker }), checker });
  const other = await accessScene(one);
  const first = await handedOver(one);
  const second = await handedOver(other);
  await resolve(one);
  await resolve(other);
  one.server.pass(72 * hours);
  // Both are due. While this server tries the one, the other server comes to the other, and is not done with it yet.
  const isTried = Promise.withResolvers<void>();
  const mayEnd = Promise.withResolvers<void>();
  let beside: Promise<number> | null = null;
  checker.answers("wrong-login");
  checker.meanwhile(async () => {
    if (beside) {
      isTried.resolve();
      return mayEnd.promise;
    }
    beside = chores(one);
    return isTried.promise;
  });
  await chores(one);
  expect((await Promise.all([first, second].map((id) => rowOf(one, id)))).map(({ state }) => state).sort()).toEqual([
    "destroyed",
    "disable-asked",
  ]);
  mayEnd.resolve();
  await beside;
  for (const id of [first, second])
    expect(await rowOf(one, id)).toMatchObject({ state: "destroyed", end: "verified-disabled" });
  expect(checker.tried).toHaveLength(2);
});

test("one access that cannot be destroyed keeps no other from its end, and is tried again", async () => {
  const stuck = { value: "" };
  const checker = fakeChecker();
  const server = await startServer({ checker, db: (db) => db.withPlugin(refusing(stuck)) });
  const scene = await accessScene({ server, checker });
  const other = await accessScene(scene);
  const [first, second] = [await handedOver(scene), await handedOver(other)];
  await resolve(scene);
  await resolve(other);
  stuck.value = first;
  server.pass(72 * hours);
  const lines: string[] = [];
  await lookAfterAccess(server.ctx, createLog("error", { write: (line) => lines.push(line) }));
  expect([await isKept(scene, first), await isKept(scene, second)]).toEqual([true, false]);
  expect(lines.join()).toContain("access could not be ended");
  stuck.value = "";
  server.pass(6 * 60_000);
  await chores(scene);
  expect(await rowOf(scene, first)).toMatchObject({ state: "destroyed", end: "not-confirmed" });
  expect(checker.tried).toHaveLength(2);
});

test("access whose time is over is destroyed even while the log takes nothing, and logged once it does", async () => {
  const scene = await accessScene();
  const { server } = scene;
  const credentialId = await handedOver(scene);
  await resolve(scene);
  const { mac } = await server.db.selectFrom("accessLogHead").select("mac").executeTakeFirstOrThrow();
  const setMac = (to: string) => server.db.updateTable("accessLogHead").set({ mac: to }).execute();
  await setMac("tampered");
  server.pass(72 * hours - 60_000);
  await chores(scene);
  expect(await isKept(scene, credentialId)).toBe(true);
  server.pass(60_000);
  await chores(scene);
  expect(await isKept(scene, credentialId)).toBe(false);
  expect(await rowOf(scene, credentialId)).toMatchObject({ state: "disable-asked" });
  await setMac(mac);
  await chores(scene);
  expect(await rowOf(scene, credentialId)).toMatchObject({ state: "destroyed", end: "not-confirmed" });
  expect((await entriesOf(server.db, scene.number)).at(-1)).toMatchObject({ action: "access.destroyed" });
});

test("two servers that look after access at once make one login, one mail and one receipt of each", async () => {
  const scene = await accessScene();
  const { server } = scene;
  const credentialId = await handedOver(scene);
  await resolve(scene);
  const beside = { ...server.ctx, db: openAt(server.place) };
  const both = async () => {
    const first = lookAfterAccess(server.ctx, silent);
    // Two connections of one process wait for each other on SQLite, and nothing else goes on meanwhile.
    if (engine === "sqlite") await first;
    await Promise.all([first, lookAfterAccess(beside, silent)]);
  };
  for (const passed of [24, 48, 1, 7 * 24]) {
    server.pass(passed * hours);
    await both();
  }
  expect(scene.checker.tried).toHaveLength(1);
  expect(await mailed(scene)).toEqual([
    "access-take-back",
    "access-take-back",
    "access-take-back",
    "access-not-confirmed",
  ]);
  expect(await receipts(scene)).toHaveLength(1);
  expect(await isKept(scene, credentialId)).toBe(false);
});

test("a browser whose license changed hands in between takes nothing back", async () => {
  const scene = await accessScene();
  const credentialId = await handedOver(scene);
  await resolve(scene);
  const found = orThrow(await deviceOf(scene.server.ctx, bearer(scene.device.token).authorization ?? ""));
  const earlier = { ...scene.server.ctx, actor: { ...found, resellerId: uuidv7() } };
  await expect(saidDisabled(earlier, credentialId)).rejects.toThrow("server.busy");
  expect(scene.checker.tried).toEqual([]);
});

test("with its license access goes to the new reseller at one moment, and the client's browser goes on with it", async () => {
  const checker = fakeChecker();
  const { server, resellers, licenseId } = await resellerScene(await startServer({ checker }));
  const [from, to] = resellers;
  const client = await deviceBy(server, from.api, licenseId, "client");
  const { ticketId, text, sha256 } = newSubmission({ ask: askFor("bug-fix") });
  await client.api.tickets.file.mutate({ text, sha256 });
  const input = await newAccess({ server, ticketId });
  await client.api.access.handOver.mutate(input);
  const asked = (api: typeof from.api) => api.access.clientAccess.query({ ticketId });
  const before = await asked(from.api);
  expect((await refusalOf(asked(to.api))).code).toBe("ticket.absent");
  await transfer(licenseId, from, to);
  expect((await refusalOf(asked(from.api))).code).toBe("ticket.absent");
  expect(await asked(to.api)).toEqual(before);
  const { credentialId } = input;
  const view = await client.api.access.check.mutate({ credentialId, accepts: null, sendsUnencrypted: false });
  expect(view.credentials).toMatchObject([{ check: { outcome: { result: "ready" } } }]);
});

test(`on ${engine} nothing of what was handed over opens once it was destroyed`, async () => {
  const scene = await accessScene();
  const credentialId = await handedOver(scene);
  await scene.device.api.access.withdraw.mutate({ credentialId });
  const { device, engineer } = scene;
  const calls = [
    () => device.api.access.check.mutate({ credentialId, accepts: null, sendsUnencrypted: false }),
    () => device.api.access.prove.mutate({ credentialId }),
    () => engineer.api.access.reveal.mutate({ credentialId, reason: "to read the error log" }),
    () => engineer.api.access.end.mutate({ credentialId }),
  ];
  for (const call of calls) expect(await refusalOf(call())).toMatchObject({ code: "credential.gone", status: 410 });
  expect((await said(scene, credentialId)).credentials).toMatchObject([{ end: "withdrawn" }]);
  expect(scene.checker.tried).toEqual([]);
});
