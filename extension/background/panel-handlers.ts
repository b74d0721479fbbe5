import type { Handlers } from "../dispatch.ts";
import { summariseAccess } from "./access.ts";
import { judgeRequest, readTerms } from "./asking.ts";
import { observe, offerSweep, startCapture, stopCapture } from "./capturing.ts";
import { discardDraft, enrolmentOf, saveDraft, startPanel } from "./drafting.ts";
import { addPiece, removeFile } from "./files.ts";
import { prepare, sendTicket } from "./filing.ts";
import { openOwnPage } from "./own-pages.ts";
import { draftOf, storeOf } from "./own-store.ts";
import { unwantPicture, wantPicture } from "./pictures.ts";
import type { Services } from "./services.ts";
import { compare, daysOf } from "./snapshots.ts";
import { decideOffer, listTickets, readStatement, readThread, reply } from "./tickets.ts";
import { wishReseller } from "./wishing.ts";

/** What a panel may say: always for the store it stands in, never for another. */
export function panelHandlers(services: Services): Handlers["panel"] {
  return {
    "panel.start": async (caller, from) => {
      // Somebody is looking: what waits is tried now, without making the panel wait for it.
      void services.outbox.drain(true);
      if (caller.kind === "panel") {
        const { tabId, frameId, origin } = caller;
        await services.settings.panels.change((panels) => ({ ...panels, [tabId]: { frameId, origin } }));
      }
      const start = await startPanel(services, caller, from);
      if (start.enrolment) void services.standings.read(start.storeOrigin);
      return start;
    },
    "panel.enrolment": async (caller) => enrolmentOf(services, await storeOf(services, caller)),
    "panel.close": async (caller) => {
      if (caller.kind === "panel") await services.reach.tellLauncher(caller.tabId, { kind: "launcher.close" });
    },
    "panel.open-own": (caller, page) => openOwnPage(services, caller, page),
    "capture.start": (caller, start) => startCapture(services, caller, start),
    "capture.stop": (caller, draftId) => stopCapture(services, caller, draftId),
    "capture.sweep": (caller, draftId) => offerSweep(services, caller, draftId),
    "capture.observe": (caller, draftId) => observe(services, caller, draftId),
    "capture.days": async (caller, draftId) => daysOf(services, (await draftOf(services, caller, draftId)).storeOrigin),
    "capture.compare": (caller, input) => compare(services, caller, input),
    "draft.save": (caller, edit) => saveDraft(services, caller, edit),
    "file.add": (caller, piece) => addPiece(services, caller, piece),
    "file.remove": (caller, file) => removeFile(services, caller, file),
    "picture.want": (caller, draftId) => wantPicture(services, caller, draftId),
    "picture.unwant": (caller, draftId) => unwantPicture(services, caller, draftId),
    "draft.discard": (caller, draftId) => discardDraft(services, caller, draftId),
    "draft.prepare": (caller, draftId) => prepare(services, caller, draftId),
    "ticket.send": (caller, send) => sendTicket(services, caller, send),
    "outbox.list": async (caller) => services.outbox.list(await storeOf(services, caller)),
    "ticket.list": async (caller) => listTickets(services, await storeOf(services, caller)),
    "ticket.thread": async (caller, ticketId) => readThread(services, await storeOf(services, caller), ticketId),
    "request.verdict": (caller, input) => judgeRequest(services, caller, input),
    "request.terms": async (caller) => readTerms(services, await storeOf(services, caller)),
    "offer.decide": (caller, decision) => decideOffer(services, caller, decision),
    "credits.statement": async (caller) => readStatement(services, await storeOf(services, caller)),
    "orphan.wish": async (caller, wish) => wishReseller(services, await storeOf(services, caller), wish),
    "access.summary": async (caller, ticketId) => summariseAccess(services, await storeOf(services, caller), ticketId),
    "text.language": async (_, text) => services.reach.languageOf(text.slice(0, 2_000)).catch(() => null),
    "ticket.reply": async (caller, message) => reply(services, await storeOf(services, caller), message),
  };
}
