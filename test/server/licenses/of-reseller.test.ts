import { expect, test } from "vitest";
import type { ClientSnapshot, SnapshotAnswer } from "../../../shared/client-snapshot.ts";
import { refusalOf } from "../../support/app.ts";
import { pairedPopup } from "../../support/popups.ts";
import { deviceBy, report, resellerScene, siteLicense, transfer } from "./scene.ts";

function whole(answer: SnapshotAnswer): ClientSnapshot {
  if (answer.same) throw new Error("Nothing changed");
  return answer.snapshot;
}

test("a popup gets its reseller's licenses, and not one of another's", async () => {
  const { server, resellers, licenseId } = await resellerScene();
  const [one, two] = resellers;
  const foreign = await siteLicense(server, two);
  await deviceBy(server, one.api, licenseId, "client", "https://kettle.example");
  const popup = await pairedPopup(server, one);
  const answer = await popup.api.licenses.ofReseller.query({});
  const { licenses, ...rest } = whole(answer);
  expect(rest).toMatchObject({
    resellerName: one.name,
    credits: { available: 0, held: 0 },
    hasMore: false,
    offered: [],
  });
  expect(licenses).toMatchObject([
    {
      licenseId,
      holderName: one.name,
      stores: ["https://kettle.example"],
      state: "active",
      life: "active",
      openTickets: 0,
    },
  ]);
  expect(JSON.stringify(answer)).not.toContain(foreign.licenseId);
  expect(JSON.stringify(answer)).not.toContain(two.name);
});

test("nothing is sent again while nothing changed, and everything once anything did", async () => {
  const { server, resellers, licenseId } = await resellerScene();
  const [one] = resellers;
  const { digest } = whole(await one.api.licenses.ofReseller.query({}));
  expect(await one.api.licenses.ofReseller.query({ known: digest })).toEqual({
    asOf: expect.stringMatching(/Z$/),
    same: true,
  });
  await report(server, licenseId);
  const [changed] = whole(await one.api.licenses.ofReseller.query({ known: digest })).licenses;
  expect(changed?.unreachableAt).toMatch(/Z$/);
});

test("a license that was transferred is gone from the old reseller's next snapshot and there in the new one's", async () => {
  const { resellers, licenseId } = await resellerScene();
  const [from, to] = resellers;
  await from.api.licenses.askTransfer.mutate({ licenseId, reseller: to.name });
  expect(whole(await from.api.licenses.ofReseller.query({})).licenses).toMatchObject([{ life: "transfer-pending" }]);
  const offered = whole(await to.api.licenses.ofReseller.query({}));
  expect(offered.offered).toMatchObject([{ licenseId }]);
  expect(offered.licenses).toEqual([]);
  await transfer(licenseId, from, to);
  expect(whole(await from.api.licenses.ofReseller.query({})).licenses).toEqual([]);
  expect(whole(await to.api.licenses.ofReseller.query({})).licenses).toMatchObject([{ licenseId }]);
});

test("a statement is that of the reseller's own account, and a popup makes codes for its own clients alone", async () => {
  const { server, resellers, licenseId } = await resellerScene();
  const [one, two] = resellers;
  const [mine, other] = [await pairedPopup(server, one), await pairedPopup(server, two)];
  expect(await mine.api.credits.ofReseller.query()).toEqual({ granted: 0, available: 0, held: 0, spent: 0, lines: [] });
  const made = await mine.api.devices.makeCode.mutate({ licenseId, party: "client" });
  expect(made.invitation).toMatch(/^http.*#[0-9A-Z]{16}\.[0-9a-f]{64}$/);
  expect((await refusalOf(other.api.devices.makeCode.mutate({ licenseId, party: "client" }))).code).toBe(
    "license.absent",
  );
});
