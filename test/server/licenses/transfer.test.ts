import { expect, test } from "vitest";
import { addLicense } from "../../../server/licenses/add-license.ts";
import { keyOnlyDevice, newSubmission, refusalOf } from "../../support/app.ts";
import { deviceBy, newReseller, noCosts, resellerScene, siteLicense, transfer } from "./scene.ts";

test("a license changes hands once both have stated their costs and agreed, and not before", async () => {
  const { resellers, licenseId } = await resellerScene();
  const [from, to] = resellers;
  const consent = { licenseId, decision: "consented" } as const;
  await from.api.licenses.askTransfer.mutate({ licenseId, reseller: to.name.toUpperCase() });
  expect(await refusalOf(from.api.licenses.decideTransfer.mutate(consent))).toMatchObject({
    code: "transfer.costs-missing",
  });
  const costs = { text: "Transfer free, support 40 an hour", amount: { minor: 4_000, currency: "EUR" } };
  await from.api.licenses.stateCosts.mutate({ licenseId, costs });
  expect(await refusalOf(to.api.licenses.decideTransfer.mutate(consent))).toMatchObject({
    code: "transfer.costs-missing",
  });
  await to.api.licenses.stateCosts.mutate({ licenseId, costs: noCosts });
  await from.api.licenses.decideTransfer.mutate(consent);
  const [asked] = await to.api.licenses.incoming.query();
  expect(asked).toMatchObject({
    licenseId,
    transfer: { we: "to", from: { name: from.name, costs, agrees: true }, to: { costs: noCosts, agrees: false } },
  });
  expect((await from.api.licenses.list.query({})).licenses).toHaveLength(1);
  await to.api.licenses.decideTransfer.mutate(consent);
  expect((await from.api.licenses.list.query({})).licenses).toEqual([]);
  expect((await to.api.licenses.list.query({})).licenses).toMatchObject([{ licenseId, life: "active" }]);
  expect(await to.api.licenses.incoming.query()).toEqual([]);
});

test("costs stated anew ask both to agree anew", async () => {
  const { resellers, licenseId } = await resellerScene();
  const [from, to] = resellers;
  await from.api.licenses.askTransfer.mutate({ licenseId, reseller: to.name });
  for (const { api } of [from, to]) await api.licenses.stateCosts.mutate({ licenseId, costs: noCosts });
  await from.api.licenses.decideTransfer.mutate({ licenseId, decision: "consented" });
  const costs = { text: "A hundred after all", amount: { minor: 10_000, currency: "USD" } };
  await to.api.licenses.stateCosts.mutate({ licenseId, costs });
  await to.api.licenses.decideTransfer.mutate({ licenseId, decision: "consented" });
  expect((await from.api.licenses.open.query({ licenseId })).transfer).toMatchObject({
    from: { agrees: false },
    to: { agrees: true, costs },
  });
});

test.each([
  ["cancelled", 0, "active"],
  ["cancelled", 1, null],
  ["declined", 0, "active"],
  ["declined", 1, "active"],
  ["declined", 2, "absent"],
  ["cancelled", 2, "absent"],
] as const)("a transfer %s by reseller %i leaves it %s", async (decision, who, after) => {
  const { resellers, licenseId } = await resellerScene();
  const [from, to] = resellers;
  await from.api.licenses.askTransfer.mutate({ licenseId, reseller: to.name });
  const decided = resellers[who].api.licenses.decideTransfer.mutate({ licenseId, decision });
  if (after === "active") await decided;
  else expect((await refusalOf(decided)).code).toBe(after === "absent" ? "license.absent" : "transfer.absent");
  const { life, transfer: open } = await from.api.licenses.open.query({ licenseId });
  expect({ life, isOpen: open !== null }).toEqual({
    life: after === "active" ? "active" : "transfer-pending",
    isOpen: after !== "active",
  });
});

test("whoever asks twice asks once, and a repeated step adds nothing to the history", async () => {
  const { server, resellers, licenseId } = await resellerScene();
  const [from, to] = resellers;
  for (let times = 0; times < 2; times++) {
    await from.api.licenses.askTransfer.mutate({ licenseId, reseller: to.name });
    for (const { api } of [from, to]) await api.licenses.stateCosts.mutate({ licenseId, costs: noCosts });
    await from.api.licenses.decideTransfer.mutate({ licenseId, decision: "consented" });
  }
  const kinds = await server.db.selectFrom("licenseEvents").select("kind").orderBy("seq").execute();
  expect(kinds.map(({ kind }) => kind)).toEqual(["transfer-requested", "costs-stated", "costs-stated", "consented"]);
});

test("a name that no reseller has, or one's own, is no transfer", async () => {
  const { resellers, licenseId } = await resellerScene();
  const { api, name } = resellers[0];
  const ask = (reseller: string) => refusalOf(api.licenses.askTransfer.mutate({ licenseId, reseller }));
  expect((await ask("Nobody Web")).code).toBe("reseller.absent");
  expect((await ask(name)).code).toBe("transfer.to-self");
});

test("the old reseller's very next call finds nothing, by popup, desk, browser, code or key", async () => {
  const scene = await resellerScene();
  const { server, resellers, licenseId, key } = scene;
  const [from, to] = resellers;
  const own = await deviceBy(server, from.api, licenseId, "holder");
  const client = await deviceBy(server, from.api, licenseId, "client");
  const byKey = await keyOnlyDevice(server, { licenseId, key, keyLast4: "" });
  const unused = await from.api.devices.makeCode.mutate({ licenseId, party: "client" });
  const [code] = (await from.api.licenses.open.query({ licenseId })).codes;
  const { text, sha256 } = newSubmission();
  await transfer(licenseId, from, to);

  const absent = await refusalOf(from.api.licenses.open.query({ licenseId: crypto.randomUUID() }));
  expect(await refusalOf(from.api.licenses.open.query({ licenseId }))).toEqual(absent);
  expect(await from.api.licenses.list.query({})).toMatchObject({ licenses: [] });
  expect(await refusalOf(from.api.devices.makeCode.mutate({ licenseId, party: "client" }))).toEqual(absent);
  const ended = await refusalOf(from.api.devices.revoke.mutate({ deviceId: client.deviceId }));
  expect(ended).toEqual(await refusalOf(from.api.devices.revoke.mutate({ deviceId: crypto.randomUUID() })));
  expect((await refusalOf(from.api.devices.revokeCode.mutate({ codeId: code?.codeId ?? "" }))).code).toBe(
    "code.absent",
  );
  for (const { api } of [own, byKey]) expect((await refusalOf(api.tickets.mine.query())).code).toBe("device.revoked");
  expect((await refusalOf(own.api.tickets.file.mutate({ text, sha256 }))).code).toBe("device.revoked");
  const again = server.as({}).devices.enrolWithKey.mutate({ key, storeOrigin: "https://a.example", label: "x" });
  expect((await refusalOf(again)).code).toBe("enrolment.key-unknown");
  const typed = unused.invitation.split("#")[1]?.split(".")[0] ?? "";
  const byCode = server.as({}).devices.enrol.mutate({ code: typed, storeOrigin: "https://a.example", label: "x" });
  expect((await refusalOf(byCode)).code).toBe("enrolment.code-unknown");
  // The store owner is a client of the new one's now, and notices nothing.
  expect(await client.api.tickets.mine.query()).toEqual([]);
  expect((await to.api.licenses.open.query({ licenseId })).devices).toMatchObject([{ deviceId: client.deviceId }]);
});

test("each step is mailed to the other party, and the end to both, naming nobody else", async () => {
  const { server, resellers, licenseId } = await resellerScene();
  const [from, to] = resellers;
  await transfer(licenseId, from, to);
  const mails = await server.db.selectFrom("mails").select(["kind", "recipient"]).orderBy("createdAt").execute();
  expect(mails.toSorted((one, other) => (one.kind < other.kind ? -1 : 1))).toEqual(
    [
      { kind: "transfer-agreed", recipient: to.email },
      { kind: "transfer-asked", recipient: to.email },
      ...[from.email, to.email].toSorted().map((recipient) => ({ kind: "transfer-done", recipient })),
    ].toSorted((one, other) => (one.kind < other.kind ? -1 : 1)),
  );
});

test("two who agree at the same time are one transfer, and the license has one holder", async () => {
  const { server, resellers, licenseId } = await resellerScene();
  const [from, to] = resellers;
  await from.api.licenses.askTransfer.mutate({ licenseId, reseller: to.name });
  for (const { api } of [from, to]) await api.licenses.stateCosts.mutate({ licenseId, costs: noCosts });
  const consents = Array.from({ length: 10 }, () =>
    [from, to].map(({ api }) => api.licenses.decideTransfer.mutate({ licenseId, decision: "consented" })),
  );
  await Promise.allSettled(consents.flat());
  const events = await server.db.selectFrom("licenseEvents").select(["seq", "kind"]).orderBy("seq").execute();
  expect(events.filter(({ kind }) => kind === "consented")).toHaveLength(2);
  expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  const license = server.db.selectFrom("licenses").select(["accountId", "resellerId"]).where("id", "=", licenseId);
  expect(await license.executeTakeFirstOrThrow()).toEqual({ accountId: to.resellerId, resellerId: to.resellerId });
});

test("while a license is transferred its old holder's filings are all before it or refused", async () => {
  const { server, resellers, licenseId } = await resellerScene();
  const [from, to] = resellers;
  const own = await deviceBy(server, from.api, licenseId, "holder");
  await from.api.licenses.askTransfer.mutate({ licenseId, reseller: to.name });
  for (const { api } of [from, to]) await api.licenses.stateCosts.mutate({ licenseId, costs: noCosts });
  await from.api.licenses.decideTransfer.mutate({ licenseId, decision: "consented" });
  const file = () => {
    const { text, sha256 } = newSubmission({
      ask: { topic: "bug-fix", agreesUpTo: null, upgrade: null, moduleMadeFor: null },
    });
    return own.api.tickets.file.mutate({ text, sha256 });
  };
  const [, ...filings] = await Promise.allSettled([
    to.api.licenses.decideTransfer.mutate({ licenseId, decision: "consented" }),
    ...Array.from({ length: 10 }, file),
  ]);
  const moved = await server.db
    .selectFrom("licenseEvents")
    .select("at")
    .where("licenseId", "=", licenseId)
    .orderBy("seq", "desc")
    .executeTakeFirstOrThrow();
  const filed = await server.db.selectFrom("tickets").select("createdAt").execute();
  expect(filed).toHaveLength(filings.filter(({ status }) => status === "fulfilled").length);
  for (const { createdAt } of filed) expect(createdAt <= moved.at).toBe(true);
});

test("under rules that know no transfer none can be asked for, and an operator says who looks after it", async () => {
  const { server, operator, resellers } = await resellerScene();
  const [one, two] = resellers;
  const support = { programmeId: "cs-cart-customer-care", upgrades: null };
  const { licenseId, accountId } = await addLicense(server.ctx, {
    product: "cs-cart",
    kind: "first",
    holder: { name: "Nordlicht" },
    support,
  });
  await operator.licenses.assignReseller.mutate({ licenseId, resellerId: one.resellerId });
  expect((await one.api.licenses.open.query({ licenseId })).holderName).toBe("Nordlicht");
  expect((await refusalOf(one.api.licenses.askTransfer.mutate({ licenseId, reseller: two.name }))).code).toBe(
    "license.no-transfer",
  );
  expect((await refusalOf(one.api.devices.makeCode.mutate({ licenseId, party: "holder" }))).code).toBe(
    "code.not-yours",
  );
  await operator.licenses.assignReseller.mutate({ licenseId, resellerId: two.resellerId });
  expect((await refusalOf(one.api.licenses.open.query({ licenseId }))).code).toBe("license.absent");
  const row = server.db.selectFrom("licenses").select(["accountId", "resellerId"]).where("id", "=", licenseId);
  expect(await row.executeTakeFirstOrThrow()).toEqual({ accountId, resellerId: two.resellerId });
  const site = await siteLicense(server, one);
  const assigned = operator.licenses.assignReseller.mutate({ ...site, resellerId: two.resellerId } as never);
  expect((await refusalOf(assigned)).code).toBe("request.invalid");
  expect(
    (
      await refusalOf(
        operator.licenses.assignReseller.mutate({ licenseId: site.licenseId, resellerId: two.resellerId }),
      )
    ).code,
  ).toBe("license.by-transfer-only");
});

test("what a party of an earlier transfer wrote is not in the new reseller's history", async () => {
  const { server, resellers, licenseId } = await resellerScene();
  const [from, to] = resellers;
  await transfer(licenseId, from, to);
  const other = await newReseller(server, "Four");
  await transfer(licenseId, to, other);
  const { history } = await other.api.licenses.open.query({ licenseId });
  expect(JSON.stringify(history)).not.toContain(from.name);
  expect(history).toEqual([]);
});
