import { expect, test } from "vitest";
import { bearer, refusalOf, startServer, type TestServer } from "../../support/app.ts";
import { pairedPopup } from "../../support/popups.ts";
import { newReseller } from "../licenses/scene.ts";

const minute = 60_000;

async function scene() {
  const server = await startServer();
  const reseller = await newReseller(server, "One");
  const begun = await server.as({}).pairing.begin.mutate({ label: "Firefox on Linux" });
  return { server, reseller, begun, stranger: server.as({}) };
}

const finishing = ({ pairingId, secret }: { pairingId: string; secret: string }) => ({ pairingId, secret });

test("a popup is paired by whoever types its code, and reads their licenses from then on", async () => {
  const { server, reseller, begun, stranger } = await scene();
  expect(begun.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(Buffer.from(begun.secret, "base64url")).toHaveLength(32);
  expect(Date.parse(begun.expiresAt) - Date.now()).toBeGreaterThan(9.5 * minute);
  expect(await reseller.api.pairing.look.query({ code: begun.code })).toMatchObject({
    label: "Firefox on Linux",
    address: expect.stringMatching(/\S/),
    createdAt: expect.stringMatching(/Z$/),
  });
  expect(await stranger.pairing.finish.mutate(finishing(begun))).toEqual({ state: "waiting" });
  await reseller.api.pairing.approve.mutate({ code: begun.code.toLowerCase().replace("-", " ") });
  const finished = await stranger.pairing.finish.mutate(finishing(begun));
  expect(finished).toEqual({
    state: "approved",
    token: expect.stringMatching(/^spp_[\w-]{43}$/),
    names: { serverName: "Test support", resellerName: reseller.name, personName: "Person of One" },
  });
  const { token } = finished as { token: string };
  expect((await server.as(bearer(token)).licenses.ofReseller.query({})).same).toBe(false);
});

test("neither the database nor the log holds a code, a secret or a token", async () => {
  const { server, reseller, begun, stranger } = await scene();
  const plain = begun.code.replace("-", "");
  await reseller.api.pairing.approve.mutate({ code: begun.code });
  const { token } = (await stranger.pairing.finish.mutate(finishing(begun))) as { token: string };
  const rows = await Promise.all([
    server.db.selectFrom("pairings").selectAll().execute(),
    server.db.selectFrom("popups").selectAll().execute(),
    server.db.selectFrom("audit").selectAll().execute(),
  ]);
  const kept = JSON.stringify(rows) + server.logged.join("\n");
  expect(rows[1]).toHaveLength(1);
  for (const secret of [begun.code, plain, begun.secret, token, token.slice(4)]) expect(kept).not.toContain(secret);
});

test("an unknown, declined, approved, used or expired code is refused in the same words, to whoever asks", async () => {
  const { server, reseller, stranger } = await scene();
  const begin = () => stranger.pairing.begin.mutate({ label: "x" });
  const [declined, approved, used] = [await begin(), await begin(), await begin()];
  await reseller.api.pairing.decline.mutate({ code: declined.code });
  await reseller.api.pairing.approve.mutate({ code: approved.code });
  await reseller.api.pairing.approve.mutate({ code: used.code });
  const { token } = (await stranger.pairing.finish.mutate(finishing(used))) as { token: string };
  await server.as(bearer(token)).licenses.ofReseller.query({});
  const expired = await begin();
  const codes = [declined, approved, used].map(({ code }) => code);
  const refusals: unknown[] = [];
  for (const code of [...codes, "00000000", "?"]) await refuseAll(code);
  const refuse = async (ask: typeof used) =>
    refusals.push(await refusalOf(stranger.pairing.finish.mutate(finishing(ask))));
  for (const ask of [used, declined, { ...expired, secret: used.secret }]) await refuse(ask);
  server.pass(10 * minute);
  await refuseAll(expired.code);
  await refuse(expired);
  expect(refusals).toHaveLength(6 * 3 + 4);
  expect(new Set(refusals.map((each) => JSON.stringify(each)))).toEqual(
    new Set([JSON.stringify({ code: "pairing.code-unknown", values: {}, status: 403 })]),
  );

  async function refuseAll(code: string): Promise<void> {
    const { look, approve, decline } = reseller.api.pairing;
    for (const call of [() => look.query({ code }), () => approve.mutate({ code }), () => decline.mutate({ code })]) {
      refusals.push(await refusalOf(call()));
    }
  }
});

test("a code can be approved until its 10 minutes are over, and its token taken for 10 minutes more", async () => {
  const { server, reseller, begun, stranger } = await scene();
  server.pass(10 * minute - 2_000);
  await reseller.api.pairing.approve.mutate({ code: begun.code });
  server.pass(10 * minute - 2_000);
  expect((await stranger.pairing.finish.mutate(finishing(begun))).state).toBe("approved");
});

test("a secret of another popup takes no token", async () => {
  const { reseller, begun, stranger } = await scene();
  const other = await stranger.pairing.begin.mutate({ label: "other" });
  await reseller.api.pairing.approve.mutate({ code: begun.code });
  const crossed = { pairingId: begun.pairingId, secret: other.secret };
  expect((await refusalOf(stranger.pairing.finish.mutate(crossed))).code).toBe("pairing.code-unknown");
  expect((await stranger.pairing.finish.mutate(finishing(begun))).state).toBe("approved");
});

test("a popup that never heard the answer takes the same token again, until it was used", async () => {
  const { server, reseller, begun, stranger } = await scene();
  await reseller.api.pairing.approve.mutate({ code: begun.code });
  const take = () => stranger.pairing.finish.mutate(finishing(begun));
  const lost = await take();
  server.pass(9 * minute);
  const { token } = lost as { token: string };
  expect(await take()).toEqual(lost);
  expect(await server.db.selectFrom("popups").select("id").execute()).toHaveLength(1);
  expect(await names(server)).toEqual(["pairing.approved", "popup.paired"]);
  await server.as(bearer(token)).licenses.ofReseller.query({});
  expect((await refusalOf(take())).code).toBe("pairing.code-unknown");
  expect((await server.as(bearer(token)).licenses.ofReseller.query({})).same).toBe(false);
});

test("a token that was taken is taken again by nobody else, nor late, nor once its popup was disconnected", async () => {
  const { server, reseller, begun, stranger } = await scene();
  const other = await stranger.pairing.begin.mutate({ label: "other" });
  for (const { code } of [begun, other]) await reseller.api.pairing.approve.mutate({ code });
  await stranger.pairing.finish.mutate(finishing(begun));
  const refused = (asked: { pairingId: string; secret: string }) => refusalOf(stranger.pairing.finish.mutate(asked));
  const unknown = { code: "pairing.code-unknown", values: {}, status: 403 };
  expect(await refused({ ...finishing(begun), secret: other.secret })).toEqual(unknown);
  expect(await refused({ ...finishing(begun), secret: "A".repeat(43) })).toEqual(unknown);
  const [popup] = await reseller.api.popups.list.query();
  await reseller.api.popups.revoke.mutate({ popupId: popup?.popupId ?? "" });
  expect(await refused(finishing(begun))).toEqual(unknown);
  await stranger.pairing.finish.mutate(finishing(other));
  server.pass(10 * minute);
  expect(await refused(finishing(other))).toEqual(unknown);
});

test("of 200 approvals at once one counts, and 200 that take its token get one token of one popup", async () => {
  const { server, reseller, begun, stranger } = await scene();
  const { code } = begun;
  const approvals = await Promise.allSettled(
    Array.from({ length: 200 }, () => reseller.api.pairing.approve.mutate({ code })),
  );
  expect(approvals.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const taken = await Promise.allSettled(
    Array.from({ length: 200 }, () => stranger.pairing.finish.mutate(finishing(begun))),
  );
  const tokens = taken.map((each) => (each.status === "fulfilled" && "token" in each.value ? each.value.token : null));
  expect(new Set(tokens)).toEqual(new Set([expect.stringMatching(/^spp_[\w-]{43}$/)]));
  expect(await server.db.selectFrom("popups").select("id").execute()).toHaveLength(1);
}, 60_000);

test("approvals and takings that run against each other make one popup at most", async () => {
  const { server, reseller, begun, stranger } = await scene();
  const { code } = begun;
  const all = await Promise.allSettled(
    Array.from({ length: 200 }, (_, turn) =>
      turn % 2 === 0 ? reseller.api.pairing.approve.mutate({ code }) : stranger.pairing.finish.mutate(finishing(begun)),
    ),
  );
  const values = all.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  expect(values.filter((value) => "done" in value)).toHaveLength(1);
  const tokens = new Set(values.flatMap((value) => ("token" in value ? [value.token] : [])));
  expect(tokens.size).toBeLessThanOrEqual(1);
  expect(await server.db.selectFrom("popups").select("id").execute()).toHaveLength(tokens.size);
}, 60_000);

test("who was removed between the approval and the taking pairs nothing", async () => {
  const { server, reseller, begun, stranger } = await scene();
  await reseller.api.pairing.approve.mutate({ code: begun.code });
  await server.db
    .updateTable("people")
    .set({ role: "removed", accountId: null })
    .where("email", "=", reseller.email)
    .execute();
  expect((await refusalOf(stranger.pairing.finish.mutate(finishing(begun)))).code).toBe("pairing.code-unknown");
});

test("an address gets so many codes a minute, and what it guesses wrongly is counted", async () => {
  const server = await startServer({ enrolmentsPerMinute: 3 });
  const reseller = await newReseller(server, "One");
  for (let times = 0; times < 3; times++) await server.as({}).pairing.begin.mutate({ label: "x" });
  expect((await refusalOf(server.as({}).pairing.begin.mutate({ label: "x" }))).code).toBe("request.too-many");
  const guess = () => refusalOf(reseller.api.pairing.look.query({ code: "00000000" }));
  for (let times = 0; times < 3; times++) expect((await guess()).code).toBe("pairing.code-unknown");
  expect((await guess()).code).toBe("request.too-many");
});

test("a popup polls for as long as its code lives without using up its address's tries", async () => {
  const server = await startServer({ enrolmentsPerMinute: 3 });
  const begun = await server.as({}).pairing.begin.mutate({ label: "x" });
  for (let times = 0; times < 20; times++) {
    expect(await server.as({}).pairing.finish.mutate(finishing(begun))).toEqual({ state: "waiting" });
  }
});

test("a popup approves no other popup", async () => {
  const { server, reseller, begun } = await scene();
  const popup = await pairedPopup(server, reseller);
  for (const call of [
    () => popup.api.pairing.look.query({ code: begun.code }),
    () => popup.api.pairing.approve.mutate({ code: begun.code }),
    () => popup.api.popups.list.query(),
  ]) {
    expect((await refusalOf(call())).code).toBe("session.missing");
  }
});

async function names({ db }: TestServer): Promise<string[]> {
  const rows = await db.selectFrom("audit").select("action").orderBy("seq").execute();
  return rows.map(({ action }) => action).filter((action) => /^(pairing|popup)\./.test(action));
}

test("what was done to a popup is written down", async () => {
  const { server, reseller } = await scene();
  await pairedPopup(server, reseller);
  const [popup] = await reseller.api.popups.list.query();
  await reseller.api.popups.rename.mutate({ popupId: popup?.popupId ?? "", label: "Work" });
  await reseller.api.popups.revoke.mutate({ popupId: popup?.popupId ?? "" });
  expect(await names(server)).toEqual(["pairing.approved", "popup.paired", "popup.renamed", "popup.revoked"]);
});
