import { v7 as uuidv7 } from "uuid";
import { makeCode } from "../../../server/devices/make-code.ts";
import { addLicense } from "../../../server/licenses/add-license.ts";
import type { CredentialKind } from "../../../shared/credentials.ts";
import { askFor, byPremium, type TestDevice } from "../../support/app.ts";
import { pairedPopup } from "../../support/popups.ts";
import { newPerson } from "../../support/sign-in.ts";
import { report, siteLicense } from "../licenses/scene.ts";
import { accessTo, browser, type Cast, enrolled, file, popupIdOf, type Reseller } from "./cast.ts";
import { mark, type Who } from "./marks.ts";

/** What a caller has of a kind, made anew where a call may use it up; null where callers like this one have none. */
export interface Objects {
  own: (cast: Cast, who: Who) => Promise<string | null> | string | null;
  /** What there is, and is not theirs. */
  foreign: (cast: Cast, who: Who) => Promise<string[]> | string[];
  /** What never was; an id where it is not said. */
  absent?: () => string;
}

const resellers: readonly Who[] = ["resellerA", "resellerB", "popup"];

function resellerOf(cast: Cast, who: Who): Reseller {
  return who === "resellerB" || who === "enrolledB" ? cast.b : cast.a;
}

function otherOf(cast: Cast, who: Who): Reseller {
  return resellerOf(cast, who) === cast.a ? cast.b : cast.a;
}

async function freshLicense(cast: Cast, who: Who): Promise<string> {
  return (await siteLicense(cast.server, resellerOf(cast, who))).licenseId;
}

function foreignLicenses(cast: Cast, who: Who): string[] {
  if (who === "operator") return [];
  if (who === "holder") return [cast.a.licenseId, cast.g.licenseId];
  return [otherOf(cast, who).licenseId, cast.h.licenseId];
}

const license: Objects = {
  own: (cast, who) => {
    if (who === "operator") return cast.a.notedLicenseId;
    return who === "holder" ? cast.h.licenseId : freshLicense(cast, who);
  },
  foreign: foreignLicenses,
};

/** With a store of its own. */
const storedLicense: Objects = {
  own: async (cast, who) => {
    const licenseId = await freshLicense(cast, who);
    await enrolled(cast.server, licenseId, "client", browser("a", "store"));
    return licenseId;
  },
  foreign: foreignLicenses,
};

/** Its owner says that the reseller cannot be reached. */
const soughtLicense: Objects = {
  own: async (cast, who) => {
    const licenseId = await freshLicense(cast, who);
    await report(cast.server, licenseId);
    return licenseId;
  },
  foreign: foreignLicenses,
};

const orphanedLicense: Objects = {
  own: async (cast, who) => {
    const licenseId = (await soughtLicense.own(cast, who)) ?? "";
    await cast.operator.licenses.noteAnswer.mutate({ licenseId, willing: false, note: "" });
    return licenseId;
  },
  foreign: foreignLicenses,
};

/** About to be transferred to a third reseller. */
const offeredLicense: Objects = {
  own: async (cast, who) => {
    const licenseId = await freshLicense(cast, who);
    await resellerOf(cast, who).api.licenses.askTransfer.mutate({ licenseId, reseller: cast.third.name });
    return licenseId;
  },
  foreign: foreignLicenses,
};

/** Under rules that ban, and that know no transfer. */
const premiumLicense: Objects = {
  own: async (cast) => {
    const { product, kind, ...support } = byPremium;
    return (await addLicense(cast.server.ctx, { product, kind, support, holder: { name: "Ada's Shop" } })).licenseId;
  },
  foreign: () => [],
};

const device: Objects = {
  own: async (cast, who) => {
    const of = who === "holder" ? cast.h : resellerOf(cast, who);
    return (await enrolled(cast.server, of.licenseId, "holder", browser(of.letter, "store"))).deviceId;
  },
  foreign: (cast, who) => {
    if (who === "operator") return [];
    return who === "holder"
      ? [cast.a.devices.client.deviceId, cast.g.device.deviceId]
      : [otherOf(cast, who).devices.own.deviceId, otherOf(cast, who).devices.client.deviceId, cast.h.device.deviceId];
  },
};

async function freshCode({ server: { ctx, db } }: Cast, licenseId: string): Promise<string> {
  await makeCode(ctx, licenseId);
  const codes = db.selectFrom("enrolmentCodes").select("id").where("licenseId", "=", licenseId);
  return (await codes.orderBy("id", "desc").executeTakeFirstOrThrow()).id;
}

const code: Objects = {
  own: (cast, who) => freshCode(cast, who === "holder" ? cast.h.licenseId : resellerOf(cast, who).licenseId),
  foreign: (cast, who) => Promise.all(foreignLicenses(cast, who).map((licenseId) => freshCode(cast, licenseId))),
};

/** Of the browser itself; other browsers' of the same license are as foreign as other tenants'. */
const deviceTicket: Objects = {
  own: async (cast, who) => {
    const api = cast.server.as(cast.headers[who]);
    if (who === "keyOnly") return file({ api }, "a", "keyed");
    if (who === "client") return file({ api }, "a", "client");
    const ticketId =
      who === "direct"
        ? await file({ api }, "h", "own", [], askFor("configuration-fault"))
        : await file({ api }, who === "enrolledB" ? "b" : "a", "own");
    await cast.operator.tickets.answer.mutate({ ticketId, messageId: uuidv7(), body: "So" });
    return ticketId;
  },
  foreign: (cast, who) => {
    const { ownTicketId, clientTicketId, relayId } = otherOf(cast, who);
    const ofAll = [ownTicketId, clientTicketId, relayId, cast.g.ticketId];
    if (who === "direct") return ofAll;
    const here = resellerOf(cast, who);
    if (who === "enrolled" || who === "enrolledB") return [...ofAll, here.clientTicketId];
    return [...ofAll, here.ownTicketId, here.relayId, ...(who === "keyOnly" ? [here.clientTicketId] : [])];
  },
};

async function handedOver(
  cast: Cast,
  { api }: Pick<TestDevice, "api">,
  ticketId: string,
  kind?: CredentialKind,
): Promise<string> {
  const access = await accessTo(cast, ticketId, kind);
  await api.access.handOver.mutate(access);
  const { credentialId } = access;
  // Writing is tried only where the login worked.
  const { db } = cast.server;
  await db.updateTable("credentials").set({ checkResult: "ready" }).where("id", "=", credentialId).execute();
  return credentialId;
}

/** On every ticket of others, and on those of other browsers of the same license. */
async function foreignCredentials(cast: Cast, who: Who): Promise<string[]> {
  const tickets = await deviceTicket.foreign(cast, who);
  const { a, b, g } = cast;
  const browsers = [a, b].flatMap(({ devices, ownTicketId, clientTicketId, relayId }) => [
    [ownTicketId, devices.own] as const,
    [relayId, devices.own] as const,
    [clientTicketId, devices.client] as const,
  ]);
  const browserOf = new Map([...browsers, [g.ticketId, g.device] as const]);
  return Promise.all(tickets.map((ticketId) => handedOver(cast, browserOf.get(ticketId) ?? g.device, ticketId)));
}

const deviceCredential: Objects = {
  own: async (cast, who) => {
    const ticketId = (await deviceTicket.own(cast, who)) ?? "";
    return handedOver(cast, { api: cast.server.as(cast.headers[who]) }, ticketId);
  },
  foreign: foreignCredentials,
};

const adminCredential: Objects = {
  own: async (cast, who) => {
    const ticketId = (await deviceTicket.own(cast, who)) ?? "";
    return handedOver(cast, { api: cast.server.as(cast.headers[who]) }, ticketId, "store-admin");
  },
  foreign: foreignCredentials,
};

/** Of a ticket that is resolved. */
const askedCredential: Objects = {
  own: async (cast, who) => {
    const ticketId = (await deviceTicket.own(cast, who)) ?? "";
    const credentialId = await handedOver(cast, { api: cast.server.as(cast.headers[who]) }, ticketId);
    if (who === "keyOnly" || who === "client")
      await cast.a.api.tickets.resellerMove.mutate({ ticketId, to: "resolved" });
    else await cast.operator.tickets.move.mutate({ ticketId, to: "resolved" });
    return credentialId;
  },
  foreign: foreignCredentials,
};

/** On a ticket of their own: one that they took. */
const deskCredential: Objects = {
  own: async (cast, who) => {
    const ticketId = await file(cast.a.devices.own, "a", "own");
    await cast.server.as(cast.headers[who]).access.take.mutate({ ticketId });
    return handedOver(cast, cast.a.devices.own, ticketId);
  },
  foreign: (cast) =>
    Promise.all([cast.a, cast.b].map((each) => handedOver(cast, each.devices.client, each.clientTicketId))),
};

/** Tickets that the vendor answers; what a reseller answers is not the desk's. */
const deskTicket: Objects = {
  own: (cast) => file(cast.a.devices.own, "a", "own"),
  foreign: (cast) => [cast.a.clientTicketId, cast.b.clientTicketId],
};

const creditTicket: Objects = {
  own: (cast) => file(cast.h.device, "h", "own", [], askFor("configuration-fault")),
  foreign: deskTicket.foreign,
};

/** A price that was asked for. */
const offer: Objects = {
  own: (cast, who) => (who === "direct" ? cast.h.offerId : null),
  foreign: (cast, who) => (who === "direct" ? [cast.g.offerId] : [cast.g.offerId, cast.h.offerId]),
};

const clientTicket: Objects = {
  own: (cast, who) => {
    const { letter, devices } = resellerOf(cast, who);
    return file(devices.client, letter, "client");
  },
  foreign: (cast, who) => [otherOf(cast, who).clientTicketId, resellerOf(cast, who).ownTicketId, cast.h.ticketId],
};

/** With an answer of the vendor's that was passed on already. */
const answeredTicket: Objects = {
  own: (cast, who) => resellerOf(cast, who).clientTicketId,
  foreign: clientTicket.foreign,
};

const relay: Objects = {
  own: (cast, who) => resellerOf(cast, who).relayId,
  foreign: (cast, who) => [otherOf(cast, who).relayId, resellerOf(cast, who).ownTicketId, cast.h.ticketId],
};

const person: Objects = {
  own: async ({ server, a, b }, who) => {
    if (who === "operator") return (await newPerson(server, "engineer")).personId;
    const { resellerId, letter } = who === "resellerB" ? b : a;
    const colleague = await newPerson(server, "reseller", { accountId: resellerId, name: mark(letter, "own") });
    return colleague.personId;
  },
  foreign: (cast, who) => {
    const ids = [otherOf(cast, who).person, cast.personOf.operator, cast.h.person].map((one) => one?.personId ?? "");
    return resellers.includes(who) ? ids : [];
  },
};

async function invite(cast: Cast, who: "operator" | "resellerA" | "resellerB"): Promise<string> {
  const { invitationId } = await cast.server.as(cast.headers[who]).accounts.invite.mutate({
    name: "Petra",
    email: `${crypto.randomUUID()}@desk.example`,
    role: who === "operator" ? "engineer" : "reseller",
    senior: false,
    accountId: null,
    language: null,
  });
  return invitationId;
}

const invitation: Objects = {
  own: (cast, who) => (who === "operator" || who === "resellerA" || who === "resellerB" ? invite(cast, who) : null),
  foreign: async (cast, who) => {
    if (who === "operator") return [];
    return [await invite(cast, who === "resellerA" ? "resellerB" : "resellerA"), await invite(cast, "operator")];
  },
};

async function freshSession({ server: { db } }: Cast, personId: string): Promise<string> {
  const id = uuidv7();
  const at = new Date().toISOString();
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const row = { id, personId, token: crypto.randomUUID(), expiresAt, ipAddress: null, userAgent: null };
  await db
    .insertInto("sessions")
    .values({ ...row, createdAt: at, updatedAt: at })
    .execute();
  return id;
}

const session: Objects = {
  own: async (cast, who) => freshSession(cast, cast.personOf[who]?.personId ?? ""),
  foreign: async (cast) => [await freshSession(cast, cast.third.person.personId)],
};

const popup: Objects = {
  own: async (cast, who) => {
    const { token } = await pairedPopup(cast.server, resellerOf(cast, who), mark(resellerOf(cast, who).letter, "own"));
    return popupIdOf(cast.server, token);
  },
  foreign: (cast, who) => (who === "operator" ? [] : [otherOf(cast, who).popup.id]),
};

async function begun({ server }: Cast) {
  return server.as({}).pairing.begin.mutate({ label: "Firefox" });
}

/** A code that a popup shows; one that somebody else has typed is nobody's any more. */
const pairingCode: Objects = {
  own: async (cast) => (await begun(cast)).code,
  foreign: async (cast, who) => {
    const pairing = await begun(cast);
    await otherOf(cast, who).api.pairing.approve.mutate({ code: pairing.code });
    return [pairing.code];
  },
  absent: () => "ABCD-EFGH",
};

/** Of a popup that keeps its secret to itself. */
const pairing: Objects = {
  own: () => null,
  foreign: async (cast) => [(await begun(cast)).pairingId],
};

const resellerAccount: Objects = {
  own: (cast, who) => (who === "operator" ? cast.b : resellerOf(cast, who)).resellerId,
  foreign: (cast, who) => [...(who === "operator" ? [] : [otherOf(cast, who).resellerId]), cast.h.accountId],
};

export const objects = {
  license,
  storedLicense,
  soughtLicense,
  orphanedLicense,
  offeredLicense,
  premiumLicense,
  device,
  code,
  deviceTicket,
  deviceCredential,
  adminCredential,
  askedCredential,
  deskCredential,
  deskTicket,
  creditTicket,
  offer,
  clientTicket,
  answeredTicket,
  relay,
  person,
  invitation,
  session,
  popup,
  pairingCode,
  pairing,
  resellerAccount,
};
export type Kind = keyof typeof objects;
