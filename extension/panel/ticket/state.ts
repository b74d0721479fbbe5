import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { v7 } from "uuid";
import { type Refusal, refusal, sentence } from "../../../shared/problems.ts";
import type { TicketThread } from "../../../shared/tickets.ts";
import type { AccessSummary } from "../../messages.ts";
import { answerOf, type Panel } from "../state.ts";
import type { ReplyStore } from "./reply-store.ts";

const pollMs = 5_000;
const accessPollMs = 30_000;

export interface TicketView {
  ticketId: string;
  thread: ReadonlySignal<TicketThread | null>;
  /** Why it could not be read; with a thread at hand, that what stands there may be old. */
  problem: ReadonlySignal<Refusal | null>;
  /** When it was last read, in milliseconds. */
  readAt: ReadonlySignal<number>;
  body: Signal<string>;
  replyProblem: ReadonlySignal<Refusal | null>;
  isSending: ReadonlySignal<boolean>;
  /** An answer to the offer is on its way. */
  isDeciding: ReadonlySignal<boolean>;
  decideProblem: ReadonlySignal<Refusal | null>;
  /** How access stands; null until it was read. */
  access: ReadonlySignal<AccessSummary | null>;
  load(): Promise<void>;
  write(body: string): void;
  /** The person goes on with it in a tab. */
  handOver(): void;
  reply(): Promise<void>;
  decide(offerId: string, agrees: boolean): Promise<void>;
  stop(): void;
}

export function createTicket(panel: Panel, ticketId: string, replies: ReplyStore): TicketView {
  const { host, place, voice } = panel;
  const unsent = replies.get(ticketId);
  const thread = signal<TicketThread | null>(null);
  const problem = signal<Refusal | null>(null);
  const readAt = signal(0);
  const body = signal(unsent?.body ?? "");
  const replyProblem = signal<Refusal | null>(null);
  const isSending = signal(false);
  const isDeciding = signal(false);
  const decideProblem = signal<Refusal | null>(null);
  const access = signal<AccessSummary | null>(null);
  let messageId = unsent?.messageId ?? v7();
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** What stood here as the person went on with it in a tab. */
  let handedOver: string | null = null;
  let accessAskedAt = Number.NEGATIVE_INFINITY;
  let isStopped = false;

  function show(next: TicketThread) {
    const known = new Set(thread.value?.messages.map(({ id }) => id));
    const news = next.messages.filter(({ id, author }) => !known.has(id) && author.kind === "engineer");
    const last = news.at(-1);
    if (thread.value && last) voice.say(`New answer from ${last.author.name}.`);
    thread.value = next;
    const sent = next.messages.find(({ id }) => id === messageId);
    if (sent) noteSent(sent.body);
    readAt.value = place.now();
    problem.value = null;
  }

  /** Sent from another place, such as a tab, or without our hearing of it: what stands here is not to be sent again. */
  function noteSent(text: string) {
    replies.drop(ticketId, messageId);
    messageId = v7();
    replyProblem.value = null;
    const isStillIt = body.value.trim() === text.trim() || body.value === handedOver;
    // What is kept of another one, in the tab, stays.
    if (isStillIt) body.value = "";
    else keep(body.value);
  }

  /** An older server knows nothing of access, and a ticket is read without it. */
  async function loadAccess() {
    if (place.now() - accessAskedAt < accessPollMs) return;
    accessAskedAt = place.now();
    const answer = await answerOf(host.send("access.summary", ticketId));
    if (answer.ok && !isStopped) access.value = answer.value;
    // It was out of reach for a moment: the next look at the ticket asks again.
    if (!answer.ok && answer.refusal.code !== "client.outdated") accessAskedAt = Number.NEGATIVE_INFINITY;
  }

  async function load() {
    clearTimeout(timer);
    void loadAccess();
    const answer = await answerOf(host.send("ticket.thread", ticketId));
    if (isStopped) return;
    if (answer.ok) show(answer.value);
    else {
      if (!problem.value) voice.warn(sentence(answer.refusal));
      problem.value = answer.refusal;
    }
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (place.isShown.value) load();
    }, pollMs);
  }

  const stopHearing = panel.onTicketsChanged(() => {
    accessAskedAt = Number.NEGATIVE_INFINITY;
    void load();
  });
  const stopWatching = place.isShown.subscribe((isShown) => {
    if (isShown) load();
  });

  function keep(text: string) {
    body.value = text;
    replies.set(ticketId, text ? { messageId, body: text } : null);
  }

  return {
    ticketId,
    thread,
    problem,
    readAt,
    body,
    replyProblem,
    isSending,
    isDeciding,
    decideProblem,
    access,
    load,
    write(text) {
      keep(text);
      if (replyProblem.value?.code === "message.empty") replyProblem.value = null;
    },
    handOver() {
      handedOver = body.value;
    },
    async reply() {
      if (isSending.value) return;
      const text = body.value.trim();
      replyProblem.value = text ? null : refusal("message.empty");
      if (text) {
        isSending.value = true;
        const answer = await answerOf(host.send("ticket.reply", { ticketId, messageId, body: text }));
        isSending.value = false;
        if (answer.ok) {
          messageId = v7();
          // What was typed while the reply was on its way is the next one.
          keep(body.value.trim() === text ? "" : body.value);
          show(answer.value);
          voice.say("Sent.");
        } else {
          replyProblem.value = answer.refusal;
          // The first wording did arrive: what stands here now is another message.
          if (answer.refusal.code === "message.id-taken") {
            messageId = v7();
            keep(body.value);
            load();
          }
        }
      }
      if (replyProblem.value) voice.warn(sentence(replyProblem.value));
    },
    async decide(offerId, agrees) {
      if (isDeciding.value) return;
      isDeciding.value = true;
      decideProblem.value = null;
      const answer = await answerOf(host.send("offer.decide", { ticketId, offerId, agrees }));
      isDeciding.value = false;
      if (answer.ok) {
        show(answer.value);
        voice.say(agrees ? "Accepted." : "Declined.");
        return;
      }
      decideProblem.value = answer.refusal;
      voice.warn(sentence(answer.refusal));
      // Someone else, or time, was quicker: what stands there now says so.
      if (answer.refusal.code === "offer.closed" || answer.refusal.code === "offer.absent") load();
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
      stopHearing();
      stopWatching();
    },
  };
}
