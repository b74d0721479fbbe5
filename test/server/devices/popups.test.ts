import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { bearer, days, refusalOf, startServer } from "../../support/app.ts";
import { pairedPopup } from "../../support/popups.ts";
import { atTheDoor, newPerson } from "../../support/sign-in.ts";
import { newReseller } from "../licenses/scene.ts";

async function scene() {
  const server = await startServer();
  const [one, two] = [await newReseller(server, "One"), await newReseller(server, "Two")];
  const operator = server.as((await atTheDoor(server, await newPerson(server, "operator"))).headers());
  return { server, one, two, operator, popup: await pairedPopup(server, one, "Firefox") };
}

const fresh = () => `spp_${randomBytes(32).toString("base64url")}`;
const works = async (api: { licenses: { ofReseller: { query(input: object): Promise<unknown> } } }) =>
  api.licenses.ofReseller.query({}).then(
    () => true,
    () => false,
  );

test("each sees and changes their own popups, operators everybody's, and a foreign one is as absent", async () => {
  const { one, two, operator } = await scene();
  const [mine] = await one.api.popups.list.query();
  expect(mine).toMatchObject({ label: "Firefox", personName: "Person of One", resellerName: one.name });
  expect(await two.api.popups.list.query()).toEqual([]);
  expect(await operator.popups.list.query()).toEqual([mine]);
  const foreign = mine?.popupId ?? "";
  const renamed = (popupId: string) => refusalOf(two.api.popups.rename.mutate({ popupId, label: "x" }));
  expect(await renamed(foreign)).toEqual(await renamed(uuidv7()));
  const revoked = (popupId: string) => refusalOf(two.api.popups.revoke.mutate({ popupId }));
  expect(await revoked(foreign)).toEqual(await revoked(uuidv7()));
  await one.api.popups.rename.mutate({ popupId: foreign, label: "At home" });
  expect(await one.api.popups.list.query()).toMatchObject([{ label: "At home" }]);
});

test("a colleague of the same reseller sees no popup but their own", async () => {
  const { server, one } = await scene();
  const colleague = await newPerson(server, "reseller", { name: "Colleague" });
  await server.db
    .updateTable("people")
    .set({ accountId: one.resellerId })
    .where("email", "=", colleague.email)
    .execute();
  const api = server.as((await atTheDoor(server, colleague)).headers());
  expect(await api.popups.list.query()).toEqual([]);
});

test("a popup that was revoked, by its person or an operator, or that left, is nobody from the next request on", async () => {
  const { server, one, operator, popup } = await scene();
  expect(await works(popup.api)).toBe(true);
  const [mine] = await one.api.popups.list.query();
  await operator.popups.revoke.mutate({ popupId: mine?.popupId ?? "" });
  expect((await refusalOf(popup.api.licenses.ofReseller.query({}))).code).toBe("session.missing");
  const next = await pairedPopup(server, one);
  await next.api.popups.leave.mutate();
  expect(await works(next.api)).toBe(false);
  expect(await one.api.popups.list.query()).toEqual([]);
});

test("a popup that was not opened for 14 days is over, and one that was a moment before is not", async () => {
  const { server, one } = await scene();
  const [left, kept] = [await pairedPopup(server, one, "left"), await pairedPopup(server, one, "kept")];
  server.pass(14 * days - 60_000);
  expect(await works(kept.api)).toBe(true);
  server.pass(120_000);
  expect(await works(kept.api)).toBe(true);
  expect(await works(left.api)).toBe(false);
  expect((await one.api.popups.list.query()).map(({ label }) => label)).toEqual(["kept"]);
});

test("after a day a new token is asked for; the earlier one ends a minute after the new one was used", async () => {
  const { server, popup } = await scene();
  const asked = async (token: string) => {
    const response = await server.app.request("http://127.0.0.1:8420/trpc/licenses.ofReseller?input=%7B%7D", {
      headers: bearer(token),
    });
    return response.headers.get("x-token-due");
  };
  expect(await asked(popup.token)).toBeNull();
  server.pass(1 * days);
  expect(await asked(popup.token)).toBe("1");
  const token = fresh();
  const next = server.as(bearer(token));
  await popup.api.popups.rotate.mutate({ next: token });
  // The answer may have been lost: sent again it is the same, and until the new one is used the old one holds.
  await popup.api.popups.rotate.mutate({ next: token });
  server.pass(1 * days);
  expect(await works(popup.api)).toBe(true);
  expect(await works(next)).toBe(true);
  server.pass(59_000);
  expect(await works(popup.api)).toBe(true);
  server.pass(2_000);
  expect(await works(popup.api)).toBe(false);
  expect(await works(next)).toBe(true);
});

test("a token that somebody has is not taken for a new one", async () => {
  const { server, two, popup } = await scene();
  const other = await pairedPopup(server, two);
  expect((await refusalOf(other.api.popups.rotate.mutate({ next: popup.token }))).code).toBe("command.id-taken");
  expect(await works(popup.api)).toBe(true);
});

test("a hash out of the database opens nothing", async () => {
  const { server } = await scene();
  const rows = await server.db.selectFrom("popups").select("tokenHash").execute();
  for (const { tokenHash } of rows) {
    for (const said of [tokenHash, `spp_${tokenHash}`, `spp_${tokenHash.slice(0, 43)}`]) {
      expect(await works(server.as(bearer(said)))).toBe(false);
    }
  }
});
