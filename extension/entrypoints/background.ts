import "../../shared/desk-problems.ts";
import { browser } from "wxt/browser";
import { defineBackground } from "wxt/utils/define-background";
import { captureAlarm, giveUp } from "../background/capturing.ts";
import { makeServices, outboxAlarm } from "../background/make-services.ts";
import { ownHandlers } from "../background/own-handlers.ts";
import { pageHandlers } from "../background/page-handlers.ts";
import { panelHandlers } from "../background/panel-handlers.ts";
import { picturesAlarm, sweepPictures } from "../background/pictures.ts";
import { fulfilPairing, pairingAlarm, pollPairing } from "../background/reseller.ts";
import { lookForAnswers } from "../background/tickets.ts";
import { dispatch } from "../dispatch.ts";
import { draftDays, sweepDrafts } from "../drafts.ts";
import { sweepKeptFiles } from "../kept-files.ts";
import { ownUrl } from "../own-url.ts";
import { closeToPages } from "../settings.ts";

const answersAlarm = "answers";
const dayMs = 86_400_000;

/** Every listener is added at once, in the worker's first turn: one added later would miss what woke it. */
export default defineBackground(() => {
  const services = makeServices();
  const { sites, enrolments, outbox, shelves } = services;
  const handlers = {
    page: pageHandlers(services),
    panel: panelHandlers(services),
    own: ownHandlers(services),
  };
  const ourselves = { id: browser.runtime.id, origin: ownUrl("").replace(/\/$/, "") };

  browser.runtime.onMessage.addListener((message: unknown, sender, answer: (reply: unknown) => void) => {
    dispatch(handlers, message, sender, ourselves, sites.enabled).then(answer);
    return true;
  });

  browser.permissions.onAdded.addListener(async () => {
    await sites.fulfil();
    await enrolments.fulfil();
    await fulfilPairing(services);
  });
  browser.permissions.onRemoved.addListener(() => sites.dropNotAllowed());

  browser.alarms.onAlarm.addListener(async ({ name }) => {
    if (name === outboxAlarm) await outbox.drain();
    if (name === answersAlarm) await lookForAnswers(services);
    if (name === pairingAlarm) await pollPairing(services);
    if (name === picturesAlarm) await sweepPictures(services);
    if (name.startsWith(captureAlarm)) await giveUp(services, name.slice(captureAlarm.length));
  });

  // The network is back, as far as this worker is told.
  globalThis.addEventListener("online", () => void outbox.drain(true));

  const start = async () => {
    await sites.restore();
    await browser.alarms.create(answersAlarm, { periodInMinutes: 5 });
    await outbox.drain(true);
    await outbox.sweep(draftDays * dayMs);
    await sweepDrafts(shelves.drafts, await outbox.takenIds(), Date.now());
    await sweepKeptFiles(shelves, Date.now());
    await sweepPictures(services);
  };
  browser.runtime.onStartup.addListener(start);
  browser.runtime.onInstalled.addListener(start);

  void closeToPages();
});
