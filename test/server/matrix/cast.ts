import { v7 as uuidv7 } from "uuid";
import { insertAccount, setBrand } from "../../../server/accounts/store.ts";
import type { Checker } from "../../../server/credentials/checker/task.ts";
import { makeCode } from "../../../server/devices/make-code.ts";
import { addLicense } from "../../../server/licenses/add-license.ts";
import { reportText } from "../../../server/reports/store.ts";
import type { CredentialKind } from "../../../shared/credentials.ts";
import { type Escalation, escalationOf, keptBack } from "../../../shared/escalation.ts";
import type { NamedFile } from "../../../shared/files.ts";
import { parseInvitation } from "../../../shared/invitation.ts";
import { orThrow } from "../../../shared/problems.ts";
import { report as facts } from "../../../shared/report.ts";
import { canonicalText, submission } from "../../../shared/submission.ts";
import {
  askFor,
  bearer,
  byCredits,
  hashed,
  newSubmission,
  startServer,
  type TestDevice,
  type TestServer,
  url,
} from "../../support/app.ts";
import { pairedPopup } from "../../support/popups.ts";
import { addTotp, atTheDoor, type NewPerson, newPerson } from "../../support/sign-in.ts";
import { adminSecret, fakeChecker, filesSecret, newAccess, outcome } from "../credentials/scene.ts";
import { type Api, report, siteLicense } from "../licenses/scene.ts";
import { deskMark, mark, type Who } from "./marks.ts";

/** A reseller with a license of theirs, and what was filed under it. */
export interface Reseller {
  letter: "a" | "b";
  resellerId: string;
  person: NewPerson;
  headers: { cookie: string };
  api: Api;
  licenseId: string;
  /** Another one, whose reseller the vendor tried to reach, and noted it. */
  notedLicenseId: string;
  key: string;
  devices: { own: TestDevice; client: TestDevice };
  popup: { id: string; token: string };
  /** Filed by the reseller with the vendor. */
  ownTicketId: string;
  /** Filed by the client, passed on to the vendor, and answered both ways. */
  clientTicketId: string;
  relayId: string;
  vendorsAnswerId: string;
  fileId: string;
}

/** Somebody who holds a license that the vendor looks after. */
export interface Holder {
  letter: "h" | "g";
  accountId: string;
  licenseId: string;
  person: NewPerson;
  device: TestDevice;
  ticketId: string;
  offerId: string;
}

export interface Cast {
  server: TestServer;
  operator: Api;
  headers: Record<Who, Record<string, string>>;
  personOf: Partial<Record<Who, NewPerson>>;
  a: Reseller;
  b: Reseller;
  h: Holder;
  g: Holder;
  /** A reseller who is none of the tenants: a partner for transfers. */
  third: { name: string; resellerId: string; person: NewPerson };
}

/** Everybody there is, each tenant with words of its own in all that it has. */
export async function wholeCast(): Promise<Cast> {
  const server = await startServer({ secondFactor: "required", checker: willing() });
  const [engineer, senior, operator] = [
    await staff(server, "engineer"),
    await staff(server, "engineer"),
    await staff(server, "operator"),
  ];
  await server.db.updateTable("people").set({ senior: 1 }).where("id", "=", senior.person.personId).execute();
  const desk = { engineer: engineer.api, operator: operator.api };
  const [a, b] = [await reseller(server, desk, "a"), await reseller(server, desk, "b")];
  const [h, g] = [await holder(server, desk.engineer, "h"), await holder(server, desk.engineer, "g")];
  const keyOnly = await deviceOf(
    server,
    await server.as({}).devices.enrolWithKey.mutate({ key: a.key, ...browser("a", "store") }),
  );
  await file(keyOnly, "a", "keyed");
  const revoked = await enrolled(server, a.licenseId, "client", browser("a", "store"));
  await revoked.api.devices.leave.mutate();
  const thirdPerson = await newPerson(server, "reseller");
  const third = { name: "Third Web", resellerId: thirdPerson.accountId ?? "", person: thirdPerson };
  await server.db.updateTable("accounts").set({ name: third.name }).where("id", "=", third.resellerId).execute();
  const holderDoor = await atTheDoor(server, h.person);
  return {
    server,
    operator: operator.api,
    a,
    b,
    h,
    g,
    third,
    personOf: {
      engineer: engineer.person,
      senior: senior.person,
      operator: operator.person,
      resellerA: a.person,
      resellerB: b.person,
      holder: h.person,
    },
    headers: {
      nobody: {},
      revoked: bearer(revoked.token),
      keyOnly: bearer(keyOnly.token),
      enrolled: bearer(a.devices.own.token),
      enrolledB: bearer(b.devices.own.token),
      client: bearer(a.devices.client.token),
      direct: bearer(h.device.token),
      engineer: engineer.headers,
      senior: senior.headers,
      operator: operator.headers,
      unprovenOperator: (await atTheDoor(server, await newPerson(server, "operator"))).headers(),
      unprovenReseller: await withoutItsFactor(server, a.resellerId),
      resellerA: a.headers,
      resellerB: b.headers,
      popup: bearer(a.popup.token),
      holder: holderDoor.headers(),
    },
  };
}

/** Logs in and writes wherever it is asked to. */
function willing(): Checker {
  const checker = fakeChecker();
  checker.proves({ result: "proven", folder: "/", version: null, leftBehind: null, login: outcome("ready") });
  return checker;
}

async function staff(server: TestServer, role: "engineer" | "operator") {
  const person = await newPerson(server, role, { name: `${role} ${deskMark}` });
  const door = await atTheDoor(server, person);
  await addTotp(door);
  return { person, headers: door.headers(), api: server.as(door.headers()) };
}

/** A session that was begun with the password, of somebody who has set up an authenticator since. */
async function withoutItsFactor(server: TestServer, accountId: string) {
  const person = await newPerson(server, "reseller", { accountId, name: mark("a", "own") });
  const earlier = await atTheDoor(server, person);
  await addTotp(await atTheDoor(server, person));
  return earlier.headers();
}

async function reseller(
  server: TestServer,
  desk: { engineer: Api; operator: Api },
  letter: "a" | "b",
): Promise<Reseller> {
  const word = (part: Parameters<typeof mark>[1]) => mark(letter, part);
  const resellerId = uuidv7();
  await server.db.transaction().execute(async (tx) => {
    const contact = { address: word("contact"), telephone: word("contact"), mail: `${word("contact")}@r.example` };
    const account = { id: resellerId, name: word("own"), kind: "reseller" as const, contact: JSON.stringify(contact) };
    await insertAccount(tx, { ...account, createdAt: new Date().toISOString() });
    await setBrand(tx, resellerId, JSON.stringify({ name: word("brand"), senderName: word("brand") }));
  });
  const person = await newPerson(server, "reseller", { accountId: resellerId, name: word("own") });
  const headers = (await atTheDoor(server, person)).headers();
  const api = server.as(headers);
  const { licenseId, key } = await siteLicense(server, { resellerId });
  const notedLicenseId = await noteOf(server, desk.operator, resellerId, word("note"));
  const own = await enrolled(server, licenseId, "holder", browser(letter, "own"));
  const client = await enrolled(server, licenseId, "client", browser(letter, "store"));
  const ownTicketId = await file(own, letter, "own");
  const sent = await sendFile(server, client, word("client"));
  const clientTicketId = await file(client, letter, "client", [sent]);
  const relayId = uuidv7();
  await api.tickets.escalate.mutate(await escalation({ server }, clientTicketId, relayId, word("own")));
  const vendorsAnswerId = uuidv7();
  await desk.engineer.tickets.answer.mutate({ ticketId: relayId, messageId: vendorsAnswerId, body: word("own") });
  await api.tickets.passOn.mutate({ ticketId: clientTicketId, messageId: vendorsAnswerId, body: word("client") });
  const { token } = await pairedPopup(server, { api }, word("own"));
  // A token's first use is written down: here, so that nothing later changes it.
  await server.as(bearer(token)).licenses.incoming.query();
  return {
    letter,
    resellerId,
    person,
    headers,
    api,
    licenseId,
    notedLicenseId,
    key,
    devices: { own, client },
    popup: { id: await popupIdOf(server, token), token },
    ownTicketId,
    clientTicketId,
    relayId,
    vendorsAnswerId,
    fileId: sent.id,
  };
}

export async function popupIdOf({ db, ctx }: TestServer, token: string): Promise<string> {
  const popups = db.selectFrom("popups").select("id").where("tokenHash", "=", ctx.keys.hashOf(token));
  return (await popups.executeTakeFirstOrThrow()).id;
}

/** Another license of theirs, whose owner reports that they cannot be reached. */
async function noteOf(server: TestServer, operator: Api, resellerId: string, note: string): Promise<string> {
  const { licenseId } = await siteLicense(server, { resellerId });
  await report(server, licenseId);
  await operator.licenses.logContact.mutate({ licenseId, by: "mail", note });
  return licenseId;
}

async function holder(server: TestServer, engineer: Api, letter: "h" | "g"): Promise<Holder> {
  const { product, kind, ...support } = byCredits;
  const name = mark(letter, "own");
  const { licenseId, accountId } = await addLicense(server.ctx, { product, kind, support, holder: { name } });
  const person = await newPerson(server, "holder", { accountId, name });
  const device = await enrolled(server, licenseId, "holder", browser(letter, "store"));
  const ticketId = await file(device, letter, "own", [], askFor("configuration-fault", { agreesUpTo: 10 }));
  const offerId = uuidv7();
  const assessment = { ticketId, commandId: offerId, category: "investigation", reason: name };
  await engineer.credits.assess.mutate(assessment);
  return { letter, accountId, licenseId, person, device, ticketId, offerId };
}

export function browser(letter: Parameters<typeof mark>[0], part: "own" | "store") {
  return { storeOrigin: `https://${mark(letter, part)}.example`, label: mark(letter, part) };
}

export async function enrolled(
  server: TestServer,
  licenseId: string,
  party: "holder" | "client",
  what: ReturnType<typeof browser>,
): Promise<TestDevice> {
  const { code } = orThrow(parseInvitation((await makeCode(server.ctx, licenseId, party)).invitation));
  return deviceOf(server, await server.as({}).devices.enrol.mutate({ code, ...what }));
}

function deviceOf(server: TestServer, { token, deviceId }: { token: string; deviceId: string }): TestDevice {
  return { api: server.as(bearer(token)), token, deviceId };
}

/** A request with a tenant's word wherever a person's words can stand; its id. */
export async function file(
  { api }: Pick<TestDevice, "api">,
  letter: Parameters<typeof mark>[0],
  part: "own" | "client" | "keyed",
  files: NamedFile[] = [],
  ask = askFor("bug-fix"),
): Promise<string> {
  const word = mark(letter, part);
  const store = letter === "h" || letter === "g" || part !== "own" ? "store" : "own";
  const { ticketId, text, sha256 } = newSubmission({
    storeOrigin: browser(letter, store).storeOrigin,
    subject: `Checkout of ${word}`,
    message: `Help ${word}`,
    files,
    ask,
    report: facts.parse({
      schema: 1,
      capturedAt: "2026-11-22T09:00:00.000Z",
      platform: { id: "opencart", label: "OpenCart", native: true, version: "4.1.0.4" },
      page: { route: "sale/order", title: `Order of ${word}` },
      admin: { group: word },
    }),
  });
  await api.tickets.file.mutate({ text, sha256 });
  return ticketId;
}

/** Access to this ticket's store, with the store's word wherever a person's words can stand. */
export async function accessTo({ server }: { server: TestServer }, ticketId: string, kind: CredentialKind = "ftp") {
  const row = await server.db
    .selectFrom("tickets")
    .innerJoin("stores", "stores.id", "tickets.storeId")
    .select("stores.origin")
    .where("tickets.filedId", "=", ticketId)
    .executeTakeFirst();
  const storeOrigin = row?.origin ?? "https://nowhere.example";
  const own = kind === "ftp" ? filesSecret : adminSecret;
  return newAccess({ server, ticketId }, { ...own, storeOrigin, host: new URL(storeOrigin).host });
}

async function sendFile({ app }: TestServer, { token }: TestDevice, word: string): Promise<NamedFile> {
  const headers = { ...bearer(token), "x-file-id": uuidv7(), "x-file-name": `${word}.txt` };
  const response = await app.request(`${url}/files`, { method: "POST", headers, body: `Log of ${word}` });
  if (response.status !== 200) throw new Error(`Not stored: ${await response.text()}`);
  // What the server answers to a file is how a request names it.
  return (await response.json()) as NamedFile;
}

/** What a reseller sends on of a client's request: the same whether they may, which is what is asked of it. */
export async function escalation(
  { server }: { server: TestServer },
  ticketId: string,
  commandId: string,
  subject: string,
) {
  const row = await server.db
    .selectFrom("tickets")
    .innerJoin("reports", "reports.ticketNumber", "tickets.number")
    .select("reports.ticketNumber")
    .where("tickets.id", "=", ticketId)
    .executeTakeFirst();
  const choice = { subject, message: "", quotesClient: false, files: [] as string[] };
  if (!row) return { ticketId, commandId, ...choice, leftOut: [] as string[], sha256: "0".repeat(64) };
  const client = submission.parse(JSON.parse(await reportText(server.db, row.ticketNumber)));
  const leftOut = keptBack(client.report);
  const sent: Escalation = { ...choice, leftOut };
  const { sha256 } = hashed(canonicalText(escalationOf(client, commandId, sent)));
  return { ticketId, commandId, ...choice, leftOut, sha256 };
}
