import type { TRPCClient } from "@trpc/client";
import { addLicense } from "../../../server/licenses/add-license.ts";
import { reportUnreachable } from "../../../server/licenses/report-unreachable.ts";
import type { AppRouter } from "../../../server/router.ts";
import { parseInvitation } from "../../../shared/invitation.ts";
import type { Costs } from "../../../shared/licenses.ts";
import { orThrow } from "../../../shared/problems.ts";
import { bearer, startServer, storeOrigin, type TestDevice, type TestServer } from "../../support/app.ts";
import { atTheDoor, newPerson } from "../../support/sign-in.ts";

export type Api = TRPCClient<AppRouter>;

/** Somebody of a reseller, signed in. */
export interface TestReseller {
  resellerId: string;
  name: string;
  email: string;
  api: Api;
}

export interface ResellerScene {
  server: TestServer;
  operator: Api;
  resellers: [TestReseller, TestReseller, TestReseller];
  /** A site license that the first reseller holds. */
  licenseId: string;
  key: string;
}

export const noCosts: Costs = { text: "Nothing", amount: { minor: 0, currency: "USD" } };

/** A vendor with three resellers, and a license of the first one's. */
export async function resellerScene(server?: TestServer): Promise<ResellerScene> {
  const here = server ?? (await startServer());
  const operator = here.as((await atTheDoor(here, await newPerson(here, "operator"))).headers());
  const resellers = await Promise.all([newReseller(here, "One"), newReseller(here, "Two"), newReseller(here, "Three")]);
  return { server: here, operator, resellers, ...(await siteLicense(here, resellers[0])) };
}

export async function newReseller(server: TestServer, label: string): Promise<TestReseller> {
  const person = await newPerson(server, "reseller", { name: `Person of ${label}` });
  const resellerId = person.accountId ?? "";
  const name = `${label} Web ${resellerId.slice(-6)}`;
  await server.db.updateTable("accounts").set({ name }).where("id", "=", resellerId).execute();
  const api = server.as((await atTheDoor(server, person)).headers());
  return { resellerId, name, email: person.email, api };
}

/** A license under the rules of a vendor who sells to resellers, held by this one. */
export async function siteLicense(
  { ctx }: TestServer,
  { resellerId }: { resellerId: string },
): Promise<{ licenseId: string; key: string }> {
  const support = { programmeId: "optioncart", upgrades: null };
  const holder = { accountId: resellerId };
  return addLicense(ctx, { product: "optioncart", kind: "site", holder, resellerId, support });
}

/** A browser enrolled by a code that this keeper made. */
export async function deviceBy(
  server: TestServer,
  keeper: Api,
  licenseId: string,
  party: "holder" | "client",
  origin = storeOrigin,
): Promise<TestDevice> {
  const { invitation } = await keeper.devices.makeCode.mutate({ licenseId, party });
  const { code } = orThrow(parseInvitation(invitation));
  const { token, deviceId } = await server
    .as({})
    .devices.enrol.mutate({ code, storeOrigin: origin, label: `${party} browser` });
  return { api: server.as(bearer(token)), token, deviceId };
}

/** Both state their costs and agree; the license is the second one's then. */
export async function transfer(licenseId: string, from: TestReseller, to: TestReseller): Promise<void> {
  await from.api.licenses.askTransfer.mutate({ licenseId, reseller: to.name });
  for (const { api } of [from, to]) await api.licenses.stateCosts.mutate({ licenseId, costs: noCosts });
  for (const { api } of [from, to]) await api.licenses.decideTransfer.mutate({ licenseId, decision: "consented" });
}

/** Reported by the owner, and not answered by the reseller. */
export async function orphan({ server, operator, licenseId }: ResellerScene): Promise<void> {
  await report(server, licenseId);
  await operator.licenses.logContact.mutate({ licenseId, by: "mail", note: "No answer" });
  server.pass(7 * 24 * 3_600_000);
}

/** As the owner's request that the reseller cannot be reached does. */
export async function report({ ctx, db }: TestServer, licenseId: string): Promise<void> {
  await db.transaction().execute((tx) => reportUnreachable(tx, ctx, licenseId));
}
