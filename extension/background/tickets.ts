import type { Statement } from "../../shared/charges.ts";
import { AppError, type Refusal, refusal } from "../../shared/problems.ts";
import type { TicketSummary, TicketThread } from "../../shared/tickets.ts";
import { CallError, type Server } from "../api.ts";
import type { Answer } from "../messages.ts";
import type { OwnCaller, PanelCaller } from "../sender.ts";
import { refreshLaunchers } from "./launchers.ts";
import { storeOf } from "./own-store.ts";
import type { Services } from "./services.ts";

export async function listTickets(services: Services, storeOrigin: string): Promise<Answer<TicketSummary[]>> {
  const answer = await ask(services, storeOrigin, (server) => server.mine());
  if (answer.ok) await noteUnread(services, storeOrigin, answer.value);
  return answer;
}

export async function readThread(
  services: Services,
  storeOrigin: string,
  ticketId: string,
): Promise<Answer<TicketThread>> {
  const answer = await ask(services, storeOrigin, (server) => server.thread(ticketId));
  // The server counts what was read as seen; the number on the button follows.
  if (answer.ok) void listTickets(services, storeOrigin);
  return answer;
}

export async function reply(
  services: Services,
  storeOrigin: string,
  message: { ticketId: string; messageId: string; body: string },
): Promise<Answer<TicketThread>> {
  const answer = await ask(services, storeOrigin, (server) => server.reply(message));
  if (answer.ok) await services.tell({ kind: "tickets.changed", storeOrigin });
  return answer;
}

/** The holder's yes or no: it moves credits, so it is held to what sending is held to. */
export async function decideOffer(
  services: Services,
  caller: PanelCaller | OwnCaller,
  decision: { ticketId: string; offerId: string; agrees: boolean },
): Promise<Answer<TicketThread>> {
  if (caller.kind === "panel" && !services.canConsentInFrame) throw new AppError(refusal("extension.not-allowed"));
  const storeOrigin = await storeOf(services, caller);
  const answer = await ask(services, storeOrigin, (server) => server.decide(decision));
  await services.standings.refresh(storeOrigin);
  if (answer.ok) await services.tell({ kind: "tickets.changed", storeOrigin });
  return answer;
}

export async function readStatement(services: Services, storeOrigin: string): Promise<Answer<Statement>> {
  return ask(services, storeOrigin, (server) => server.statement());
}

/** Looks for answers on every store that is enabled and connected. */
export async function lookForAnswers(services: Services): Promise<void> {
  for (const origin of await services.sites.enabled()) {
    if (await services.enrolments.find(origin)) await listTickets(services, origin);
  }
}

async function noteUnread(services: Services, storeOrigin: string, tickets: readonly TicketSummary[]): Promise<void> {
  const unread = tickets.reduce((sum, ticket) => sum + ticket.unread, 0);
  const before = (await services.settings.unread.get())[storeOrigin] ?? 0;
  if (unread === before) return;
  await services.settings.unread.change((counts) => ({ ...counts, [storeOrigin]: unread }));
  await refreshLaunchers(services, storeOrigin);
  if (unread > before) await services.tell({ kind: "tickets.changed", storeOrigin });
}

export async function ask<Value>(
  { enrolments, openServer }: Services,
  storeOrigin: string,
  question: (server: Server) => Promise<Value>,
): Promise<Answer<Value>> {
  const enrolment = await enrolments.find(storeOrigin);
  if (!enrolment) return { ok: false, refusal: refusal("device.missing") };
  try {
    return { ok: true, value: await question(openServer(enrolment.server, enrolment.token)) };
  } catch (error) {
    if (error instanceof CallError) return { ok: false, refusal: withoutQueue(error) };
    throw error;
  }
}

/** Only requests are sent again by themselves; what is asked here is asked again by hand. */
function withoutQueue({ refusal: why }: CallError): Refusal {
  return why.code === "server.unreachable" || why.code === "server.busy" ? refusal("server.no-answer") : why;
}
