import { v7 as uuidv7 } from "uuid";
import { reportText } from "../../../server/reports/store.ts";
import { escalationOf, keptBack } from "../../../shared/escalation.ts";
import type { NamedFile } from "../../../shared/files.ts";
import { canonicalText, submission } from "../../../shared/submission.ts";
import { askFor, bearer, hashed, newSubmission, type TestDevice, url } from "../../support/app.ts";
import { browser, type Cast, file, type Reseller } from "./cast.ts";
import { mark, type Who } from "./marks.ts";
import { type Kind, objects } from "./objects.ts";

/** An id in an input beside the one that `rows.ts` tries: the rest is one's own, so the answer is about this id alone. */
export interface SecondId {
  procedure: string;
  /** What is tried: `offer`. */
  what: string;
  /**
   * `refused`: with this code, as one that never was. `fresh`: the caller's browser makes it, and one that somebody else
   * used is as good as one that nobody did. `ignored`: it changes nothing of the answer.
   */
  answers: { refused: string } | "fresh" | "ignored";
  by: readonly Who[];
  input: (id: string, cast: Cast, who: Who) => unknown;
  /** One with which the call goes through, so that the others are refused for themselves; null where there is none. */
  own: (cast: Cast, who: Who) => Promise<string | null> | string | null;
  /** What there is, and is not theirs, or is of another kind. */
  foreign: (cast: Cast, who: Who) => Promise<string[]> | string[];
  /** What never was; an id where it is not said. */
  absent?: () => string;
}

const resellers: readonly Who[] = ["resellerA", "resellerB", "popup"];
const devices: readonly Who[] = ["enrolled", "enrolledB", "client"];
const operator: readonly Who[] = ["operator"];

function sidesOf(cast: Cast, who: Who): [own: Reseller, other: Reseller] {
  return who === "resellerB" || who === "enrolledB" ? [cast.b, cast.a] : [cast.a, cast.b];
}

/** An object of one's own, of a kind that `rows.ts` uses too. */
async function ownOf(kind: Kind, cast: Cast, who: Who): Promise<string> {
  return (await objects[kind].own(cast, who)) ?? "";
}

/** There are all of them, and none is a reseller. */
const noResellers = ({ a, h, third }: Cast) => [h.accountId, a.licenseId, third.person.personId];

const invitation = (role: "reseller" | "holder", accountId: string) => ({
  name: "Petra",
  email: `${crypto.randomUUID()}@desk.example`,
  role,
  senior: false,
  accountId,
  language: null,
});

const refused: readonly SecondId[] = [
  {
    procedure: "credits.decide",
    what: "offer",
    answers: { refused: "offer.absent" },
    by: ["direct", "enrolled", "enrolledB"],
    input: async (offerId, cast, who) => ({
      ticketId: who === "direct" ? cast.h.ticketId : await ownOf("deviceTicket", cast, who),
      offerId,
      agrees: true,
    }),
    own: ({ h }, who) => (who === "direct" ? h.offerId : null),
    foreign: ({ g, h, a }, who) => [g.offerId, a.relayId, ...(who === "direct" ? [] : [h.offerId])],
  },
  {
    procedure: "credits.decide",
    what: "ticket of the offer",
    answers: { refused: "ticket.absent" },
    by: ["direct"],
    input: (ticketId, { h }) => ({ ticketId, offerId: h.offerId, agrees: true }),
    own: ({ h }) => h.ticketId,
    foreign: objects.deviceTicket.foreign,
  },
  {
    procedure: "licenses.assignReseller",
    what: "reseller",
    answers: { refused: "reseller.absent" },
    by: operator,
    input: async (resellerId, cast, who) => ({ licenseId: await ownOf("premiumLicense", cast, who), resellerId }),
    own: ({ third }) => third.resellerId,
    foreign: noResellers,
  },
  {
    procedure: "licenses.nameReseller",
    what: "reseller",
    answers: { refused: "reseller.absent" },
    by: operator,
    input: async (resellerId, cast, who) => ({
      licenseId: await ownOf("orphanedLicense", cast, who),
      resellerId,
      company: cast.third.name,
    }),
    own: ({ third }) => third.resellerId,
    foreign: noResellers,
  },
  {
    procedure: "licenses.askTransfer",
    what: "reseller's name",
    answers: { refused: "reseller.absent" },
    by: resellers,
    input: async (reseller, cast, who) => ({ licenseId: await ownOf("license", cast, who), reseller }),
    own: ({ third }) => third.name,
    // Names of holders.
    foreign: () => [mark("h", "own"), mark("g", "own")],
    absent: () => "Nobody's Web",
  },
  {
    procedure: "licenses.move",
    what: "store",
    answers: { refused: "license.store-absent" },
    by: operator,
    input: async (from, cast, who) => ({
      licenseId: await ownOf("storedLicense", cast, who),
      from,
      to: "https://new.example",
    }),
    own: () => browser("a", "store").storeOrigin,
    foreign: () => [browser("b", "store").storeOrigin, browser("h", "store").storeOrigin],
    absent: () => "https://nowhere.example",
  },
  {
    procedure: "accounts.invite",
    what: "reseller's account",
    answers: { refused: "account.absent" },
    by: operator,
    input: (accountId) => invitation("reseller", accountId),
    own: ({ a }) => a.resellerId,
    foreign: noResellers,
  },
  {
    procedure: "accounts.invite",
    what: "holder's account",
    answers: { refused: "account.absent" },
    by: operator,
    input: (accountId) => invitation("holder", accountId),
    own: ({ h }) => h.accountId,
    foreign: ({ a, b }) => [a.resellerId, b.licenseId],
  },
  {
    procedure: "tickets.passOn",
    what: "the vendor's answer",
    answers: { refused: "ticket.not-under-relay" },
    by: resellers,
    input: (messageId, cast, who) => {
      const [{ clientTicketId: ticketId, letter }] = sidesOf(cast, who);
      return { ticketId, messageId, body: mark(letter, "client") };
    },
    own: (cast, who) => sidesOf(cast, who)[0].vendorsAnswerId,
    foreign: async (cast, who) => {
      const [own, other] = sidesOf(cast, who);
      // Of the other's relay; of one's own request with the vendor, which no client's is; the client's own words.
      const elsewhere = await firstMessages(cast, [other.relayId, own.ownTicketId, own.clientTicketId]);
      return [other.vendorsAnswerId, ...elsewhere];
    },
  },
  {
    procedure: "tickets.file",
    what: "file",
    answers: { refused: "file.absent" },
    by: devices,
    input: async (id, cast) => {
      const { text, sha256 } = newSubmission({ ask: askFor("bug-fix"), files: [await namedFile(cast, id)] });
      return { text, sha256 };
    },
    own: async (cast, who) => upload(cast, browserOf(cast, who)),
    foreign: async (cast, who) => {
      const [own, other] = sidesOf(cast, who);
      const beside = who === "client" ? own.devices.own : own.devices.client;
      // Named by a request already; waiting for one at another license; and at another browser of the same license.
      return [own.fileId, other.fileId, await upload(cast, other.devices.client), await upload(cast, beside)];
    },
  },
];

const fresh: readonly SecondId[] = [
  message("tickets.reply", devices, "deviceTicket"),
  message("tickets.answer", ["engineer", "senior", "operator"], "deskTicket"),
  message("tickets.resellerAnswer", resellers, "clientTicket"),
  message("tickets.writeToVendor", resellers, "relay"),
  {
    procedure: "tickets.file",
    what: "ticket",
    answers: "fresh",
    by: devices,
    input: (ticketId) => {
      const { text, sha256 } = newSubmission({ ticketId, ask: askFor("bug-fix") });
      return { text, sha256 };
    },
    own: () => uuidv7(),
    // Within a license an id is one request, whichever of its browsers sends it again.
    foreign: requestsElsewhere,
  },
  {
    procedure: "tickets.escalate",
    what: "command",
    answers: "fresh",
    by: resellers,
    input: async (commandId, cast, who) => escalating(cast, await ownOf("clientTicket", cast, who), { commandId }),
    own: () => uuidv7(),
    foreign: requestsElsewhere,
  },
  {
    procedure: "licenses.move",
    what: "new address",
    answers: "fresh",
    by: operator,
    input: async (to, cast, who) => ({
      licenseId: await ownOf("storedLicense", cast, who),
      from: browser("a", "store").storeOrigin,
      to,
    }),
    own: () => "https://newer.example",
    foreign: () => [browser("b", "own").storeOrigin, browser("h", "store").storeOrigin],
    absent: () => "https://newest.example",
  },
];

const unheeded: readonly SecondId[] = [
  // Of the client's own files those go on that are named; of others nothing does.
  {
    procedure: "tickets.escalate",
    what: "file",
    answers: "fresh",
    by: resellers,
    input: async (fileId, cast, who) => escalating(cast, await ownOf("clientTicket", cast, who), { fileId }),
    own: () => null,
    foreign: (cast, who) => [sidesOf(cast, who)[1].fileId, sidesOf(cast, who)[0].fileId],
  },
  {
    procedure: "licenses.list",
    what: "reseller",
    answers: "ignored",
    by: [...resellers, "holder"],
    input: (resellerId) => ({ resellerId, limit: 500 }),
    own: (cast, who) => sidesOf(cast, who)[0].resellerId,
    foreign: (cast, who) => [sidesOf(cast, who)[1].resellerId, cast.third.resellerId, cast.h.accountId],
  },
];

export const secondIds: readonly SecondId[] = [...refused, ...fresh, ...unheeded];

/** Inputs with a second id that cannot be somebody else's, and why. */
export const nobodysElse: Readonly<Record<string, string>> = {
  "credits.assess": "every assessment is of a request to the vendor, which everybody who assesses may read",
  "licenses.wishReseller":
    "a command is looked for at the browser's own license: test/server/licenses/wish.test.ts tries it",
  "access.handOver": "the browser makes the credential's id and seals it in: test/server/credentials tries it",
};

function message(procedure: string, by: readonly Who[], kind: Kind): SecondId {
  return {
    procedure,
    what: "message",
    answers: "fresh",
    by,
    input: async (messageId, cast, who) => ({ ticketId: await ownOf(kind, cast, who), messageId, body: "Hello" }),
    own: () => uuidv7(),
    foreign: async (cast, who) => {
      const [, other] = sidesOf(cast, who);
      return [other.vendorsAnswerId, ...(await firstMessages(cast, [other.clientTicketId, cast.h.ticketId]))];
    },
  };
}

/** Made anew: an id that was tried is the caller's own from then on. */
async function requestsElsewhere(cast: Cast, who: Who): Promise<string[]> {
  const [, { devices: others, letter }] = sidesOf(cast, who);
  return [
    await file(others.own, letter, "own"),
    await file(others.client, letter, "client"),
    await file(cast.h.device, "h", "own", [], askFor("configuration-fault")),
  ];
}

/** Of each of these tickets the first thing that was said. */
async function firstMessages({ server: { db } }: Cast, ticketIds: readonly string[]): Promise<string[]> {
  const rows = ticketIds.map((id) =>
    db
      .selectFrom("messages")
      .innerJoin("tickets", "tickets.number", "messages.ticketNumber")
      .select("messages.id")
      .where("tickets.id", "=", id)
      .orderBy("messages.seq")
      .executeTakeFirst(),
  );
  return (await Promise.all(rows)).flatMap((row) => (row ? [row.id] : []));
}

function browserOf(cast: Cast, who: Who): TestDevice {
  const { devices: own } = sidesOf(cast, who)[0];
  return who === "client" ? own.client : own.own;
}

/** A file that waits for a request to name it; its id. */
async function upload({ server: { app } }: Cast, { token }: TestDevice): Promise<string> {
  const id = uuidv7();
  const headers = { ...bearer(token), "x-file-id": id, "x-file-name": "log.txt" };
  const response = await app.request(`${url}/files`, { method: "POST", headers, body: `Log ${id}` });
  if (response.status !== 200) throw new Error(`Not stored: ${await response.text()}`);
  return id;
}

/** As whoever sent it would name it: somebody who knows everything of a file but whose it is. */
async function namedFile({ server: { db } }: Cast, id: string): Promise<NamedFile> {
  const columns = ["name", "type", "size", "sha256"] as const;
  const row = await db.selectFrom("files").select(columns).where("id", "=", id).executeTakeFirst();
  return { id, ...(row ?? { name: "log.txt", type: "text/plain", size: 40, sha256: "0".repeat(64) }) };
}

/** A client's request as it is sent on, naming this file. */
async function escalating(
  { server: { db } }: Cast,
  ticketId: string,
  { commandId = uuidv7(), fileId }: { commandId?: string; fileId?: string },
) {
  const { number } = await db
    .selectFrom("tickets")
    .select("number")
    .where("id", "=", ticketId)
    .executeTakeFirstOrThrow();
  const client = submission.parse(JSON.parse(await reportText(db, number)));
  const files = fileId ? [fileId] : [];
  const choice = { subject: "Ours", message: "", quotesClient: false, files, leftOut: keptBack(client.report) };
  const { sha256 } = hashed(canonicalText(escalationOf(client, commandId, choice)));
  return { ticketId, commandId, ...choice, sha256 };
}
