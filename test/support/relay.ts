import { v7 as uuidv7 } from "uuid";
import { insertAccount, setBrand } from "../../server/accounts/store.ts";
import { makeCode } from "../../server/devices/make-code.ts";
import { addLicense } from "../../server/licenses/add-license.ts";
import type { BrandParts } from "../../shared/brand.ts";
import { type Escalation, escalationOf, keptBack } from "../../shared/escalation.ts";
import { parseInvitation } from "../../shared/invitation.ts";
import { orThrow } from "../../shared/problems.ts";
import { canonicalText, submission } from "../../shared/submission.ts";
import {
  bearer,
  cookieOf,
  hashed,
  password,
  signIn,
  storeOrigin,
  type TestDevice,
  type TestLicense,
  type TestServer,
} from "./app.ts";
import { newPerson } from "./sign-in.ts";

/** A reseller with somebody who is signed in, a license of theirs, and the browser of the store's owner. */
export interface RelayScene {
  resellerId: string;
  license: TestLicense & { accountId: string };
  person: { api: TestDevice["api"]; cookie: string; email: string; personId: string };
  owner: TestDevice & { enrolment: Awaited<ReturnType<typeof enrol>> };
}

const mapleBrand: BrandParts = {
  name: "MapleCart",
  senderName: "MapleCart Care",
  colour: "#8a1c2b",
  helpLinks: [{ label: "Handbook", url: "https://help.maplecart.example/" }],
};

/** Stands in every reseller's contact data in these tests. */
export const contactCanary = "canary-contact-4417";

export async function relayScene(
  server: TestServer,
  { brand = mapleBrand, name = "Maple Commerce Ltd" }: { brand?: BrandParts | null; name?: string } = {},
): Promise<RelayScene> {
  const resellerId = uuidv7();
  const createdAt = new Date().toISOString();
  await server.db.transaction().execute(async (tx) => {
    const contact = JSON.stringify({ mail: `${contactCanary}@reseller.example`, telephone: contactCanary });
    await insertAccount(tx, { id: resellerId, name, kind: "reseller", contact, createdAt });
    await setBrand(tx, resellerId, brand && JSON.stringify(brand));
  });
  const license = await addLicense(server.ctx, {
    product: "optioncart",
    kind: "site",
    holder: { accountId: resellerId },
    resellerId,
    support: { programmeId: "optioncart", upgrades: null },
  });
  return {
    resellerId,
    license,
    person: await personOf(server, resellerId),
    owner: await ownerOf(server, license.licenseId),
  };
}

export async function personOf(server: TestServer, resellerId: string): Promise<RelayScene["person"]> {
  const { email, personId } = await newPerson(server, "reseller", { name: "Rosa", accountId: resellerId });
  const cookie = cookieOf(await signIn(server, { email, password }));
  return { api: server.as({ cookie }), cookie, email, personId };
}

/** The browser of a store's owner, connected by what their reseller gave them. */
async function ownerOf(server: TestServer, licenseId: string): Promise<RelayScene["owner"]> {
  const enrolment = await enrol(server, licenseId);
  const { token, deviceId } = enrolment;
  return { api: server.as(bearer(token)), token, deviceId, enrolment };
}

async function enrol(server: TestServer, licenseId: string) {
  const { code } = orThrow(parseInvitation((await makeCode(server.ctx, licenseId, "client")).invitation));
  return server.as({}).devices.enrol.mutate({ code, storeOrigin, label: "Anna's laptop" });
}

/** What a reseller sends on of a client's request that was filed as this text, unless they choose otherwise. */
function choiceOf(text: string, changes: Partial<Escalation> = {}): Escalation {
  const client = submission.parse(JSON.parse(text));
  return {
    subject: "Blank checkout",
    message: "PHP fails.",
    leftOut: keptBack(client.report),
    quotesClient: false,
    files: [],
    ...changes,
  };
}

/** The same, as it is sent. */
export function escalation(ticketId: string, text: string, changes: Partial<Escalation> = {}, commandId = uuidv7()) {
  const { leftOut, files, ...choice } = choiceOf(text, changes);
  const made = escalationOf(submission.parse(JSON.parse(text)), commandId, { ...choice, leftOut, files });
  return {
    ticketId,
    commandId,
    ...choice,
    leftOut: [...leftOut],
    files: [...files],
    sha256: hashed(canonicalText(made)).sha256,
  };
}
