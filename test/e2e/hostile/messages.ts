import type { CDPSession, Frame, Page, WebWorker } from "puppeteer-core";
import type { OwnMessages, PanelMessages } from "../../../extension/messages.ts";
import type { NewCredential } from "../../../shared/credentials.ts";

export interface Known {
  storeOrigin: string;
  tabId: number;
  draftId: string;
  server: string;
  invitation: string;
}

type Rows<Messages extends { [Name in keyof Messages]: (...args: never[]) => unknown }> = {
  [Name in keyof Messages]: (known: Known) => Parameters<Messages[Name]>;
};

const question = { topic: "functionality-question", agreesUpTo: null, upgrade: null, moduleMadeFor: null } as const;

/**
 * What may be asked by a panel or by our own pages, with arguments that would be served there. A message without a row
 * does not compile. Those that take something away come last.
 */
export const panelRows: Rows<PanelMessages> = {
  "panel.start": () => [{ draftId: null }],
  "draft.save": ({ draftId }) => [
    { draftId, subject: "Taken over", message: "By a page", leftOut: [], masks: [], ask: question },
  ],
  "file.add": ({ draftId }) => [
    { draftId, fileId: draftId, name: "note.txt", size: 4, at: 0, bytes: Buffer.from("note").toString("base64") },
  ],
  "file.remove": ({ draftId }) => [{ draftId, fileId: draftId }],
  "request.terms": () => [],
  "request.verdict": ({ draftId }) => [{ draftId, ask: question }],
  "draft.prepare": ({ draftId }) => [draftId],
  "ticket.send": ({ draftId }) => [{ draftId, sha256: "0".repeat(64) }],
  "outbox.list": () => [],
  "ticket.list": () => [],
  "ticket.thread": ({ draftId }) => [draftId],
  "ticket.reply": ({ draftId }) => [{ ticketId: draftId, messageId: draftId, body: "From a page" }],
  "text.language": () => ["Good morning"],
  "offer.decide": ({ draftId }) => [{ ticketId: draftId, offerId: draftId, agrees: true }],
  "credits.statement": () => [],
  "orphan.wish": ({ draftId }) => [{ commandId: draftId, company: "Elm Web" }],
  "access.summary": ({ draftId }) => [draftId],
  "panel.open-own": () => [{ page: "settings" }],
  "capture.start": ({ draftId }) => [{ draftId, depth: "safe" }],
  "capture.stop": ({ draftId }) => [draftId],
  "capture.sweep": ({ draftId }) => [draftId],
  "capture.observe": ({ draftId }) => [draftId],
  "capture.days": ({ draftId }) => [draftId],
  "capture.compare": ({ draftId }) => [{ draftId, since: null }],
  "picture.want": ({ draftId }) => [draftId],
  "picture.unwant": ({ draftId }) => [draftId],
  "draft.discard": ({ draftId }) => [draftId],
  "panel.enrolment": () => [],
  "panel.close": () => [],
};

export const ownRows: Rows<OwnMessages> = {
  "site.status": ({ tabId }) => [tabId],
  "site.read": ({ storeOrigin }) => [storeOrigin],
  "site.list": () => [],
  "profile.list": () => [],
  "profile.import": () => ["{}"],
  "profile.remove": () => ["maple-cart"],
  "picture.take": ({ tabId }) => [tabId],
  "site.keep-snapshots": ({ storeOrigin }) => [{ origin: storeOrigin, keep: true }],
  "site.enable": ({ storeOrigin, tabId }) => [{ origin: storeOrigin, tabId }],
  "enrolment.read": ({ invitation }) => [invitation],
  "enrolment.enrol": ({ storeOrigin, invitation }) => [{ storeOrigin, text: invitation, label: "A page" }],
  "enrolment.with-key": ({ storeOrigin, server }) => [{ storeOrigin, server, key: "AAAA-BBBB", label: "A page" }],
  "reseller.read": () => [],
  "reseller.pair": ({ server }) => [{ server, label: "A page" }],
  "reseller.poll": () => [],
  "reseller.refresh": () => [],
  "reseller.statement": () => [],
  "reseller.open-tickets": ({ draftId }) => [draftId],
  "reseller.make-code": ({ draftId }) => [draftId],
  "access.start": ({ storeOrigin, draftId }) => [{ storeOrigin, ticketId: draftId }],
  "access.view": ({ storeOrigin, draftId }) => [{ storeOrigin, ticketId: draftId }],
  "access.identity": ({ storeOrigin }) => [storeOrigin],
  "access.hand-over": ({ storeOrigin, draftId }) => [{ storeOrigin, handed: handedOver(draftId) }],
  "access.check": ({ storeOrigin, draftId }) => [
    { storeOrigin, credentialId: draftId, accepts: null, sendsUnencrypted: true },
  ],
  "access.prove": ({ storeOrigin, draftId }) => [{ storeOrigin, credentialId: draftId }],
  "access.report-try": ({ storeOrigin, draftId }) => [
    { storeOrigin, credentialId: draftId, purpose: "disabled", result: "wrong-login", sealedAgain: null },
  ],
  "access.withdraw": ({ storeOrigin, draftId }) => [{ storeOrigin, credentialId: draftId }],
  "access.said-disabled": ({ storeOrigin, draftId }) => [{ storeOrigin, credentialId: draftId }],
  "reseller.leave": () => [],
  "enrolment.leave": ({ storeOrigin }) => [storeOrigin],
  "site.forget": ({ storeOrigin }) => [storeOrigin],
};

function handedOver(credentialId: string): NewCredential {
  return {
    ticketId: credentialId,
    credentialId,
    kind: "ftp",
    protocol: "sftp",
    host: "files.shop.test",
    port: 22,
    userHint: "mt_s…",
    expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    sealedFor: "0".repeat(64),
    sealed: "-----BEGIN AGE ENCRYPTED FILE-----\n",
    replaces: null,
  };
}

export type Send = (message: unknown) => Promise<unknown>;

/** Speaks from our own world of the store's page, as a page that took over its renderer could. */
export async function contentScriptOf(page: Page): Promise<{ run<Value>(code: string): Promise<Value>; send: Send }> {
  const session: CDPSession = await page.createCDPSession();
  const found = Promise.withResolvers<number>();
  session.on("Runtime.executionContextCreated", ({ context }) => {
    if (context.origin.startsWith("chrome-extension:")) found.resolve(context.id);
  });
  await session.send("Runtime.enable");
  const contextId = await found.promise;
  async function run<Value>(expression: string): Promise<Value> {
    const options = { contextId, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await session.send("Runtime.evaluate", { expression, ...options });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }
  return { run, send: (message) => run(`chrome.runtime.sendMessage(${JSON.stringify(message)})`) };
}

/** Speaks from a frame or page of our own, or from anything else that has the extension's runtime. */
export function senderIn(place: Frame | Page | WebWorker): Send {
  const speak = (message: unknown) => {
    const { chrome } = globalThis as unknown as { chrome: { runtime: { sendMessage(message: unknown): unknown } } };
    return chrome.runtime.sendMessage(message);
  };
  return (message) => (place as Frame).evaluate(speak, message);
}

/** Messages that nobody should understand, near to those that somebody does. The same for the same seed. */
export function nonsense(names: readonly string[], count: number, seed: number): unknown[] {
  let state = seed;
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const pick = <Item>(items: readonly Item[]) => items[next(items.length)] as Item; // Never empty.
  const things: (() => unknown)[] = [
    () => null,
    () => next(1e9) - 5e8,
    () => "x".repeat(next(2_000)),
    () => pick(names),
    () => true,
    () => ["http://shop.test", pick(names)],
    () => ({ storeOrigin: "http://shop.test", draftId: null, tabId: next(9), url: "http://shop.test/" }),
    () => ({ __proto__: null, toString: 1, kind: "own", sender: { id: pick(names), frameId: 0 } }),
  ];
  const thing = () => pick(things)();
  const odd = ["__proto__", "constructor", "toString", "hasOwnProperty", "", "own", "panel", "valueOf"];
  const shapes: (() => unknown)[] = [
    () => ({ name: pick(names), args: [thing(), thing()], kind: "own", frameId: 0 }),
    () => ({ name: pick(names), args: { 0: thing(), length: 1 } }),
    () => ({ name: [pick(names)], args: [thing()] }),
    () => ({ name: ` ${pick(names)}`, args: [] }),
    () => ({ name: pick(names).toUpperCase(), args: [thing()] }),
    () => ({ name: pick(odd), args: [thing(), thing()] }),
    () => ({ type: pick(names), payload: thing() }),
    () => [pick(names), thing()],
    () => ({ event: { kind: "site.changed", storeOrigin: "http://shop.test" } }),
    thing,
  ];
  return Array.from({ length: count }, () => pick(shapes)());
}
