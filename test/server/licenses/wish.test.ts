import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { addLicense } from "../../../server/licenses/add-license.ts";
import { bodyOf } from "../../../server/mails/queue.ts";
import { renderMail } from "../../../server/mails/render.ts";
import { mailWords } from "../../../server/mails/words/all.ts";
import { bearer, days, refusalOf, storeOrigin } from "../../support/app.ts";
import {
  type Api,
  deviceBy,
  orphan,
  type ResellerScene,
  report,
  resellerScene,
  siteLicense,
  transfer,
} from "./scene.ts";

const hour = 3_600_000;

async function orphanScene() {
  const scene = await resellerScene();
  const { server, resellers, licenseId } = scene;
  const owner = await deviceBy(server, resellers[0].api, licenseId, "client");
  await orphan(scene);
  return { ...scene, owner };
}

const wishing = (api: Api, company: string, commandId = uuidv7()) =>
  api.licenses.wishReseller.mutate({ commandId, company });

async function wishesOf({ server, licenseId }: Pick<ResellerScene, "server" | "licenseId">) {
  const rows = await server.db
    .selectFrom("licenseEvents")
    .select(["body", "actorKind", "actorId"])
    .where("licenseId", "=", licenseId)
    .where("kind", "=", "owner-wishes-designer")
    .orderBy("seq")
    .execute();
  return rows.map(({ body, ...by }) => ({ company: JSON.parse(body).event.company, ...by }));
}

const mailsOf = ({ server }: Pick<ResellerScene, "server">) =>
  server.db.selectFrom("mails").selectAll().where("kind", "=", "adoption-wished").execute();

test("an owner's browser learns that nobody looks after the store at the very second from which that is so", async () => {
  const scene = await resellerScene();
  const { server, operator, resellers, licenseId } = scene;
  const owner = await deviceBy(server, resellers[0].api, licenseId, "client");
  await report(server, licenseId);
  await operator.licenses.logContact.mutate({ licenseId, by: "mail", note: "" });
  server.pass(7 * days - hour);
  expect(await owner.api.credits.standing.query()).not.toHaveProperty("orphan");
  server.pass(hour);
  expect((await owner.api.credits.standing.query())?.orphan).toEqual({ wish: null });
  await wishing(owner.api, "Elm Web");
  expect((await owner.api.credits.standing.query())?.orphan?.wish).toMatchObject({ company: "Elm Web" });
});

test("a wish stands beside the written requests on the operator's page, and moves nothing by itself", async () => {
  const scene = await orphanScene();
  const { operator, resellers, licenseId, owner } = scene;
  const [, wanted] = resellers;
  await wanted.api.licenses.requestAdoption.mutate({ storeOrigin, text: "We look after it." });
  await wishing(owner.api, `  ${wanted.name} `);
  const page = await operator.licenses.open.query({ licenseId });
  expect(page).toMatchObject({
    life: "orphaned",
    reseller: null,
    adoption: { requests: [{ name: wanted.name }], named: null, wish: { company: wanted.name } },
  });
  expect(page.history[0]).toMatchObject({ title: `The owner wishes for ${wanted.name}` });
  expect(await wishesOf(scene)).toEqual([{ company: wanted.name, actorKind: "device", actorId: owner.deviceId }]);
  expect(await refusalOf(wanted.api.licenses.open.query({ licenseId }))).toMatchObject({ code: "license.absent" });
});

test("the same command is one wish however often it comes, also late, and with other words it is refused", async () => {
  const scene = await orphanScene();
  const { owner } = scene;
  const first = uuidv7();
  await wishing(owner.api, "Elm Web", first);
  await wishing(owner.api, "Elm Web", first);
  await wishing(owner.api, "Oak Web");
  await wishing(owner.api, "Elm Web", first);
  expect(await refusalOf(wishing(owner.api, "Ash Web", first))).toMatchObject({ code: "command.id-taken" });
  expect((await wishesOf(scene)).map(({ company }) => company)).toEqual(["Elm Web", "Oak Web"]);
  expect((await owner.api.credits.standing.query())?.orphan?.wish).toMatchObject({ company: "Oak Web" });
});

test("several tries of one command at once are one wish", async () => {
  const scene = await orphanScene();
  const commandId = uuidv7();
  await Promise.all(Array.from({ length: 5 }, () => wishing(scene.owner.api, "Elm Web", commandId)));
  expect(await wishesOf(scene)).toHaveLength(1);
});

test("operators get one mail an hour of all that an owner writes, without what was written", async () => {
  const scene = await orphanScene();
  const { server, owner } = scene;
  // From the first minute of an hour, so that what follows is in it.
  server.pass(hour - (server.ctx.now().getTime() % hour));
  await wishing(owner.api, "Elm CANARY");
  await wishing(owner.api, "Oak CANARY");
  const mails = await mailsOf(scene);
  expect(mails).toHaveLength(1);
  for (const row of mails) {
    const { brand, values } = bodyOf(server.ctx.keys, row);
    // Of the one kind that was looked for.
    const mail = renderMail({ kind: "adoption-wished", language: "en", brand, values: values as never }, mailWords.en);
    expect(mail.text).toContain(`/desk/licenses/${scene.licenseId}`);
    expect(JSON.stringify([mail, values])).not.toMatch(/canary|spd_/i);
  }
  server.pass(hour);
  await wishing(owner.api, "Oak CANARY");
  expect(await mailsOf(scene)).toHaveLength(1);
  await wishing(owner.api, "Ash CANARY");
  expect(await mailsOf(scene)).toHaveLength(2);
});

test("nobody changes a wish more often than ten times an hour", async () => {
  const scene = await orphanScene();
  const { server, owner } = scene;
  for (let each = 0; each < 10; each++) await wishing(owner.api, `Web ${each}`);
  const refused = await refusalOf(wishing(owner.api, "Web 10"));
  expect(refused.code).toBe("request.too-many");
  expect(Number(refused.values.seconds)).toBeGreaterThan(3_000);
  server.pass(hour);
  await wishing(owner.api, "Web 10");
  expect(await wishesOf(scene)).toHaveLength(11);
});

test("while somebody looks after the store no company can be named, before an orphaning and after an adoption", async () => {
  const scene = await resellerScene();
  const { server, operator, resellers, licenseId } = scene;
  const [old, wanted] = resellers;
  const owner = await deviceBy(server, old.api, licenseId, "client");
  expect(await refusalOf(wishing(owner.api, "Two Web"))).toMatchObject({ code: "license.looked-after" });
  await orphan(scene);
  const commandId = uuidv7();
  await wishing(owner.api, "Two Web", commandId);
  await wanted.api.licenses.requestAdoption.mutate({ storeOrigin, text: "Ours, please." });
  await operator.licenses.nameReseller.mutate({ licenseId, resellerId: wanted.resellerId, company: "Two Web" });
  expect(await owner.api.credits.standing.query()).not.toHaveProperty("orphan");
  expect(await refusalOf(wishing(owner.api, "Other Web"))).toMatchObject({ code: "license.looked-after" });
  // Its answer was lost, and it is asked for again.
  expect(await wishing(owner.api, "Two Web", commandId)).toEqual({ done: true });
  expect(await wishesOf(scene)).toHaveLength(1);
});

test("a wish of an earlier orphaning is not shown at the next one", async () => {
  const scene = await orphanScene();
  const { server, operator, resellers, licenseId, owner } = scene;
  const [, wanted] = resellers;
  await wishing(owner.api, "Two Web");
  await wanted.api.licenses.requestAdoption.mutate({ storeOrigin, text: "Ours, please." });
  await operator.licenses.nameReseller.mutate({ licenseId, resellerId: wanted.resellerId, company: "Two Web" });
  await report(server, licenseId);
  await wanted.api.licenses.answer.mutate({ licenseId, willing: false });
  expect((await owner.api.credits.standing.query())?.orphan).toEqual({ wish: null });
  expect((await operator.licenses.open.query({ licenseId })).adoption).toMatchObject({ wish: null });
});

test("only the owner's own browser says it: not the key alone, not the holder's, not one of another license", async () => {
  const scene = await resellerScene();
  const { server, operator, resellers, licenseId, key } = scene;
  const owner = await deviceBy(server, resellers[0].api, licenseId, "client");
  const other = await siteLicense(server, resellers[1]);
  const stranger = await deviceBy(server, resellers[1].api, other.licenseId, "client", "https://other.example");
  const { token } = await server.as({}).devices.enrolWithKey.mutate({ key, storeOrigin, label: "Key" });
  expect(await refusalOf(wishing(server.as(bearer(token)), "Elm Web"))).toMatchObject({ code: "device.key-only" });
  const { api: keyOnly, deviceId } = await deviceBy(server, resellers[0].api, licenseId, "client");
  // Before any orphaning, so that what a refusal says cannot depend on one.
  const holder = await deviceBy(server, resellers[1].api, other.licenseId, "holder", "https://other.example");
  const answers = async () => [
    await refusalOf(wishing(stranger.api, "Elm Web")),
    await refusalOf(wishing(holder.api, "Elm Web")),
    await refusalOf(wishing(resellers[1].api, "Elm Web")),
    await refusalOf(wishing(operator, "Elm Web")),
    await refusalOf(wishing(server.as({}), "Elm Web")),
  ];
  const before = await answers();
  await orphan(scene);
  expect(await answers()).toEqual(before);
  expect(before.map(({ code }) => code)).toEqual([
    "license.looked-after",
    "device.not-owner",
    "device.missing",
    "device.missing",
    "device.missing",
  ]);
  expect(await owner.api.credits.standing.query()).toMatchObject({ orphan: { wish: null } });
  // The keys of a reseller's own license end with it; where somebody else holds it, theirs go on.
  await server.db.updateTable("devices").set({ standing: "key-only" }).where("id", "=", deviceId).execute();
  expect(await refusalOf(wishing(keyOnly, "Elm Web"))).toMatchObject({ code: "device.key-only" });
  for (const api of [stranger.api, holder.api, keyOnly]) {
    expect(await api.credits.standing.query()).not.toHaveProperty("orphan");
  }
  expect(await wishesOf(scene)).toEqual([]);
});

test("whoever holds a license of their own, and keeps their browsers, is not asked in the owner's place", async () => {
  const { server, operator, resellers } = await resellerScene();
  const { licenseId } = await addLicense(server.ctx, {
    product: "optioncart",
    kind: "site",
    holder: { name: "Old Mill Pottery" },
    resellerId: resellers[0].resellerId,
    support: { programmeId: "optioncart", upgrades: null },
  });
  const holder = await deviceBy(server, operator, licenseId, "holder");
  await report(server, licenseId);
  await operator.licenses.noteAnswer.mutate({ licenseId, willing: false, note: "" });
  expect(await holder.api.credits.standing.query()).not.toHaveProperty("orphan");
  expect(await refusalOf(wishing(holder.api, "Elm Web"))).toMatchObject({ code: "device.not-owner" });
});

test("a command's id that another license's owner used is as good as one that nobody did", async () => {
  const scene = await orphanScene();
  const { server, operator, resellers, owner, licenseId } = scene;
  const other = await siteLicense(server, resellers[1]);
  const stranger = await deviceBy(server, resellers[1].api, other.licenseId, "client", "https://other.example");
  await report(server, other.licenseId);
  await operator.licenses.noteAnswer.mutate({ licenseId: other.licenseId, willing: false, note: "" });
  const commandId = uuidv7();
  await wishing(owner.api, "Elm Web", commandId);
  expect(await wishing(stranger.api, "Oak Web", commandId)).toEqual({ done: true });
  expect(await wishesOf({ server, licenseId })).toMatchObject([{ company: "Elm Web" }]);
  expect(await wishesOf({ server, licenseId: other.licenseId })).toMatchObject([{ company: "Oak Web" }]);
});

test("a company that exists is answered as one that does not, and no answer tells how to reach any", async () => {
  const scene = await orphanScene();
  const { operator, resellers, owner } = scene;
  const [, wanted] = resellers;
  const contact = { address: "CANARY street 1", telephone: "+49 30 CANARY", mail: "canary@elm.example" };
  await operator.licenses.editReseller.mutate({ resellerId: wanted.resellerId, name: "Elm Web", contact });
  const known = await wishing(owner.api, "Elm Web");
  const standing = await owner.api.credits.standing.query();
  const unknown = await wishing(owner.api, "Nobody Web");
  expect(known).toEqual(unknown);
  expect(JSON.stringify([known, standing, await owner.api.credits.standing.query()])).not.toMatch(/canary/i);
  for (const company of ["", "   ", "x".repeat(201)]) {
    expect(await refusalOf(wishing(owner.api, company))).toMatchObject({ code: "request.invalid" });
  }
});

test("whoever has the license next reads no wish that was written before", async () => {
  const scene = await orphanScene();
  const { operator, resellers, licenseId, owner } = scene;
  const [, wanted, third] = resellers;
  await wishing(owner.api, "CANARY Web");
  await wanted.api.licenses.requestAdoption.mutate({ storeOrigin, text: "Ours, please." });
  await operator.licenses.nameReseller.mutate({ licenseId, resellerId: wanted.resellerId, company: "Two Web" });
  expect(JSON.stringify(await wanted.api.licenses.open.query({ licenseId }))).not.toContain("CANARY");
  await transfer(licenseId, wanted, third);
  expect(JSON.stringify(await third.api.licenses.open.query({ licenseId }))).not.toContain("CANARY");
});
