import { type Signal, signal } from "@preact/signals";
import { AppError, type Refusal, refusal, sentence } from "../../shared/problems.ts";
import type { ReadDepth } from "../../shared/report.ts";
import type { Answer, OutboxItem, OwnPage, PanelEvent, PanelStart, SendState } from "../messages.ts";
import { type DraftKeeper, keepDraft } from "./draft-keeper.ts";
import type { PanelHost } from "./host.ts";
import { createSupport, type Support } from "./support.ts";
import { createVoice, type Voice } from "./voice.ts";

export type Screen =
  | { name: "home" }
  | { name: "request" }
  | { name: "preview" }
  | { name: "result" }
  | { name: "statement" }
  | { name: "ticket"; ticketId: string };

export type LaterScreenName = Exclude<Screen, { name: "home" }>;

/** What the panel knows of where it stands, apart from its host. */
export interface Place {
  now(): number;
  /** Whether this is a tab of our own, and not a frame in a store's page. */
  isOwnTab: boolean;
  address: { draftId: string | null; ticketId: string | null };
  /** The person's own, as the browser says: `Europe/Berlin`. */
  timeZone: string;
  isOnline: Signal<boolean>;
  isShown: Signal<boolean>;
}

/** What became of a request, beside what the person saw before it was sent. */
export interface Outcome {
  draftId: string;
  subject: string;
  /** SHA-256 that was shown. */
  sha256: string;
  send: SendState;
}

export interface Panel {
  host: PanelHost;
  place: Place;
  voice: Voice;
  start: Signal<PanelStart | null>;
  /** Why the panel could not start. */
  fault: Signal<Refusal | null>;
  keeper: Signal<DraftKeeper | null>;
  /** When the text was written that stands in a resumed draft; null once that is dealt with. */
  resumedAt: Signal<string | null>;
  outbox: Signal<readonly OutboxItem[]>;
  support: Support;
  outcome: Signal<Outcome | null>;
  screen: Signal<Screen>;
  /** The screens that are loaded after the first one. */
  later: Signal<typeof import("./later.tsx") | null>;
  loadLater(): Promise<void>;
  begin(draftId: string | null): Promise<void>;
  go(screen: Screen): void;
  /** A fresh draft where the last one was sent; else the one at hand. */
  newRequest(): Promise<void>;
  /** Takes a draft out of the outbox to change it. */
  edit(draftId: string): Promise<void>;
  /** At `sweep` only once the person agreed to what it does. */
  readStore(depth?: ReadDepth): void;
  finish(outcome: Outcome): void;
  openOwn(page: OwnPage): void;
  /** The same thing in a tab of our own, where nothing can lie over it. */
  continueInTab(ticketId?: string): Promise<void>;
  close(): void;
  onTicketsChanged(listener: () => void): () => void;
  stop(): void;
}

export function createPanel(host: PanelHost, place: Place): Panel {
  const voice = createVoice();
  const start = signal<PanelStart | null>(null);
  const fault = signal<Refusal | null>(null);
  const keeper = signal<DraftKeeper | null>(null);
  const resumedAt = signal<string | null>(null);
  const outbox = signal<readonly OutboxItem[]>([]);
  const outcome = signal<Outcome | null>(null);
  const screen = signal<Screen>({ name: "home" });
  const later = signal<typeof import("./later.tsx") | null>(null);
  const support = createSupport(host, () => start.value?.enrolment?.server ?? null);
  const ticketListeners = new Set<() => void>();
  let isSpent = false;

  async function begin(draftId: string | null) {
    fault.value = null;
    try {
      const started = await host.send("panel.start", { draftId });
      keeper.value?.stop();
      keeper.value = keepDraft(host, started.draft);
      outbox.value = started.outbox;
      resumedAt.value = started.resumed ? started.draft.updatedAt : null;
      start.value = started;
      isSpent = false;
      if (started.enrolment) void support.load();
      if (started.draft.capture.state === "none" && started.claim?.signedIn && !place.isOwnTab) readStore();
    } catch (error) {
      fault.value = refusalOf(error);
      voice.warn("Get Support could not start.");
    }
  }

  async function loadLater() {
    try {
      later.value = await import("./later.tsx");
    } catch {
      // Our own files are gone only when the extension is being replaced.
      fault.value = refusal("extension.fault");
    }
  }

  function readStore(depth: ReadDepth = "safe") {
    const draft = keeper.value;
    if (!draft) return;
    draft.capture.value = { state: "reading", progress: null };
    host.send("capture.start", { draftId: draft.draftId, depth }).catch(() => {
      draft.capture.value = { state: "failed", why: "The store's page did not answer." };
    });
  }

  function finish(result: Outcome) {
    outcome.value = result;
    isSpent = result.send.state !== "refused" || result.send.refusal.code === "ticket.id-taken";
    screen.value = { name: "result" };
    if (result.send.state === "refused") voice.warn("The request was not sent.");
    else voice.say(result.send.state === "sent" ? "Request sent." : "The request waits here and is sent by itself.");
  }

  function hearOutbox(item: OutboxItem) {
    outbox.value = [...outbox.value.filter(({ draftId }) => draftId !== item.draftId), item];
    if (item.send.state === "sending") return;
    const { draftId, subject, sha256, send } = item;
    if (outcome.value?.draftId === draftId) outcome.value = { draftId, subject, sha256: outcome.value.sha256, send };
    // Sent from another place, such as a tab, while it stood open here.
    else if (draftId === keeper.value?.draftId && screen.value.name !== "home")
      finish({ draftId, subject, sha256, send });
    else if (draftId === keeper.value?.draftId) isSpent = send.state !== "refused";
  }

  function hear(event: PanelEvent) {
    if (event.storeOrigin !== start.value?.storeOrigin) return;
    if (event.kind === "draft.changed") keeper.value?.hear(event.draft);
    if (event.kind === "capture.progress") keeper.value?.hearProgress(event.progress);
    if (event.kind === "outbox.changed") hearOutbox(event.item);
    if (event.kind === "standing.changed") support.change();
    if (event.kind === "site.changed") void later.value?.reconnect(panel);
    if (event.kind === "tickets.changed") for (const listener of ticketListeners) listener();
  }
  const stopListening = host.listen(hear);

  const panel: Panel = {
    host,
    place,
    voice,
    start,
    fault,
    keeper,
    resumedAt,
    outbox,
    support,
    outcome,
    screen,
    later,
    loadLater,
    begin,
    readStore,
    finish,
    go(to) {
      screen.value = to;
    },
    async newRequest() {
      if (isSpent) await begin(null);
      if (!fault.value) screen.value = { name: "request" };
    },
    async edit(draftId) {
      if (draftId !== keeper.value?.draftId) await begin(draftId);
      if (!fault.value) screen.value = { name: "request" };
    },
    openOwn(page) {
      host.send("panel.open-own", page).catch((error) => voice.warn(sentence(refusalOf(error))));
    },
    async continueInTab(ticketId) {
      const draft = keeper.value;
      if (!draft) return;
      await draft.flush();
      panel.openOwn({ page: "send", draftId: draft.draftId, ...(ticketId ? { ticketId } : {}) });
    },
    close() {
      if (place.isOwnTab) return;
      keeper.value?.leave();
      host.send("panel.close").catch(() => {});
    },
    onTicketsChanged(listener) {
      ticketListeners.add(listener);
      return () => ticketListeners.delete(listener);
    },
    stop() {
      stopListening();
      keeper.value?.leave();
      keeper.value?.stop();
    },
  };
  return panel;
}

/** The reason a person can read; anything else that went wrong is a fault of the panel's own. */
export function refusalOf(error: unknown): Refusal {
  return error instanceof AppError ? error.refusal : refusal("extension.fault");
}

/** An answer, whatever happens on the way to it. */
export async function answerOf<Value>(asked: Promise<Answer<Value>>): Promise<Answer<Value>> {
  try {
    return await asked;
  } catch (error) {
    return { ok: false, refusal: refusalOf(error) };
  }
}
