import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { appRouter } from "../../server/router.ts";
import {
  bearer,
  enrolledDevice,
  keyOnlyDevice,
  newCode,
  newLicense,
  newSubmission,
  password,
  signedIn,
  startServer,
  storeOrigin,
  type TestServer,
  url,
} from "../support/app.ts";
import { atTheDoor, newPerson } from "../support/sign-in.ts";

// tRPC keeps a flat record of procedures, which its types show nested.
const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: "query" | "mutation" } }>;
// Leaving comes last: who left may call nothing any more.
const names = Object.keys(procedures).sort((a, b) => Number(a === "devices.leave") - Number(b === "devices.leave"));

const anybody = ["nobody", "revoked", "keyOnly", "enrolled", "engineer", "operator", "reseller"] as const;
type Who = (typeof anybody)[number];

const devices: readonly Who[] = ["keyOnly", "enrolled"];
const desk: readonly Who[] = ["engineer", "operator"];
const signedInOnes: readonly Who[] = [...desk, "reseller"];
/** Who looks after licenses. */
const keepers: readonly Who[] = ["operator", "reseller"];

/** Who may call what. */
const allowed: Record<string, readonly Who[]> = {
  "accounts.identity": anybody,
  "accounts.setUpOperator": anybody,
  "accounts.invitation": anybody,
  "accounts.join": anybody,
  "accounts.me": signedInOnes,
  "accounts.changeProfile": signedInOnes,
  "accounts.changePassword": signedInOnes,
  "accounts.sessions": signedInOnes,
  "accounts.endSession": signedInOnes,
  "accounts.endOtherSessions": signedInOnes,
  "accounts.people": keepers,
  "accounts.invite": keepers,
  "accounts.withdrawInvitation": keepers,
  "accounts.removePerson": keepers,
  "accounts.changeRole": ["operator"],
  "accounts.resetPerson": ["operator"],
  "accounts.brand": keepers,
  "accounts.changeBrand": keepers,
  "accounts.find": ["operator"],
  "accounts.addReseller": ["operator"],
  "devices.enrol": anybody,
  "devices.enrolWithKey": anybody,
  "devices.leave": devices,
  "devices.rotate": devices,
  "devices.makeCode": keepers,
  "devices.revokeCode": keepers,
  "devices.rename": keepers,
  "devices.revoke": keepers,
  "licenses.list": keepers,
  "licenses.open": keepers,
  "licenses.incoming": ["reseller"],
  "licenses.askTransfer": ["reseller"],
  "licenses.stateCosts": ["reseller"],
  "licenses.decideTransfer": ["reseller"],
  "licenses.answer": ["reseller"],
  "licenses.requestAdoption": ["reseller"],
  "licenses.suspend": ["operator"],
  "licenses.resume": ["operator"],
  "licenses.renew": ["operator"],
  "licenses.ban": ["operator"],
  "licenses.move": ["operator"],
  "licenses.assignReseller": ["operator"],
  "licenses.logContact": ["operator"],
  "licenses.noteAnswer": ["operator"],
  "licenses.nameReseller": ["operator"],
  "licenses.products": ["operator"],
  "licenses.resellers": ["operator"],
  "licenses.editReseller": ["operator"],
  "tickets.file": devices,
  "tickets.mine": devices,
  "tickets.thread": devices,
  "tickets.reply": devices,
  "tickets.queue": desk,
  "tickets.open": desk,
  "tickets.answer": desk,
  "tickets.move": desk,
  "tickets.resellerQueue": ["reseller"],
  "tickets.resellerOpen": ["reseller"],
  "tickets.resellerAnswer": ["reseller"],
  "tickets.resellerMove": ["reseller"],
  "tickets.passOn": ["reseller"],
  "tickets.writeToVendor": ["reseller"],
  "tickets.escalate": ["reseller"],
  "credits.standing": devices,
  "credits.statement": devices,
  "credits.decide": devices,
  "credits.assess": desk,
  "credits.ofTicket": desk,
};

interface Scene {
  server: TestServer;
  headers: Record<Who, Record<string, string>>;
  /** An input that the procedure accepts from whoever may call it. */
  input: (name: string) => Promise<unknown>;
}

async function scene(): Promise<Scene> {
  const server = await startServer();
  const license = await newLicense(server);
  const [keyOnly, enrolled] = [await keyOnlyDevice(server, license), await enrolledDevice(server, license)];
  const revoked = await enrolledDevice(server, license);
  await revoked.api.devices.leave.mutate();
  const { ticketId, text, sha256 } = newSubmission();
  await keyOnly.api.tickets.file.mutate({ text, sha256 });
  const [engineer, operator] = [await signedIn(server, "engineer"), await signedIn(server, "operator")];
  const reseller = await atTheDoor(server, await newPerson(server, "reseller"));
  const message = () => ({ ticketId, messageId: uuidv7(), body: "Hello" });
  const fresh = newSubmission();
  const inputs: Record<string, () => Promise<unknown> | unknown> = {
    "accounts.identity": () => ({}),
    "accounts.setUpOperator": () => ({
      token: server.ctx.keys.setupToken,
      name: "Olga",
      email: "olga@desk.example",
      password,
    }),
    "accounts.invitation": () => ({ token: "spi_x" }),
    "accounts.join": () => ({ token: "spi_x", name: "Petra", password, language: "de" }),
    "accounts.me": () => ({}),
    "accounts.changeProfile": () => ({ name: "Petra", language: "de" }),
    "accounts.changePassword": () => ({ present: "not the present one", next: password }),
    "accounts.sessions": () => ({}),
    "accounts.endSession": () => ({ sessionId: uuidv7() }),
    "accounts.endOtherSessions": () => ({}),
    "accounts.people": () => ({}),
    "accounts.invite": () => ({
      name: "Petra",
      email: "petra@desk.example",
      role: "engineer",
      senior: false,
      accountId: null,
      language: null,
    }),
    "accounts.withdrawInvitation": () => ({ invitationId: uuidv7() }),
    "accounts.removePerson": () => ({ personId: uuidv7() }),
    "accounts.changeRole": () => ({ personId: uuidv7(), role: "engineer", senior: false }),
    "accounts.resetPerson": () => ({ personId: uuidv7(), secondFactorToo: false }),
    "accounts.brand": () => ({ resellerId: uuidv7() }),
    "accounts.changeBrand": () => ({ resellerId: uuidv7(), brand: { name: "One Web" } }),
    "accounts.find": () => ({ kind: "reseller", search: "north" }),
    "accounts.addReseller": () => ({ name: "North Star" }),
    "devices.enrol": async () => ({ code: await newCode(server, license), storeOrigin, label: "Firefox" }),
    "devices.enrolWithKey": () => ({ key: license.key, storeOrigin, label: "Firefox" }),
    "devices.leave": () => ({}),
    "devices.rotate": () => ({ next: `spd_${"a".repeat(43)}` }),
    "devices.makeCode": () => ({ licenseId: uuidv7(), party: "client" }),
    "devices.revokeCode": () => ({ codeId: uuidv7() }),
    "devices.rename": () => ({ deviceId: uuidv7(), label: "Till" }),
    "devices.revoke": () => ({ deviceId: uuidv7() }),
    "licenses.list": () => ({ search: "x", state: "active", life: "active", product: "x", limit: 5 }),
    "licenses.open": () => ({ licenseId: uuidv7() }),
    "licenses.incoming": () => ({}),
    "licenses.askTransfer": () => ({ licenseId: uuidv7(), reseller: "Two Web" }),
    "licenses.stateCosts": () => ({
      licenseId: uuidv7(),
      costs: { text: "Nothing", amount: { minor: 0, currency: "USD" } },
    }),
    "licenses.decideTransfer": () => ({ licenseId: uuidv7(), decision: "consented" }),
    "licenses.answer": () => ({ licenseId: uuidv7(), willing: true }),
    "licenses.requestAdoption": () => ({ storeOrigin, text: "Ours, please." }),
    "licenses.suspend": () => ({ licenseId: uuidv7() }),
    "licenses.resume": () => ({ licenseId: uuidv7() }),
    "licenses.renew": () => ({ licenseId: uuidv7(), plan: null, planUntil: null, upgradeSubscription: true }),
    "licenses.ban": () => ({ licenseId: uuidv7(), reason: "abuse" }),
    "licenses.move": () => ({ licenseId: uuidv7(), from: storeOrigin, to: "https://new.example" }),
    "licenses.assignReseller": () => ({ licenseId: uuidv7(), resellerId: null }),
    "licenses.logContact": () => ({ licenseId: uuidv7(), by: "mail", note: "" }),
    "licenses.noteAnswer": () => ({ licenseId: uuidv7(), willing: true, note: "" }),
    "licenses.nameReseller": () => ({ licenseId: uuidv7(), resellerId: uuidv7(), company: "Two Web" }),
    "licenses.products": () => ({}),
    "licenses.resellers": () => ({}),
    "licenses.editReseller": () => ({
      resellerId: uuidv7(),
      name: "One Web",
      contact: { address: "", telephone: "", mail: "" },
    }),
    "tickets.file": () => ({ text: fresh.text, sha256: fresh.sha256 }),
    "tickets.mine": () => ({}),
    "tickets.thread": () => ({ ticketId }),
    "tickets.reply": message,
    "tickets.queue": () => ({ state: "sent", search: "x", limit: 5 }),
    "tickets.open": () => ({ ticketId }),
    "tickets.answer": message,
    "tickets.move": () => ({ ticketId, to: "resolved" }),
    "tickets.resellerQueue": () => ({ state: "sent", search: "x", limit: 5 }),
    "tickets.resellerOpen": () => ({ ticketId }),
    "tickets.resellerAnswer": message,
    "tickets.resellerMove": () => ({ ticketId, to: "resolved" }),
    "tickets.passOn": message,
    "tickets.writeToVendor": message,
    "tickets.escalate": () => ({
      ticketId,
      commandId: uuidv7(),
      subject: "Blank checkout",
      message: "",
      leftOut: [],
      quotesClient: false,
      files: [],
      sha256: "0".repeat(64),
    }),
    "credits.standing": () => ({}),
    "credits.statement": () => ({}),
    "credits.decide": () => ({ ticketId, offerId: uuidv7(), agrees: true }),
    "credits.assess": () => ({ ticketId, commandId: uuidv7(), category: "question", credits: 5, reason: "" }),
    "credits.ofTicket": () => ({ ticketId }),
  };
  return {
    server,
    headers: {
      nobody: {},
      revoked: bearer(revoked.token),
      keyOnly: bearer(keyOnly.token),
      enrolled: bearer(enrolled.token),
      engineer: { cookie: engineer.cookie },
      operator: { cookie: operator.cookie },
      reseller: reseller.headers(),
    },
    input: async (name) => inputs[name]?.(),
  };
}

async function call({ server, headers }: Scene, name: string, who: Who, input: unknown) {
  const isQuery = procedures[name]?._def.type === "query";
  const response = isQuery
    ? await server.app.request(`${url}/trpc/${name}?input=${encodeURIComponent(JSON.stringify(input))}`, {
        headers: headers[who],
      })
    : await server.app.request(`${url}/trpc/${name}`, {
        method: "POST",
        headers: { ...headers[who], "content-type": "application/json" },
        body: JSON.stringify(input),
      });
  return { status: response.status, body: await response.text() };
}

test("every procedure has its line in the table of who may call what", () => {
  expect(Object.keys(allowed).sort()).toEqual([...names].sort());
});

test("every procedure answers those who may call it, and nobody else", async () => {
  const here = await scene();
  for (const name of names) {
    for (const who of anybody) {
      const { status, body } = await call(here, name, who, await here.input(name));
      const isStopped = [401, 403].includes(status) && /"(device|session)\.(missing|revoked|wrong-role)"/.test(body);
      expect(isStopped, `${name} by ${who}: ${status} ${body}`).toBe(!allowed[name]?.includes(who));
    }
  }
});

const columns = [
  "id",
  "role",
  "state",
  "account_id",
  "accountId",
  "licenseId",
  "deviceId",
  "personId",
  "number",
  "credits",
];

test("every procedure refuses each field that is not its own, repeats it to nobody, and writes nothing", async () => {
  const here = await scene();
  const inputs = new Map<string, object>();
  for (const name of names) inputs.set(name, (await here.input(name)) as object);
  const before = await everything(here.server);
  for (const [name, input] of inputs) {
    for (const extra of [...columns, "constructor", "toString"].filter((field) => !Object.hasOwn(input, field))) {
      const { status, body } = await call(here, name, allowedOne(name), { ...input, [extra]: "x" });
      expect(status, `${name} with ${extra}: ${body}`).toBe(400);
      expect(body).toContain('"where":"a field that is not known here"');
    }
  }
  expect(await everything(here.server)).toEqual(before);
});

test("every procedure refuses values of another type, without a fault", async () => {
  const here = await scene();
  for (const name of names) {
    const input = (await here.input(name)) as Record<string, unknown>;
    for (const field of Object.keys(input)) {
      for (const odd of [null, 1.5, true, [], {}, { toString: 1 }, "", "\ud800", "x".repeat(60_000)]) {
        const { status, body } = await call(here, name, allowedOne(name), { ...input, [field]: odd });
        const most = mayBe(odd, field, input[field]) ? 200 : 400;
        const about = `${name}: ${field} = ${String(JSON.stringify(odd)).slice(0, 40)}: ${body}`;
        expect(status, about).toBeGreaterThanOrEqual(most);
        expect(status, about).toBeLessThan(500);
      }
    }
    for (const odd of [1, "x", [], null]) {
      expect((await call(here, name, allowedOne(name), odd)).status, `${name} ${odd}`).toBe(400);
    }
  }
});

/** Fields that may be null. */
const nullable = new Set(["language", "accountId"]);

function mayBe(odd: unknown, field: string, usual: unknown): boolean {
  if (odd === null) return nullable.has(field);
  return typeof odd === "string" || (typeof odd === "boolean" && typeof usual === "boolean");
}

/** Someone who may call it and whom it does not turn away afterwards. */
function allowedOne(name: string): Who {
  return allowed[name]?.find((who) => who !== "revoked") ?? "nobody";
}

async function everything({ db }: TestServer): Promise<unknown> {
  const tables = [
    "people",
    "devices",
    "tickets",
    "messages",
    "setups",
    "audit",
    "enrolmentCodes",
    "entries",
    "offers",
  ] as const;
  const rows = await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()));
  return rows.map((each) => each.length);
}
