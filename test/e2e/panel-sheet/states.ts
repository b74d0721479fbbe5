import { sweepOf } from "../../../extension/adapters/sweeps.ts";
import type { AccessSummary, SendState } from "../../../extension/messages.ts";
import type { Ask } from "../../../shared/ask.ts";
import type { Offer } from "../../../shared/charges.ts";
import { refusal } from "../../../shared/problems.ts";
import type { Standing } from "../../../shared/standing.ts";
import {
  aCharge,
  aDraft,
  aDraftId,
  anOffer,
  anOutboxItem,
  aQuestion,
  aReport,
  aStart,
  aThread,
  aTicket,
  aTicketId,
  type FakeHost,
  origin,
  type World,
} from "../../support/fake-host.ts";
import { aStanding, programmeNamed } from "../../support/standing.ts";

/** The moment that every picture shows: Sunday 22 November 2026, 13:10 UTC. */
export const nowMs = Date.parse("2026-11-22T13:10:00Z");

export interface PanelState {
  name: string;
  title: string;
  world: Partial<World>;
  isOffline?: boolean;
  /** Presses and types its way to the state, as a person would. */
  drive?(host: FakeHost): Promise<void>;
}

type HeldAccess = AccessSummary["held"][number];

const written = {
  subject: "Checkout shows a blank page",
  message:
    "Since Wednesday the checkout is a blank page. We updated the Quick Checkout module that day, nothing else was changed.",
};
const shownHash = "6f0c4e1b52d8a3f790be6c14d2377a05e8b1c9f44a60d31e7cf58b26a97d12e3";
const receipt = {
  ticketId: aTicketId,
  number: 2201,
  sha256: shownHash,
  size: 18_402,
  storedAt: "2026-11-22T13:06:31Z",
};
const reading = aDraft({
  ...written,
  report: null,
  capture: {
    state: "reading",
    progress: { captureId: "c1", done: 2, total: 7, doing: "modifications" },
  },
});

const heldAccess = (change: Partial<HeldAccess>): HeldAccess => ({
  credentialId: "f",
  kind: "ftp",
  protocol: "sftp",
  state: "live",
  end: null,
  handedOverAt: "2026-11-22T12:40:00Z",
  expiresAt: "2026-11-29T12:40:00Z",
  check: null,
  proof: null,
  retest: null,
  ...change,
});

export const panelStates: PanelState[] = [
  {
    name: "home",
    title: "Home: recognised, one answer unread",
    world: {
      tickets: {
        ok: true,
        value: [
          aTicket({
            ticketId: "t2",
            number: 2198,
            subject: "How can the invoice logo be made larger?",
            state: "sent",
            unread: 0,
            updatedAt: "2026-11-21T09:00:00Z",
          }),
          aTicket({ unread: 1 }),
          aTicket({
            ticketId: "t3",
            number: 2143,
            subject: "How do I hide out-of-stock items?",
            state: "resolved",
            unread: 0,
            updatedAt: "2026-11-03T09:00:00Z",
          }),
        ],
      },
    },
  },
  { name: "home-empty", title: "Home: no ticket yet", world: { tickets: { ok: true, value: [] } } },
  {
    name: "home-reading",
    title: "Home: the store is being read",
    world: {
      start: aStart({ draft: aDraft({ report: null, capture: reading.capture }) }),
      tickets: { ok: true, value: [] },
    },
  },
  {
    name: "home-loading",
    title: "Home: loading",
    world: { hanging: new Set(["panel.start"]) },
    drive: () => until(".skeleton"),
  },
  { name: "home-unconnected", title: "Home: not connected", world: { start: aStart({ enrolment: null }) } },
  {
    name: "home-unknown",
    title: "Home: a page we do not know",
    world: {
      start: aStart({ claim: null, draft: aDraft({ report: null, capture: { state: "none" } }) }),
      tickets: { ok: true, value: [] },
    },
  },
  {
    name: "home-signed-out",
    title: "Home: the store has logged out",
    world: { start: aStart({ claim: { ...claim(), signedIn: false } }), tickets: { ok: true, value: [] } },
  },
  {
    name: "home-error",
    title: "Home: tickets could not be read",
    world: { tickets: { ok: false, refusal: refusal("server.fault", { id: "K7Q2-9F4D" }) } },
  },
  {
    name: "home-outbox",
    title: "Home: offline, with an outbox",
    isOffline: true,
    world: {
      start: aStart({
        draft: aDraft(written),
        outbox: [
          anOutboxItem({ state: "queued", nextTryAt: "2026-11-22T13:10:42Z", refusal: refusal("server.unreachable") }),
          anOutboxItem(
            { state: "refused", refusal: refusal("report.secret-found", { kind: "card" }) },
            { draftId: "o2", subject: "Upgrade 3.0.3.8 to 3.0.4.0" },
          ),
        ],
      }),
    },
  },
  { name: "home-fault", title: "The panel could not start", world: { failing: { "panel.start": new Error("gone") } } },
  { name: "request", title: "New request, empty", world: {}, drive: () => press("New request") },
  {
    name: "request-reading",
    title: "New request, written while the store is read",
    world: { start: aStart({ draft: reading }) },
    drive: () => press("New request"),
  },
  {
    name: "request-resumed",
    title: "New request, text from before",
    world: { start: aStart({ draft: aDraft({ ...written, updatedAt: "2026-11-21T17:40:00Z" }), resumed: true }) },
    drive: () => press("New request"),
  },
  {
    name: "request-discarded",
    title: "New request, text thrown away",
    world: { start: aStart({ draft: aDraft(written), resumed: true }) },
    drive: () => press("New request", "Discard"),
  },
  {
    name: "request-invalid",
    title: "New request, something is missing",
    world: {},
    drive: () => press("New request", "Review what will be sent"),
  },
  {
    name: "request-failed",
    title: "New request, the store could not be read",
    world: {
      start: aStart({
        draft: aDraft({ ...written, report: null, capture: { state: "failed", why: "Its page was closed." } }),
      }),
    },
    drive: () => press("New request"),
  },
  {
    name: "preview",
    title: "Preview: facts",
    world: { start: aStart({ draft: aDraft({ ...written, leftOut: ["server.web"] }) }) },
    drive: () => press("New request", "Review what will be sent"),
  },
  {
    name: "preview-open",
    title: "Preview: modifications open",
    world: { start: aStart({ draft: aDraft({ ...written, leftOut: ["modifications.1"] }) }) },
    drive: () => press("New request", "Review what will be sent", "Your message", "Store", "Modifications"),
  },
  {
    name: "preview-sweep",
    title: "Before more is read",
    world: {
      start: aStart({ draft: aDraft(written) }),
      sweep: sweepOf("opencart", "3.0.5.1"),
    },
    drive: () => press("New request", "Review what will be sent", "Read more of this store"),
  },
  {
    name: "preview-by-hand",
    title: "Taken out by hand, compared with a day",
    world: {
      start: aStart({
        draft: aDraft({
          ...written,
          masks: ["Quick Checkout"],
          report: {
            ...aReport,
            changes: {
              since: "2026-11-18",
              changed: [{ what: "Module payment stripe", before: "2.1, installed, on", after: "2.2, installed, on" }],
            },
          },
        }),
      }),
      days: ["2026-11-20", "2026-11-18"],
    },
    drive: () => press("New request", "Review what will be sent"),
  },
  {
    name: "preview-bytes",
    title: "Preview: exact bytes",
    world: { start: aStart({ draft: aDraft(written) }) },
    drive: async () => {
      await press("New request", "Review what will be sent", "Exact bytes");
      await type("Find in the text", "token");
    },
  },
  {
    name: "preview-tab",
    title: "Preview: consent needs a tab",
    world: { start: aStart({ draft: aDraft(written), consentHere: false }) },
    drive: () => press("New request", "Review what will be sent"),
  },
  {
    name: "preview-failed",
    title: "Preview: could not be prepared",
    world: {
      start: aStart({
        draft: aDraft({ ...written, report: null, capture: { state: "failed", why: "Its page was closed." } }),
      }),
      failing: { "draft.prepare": new Error("gone") },
    },
    drive: () => press("New request", "Review what will be sent"),
  },
  {
    name: "preview-unconnected",
    title: "Preview: not connected",
    world: { start: aStart({ draft: aDraft(written), enrolment: null }) },
    drive: () => press("New request", "Review what will be sent"),
  },
  result("sent", "Sent: stored bytes are the ones shown", { state: "sent", receipt }),
  result("queued", "Queued", {
    state: "queued",
    nextTryAt: "2026-11-22T13:10:42Z",
    refusal: refusal("server.unreachable"),
  }),
  result("refused", "Refused", { state: "refused", refusal: refusal("report.secret-found", { kind: "card" }) }),
  result("fault", "Our fault", { state: "refused", refusal: refusal("server.fault", { id: "K7Q2-9F4D" }) }),
  {
    name: "result-differs",
    title: "Stored bytes are not the ones shown",
    world: { start: aStart({ draft: aDraft(written) }) },
    drive: (host) => finish(host, { state: "sent", receipt: { ...receipt, sha256: "00ff".repeat(16) } }),
  },
  { name: "ticket", title: "Ticket: your turn", world: {}, drive: () => press("Checkout shows a blank page") },
  {
    name: "access-home",
    title: "Home: access is waited for",
    world: { tickets: { ok: true, value: [aTicket({ access: "asked" })] } },
    drive: () => until(".note.caution"),
  },
  {
    name: "access-asked",
    title: "Ticket: access is asked for",
    world: { access: { ok: true, value: { asked: ["store-admin", "ftp"], held: [], reveals: 0 } } },
    drive: () => press("Checkout shows a blank page"),
  },
  {
    name: "access-held",
    title: "Ticket: one access works, one does not",
    world: {
      access: {
        ok: true,
        value: {
          asked: [],
          held: [
            heldAccess({ credentialId: "a", kind: "store-admin", protocol: null, check: "ready" }),
            heldAccess({ check: "ready", proof: "wrong-folder" }),
          ],
          reveals: 2,
        },
      },
    },
    drive: () => press("Checkout shows a blank page"),
  },
  {
    name: "access-back",
    title: "Ticket: access is taken back",
    world: {
      threads: { [aTicketId]: { ok: true, value: aThread({ state: "resolved" }) } },
      access: {
        ok: true,
        value: {
          asked: [],
          held: [
            heldAccess({
              credentialId: "a",
              kind: "store-admin",
              protocol: null,
              state: "destroyed",
              end: "verified-disabled",
            }),
            heldAccess({ state: "disable-asked" }),
          ],
          reveals: 2,
        },
      },
    },
    drive: () => press("Checkout shows a blank page"),
  },
  {
    name: "ticket-resolved",
    title: "Ticket: resolved",
    world: { threads: { [aTicketId]: { ok: true, value: aThread({ state: "resolved" }) } } },
    drive: () => press("Checkout shows a blank page"),
  },
  {
    name: "ticket-closed",
    title: "Ticket: closed",
    world: { threads: { [aTicketId]: { ok: true, value: aThread({ state: "closed" }) } } },
    drive: () => press("Checkout shows a blank page"),
  },
  {
    name: "ticket-error",
    title: "Ticket: could not be read",
    world: { threads: { [aTicketId]: { ok: false, refusal: refusal("ticket.absent") } } },
    drive: () => press("Checkout shows a blank page"),
  },
  {
    name: "ticket-loading",
    title: "Ticket: loading",
    world: { hanging: new Set(["ticket.thread"]) },
    drive: async () => {
      await press("Checkout shows a blank page");
      await until(".skeleton");
    },
  },
  {
    name: "home-credits",
    title: "Home: credits, support closed, an offer waits",
    world: {
      standing: aStanding(),
      tickets: {
        ok: true,
        value: [
          aTicket({ ticketId: "t2", number: 2198, subject: "How can the logo be larger?", state: "sent", unread: 0 }),
          aTicket({ unread: 1, asks: 20 }),
        ],
      },
    },
  },
  {
    name: "home-orphan",
    title: "Home: nobody looks after the store",
    world: { standing: orphaned(null) },
    drive: () => until("#orphan-company"),
  },
  {
    name: "home-orphan-fault",
    title: "Home: nobody looks after the store, and no company was named",
    world: { standing: orphaned(null) },
    drive: async () => {
      await until("#orphan-company");
      await press("Send");
      await until("#orphan-fault");
    },
  },
  {
    name: "home-orphan-wished",
    title: "Home: a company is named for a store that nobody looks after",
    world: { standing: orphaned("Elm & Daughters Web Design") },
    drive: () => until("#orphan"),
  },
  { name: "home-plan", title: "Home: a plan with counts", world: { standing: onPlan("plus", 2) } },
  {
    name: "home-stale",
    title: "Home: what support said this morning",
    isOffline: true,
    world: { standing: aStanding({ at: "2026-11-22T08:00:00Z" }) },
  },
  {
    name: "statement",
    title: "Statement",
    world: { standing: aStanding() },
    drive: () => press("Statement"),
  },
  {
    name: "statement-empty",
    title: "Statement: nothing yet",
    world: {
      standing: aStanding(),
      statement: { ok: true, value: { available: 0, held: 0, spent: 0, granted: 0, lines: [] } },
    },
    drive: () => press("Statement"),
  },
  {
    name: "statement-refused",
    title: "Statement: with the license key alone",
    world: { standing: aStanding(), statement: { ok: false, refusal: refusal("device.key-only") } },
    drive: () => press("Statement"),
  },
  {
    name: "ask",
    title: "Verdict: nothing chosen yet",
    world: { standing: aStanding() },
    drive: () => press("New request"),
  },
  asked("question", "Verdict: starts without asking", aQuestion, aStanding()),
  asked(
    "upgrade",
    "Verdict: an upgrade, to be agreed",
    { ...aQuestion, topic: "upgrade", upgrade: { from: "4.3.1", to: "4.3.9" } },
    aStanding(),
  ),
  asked(
    "agreed",
    "Verdict: agreed in advance",
    { ...aQuestion, topic: "configuration-fault", agreesUpTo: 20 },
    aStanding(),
  ),
  asked("from", "Verdict: an engineer names the price", { ...aQuestion, topic: "code-modification" }, aStanding()),
  asked("short", "Verdict: not enough credits", aQuestion, aStanding({ balance: { available: 4, held: 0 } })),
  asked("plan", "Verdict: covered by the plan", aQuestion, onPlan("ultimate", 0)),
  asked(
    "modification",
    "Verdict: a modification of the plan",
    { ...aQuestion, topic: "theme-customization" },
    onPlan("ultimate", 2),
  ),
  asked("limit", "Verdict: the month is used up", aQuestion, onPlan("standard", 15)),
  asked("refused", "Verdict: not part of it", { ...aQuestion, topic: "server-configuration" }, onPlan("standard", 0)),
  asked(
    "renew",
    "Verdict: renew first",
    { ...aQuestion, topic: "upgrade" },
    aStanding({ license: { ...aStanding().license, upgradeSubscription: false } }),
  ),
  asked("quote", "Verdict: an offer of its own", { ...aQuestion, topic: "new-functionality" }, aStanding()),
  asked("staff", "Verdict: support decides", { ...aQuestion, topic: "upgrade" }, byOldCredits()),
  asked(
    "third-party",
    "Verdict: taken without a promise",
    { ...aQuestion, topic: "third-party-extension-bug" },
    aStanding(),
  ),
  asked(
    "reseller",
    "Verdict: whoever looks after the store",
    aQuestion,
    aStanding({ programme: programmeNamed("optioncart"), filer: "store-owner", balance: null }),
  ),
  {
    name: "ask-language",
    title: "The text is in another language",
    world: {
      standing: aStanding(),
      language: "de",
      start: aStart({
        draft: aDraft({
          subject: "Leere Seite an der Kasse",
          message: "Die Kasse zeigt seit Mittwoch eine leere Seite.",
          ask: aQuestion,
        }),
      }),
    },
    drive: async () => {
      await press("New request");
      await until(".note.caution");
    },
  },
  {
    name: "ask-unknown",
    title: "Rules could not be read",
    world: { standing: refusal("server.no-answer") },
    drive: () => press("New request"),
  },
  {
    name: "preview-hold",
    title: "Preview: sending holds credits",
    world: { standing: aStanding(), start: aStart({ draft: aDraft({ ...written, ask: aQuestion }) }) },
    drive: async () => {
      await press("New request", "Review what will be sent");
      await until(".facts");
    },
  },
  {
    name: "result-held",
    title: "Sent, credits held",
    world: {
      standing: aStanding(),
      threads: { [aTicketId]: { ok: true, value: aThread({ charge: aCharge({ held: 5, offer: null }) }) } },
      start: aStart({ draft: aDraft({ ...written, ask: aQuestion }) }),
    },
    drive: (host) => finish(host, { state: "sent", receipt }),
  },
  result("changed", "The rules give another answer", { state: "refused", refusal: refusal("verdict.changed") }),
  offered("open", "Ticket: an offer to decide", {}),
  offered("short", "Ticket: an offer above what is there", { credits: 100, extra: 90 }),
  offered("agreed", "Ticket: accepted", { state: "agreed" }),
  offered("declined", "Ticket: declined", { state: "declined" }),
  offered("expired", "Ticket: the offer has ended", { state: "expired" }),
  {
    name: "hostile",
    title: "Hostile words stay words",
    world: {
      start: aStart({
        draft: aDraft({
          subject: "<img src=x onerror=alert(1)> \u202Egnp.exe",
          message: "</script><script>alert(1)</script>",
          report: { ...aReport, platform: { ...aReport.platform, label: "<b>Open\u202ECart</b>".repeat(4) } },
        }),
      }),
    },
    drive: () => press("New request", "Review what will be sent", "Your message"),
  },
];

function claim() {
  const { claim } = aStart();
  if (!claim) throw new Error("the sample store is a known one");
  return claim;
}

/** An owner whose reseller is gone, and the company they named since. */
function orphaned(company: string | null): Standing {
  return aStanding({
    programme: programmeNamed("optioncart"),
    license: { product: "optioncart", kind: "site", purchasedAt: "2026-01-10", upgradeSubscription: null },
    filer: "store-owner",
    balance: null,
    releases: [],
    orphan: { wish: company === null ? null : { company, at: "2026-11-22T12:05:00.000Z" } },
  });
}

function onPlan(plan: string, used: number): Standing {
  return aStanding({
    programme: programmeNamed("cs-cart-care-plans"),
    license: {
      product: "multi-vendor-plus",
      kind: "lifetime",
      purchasedAt: "2026-03-10",
      plan,
      planUntil: "2027-03-10",
      upgradeSubscription: true,
    },
    balance: null,
    used: { requests: used, modifications: used, serverChanges: 0 },
  });
}

function byOldCredits(): Standing {
  return aStanding({ programme: programmeNamed("cs-cart-credits") });
}

function asked(name: string, title: string, ask: Ask, standing: Standing): PanelState {
  return {
    name: `ask-${name}`,
    title,
    world: { standing, start: aStart({ draft: aDraft({ ...written, ask }) }) },
    drive: async () => {
      await press("New request");
      await until(".verdict");
    },
  };
}

function offered(name: string, title: string, change: Partial<Offer>): PanelState {
  const charge = aCharge({
    offer: anOffer(change),
    held: { agreed: 20, declined: 0, expired: 0, open: 10 }[change.state ?? "open"],
  });
  return {
    name: `offer-${name}`,
    title,
    world: { standing: aStanding(), threads: { [aTicketId]: { ok: true, value: aThread({ charge }) } } },
    drive: async () => {
      await press("Checkout shows a blank page");
      await until("main .verdict, main .note");
    },
  };
}

function result(name: string, title: string, send: SendState): PanelState {
  return {
    name: `result-${name}`,
    title,
    world: { start: aStart({ draft: aDraft(written) }) },
    drive: (host) => finish(host, send),
  };
}

/** As when the request was sent from a tab while this panel stood open. */
async function finish(host: FakeHost, send: SendState) {
  await press("New request");
  const item = anOutboxItem(send, { draftId: aDraftId, sha256: shownHash });
  host.emit({ kind: "outbox.changed", storeOrigin: origin, item });
  await until(".hero");
}

async function press(...names: string[]) {
  for (const name of names) {
    const button = () => [...document.querySelectorAll("button")].find(({ textContent }) => textContent.includes(name));
    await ready(button);
    button()?.click();
  }
}

async function type(label: string, text: string) {
  const field = () => document.querySelector<HTMLInputElement>(`[aria-label="${label}"]`);
  await ready(field);
  const input = field();
  if (!input) throw new Error(`no field ${label}`);
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

const until = (selector: string) => ready(() => document.querySelector(selector));

/** A frame outside the view gets no animation frames: changes of the document are what is waited for. */
function ready(look: () => unknown): Promise<void> {
  return new Promise((resolve) => {
    const watcher = new MutationObserver(() => {
      if (!look()) return;
      watcher.disconnect();
      resolve();
    });
    watcher.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    document.documentElement.dataset.looked = "";
  });
}
