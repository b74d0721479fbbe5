import { termsOf, verdictView } from "../../extension/background/verdicts.ts";
import type {
  AccessSummary,
  Answer,
  Draft,
  EnrolmentSummary,
  OutboxItem,
  PanelEvent,
  PanelMessages,
  PanelStart,
  Prepared,
  SendState,
  VerdictView,
} from "../../extension/messages.ts";
import type { PanelHost } from "../../extension/panel/host.ts";
import type { Ask } from "../../shared/ask.ts";
import type { Offer, Statement, TicketCharge } from "../../shared/charges.ts";
import { type Fact, factsOf, withoutFacts } from "../../shared/facts.ts";
import { withMasks } from "../../shared/masking.ts";
import { type Refusal, refusal } from "../../shared/problems.ts";
import { type Report, report as reportSchema } from "../../shared/report.ts";
import type { Standing } from "../../shared/standing.ts";
import { canonicalText, type Submission } from "../../shared/submission.ts";
import type { TicketSummary, TicketThread } from "../../shared/tickets.ts";

/**
 * A place for a panel to stand in, driven by plain state: change `world`, or `emit` an event, and look at what the panel
 * shows and at what it `sent`. A function that is put into `failing` is thrown from that message; a message in `hanging`
 * is never answered.
 */
export interface World {
  start: PanelStart;
  tickets: Answer<TicketSummary[]>;
  threads: Record<string, Answer<TicketThread>>;
  /** Where the license stands; null where it has no rules, a refusal where that is not known. */
  standing: Standing | Refusal | null;
  statement: Answer<Statement>;
  /** What becomes of the next decision on an offer; null lets the fake carry it out. */
  deciding: Refusal | null;
  /** Why the next wish of an orphan's owner is refused; null lets the fake take it. */
  wishing: Refusal | null;
  /** The language that any text seems to be in. */
  language: string | null;
  /** What could be read further, once agreed to. */
  sweep: ReturnType<PanelMessages["capture.sweep"]>;
  /** Days to compare with, and what differs from whichever is chosen. */
  days: string[];
  changed: NonNullable<Report["changes"]>["changed"];
  /** What becomes of the next sending; null lets the fake store the bytes. */
  sending: SendState | null;
  /** How access stands on whichever ticket is opened. */
  access: Answer<AccessSummary>;
  failing: Partial<Record<keyof PanelMessages, Error>>;
  hanging: Set<keyof PanelMessages>;
}

type Sent = {
  [Name in keyof PanelMessages]: { name: Name; args: Parameters<PanelMessages[Name]> };
}[keyof PanelMessages];

export interface FakeHost extends PanelHost {
  world: World;
  sent: Sent[];
  /** Arguments of every message of this name, oldest first. */
  sentAs<Name extends keyof PanelMessages>(name: Name): Parameters<PanelMessages[Name]>[0][];
  emit(event: PanelEvent): void;
  listeners: number;
}

export const origin = "https://shop.example";
export const aDraftId = "0193c8a2-7b1e-7c3d-9f00-1a2b3c4d5e6f";
export const aTicketId = "0193c8a2-0000-7000-8000-000000002201";

export const anEnrolment: EnrolmentSummary = {
  storeOrigin: origin,
  server: "https://support.example",
  serverName: "Customer Care",
  holderName: "Nordlicht Outdoor",
  standing: "enrolled",
  licenseLast4: "7F3Q",
  fingerprint: "ab".repeat(32),
  enrolledAt: "2026-11-01T09:00:00Z",
};

export const aReport = reportSchema.parse({
  schema: 1,
  capturedAt: "2026-11-22T13:02:11Z",
  platform: {
    id: "opencart",
    label: "OpenCart",
    native: true,
    version: "3.0.3.8",
    fingerprint: { from: "3.0.3.9", to: "3.0.4.0", by: ["jquery 3.7.0", "user_token"] },
  },
  page: { route: "marketplace/modification", title: "Modifications", language: "en-gb", direction: "ltr" },
  admin: { group: "Administrator", language: "en-gb" },
  stores: [{ name: "Nordlicht Outdoor", url: "https://shop.example/", default: true }],
  languages: ["en-gb", "de-de"],
  theme: { name: "default", depth: "page" },
  modules: [
    {
      type: "module",
      code: "acme_quick",
      name: "Acme Quick Checkout",
      version: "3.1.2",
      installed: true,
      enabled: true,
      thirdParty: true,
      depth: "sweep",
    },
    { type: "total", code: "tax", name: "Taxes", installed: true, enabled: true, thirdParty: false, depth: "sweep" },
  ],
  modifications: [
    { name: "Acme Quick Checkout OCMOD", author: "Acme Extensions", version: "3.1.2", enabled: true, kind: "ocmod" },
    { name: "Invoice Logo", author: "J. Doe", version: "1.0", enabled: false, kind: "ocmod" },
    { name: "SEO Links", author: null, version: "2.4", enabled: true, kind: "ocmod", failures: ["line 14 not found"] },
  ],
  server: { php: "8.2.36", web: "Apache", from: { php: "X-Powered-By header", web: "Server header" } },
  libraries: { jquery: "3.7.0", bootstrap: "3.4.1" },
  logs: [
    {
      name: "error.log",
      size: 18_734,
      truncated: false,
      groups: [
        {
          message: "PHP Warning: mail to [email#1] failed in [path#1]/system/library/mail.php, token=[token#1]",
          file: "system/library/mail.php",
          line: 83,
          count: 12,
          first: "2026-11-20T08:00:00",
          last: "2026-11-22T12:41:00",
        },
        {
          message: "PHP Notice: Undefined index: shipping_method",
          file: "catalog/controller/checkout/confirm.php",
          line: 212,
          count: 1,
          last: "2026-11-22T12:58:00",
        },
      ],
    },
  ],
  browser: { name: "Chrome", version: "156" },
  sources: [
    { fact: "modifications", depth: "safe", from: "marketplace/modification", at: "2026-11-22T13:02:10Z", ms: 210 },
    { fact: "logs", depth: "safe", from: "tool/log", at: "2026-11-22T13:02:10Z", ms: 120 },
    { fact: "platform", depth: "page", from: "page", at: "2026-11-22T13:02:10Z" },
  ],
  redactions: { email: 4, token: 2, path: 6 },
  missing: [{ fact: "server.database", why: "your account may not open that page" }],
});

export function aDraft(change: Partial<Draft> = {}): Draft {
  return {
    draftId: aDraftId,
    storeOrigin: origin,
    subject: "",
    message: "",
    leftOut: [],
    masks: [],
    ask: null,
    capture: { state: "ready", at: "2026-11-22T13:02:11Z" },
    report: aReport,
    files: [],
    updatedAt: "2026-11-22T13:02:11Z",
    ...change,
  };
}

export function aStart(change: Partial<PanelStart> = {}): PanelStart {
  return {
    storeOrigin: origin,
    claim: {
      platform: "opencart",
      label: "OpenCart",
      native: true,
      version: "3.0.3.8",
      adminPath: "/admin/",
      entry: "index.php",
      signedIn: true,
      offerHelp: true,
    },
    enrolment: anEnrolment,
    draft: aDraft(),
    resumed: false,
    outbox: [],
    consentHere: true,
    ...change,
  };
}

export function aTicket(change: Partial<TicketSummary> = {}): TicketSummary {
  return {
    ticketId: aTicketId,
    number: 2201,
    subject: "Checkout shows a blank page",
    state: "answered",
    storeOrigin: origin,
    createdAt: "2026-11-19T12:20:00Z",
    updatedAt: "2026-11-22T10:30:00Z",
    unread: 1,
    ...change,
  };
}

export function aThread(change: Partial<TicketThread> = {}): TicketThread {
  return {
    ...aTicket({ unread: 0 }),
    sha256: "6f0c4e1b52d8a3f790be6c14d2377a05e8b1c9f44a60d31e7cf58b26a97d12e3",
    messages: [
      {
        id: "m1",
        author: { kind: "holder", name: "Nordlicht Outdoor" },
        body: "Since Wednesday the checkout is a blank page. We updated the Quick Checkout module that day.",
        at: "2026-11-19T12:20:00Z",
      },
      {
        id: "m2",
        author: { kind: "system", name: "Customer Care" },
        body: "Kate looks after this ticket",
        at: "2026-11-19T14:02:00Z",
      },
      {
        id: "m3",
        author: { kind: "engineer", name: "Kate Arden" },
        body: "Thank you, the report shows it well. The error starts in the Quick Checkout module. Before I can say which of the two breaks the checkout I have to compare three files that were changed by hand.",
        at: "2026-11-22T10:30:00Z",
      },
    ],
    charge: null,
    ...change,
  };
}

export const aQuestion: Ask = {
  topic: "functionality-question",
  agreesUpTo: null,
  upgrade: null,
  moduleMadeFor: null,
};

export function anOffer(change: Partial<Offer> = {}): Offer {
  return {
    id: "offer-1",
    category: "investigation",
    categoryName: "Investigation",
    credits: 20,
    extra: 10,
    reason: "Three files were changed by hand; they have to be compared one by one.",
    askedAt: "2026-11-22T10:30:00Z",
    expiresAt: "2026-11-29T10:30:00Z",
    state: "open",
    ...change,
  };
}

/** A ticket that was filed with 10 credits agreed, and that turned out to need 20. */
export function aCharge(change: Partial<TicketCharge> = {}): TicketCharge {
  return {
    topic: "configuration-fault",
    verdict: "accept",
    price: 10,
    clauses: [
      {
        programme: "Customer Care",
        version: "2020-01",
        rule: "category-investigation",
        says: "Looking into problems from server settings or modified files costs 20 credits.",
      },
    ],
    category: { id: "investigation", name: "Investigation" },
    held: 10,
    settled: 0,
    agreed: 10,
    offer: anOffer(),
    due: null,
    priority: "regular",
    ...change,
  };
}

const aStatement: Statement = {
  available: 55,
  held: 10,
  spent: 5,
  granted: 70,
  lines: [
    line("grant", "A first license", 70, 70, 0, "2026-10-01T08:00:00Z"),
    line("hold", "Held for a question", -5, 65, 5, "2026-11-02T08:00:00Z", 2143),
    line("settle", "Taken with the answer", 0, 65, 0, "2026-11-03T09:00:00Z", 2143),
    line("hold", "Held for something that is set wrongly", -10, 55, 10, "2026-11-19T12:20:00Z", 2201),
  ],
};

function line(
  kind: Statement["lines"][number]["kind"],
  says: string,
  change: number,
  available: number,
  held: number,
  at: string,
  ticketNumber: number | null = null,
): Statement["lines"][number] {
  return { id: `${kind} ${at}`, at, kind, says, ticketNumber, change, available, held };
}

export function anOutboxItem(send: OutboxItem["send"], change: Partial<OutboxItem> = {}): OutboxItem {
  return {
    draftId: "0193c8a2-0000-7000-8000-0000000000aa",
    storeOrigin: origin,
    subject: "Invoice logo is too small",
    sha256: "aa".repeat(32),
    send,
    ...change,
  };
}

export function fakeHost(change: Partial<World> = {}): FakeHost {
  const world: World = {
    start: aStart(),
    tickets: { ok: true, value: [aTicket()] },
    threads: { [aTicketId]: { ok: true, value: aThread() } },
    standing: null,
    statement: { ok: true, value: aStatement },
    deciding: null,
    wishing: null,
    language: null,
    sweep: null,
    days: [],
    changed: [],
    sending: null,
    access: { ok: true, value: { asked: [], held: [], reveals: 0 } },
    failing: {},
    hanging: new Set(),
    ...change,
  };
  const sent: Sent[] = [];
  const listeners = new Set<(event: PanelEvent) => void>();
  let prepared: Prepared | null = null;
  let shown: VerdictView | null = null;
  const now = () => Temporal.Instant.fromEpochMilliseconds(Date.now());

  const emitDraft = () =>
    host.emit({
      kind: "draft.changed",
      storeOrigin: world.start.storeOrigin,
      draft: structuredClone(world.start.draft),
    });
  const changeFiles = (files: Draft["files"]) => {
    world.start.draft = { ...world.start.draft, files };
    emitDraft();
  };

  const answers: PanelMessages = {
    "panel.start": () => structuredClone(world.start),
    "panel.enrolment": () => structuredClone(world.start.enrolment),
    "panel.close": () => {},
    "panel.open-own": () => {},
    "capture.start": () => {},
    "capture.stop": () => {},
    "capture.sweep": () => structuredClone(world.sweep),
    "capture.observe": () => {},
    "capture.days": () => [...world.days],
    "capture.compare": ({ since }) => {
      const { report } = world.start.draft;
      const changes = since === null ? null : { since, changed: world.changed };
      world.start.draft = { ...world.start.draft, report: report && { ...report, changes } };
      emitDraft();
    },
    "draft.save"(edit) {
      world.start.draft = { ...world.start.draft, ...edit, updatedAt: "2026-11-22T13:06:00Z" };
      const draft = structuredClone(world.start.draft);
      host.emit({ kind: "draft.changed", storeOrigin: world.start.storeOrigin, draft });
      return draft;
    },
    "picture.want": () => ({ until: new Date(Date.now() + 120_000).toISOString(), shortcut: "Alt+Shift+G" }),
    "picture.unwant": () => {},
    "draft.discard": () => {},
    "file.add"({ fileId: id, name, size, at, bytes }) {
      if (at + atob(bytes).length < size) return null;
      const file = { id, name, type: "text/plain" as const, size, sha256: fakeHash(id) };
      changeFiles([...world.start.draft.files, file]);
      return file;
    },
    "file.remove": ({ fileId }) => changeFiles(world.start.draft.files.filter(({ id }) => id !== fileId)),
    "draft.prepare"() {
      const text = canonicalText(submissionOf(world.start.draft, shown));
      prepared = { text, sha256: fakeHash(text), size: new TextEncoder().encode(text).length };
      return prepared;
    },
    "ticket.send"({ draftId, sha256 }) {
      if (world.sending) return world.sending;
      const size = prepared?.size ?? 0;
      const receipt = { ticketId: draftId, number: 2201, sha256, size, storedAt: "2026-11-22T13:06:31Z" };
      return { state: "sent", receipt };
    },
    "request.verdict"({ ask }) {
      const { standing, start } = world;
      if (!standing || "code" in standing) return { ok: false, refusal: standing ?? refusal("license.absent") };
      shown = verdictView(standing, ask, start.draft.report, now());
      return { ok: true, value: shown };
    },
    "request.terms"() {
      const { standing } = world;
      if (standing && "code" in standing) return { ok: false, refusal: standing };
      return { ok: true, value: standing && termsOf(standing, now()) };
    },
    "offer.decide"({ ticketId, offerId, agrees }) {
      const answer = world.threads[ticketId];
      if (world.deciding) return { ok: false, refusal: world.deciding };
      const offer = answer?.ok ? answer.value.charge?.offer : null;
      if (!answer?.ok || !answer.value.charge || offer?.id !== offerId) {
        return { ok: false, refusal: refusal("offer.absent") };
      }
      const state = agrees ? ("agreed" as const) : ("declined" as const);
      const charge = { ...answer.value.charge, held: agrees ? offer.credits : 0, offer: { ...offer, state } };
      world.threads[ticketId] = { ok: true, value: { ...answer.value, charge } };
      return world.threads[ticketId];
    },
    "credits.statement": () => world.statement,
    "orphan.wish"({ company }) {
      const { standing } = world;
      if (world.wishing) return { ok: false, refusal: world.wishing };
      if (!standing || "code" in standing || !standing.orphan) {
        return { ok: false, refusal: refusal("license.looked-after") };
      }
      const wish = { company, at: new Date(Date.now()).toISOString() };
      world.standing = { ...standing, orphan: { wish } };
      host.emit({ kind: "standing.changed", storeOrigin: world.start.storeOrigin });
      return { ok: true, value: true };
    },
    "access.summary": () => structuredClone(world.access),
    "text.language": () => world.language,
    "outbox.list": () => world.start.outbox,
    "ticket.list": () => world.tickets,
    "ticket.thread": (ticketId) =>
      world.threads[ticketId] ?? { ok: false, refusal: { code: "ticket.absent", values: {} } },
    "ticket.reply"({ ticketId, messageId, body }) {
      const answer = world.threads[ticketId];
      if (!answer?.ok) return { ok: false, refusal: { code: "ticket.absent", values: {} } };
      const author = { kind: "holder" as const, name: "Nordlicht Outdoor" };
      const messages = answer.value.messages.filter(({ id }) => id !== messageId);
      messages.push({ id: messageId, author, body, at: "2026-11-22T13:07:00Z" });
      world.threads[ticketId] = { ok: true, value: { ...answer.value, state: "waiting", messages } };
      return world.threads[ticketId];
    },
  };

  const host: FakeHost = {
    world,
    sent,
    sentAs: (name) => sent.filter((one) => one.name === name).map(({ args }) => args[0]) as never,
    get listeners() {
      return listeners.size;
    },
    async send(name, ...args) {
      sent.push({ name, args } as Sent);
      if (world.hanging.has(name)) return new Promise(() => {});
      const failure = world.failing[name];
      if (failure) throw failure;
      // The map's own signature: name and arguments belong together.
      return (answers[name] as (...args: unknown[]) => never)(...args);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit(event) {
      for (const listener of listeners) listener(event);
    },
  };
  return host;
}

function submissionOf(draft: Draft, shown: VerdictView | null): Submission {
  return {
    schema: 1,
    ticketId: draft.draftId,
    storeOrigin: draft.storeOrigin,
    ...withMasks({ subject: draft.subject, message: draft.message }, draft.masks),
    report: draft.report && withMasks(withoutFacts(draft.report, draft.leftOut), draft.masks),
    leftOut: draft.leftOut,
    ask: shown && draft.ask,
    expects: shown && { verdict: shown.verdict.verdict, credits: shown.verdict.credits },
    files: draft.files,
    client: { name: "store-panel", version: "0.1.0" },
  };
}

/** 64 hex digits that differ where texts differ: no real hash, so that no test waits for one. */
export function fakeHash(text: string): string {
  let hash = 0x811c9dc5;
  let out = "";
  for (let round = 0; out.length < 64; round += 1) {
    for (let at = round; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
    out += hash.toString(16).padStart(8, "0");
  }
  return out;
}

export function factNamed(name: string): Fact {
  const fact = factsOf(aReport)
    .flatMap(({ facts }) => facts)
    .find((fact) => fact.name === name);
  if (!fact) throw new Error(`no fact named ${name}`);
  return fact;
}
