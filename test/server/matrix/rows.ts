import { createHash } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { newCode, newLicense, newSubmission, password, storeOrigin } from "../../support/app.ts";
import { accessTo, browser, type Cast, escalation } from "./cast.ts";
import { deskMark, everybody, mark, type Who } from "./marks.ts";
import type { Kind } from "./objects.ts";

/** A procedure: who may call it, which object its input names, and how an input is made of that object's id. */
export interface Row {
  by: readonly Who[];
  /** Null where the input names nothing that could be somebody's. */
  object: Kind | null;
  input: (id: string, cast: Cast, who: Who) => unknown;
  /** What comes of a call for one's own, where it is not 200. */
  own?: (who: Who) => number;
  /** Fields that may be left out, and are in `input`. */
  optional?: object;
}

const devices: readonly Who[] = ["keyOnly", "enrolled", "enrolledB", "client", "direct"];
const desk: readonly Who[] = ["engineer", "senior", "operator"];
const operator: readonly Who[] = ["operator"];
/** Who sits at the web page. */
const signedIn: readonly Who[] = [...desk, "resellerA", "resellerB", "holder"];
const atTheirDesk: readonly Who[] = ["resellerA", "resellerB"];
const resellers: readonly Who[] = [...atTheirDesk, "popup"];
const withPeople: readonly Who[] = ["operator", ...atTheirDesk];
const keepers: readonly Who[] = ["operator", ...resellers, "holder"];

const nothing = () => ({});
const noObject = (by: readonly Who[], input: Row["input"], own?: Row["own"]): Row =>
  own ? { by, object: null, input, own } : { by, object: null, input };
const of = (by: readonly Who[], object: Kind, input: Row["input"], own?: Row["own"]): Row =>
  own ? { by, object, input, own } : { by, object, input };

const always = (status: number) => () => status;
const ofLicense = (licenseId: string) => ({ licenseId });
const ofTicket = (ticketId: string) => ({ ticketId });
const ofCredential = (credentialId: string) => ({ credentialId });
const messageId = uuidv7;
const message = (ticketId: string) => ({ ticketId, messageId: messageId(), body: "Hello" });
const queue = () => ({ limit: 200 });
const costs = { text: "Nothing", amount: { minor: 0, currency: "USD" } };
const statement = (who: Who) => (who === "client" || who === "keyOnly" ? 403 : 200);

export const rows: Record<string, Row> = {
  "access.view": of(devices, "deviceTicket", ofTicket),
  "access.handOver": of(devices, "deviceTicket", (ticketId, cast) => accessTo(cast, ticketId)),
  "access.check": of(devices, "deviceCredential", (credentialId) => ({
    credentialId,
    accepts: null,
    sendsUnencrypted: false,
  })),
  "access.prove": of(devices, "deviceCredential", ofCredential),
  "access.reportTry": of(devices, "adminCredential", (credentialId) => ({
    credentialId,
    purpose: "ready",
    result: "ready",
    sealedAgain: null,
  })),
  "access.withdraw": of(devices, "deviceCredential", ofCredential),
  "access.saidDisabled": of(devices, "askedCredential", ofCredential),
  "access.ticketAccess": of(desk, "deskTicket", ofTicket),
  "access.ask": of(desk, "deskTicket", (ticketId) => ({ ticketId, kind: "ftp", note: mark("a", "own") })),
  "access.unask": of(desk, "deskTicket", (ticketId) => ({ ticketId, kind: "ftp" })),
  "access.take": of(desk, "deskTicket", ofTicket),
  "access.reveal": of(desk, "deskCredential", (credentialId) => ({ credentialId, reason: "to read the error log" })),
  "access.end": of(desk, "deskCredential", ofCredential),
  "access.clientAccess": of(resellers, "clientTicket", ofTicket),
  "access.share": of(resellers, "relay", (ticketId) => ({ ticketId, isShared: true })),
  "access.askClient": of(resellers, "relay", (ticketId, _, who) => ({
    ticketId,
    kind: "store-admin",
    note: mark(who === "resellerB" ? "b" : "a", "client"),
  })),
  "access.unaskClient": of(resellers, "relay", (ticketId) => ({ ticketId, kind: "ftp" })),

  "accounts.identity": noObject(everybody, nothing),
  "accounts.setUpOperator": noObject(
    everybody,
    () => ({ token: "not the one", name: "Olga", email: "olga@desk.example", password }),
    always(403),
  ),
  "accounts.invitation": noObject(everybody, () => ({ token: "spi_x" }), always(403)),
  "accounts.join": noObject(everybody, () => ({ token: "spi_x", name: "P", password, language: "de" }), always(403)),
  "accounts.me": noObject(signedIn, nothing),
  "accounts.changeProfile": noObject(signedIn, (_, _cast, who) => ({
    name: desk.includes(who) ? deskMark : labelOf(who),
    language: "de",
  })),
  "accounts.changePassword": noObject(
    signedIn,
    () => ({ present: "not the present one", next: password }),
    always(403),
  ),
  "accounts.sessions": noObject(signedIn, nothing),
  "accounts.endSession": of(signedIn, "session", (sessionId) => ({ sessionId })),
  "accounts.endOtherSessions": noObject(signedIn, nothing),
  "accounts.people": noObject(withPeople, nothing),
  "accounts.invite": noObject(withPeople, (_, cast, who) => ({
    name: "Petra",
    email: `${crypto.randomUUID()}@desk.example`,
    role: "reseller",
    senior: false,
    accountId: who === "resellerA" ? cast.b.resellerId : cast.a.resellerId,
    language: null,
  })),
  "accounts.withdrawInvitation": of(withPeople, "invitation", (invitationId) => ({ invitationId })),
  "accounts.removePerson": of(withPeople, "person", (personId) => ({ personId })),
  "accounts.changeRole": of(operator, "person", (personId) => ({ personId, role: "engineer", senior: false })),
  "accounts.resetPerson": of(operator, "person", (personId) => ({ personId, secondFactorToo: false })),
  "accounts.brand": of(withPeople, "resellerAccount", (resellerId) => ({ resellerId })),
  "accounts.changeBrand": of(withPeople, "resellerAccount", (resellerId, _cast, who) => ({
    resellerId,
    brand: { name: mark(who === "operator" || who === "resellerB" ? "b" : "a", "brand") },
  })),
  "accounts.find": noObject(operator, () => ({ kind: "reseller", search: "" })),
  "accounts.addReseller": noObject(operator, () => ({ name: `North Star ${crypto.randomUUID()}` })),

  "credits.standing": noObject(devices, nothing),
  "credits.statement": noObject(devices, nothing, statement),
  "credits.ofReseller": noObject(resellers, nothing),
  "credits.decide": of(devices, "offer", async (offerId, { h }) => ({ ticketId: h.ticketId, offerId, agrees: true })),
  "credits.assess": of(desk, "creditTicket", (ticketId) => ({
    ticketId,
    commandId: uuidv7(),
    category: "investigation",
    credits: 10,
    reason: mark("h", "own"),
  })),
  "credits.ofTicket": of(desk, "creditTicket", ofTicket),

  "devices.enrol": noObject(everybody, async (_, { server }) => ({
    code: await newCode(server, await newLicense(server)),
    storeOrigin,
    label: "Firefox",
  })),
  "devices.enrolWithKey": noObject(everybody, async (_, { server }) => ({
    key: (await newLicense(server)).key,
    storeOrigin,
    label: "Firefox",
  })),
  "devices.rotate": noObject(devices, (_, _cast, who) => ({ next: `spd_${tokenFor(who)}` })),
  "devices.leave": noObject(devices, nothing),
  "devices.makeCode": of(keepers, "license", (licenseId) => ({ licenseId, party: "holder" })),
  "devices.revokeCode": of(keepers, "code", (codeId) => ({ codeId })),
  "devices.rename": of(keepers, "device", (deviceId, _cast, who) => ({ deviceId, label: labelOf(who) })),
  "devices.revoke": of(keepers, "device", (deviceId) => ({ deviceId })),

  "licenses.list": {
    ...noObject(keepers, () => ({ limit: 5_000 })),
    optional: { search: "x", state: "active", life: "active", product: "x" },
  },
  "licenses.open": of(keepers, "license", ofLicense),
  "licenses.ofReseller": { ...noObject(resellers, nothing), optional: { known: "x" } },
  "licenses.incoming": noObject(resellers, nothing),
  "licenses.askTransfer": of(resellers, "license", (licenseId, { third }) => ({ licenseId, reseller: third.name })),
  "licenses.stateCosts": of(resellers, "offeredLicense", (licenseId) => ({ licenseId, costs })),
  "licenses.decideTransfer": of(resellers, "offeredLicense", (licenseId) => ({ licenseId, decision: "cancelled" })),
  "licenses.answer": of(resellers, "soughtLicense", (licenseId) => ({ licenseId, willing: true })),
  "licenses.requestAdoption": noObject(resellers, () => ({ storeOrigin, text: "Ours, please." })),
  "licenses.wishReseller": noObject(
    devices,
    () => ({ commandId: uuidv7(), company: mark("a", "own") }),
    (who) => (who === "client" ? 409 : 403),
  ),
  "licenses.suspend": of(operator, "license", ofLicense),
  "licenses.resume": of(operator, "license", ofLicense),
  "licenses.renew": of(operator, "license", (licenseId) => ({
    licenseId,
    plan: null,
    planUntil: null,
    upgradeSubscription: true,
  })),
  "licenses.ban": of(operator, "premiumLicense", (licenseId) => ({ licenseId, reason: "abuse" })),
  "licenses.move": of(operator, "storedLicense", (licenseId) => ({
    licenseId,
    from: browser("a", "store").storeOrigin,
    to: "https://new.example",
  })),
  "licenses.assignReseller": of(operator, "premiumLicense", (licenseId) => ({ licenseId, resellerId: null })),
  "licenses.logContact": of(operator, "soughtLicense", (licenseId) => ({ licenseId, by: "mail", note: "" })),
  "licenses.noteAnswer": of(operator, "soughtLicense", (licenseId) => ({ licenseId, willing: true, note: "" })),
  "licenses.nameReseller": of(operator, "orphanedLicense", (licenseId, { third }) => ({
    licenseId,
    resellerId: third.resellerId,
    company: third.name,
  })),
  "licenses.products": noObject(operator, nothing),
  "licenses.resellers": noObject(operator, nothing),
  "licenses.editReseller": of(operator, "resellerAccount", (resellerId) => ({
    resellerId,
    name: mark("b", "own"),
    contact: { address: mark("b", "contact"), telephone: "", mail: "" },
  })),

  "pairing.begin": noObject(everybody, () => ({ label: "Firefox" })),
  "pairing.look": of(atTheirDesk, "pairingCode", (code) => ({ code })),
  "pairing.approve": of(atTheirDesk, "pairingCode", (code) => ({ code })),
  "pairing.decline": of(atTheirDesk, "pairingCode", (code) => ({ code })),
  "pairing.finish": of(everybody, "pairing", (pairingId) => ({ pairingId, secret: "not the one" })),

  "popups.list": noObject(withPeople, nothing),
  "popups.rename": of(withPeople, "popup", (popupId, _cast, who) => ({ popupId, label: labelOf(who) })),
  "popups.revoke": of(withPeople, "popup", (popupId) => ({ popupId })),
  "popups.rotate": noObject(["popup"], (_, _cast, who) => ({ next: `spp_${tokenFor(who)}` })),
  "popups.leave": noObject(["popup"], nothing),

  "tickets.file": noObject(devices, (_, _cast, who) => {
    const isAsked = who !== "direct";
    const ask = { topic: isAsked ? "bug-fix" : "configuration-fault", agreesUpTo: null, upgrade: null } as const;
    const { text, sha256 } = newSubmission({ ask: { ...ask, moduleMadeFor: null } });
    return { text, sha256 };
  }),
  "tickets.mine": noObject(devices, nothing),
  "tickets.thread": of(devices, "deviceTicket", ofTicket),
  "tickets.reply": of(devices, "deviceTicket", message),
  "tickets.queue": { ...noObject(desk, queue), optional: { state: "sent", search: "x" } },
  "tickets.open": of(desk, "deskTicket", ofTicket),
  "tickets.answer": of(desk, "deskTicket", message),
  "tickets.move": of(desk, "deskTicket", (ticketId) => ({ ticketId, to: "resolved" })),
  "tickets.resellerQueue": { ...noObject(resellers, queue), optional: { state: "sent", search: "x" } },
  "tickets.resellerOpen": of(resellers, "clientTicket", ofTicket),
  "tickets.resellerAnswer": of(resellers, "clientTicket", message),
  "tickets.resellerMove": of(resellers, "clientTicket", (ticketId) => ({ ticketId, to: "resolved" })),
  "tickets.passOn": of(resellers, "answeredTicket", (ticketId, cast, who) => {
    const { vendorsAnswerId, letter } = who === "resellerB" ? cast.b : cast.a;
    return { ticketId, messageId: vendorsAnswerId, body: mark(letter, "client") };
  }),
  "tickets.writeToVendor": of(resellers, "relay", message),
  "tickets.escalate": of(resellers, "clientTicket", (ticketId, cast, who) =>
    escalation(cast, ticketId, uuidv7(), mark(who === "resellerB" ? "b" : "a", "own")),
  ),
};

/** One's own again and again, and nobody else's. */
function tokenFor(who: Who): string {
  return createHash("sha256").update(who).digest("base64url").slice(0, 43);
}

function labelOf(who: Who): string {
  if (who === "holder") return mark("h", "own");
  return mark(who === "resellerB" ? "b" : "a", "own");
}
