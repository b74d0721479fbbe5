import { parseInvitation } from "../../shared/invitation.ts";
import { AppError } from "../../shared/problems.ts";
import type { Handlers } from "../dispatch.ts";
import { wishFor } from "../enrolments.ts";
import type { Answer } from "../messages.ts";
import { giveBack, isAllowed } from "../sites.ts";
import { accessHandlers } from "./access.ts";
import { takePicture } from "./pictures.ts";
import {
  leaveReseller,
  makeClientCode,
  pairReseller,
  pollPairing,
  readOpenTickets,
  readReseller,
  readResellerStatement,
  refreshClients,
  resellerServerOf,
} from "./reseller.ts";
import type { Services } from "./services.ts";
import { listSites, statusOfSite, statusOfTab } from "./site-status.ts";
import { keepSnapshots } from "./snapshots.ts";
import { lookForAnswers } from "./tickets.ts";

/** What our own pages may say: enrolment, sites, tokens. */
export function ownHandlers(services: Services): Handlers["own"] {
  const { sites, enrolments, profiles } = services;

  async function enrol(input: Parameters<typeof wishFor>[0]) {
    const answer = await answerTo(async () => enrolments.enrol(wishFor(input)));
    // Requests written before the store was connected wait for nothing else.
    if (answer.ok) void lookForAnswers(services).then(() => services.outbox.drain(true));
    return answer;
  }

  /** Permission for the server's origin goes with the last store that is connected to it. */
  async function leave(storeOrigin: string) {
    const enrolment = await enrolments.find(storeOrigin);
    await enrolments.leave(storeOrigin);
    await services.shelves.standings.drop(storeOrigin);
    if (enrolment) await giveBackUnused(enrolment.server);
  }

  async function giveBackUnused(origin: string) {
    const { hostname } = new URL(origin);
    const reseller = await resellerServerOf(services);
    const servers = [...(await enrolments.all()).map(({ server }) => server), ...(reseller ? [reseller] : [])];
    const used = [...(await sites.enabled()), ...servers];
    if (!used.some((other) => new URL(other).hostname === hostname)) await giveBack(origin);
  }

  return {
    ...accessHandlers(services),
    "site.status": (_, tabId) => statusOfTab(services, tabId),
    "site.read": (_, origin) => statusOfSite(services, origin),
    "site.list": () => listSites(services),
    "profile.list": () => profiles.list(),
    "profile.import": (_, text) => profiles.importText(text),
    "profile.remove": (_, id) => profiles.remove(id),
    "picture.take": (_, tabId) => takePicture(services, tabId),
    "site.keep-snapshots": (_, { origin, keep }) => keepSnapshots(services, origin, keep),
    "site.enable": async (_, { origin, tabId }) => {
      await sites.wish(origin, tabId);
      return isAllowed(origin);
    },
    "site.forget": async (_, origin) => {
      await leave(origin);
      await services.shelves.days.drop(origin);
      await sites.forget(origin);
      await giveBackUnused(origin);
    },
    "enrolment.read": (_, text) => {
      const read = parseInvitation(text);
      if (!read.ok) return read;
      const { server } = read.value;
      return { ok: true, value: { server: new URL(server).host, origin: server } };
    },
    "enrolment.enrol": (_, input) => enrol(input),
    "enrolment.with-key": (_, input) => enrol(input),
    "enrolment.leave": (_, storeOrigin) => leave(storeOrigin),
    "reseller.read": () => readReseller(services),
    "reseller.pair": (_, input) => answerTo(() => pairReseller(services, input)),
    "reseller.poll": () => pollPairing(services),
    "reseller.refresh": () => answerTo(() => refreshClients(services)),
    "reseller.statement": () => answerTo(() => readResellerStatement(services)),
    "reseller.open-tickets": (_, licenseId) => answerTo(() => readOpenTickets(services, licenseId)),
    "reseller.make-code": (_, licenseId) => answerTo(() => makeClientCode(services, licenseId)),
    "reseller.leave": async () => {
      const server = await resellerServerOf(services);
      await leaveReseller(services);
      if (server) await giveBackUnused(server);
    },
  };
}

async function answerTo<Value>(work: () => Promise<Value>): Promise<Answer<Value>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof AppError) return { ok: false, refusal: error.refusal };
    throw error;
  }
}
