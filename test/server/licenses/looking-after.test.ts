import { expect, test } from "vitest";
import { addLicense } from "../../../server/licenses/add-license.ts";
import { parseInvitation } from "../../../shared/invitation.ts";
import { orThrow } from "../../../shared/problems.ts";
import { bearer, days, newSubmission, refusalOf, storeOrigin, supportedLicense } from "../../support/app.ts";
import { atTheDoor, newPerson } from "../../support/sign-in.ts";
import { deviceBy, resellerScene, siteLicense } from "./scene.ts";

const minute = 60_000;
const newToken = () => `spd_${crypto.randomUUID().replaceAll("-", "").slice(0, 21)}${"x".repeat(22)}`;

test("a browser that exchanged its token keeps the earlier one until the new one is used, and a minute longer", async () => {
  const { server, resellers, licenseId } = await resellerScene();
  const { api, token } = await deviceBy(server, resellers[0].api, licenseId, "client");
  const next = newToken();
  await api.devices.rotate.mutate({ next });
  server.pass(3 * days);
  expect(await api.tickets.mine.query()).toEqual([]);
  const renewed = server.as(bearer(next));
  expect(await renewed.tickets.mine.query()).toEqual([]);
  server.pass(minute - 5_000);
  expect(await server.as(bearer(token)).tickets.mine.query()).toEqual([]);
  server.pass(10_000);
  expect((await refusalOf(api.tickets.mine.query())).code).toBe("device.revoked");
  expect(await renewed.tickets.mine.query()).toEqual([]);
});

test("an exchange whose answer was lost is made again, with the same token or another", async () => {
  const { server, resellers, licenseId } = await resellerScene();
  const { api } = await deviceBy(server, resellers[0].api, licenseId, "client");
  const [first, second] = [newToken(), newToken()];
  for (const next of [first, first, second]) await api.devices.rotate.mutate({ next });
  expect((await refusalOf(server.as(bearer(first)).tickets.mine.query())).code).toBe("device.missing");
  expect(await api.tickets.mine.query()).toEqual([]);
  expect(await server.as(bearer(second)).tickets.mine.query()).toEqual([]);
});

test("a token of another browser cannot be taken", async () => {
  const { server, resellers, licenseId } = await resellerScene();
  const [one, other] = [
    await deviceBy(server, resellers[0].api, licenseId, "client"),
    await deviceBy(server, resellers[0].api, licenseId, "client"),
  ];
  expect((await refusalOf(one.api.devices.rotate.mutate({ next: other.token }))).code).toBe("command.id-taken");
});

test("a browser is told to exchange its token after a day of use, and not before or after", async () => {
  const { server, resellers, licenseId } = await resellerScene();
  const { api, token } = await deviceBy(server, resellers[0].api, licenseId, "client");
  const isDue = async (with_: string) =>
    (await server.app.request("http://127.0.0.1:8420/trpc/tickets.mine", { headers: bearer(with_) })).headers.get(
      "x-token-due",
    );
  server.pass(days - minute);
  expect(await isDue(token)).toBeNull();
  server.pass(2 * minute);
  expect(await isDue(token)).toBe("1");
  const next = newToken();
  await api.devices.rotate.mutate({ next });
  // The answer may have been lost: the old token is told again.
  expect(await isDue(token)).toBe("1");
  expect(await isDue(next)).toBeNull();
  expect(await isDue(token)).toBeNull();
});

test("browsers are listed, renamed and ended by whoever looks after the license, and by nobody else", async () => {
  const { server, operator, resellers, licenseId } = await resellerScene();
  const [own, other] = resellers;
  const { deviceId, api } = await deviceBy(server, own.api, licenseId, "client");
  await own.api.devices.rename.mutate({ deviceId, label: "Till" });
  expect((await operator.licenses.open.query({ licenseId })).devices).toMatchObject([
    { deviceId, label: "Till", party: "client", storeOrigin },
  ]);
  const absent = crypto.randomUUID();
  for (const act of ["rename", "revoke"] as const) {
    const call = (id: string) =>
      act === "rename"
        ? other.api.devices.rename.mutate({ deviceId: id, label: "Mine" })
        : other.api.devices.revoke.mutate({ deviceId: id });
    expect(await refusalOf(call(deviceId))).toEqual(await refusalOf(call(absent)));
  }
  await own.api.devices.revoke.mutate({ deviceId });
  expect((await refusalOf(api.tickets.mine.query())).code).toBe("device.revoked");
  expect((await refusalOf(own.api.devices.revoke.mutate({ deviceId }))).code).toBe("device.absent");
});

test("a code that was taken back opens nothing, and open codes are listed without themselves", async () => {
  const { server, resellers, licenseId } = await resellerScene();
  const { api } = resellers[0];
  const { invitation } = await api.devices.makeCode.mutate({ licenseId, party: "client" });
  const { code } = orThrow(parseInvitation(invitation));
  const { codes } = await api.licenses.open.query({ licenseId });
  expect(codes).toMatchObject([{ party: "client" }]);
  expect(JSON.stringify(codes)).not.toContain(code);
  const codeId = codes[0]?.codeId ?? "";
  expect((await refusalOf(resellers[1].api.devices.revokeCode.mutate({ codeId }))).code).toBe("code.absent");
  await api.devices.revokeCode.mutate({ codeId });
  const enrolled = server.as({}).devices.enrol.mutate({ code, storeOrigin, label: "x" });
  expect((await refusalOf(enrolled)).code).toBe("enrolment.code-unknown");
  expect((await api.licenses.open.query({ licenseId })).codes).toEqual([]);
});

test("of 200 browsers that use a reseller's code at once, one is enrolled, as a client's", async () => {
  const { server, resellers, licenseId } = await resellerScene();
  const { invitation } = await resellers[0].api.devices.makeCode.mutate({ licenseId, party: "client" });
  const { code } = orThrow(parseInvitation(invitation));
  const enrol = () => server.as({}).devices.enrol.mutate({ code, storeOrigin, label: "x" });
  const outcomes = await Promise.allSettled(Array.from({ length: 200 }, enrol));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await server.db.selectFrom("devices").select("party").execute()).toEqual([{ party: "client" }]);
});

test("a store that moved to another domain lets its old browsers in no more", async () => {
  const { server, operator, resellers, licenseId } = await resellerScene();
  const { api } = await deviceBy(server, resellers[0].api, licenseId, "client");
  const move = (from: string, to: string) => operator.licenses.move.mutate({ licenseId, from, to });
  expect((await refusalOf(move("https://no.example", "https://new.example"))).code).toBe("license.store-absent");
  await move(storeOrigin, "https://new.example");
  expect((await refusalOf(api.tickets.mine.query())).code).toBe("device.revoked");
  await deviceBy(server, resellers[0].api, licenseId, "client", "https://new.example");
  const { stores, history } = await operator.licenses.open.query({ licenseId });
  expect(stores).toEqual(["https://new.example"]);
  expect(history[0]).toMatchObject({ title: "Store moved", detail: `${storeOrigin} to https://new.example` });
});

test("a suspended license takes no request until it is resumed, and a banned one never again", async () => {
  const { server, operator } = await resellerScene();
  const license = await supportedLicense(server, {
    programmeId: "opencart-commercial",
    product: "opencart",
    kind: "premium-support",
    upgrades: null,
  });
  const { licenseId } = license;
  const { api } = await deviceBy(server, operator, licenseId, "holder");
  const file = () => {
    const ask = { topic: "bug-fix", agreesUpTo: null, upgrade: null, moduleMadeFor: null } as const;
    const { text, sha256 } = newSubmission({ ask });
    return api.tickets.file.mutate({ text, sha256 });
  };
  await operator.licenses.suspend.mutate({ licenseId });
  expect(await refusalOf(file())).toMatchObject({ code: "license.not-active", values: { state: "suspended" } });
  await operator.licenses.resume.mutate({ licenseId });
  await file();
  expect((await refusalOf(operator.licenses.ban.mutate({ licenseId, reason: "rudeness" }))).code).toBe(
    "programme.ban-unfounded",
  );
  const [reason = ""] = (await operator.licenses.open.query({ licenseId })).banReasons;
  expect(await operator.licenses.ban.mutate({ licenseId, reason })).toEqual({ says: expect.stringMatching(/\w+ \w+/) });
  expect(await operator.licenses.open.query({ licenseId })).toMatchObject({ state: "banned", banReason: reason });
  expect(await refusalOf(file())).toMatchObject({ values: { state: "banned" } });
  expect((await refusalOf(operator.licenses.resume.mutate({ licenseId }))).code).toBe("license.banned");
});

test("plan, last day and upgrade subscription are renewed within what the rules know", async () => {
  const { server, operator } = await resellerScene();
  const { licenseId } = await addLicense(server.ctx, {
    product: "opencart",
    kind: "premium-support",
    holder: { name: "Ada" },
    support: { programmeId: "opencart-commercial", upgrades: null },
  });
  const { plans } = await operator.licenses.open.query({ licenseId });
  const renewal = { plan: plans[0] ?? "", planUntil: "2028-01-10", upgradeSubscription: true };
  await operator.licenses.renew.mutate({ licenseId, ...renewal });
  expect(await operator.licenses.open.query({ licenseId })).toMatchObject(renewal);
  expect((await refusalOf(operator.licenses.renew.mutate({ licenseId, ...renewal, plan: "golden" }))).code).toBe(
    "programme.plan-absent",
  );
});

test("operators find licenses by holder, store, last four and product, and by their states", async () => {
  const { server, operator, resellers, licenseId } = await resellerScene();
  await deviceBy(server, resellers[0].api, licenseId, "client", "https://old-mill.example");
  const other = await siteLicense(server, resellers[1]);
  await resellers[1].api.licenses.askTransfer.mutate({ licenseId: other.licenseId, reseller: resellers[2].name });
  const found = async (request: Parameters<typeof operator.licenses.list.query>[0]) =>
    (await operator.licenses.list.query(request)).licenses.map((one) => one.licenseId);
  expect(await found({})).toEqual([other.licenseId, licenseId]);
  expect(await found({ search: "OLD-mill" })).toEqual([licenseId]);
  expect(await found({ search: resellers[1].name })).toEqual([other.licenseId]);
  expect(await found({ search: "%" })).toEqual([]);
  expect(await found({ life: "transfer-pending" })).toEqual([other.licenseId]);
  expect(await found({ resellerId: resellers[0].resellerId })).toEqual([licenseId]);
  expect(await found({ state: "suspended" })).toEqual([]);
  const first = await operator.licenses.list.query({ limit: 1 });
  expect(await found({ limit: 1, cursor: first.next ?? "" })).toEqual([licenseId]);
  // A reseller who names another one's filter sees their own all the same.
  const own = await resellers[0].api.licenses.list.query({ resellerId: resellers[1].resellerId });
  expect(own.licenses.map((one) => one.licenseId)).toEqual([licenseId]);
});

test("a holder's people see their own licenses, and nothing of what their reseller has with the vendor", async () => {
  const { server, operator, resellers } = await resellerScene();
  const support = { programmeId: "cs-cart-customer-care", upgrades: null };
  const bought = await addLicense(server.ctx, { product: "cs-cart", kind: "first", holder: { name: "Ada" }, support });
  await operator.licenses.assignReseller.mutate({
    licenseId: bought.licenseId,
    resellerId: resellers[0].resellerId,
  });
  const person = await newPerson(server, "holder", { accountId: bought.accountId });
  const api = server.as((await atTheDoor(server, person)).headers());
  const { licenses, credits } = await api.licenses.list.query({});
  expect(licenses).toMatchObject([{ licenseId: bought.licenseId, credits: 50, reseller: null }]);
  expect(credits).toEqual({ available: 50, held: 0 });
  expect(JSON.stringify(await api.licenses.open.query({ licenseId: bought.licenseId }))).not.toContain(
    resellers[0].name,
  );
  const foreign = await siteLicense(server, resellers[0]);
  expect(await refusalOf(api.licenses.open.query({ licenseId: foreign.licenseId }))).toEqual(
    await refusalOf(api.licenses.open.query({ licenseId: crypto.randomUUID() })),
  );
  // And the reseller who looks after it is not told the holder's credits.
  expect((await resellers[0].api.licenses.list.query({ search: "ada" })).licenses).toMatchObject([{ credits: null }]);
});

test("a reseller's 5,000 licenses come in one answer, by a fixed number of queries", async () => {
  const { server, resellers } = await resellerScene();
  const [{ resellerId, api }] = resellers;
  const { productId } = await server.db.selectFrom("licenses").select("productId").executeTakeFirstOrThrow();
  const at = "2026-11-22T09:00:00.000Z";
  for (let from = 0; from < 5_000; from += 500) {
    const rows = Array.from({ length: 500 }, (_, step) => ({
      id: crypto.randomUUID(),
      accountId: resellerId,
      productId,
      kind: "site",
      keyHash: `many-${from + step}`,
      keyLast4: String(from + step).padStart(4, "0"),
      state: "active" as const,
      createdAt: at,
      resellerId,
    }));
    await server.db.insertInto("licenses").values(rows).execute();
    await server.db
      .insertInto("stores")
      .values(
        rows.map(({ id }) => ({
          id: crypto.randomUUID(),
          licenseId: id,
          origin: `https://${id}.example`,
          createdAt: at,
        })),
      )
      .execute();
  }
  const began = performance.now();
  const { licenses, next } = await api.licenses.list.query({ limit: 5_000 });
  const ms = performance.now() - began;
  expect(licenses).toHaveLength(5_000);
  expect(licenses.filter(({ stores }) => stores.length === 1).length).toBeGreaterThanOrEqual(4_999);
  expect(next).not.toBeNull();
  expect(ms).toBeLessThan(5_000);
});
