import { expect, test } from "vitest";
import { expireOrphans } from "../../../server/licenses/expire-orphans.ts";
import { happen, take } from "../../../server/licenses/happen.ts";
import { days, refusalOf } from "../../support/app.ts";
import { engine, openAt } from "../../support/db.ts";
import { deviceBy, orphan, report, resellerScene } from "./scene.ts";

const week = 7 * days;

test("the week runs from the first attempt, and a license is its reseller's until that very second", async () => {
  const { server, operator, resellers, licenseId } = await resellerScene();
  const [reseller] = resellers;
  expect((await refusalOf(operator.licenses.logContact.mutate({ licenseId, by: "mail", note: "" }))).code).toBe(
    "license.not-now",
  );
  await report(server, licenseId);
  await operator.licenses.logContact.mutate({ licenseId, by: "mail", note: "first" });
  server.pass(3 * days);
  await operator.licenses.logContact.mutate({ licenseId, by: "telephone", note: "second" });
  const { orphanAt, contact } = await operator.licenses.open.query({ licenseId });
  const first = Date.parse(contact?.attempts[0]?.at ?? "");
  expect(contact?.attempts.map(({ by, note }) => [by, note])).toEqual([
    ["mail", "first"],
    ["telephone", "second"],
  ]);
  expect(Date.parse(orphanAt ?? "")).toBe(first + week);
  const until = (ms: number) => server.pass(first + week + ms - server.ctx.now().getTime());
  until(-2_000);
  expect((await reseller.api.licenses.list.query({})).licenses).toMatchObject([{ licenseId, orphanAt }]);
  until(0);
  expect((await reseller.api.licenses.list.query({})).licenses).toEqual([]);
  const made = await server.db.selectFrom("licenseEvents").select("body").where("kind", "=", "time-passes").execute();
  expect(made.map(({ body }) => Date.parse(JSON.parse(body).event.at))).toEqual([first + week]);
});

test.each([
  [-1_000, true, "active"],
  [0, true, "orphaned"],
  [-6 * days, false, "orphaned"],
])("an answer %i ms from the week's end, willing %s, leaves it %s", async (ms, willing, life) => {
  const { server, operator, licenseId } = await resellerScene();
  await report(server, licenseId);
  // The clock stands still while we look, so that a second is a second.
  const start = Date.parse("2027-03-01T10:00:00.000Z");
  let at = start;
  const still = { ...server.ctx, now: () => new Date(at) };
  const step = (wish: Parameters<typeof happen>[3]) =>
    server.db.transaction().execute(async (tx) => happen(still, tx, await take(still, tx, licenseId), wish));
  await step({ kind: "vendor-contacts-reseller", by: "mail" });
  at = start + week + ms;
  await expireOrphans(still);
  await step({ kind: "reseller-answers", willing }).catch(() => undefined);
  expect(await operator.licenses.list.query({})).toMatchObject({ licenses: [{ licenseId }] });
  const row = await server.db.selectFrom("licenses").select(["life", "resellerId"]).executeTakeFirstOrThrow();
  // Looking from the server's own clock, which is earlier, changes nothing of it.
  expect(row.life).toBe(life);
  expect(row.resellerId === null).toBe(life === "orphaned");
});

test("several servers that find a clock over write one event and one mail for each operator", async () => {
  const scene = await resellerScene();
  const { server, licenseId } = scene;
  await orphan(scene);
  // Of SQLite there is one connection in a process: its servers are taken in turn here.
  const others = Array.from({ length: 4 }, () => (engine === "postgres" ? openAt(server.place) : server.db));
  await Promise.all([server.db, ...others].map((db) => expireOrphans({ ...server.ctx, db })));
  const events = server.db.selectFrom("licenseEvents").select("id").where("kind", "=", "time-passes");
  expect(await events.where("licenseId", "=", licenseId).execute()).toHaveLength(1);
  const mails = server.db.selectFrom("mails").select("recipient").where("kind", "=", "orphaned");
  expect(await mails.execute()).toHaveLength(1);
});

test("an orphan goes to the reseller that the owner names once that company has asked in writing, in either order", async () => {
  for (const isNamedFirst of [true, false]) {
    const scene = await resellerScene();
    const { server, operator, resellers, licenseId } = scene;
    const [old, wanted, other] = resellers;
    const client = await deviceBy(server, old.api, licenseId, "client");
    await orphan(scene);
    const ask = (reseller: typeof wanted) =>
      reseller.api.licenses.requestAdoption.mutate({ storeOrigin: "https://shop.example", text: "We look after it." });
    const name = () =>
      operator.licenses.nameReseller.mutate({ licenseId, resellerId: wanted.resellerId, company: "Two Web" });
    await ask(other);
    await (isNamedFirst ? name() : ask(wanted));
    expect(await operator.licenses.open.query({ licenseId })).toMatchObject({ life: "orphaned", reseller: null });
    await (isNamedFirst ? ask(wanted) : name());
    expect(await wanted.api.licenses.open.query({ licenseId })).toMatchObject({ life: "active" });
    for (const { api } of [old, other]) {
      expect((await refusalOf(api.licenses.open.query({ licenseId }))).code).toBe("license.absent");
    }
    expect(await client.api.tickets.mine.query()).toEqual([]);
    const done = server.db.selectFrom("mails").select("recipient").where("kind", "=", "adoption-done");
    expect(await done.execute()).toEqual([{ recipient: wanted.email }]);
  }
});

test("asking for an orphan answers the same whether there is one", async () => {
  const scene = await resellerScene();
  await orphan(scene);
  const { api } = scene.resellers[1];
  const ask = (storeOrigin: string) => api.licenses.requestAdoption.mutate({ storeOrigin, text: "Ours, please." });
  await deviceBy(scene.server, scene.operator, scene.licenseId, "holder");
  expect(await ask("https://shop.example")).toEqual(await ask("https://elsewhere.example"));
  const asked = scene.server.db.selectFrom("licenseEvents").select("kind").where("kind", "=", "written-request");
  expect(await asked.execute()).toHaveLength(1);
});

test("a reseller who reads of the report answers before anybody looked for them", async () => {
  const { server, operator, resellers, licenseId } = await resellerScene();
  await report(server, licenseId);
  const { api } = resellers[0];
  expect((await api.licenses.open.query({ licenseId })).contact).toMatchObject({ attempts: [] });
  await api.licenses.answer.mutate({ licenseId, willing: true });
  expect((await operator.licenses.open.query({ licenseId })).contact).toBeNull();
  await report(server, licenseId);
  await api.licenses.answer.mutate({ licenseId, willing: false });
  expect((await refusalOf(api.licenses.open.query({ licenseId }))).code).toBe("license.absent");
});

test("how a reseller was looked for, and their contact data, are told to operators alone", async () => {
  const { server, operator, resellers, licenseId } = await resellerScene();
  const [reseller, other] = resellers;
  const contact = { address: "CANARY street 1", telephone: "+49 30 CANARY", mail: "canary@brightside.example" };
  await operator.licenses.editReseller.mutate({ resellerId: reseller.resellerId, name: "Brightside Web", contact });
  expect(await operator.licenses.resellers.query()).toContainEqual(
    expect.objectContaining({ name: "Brightside Web", contact, licenses: 1, people: 1 }),
  );
  await report(server, licenseId);
  await operator.licenses.logContact.mutate({ licenseId, by: "telephone", note: "Called CANARY number" });
  const during = await reseller.api.licenses.open.query({ licenseId });
  expect(during.contact?.attempts).toHaveLength(1);
  await operator.licenses.noteAnswer.mutate({ licenseId, willing: true, note: "CANARY said so" });
  expect(JSON.stringify(await operator.licenses.open.query({ licenseId }))).toContain("Called CANARY number");
  const client = await deviceBy(server, reseller.api, licenseId, "client");
  const answers = [
    during,
    await reseller.api.licenses.open.query({ licenseId }),
    await reseller.api.licenses.list.query({}),
    await other.api.licenses.list.query({}),
    await client.api.credits.standing.query(),
  ];
  expect(JSON.stringify(answers)).not.toMatch(/canary/i);
  expect((await refusalOf(reseller.api.licenses.resellers.query())).code).toBe("session.wrong-role");
});

test("no two resellers have one name, which is how they name each other", async () => {
  const { operator, resellers } = await resellerScene();
  const [one, two] = resellers;
  const contact = { address: "", telephone: "", mail: "" };
  const taken = operator.licenses.editReseller.mutate({
    resellerId: one.resellerId,
    name: two.name.toUpperCase(),
    contact,
  });
  expect((await refusalOf(taken)).code).toBe("reseller.name-taken");
});
