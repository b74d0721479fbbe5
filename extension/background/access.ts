import type { AccessView } from "../../shared/credentials.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import type { Handlers } from "../dispatch.ts";
import { summaryOf } from "../enrolments.ts";
import type { AccessPlace, AccessStart, AccessSummary, Answer, OwnMessages } from "../messages.ts";
import type { PanelCaller } from "../sender.ts";
import type { Services } from "./services.ts";
import { ask, listTickets } from "./tickets.ts";

type AccessName = Extract<keyof OwnMessages, `access.${string}`>;

/** What the access tab may say, and no panel: a store's page stands around that one. */
export function accessHandlers(services: Services): Pick<Handlers["own"], AccessName> {
  return {
    "access.start": (_, place) => startAccess(services, place),
    "access.view": (_, { storeOrigin, ticketId }) =>
      ask(services, storeOrigin, ({ access }) => access.view({ ticketId })),
    "access.identity": (_, storeOrigin) => ask(services, storeOrigin, (server) => server.identity()),
    "access.hand-over": (_, { storeOrigin, handed }) => {
      // Whatever else is wrong with a message: nothing that is no ciphertext goes on from here.
      if (!handed.sealed.startsWith("-----BEGIN AGE ENCRYPTED FILE-----")) {
        throw new AppError(refusal("extension.not-allowed"));
      }
      return changing(services, storeOrigin, ({ access }) => access.handOver(handed));
    },
    "access.check": (_, { storeOrigin, ...wish }) =>
      changing(services, storeOrigin, ({ access }) => access.check(wish)),
    "access.prove": (_, { storeOrigin, ...wish }) =>
      changing(services, storeOrigin, ({ access }) => access.prove(wish)),
    "access.report-try": (_, { storeOrigin, ...wish }) =>
      changing(services, storeOrigin, ({ access }) => access.reportTry(wish)),
    "access.withdraw": (_, { storeOrigin, ...wish }) =>
      changing(services, storeOrigin, ({ access }) => access.withdraw(wish)),
    "access.said-disabled": (_, { storeOrigin, ...wish }) =>
      changing(services, storeOrigin, ({ access }) => access.saidDisabled(wish)),
  };
}

async function startAccess(services: Services, { storeOrigin, ticketId }: AccessPlace): Promise<AccessStart> {
  const enrolment = await services.enrolments.find(storeOrigin);
  const seen = Object.values(await services.settings.tabs.get()).find((tab) => tab.origin === storeOrigin);
  const [tickets, view] = await Promise.all([
    listTickets(services, storeOrigin),
    ask(services, storeOrigin, ({ access }) => access.view({ ticketId })),
  ]);
  const found = tickets.ok ? tickets.value.find((ticket) => ticket.ticketId === ticketId) : null;
  return {
    enrolment: enrolment && summaryOf(enrolment),
    claim: seen?.claim ?? null,
    ticket: found
      ? { ok: true, value: found }
      : tickets.ok
        ? { ok: false, refusal: refusal("ticket.absent") }
        : tickets,
    view,
  };
}

/** What changes access: the panels of this store hear that there is something new to read. */
async function changing(
  services: Services,
  storeOrigin: string,
  question: Parameters<typeof ask<AccessView>>[2],
): Promise<Answer<AccessView>> {
  const answer = await ask(services, storeOrigin, question);
  if (answer.ok) await services.tell({ kind: "tickets.changed", storeOrigin });
  return answer;
}

/** All that a frame in a store's page is told: no host, no user, no folder, no fingerprint. */
export async function summariseAccess(
  services: Services,
  storeOrigin: PanelCaller["origin"],
  ticketId: string,
): Promise<Answer<AccessSummary>> {
  const answer = await ask(services, storeOrigin, ({ access }) => access.view({ ticketId }));
  return answer.ok ? { ok: true, value: summaryFrom(answer.value) } : answer;
}

function summaryFrom({ asked, credentials, log }: AccessView): AccessSummary {
  return {
    asked: asked.map(({ kind }) => kind),
    held: credentials.map((one) => ({
      credentialId: one.credentialId,
      kind: one.kind,
      protocol: one.protocol,
      state: one.state,
      end: one.end,
      handedOverAt: one.handedOverAt,
      expiresAt: one.expiresAt,
      check: one.check?.outcome.result ?? null,
      proof: one.proof?.outcome.result ?? null,
      retest: one.retest?.result ?? null,
    })),
    reveals: log.filter(({ action }) => action === "access.revealed").length,
  };
}
