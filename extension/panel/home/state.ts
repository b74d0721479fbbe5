import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { sentence } from "../../../shared/problems.ts";
import type { TicketSummary } from "../../../shared/tickets.ts";
import type { Answer } from "../../messages.ts";
import { answerOf, type Panel } from "../state.ts";

/** How long a thrown-away request can be had back. */
export const undoMs = 10_000;

export interface Home {
  /** Null until the first answer. */
  tickets: ReadonlySignal<Answer<TicketSummary[]> | null>;
  isLoading: Signal<boolean>;
  /** Drafts thrown away that can still be had back. */
  discarding: ReadonlySignal<readonly string[]>;
  load(): Promise<void>;
  tryNow(draftId: string, sha256: string): Promise<void>;
  discard(draftId: string): void;
  undo(draftId: string): void;
  stop(): void;
}

export function createHome(panel: Panel): Home {
  const { host, voice } = panel;
  const tickets = signal<Answer<TicketSummary[]> | null>(null);
  const isLoading = signal(false);
  const discarding = signal<readonly string[]>([]);
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  async function load() {
    isLoading.value = true;
    const answer = await answerOf(host.send("ticket.list"));
    isLoading.value = false;
    // A list that was read once is better than an error in its place.
    if (answer.ok) tickets.value = { ok: true, value: answer.value.toSorted(unreadFirst) };
    else if (!tickets.value?.ok) tickets.value = answer;
    if (!answer.ok) voice.warn(sentence(answer.refusal));
  }
  const stopHearing = panel.onTicketsChanged(load);

  function keep(draftId: string) {
    clearTimeout(timers.get(draftId));
    timers.delete(draftId);
    discarding.value = discarding.value.filter((id) => id !== draftId);
  }

  return {
    tickets,
    isLoading,
    discarding,
    load,
    async tryNow(draftId, sha256) {
      const item = panel.outbox.value.find((item) => item.draftId === draftId);
      if (!item) return;
      const put = (send: typeof item.send) => {
        panel.outbox.value = panel.outbox.value.map((one) => (one.draftId === draftId ? { ...one, send } : one));
      };
      put({ state: "sending" });
      await host.send("ticket.send", { draftId, sha256 }).then(put, () => put(item.send));
    },
    discard(draftId) {
      discarding.value = [...discarding.value, draftId];
      voice.say("Request thrown away. You can have it back for ten seconds.");
      const finish = async () => {
        try {
          await host.send("draft.discard", draftId);
          panel.outbox.value = panel.outbox.value.filter((item) => item.draftId !== draftId);
        } catch {
          voice.warn("The request could not be thrown away. It is still here.");
        }
        keep(draftId);
      };
      timers.set(draftId, setTimeout(finish, undoMs));
    },
    undo(draftId) {
      keep(draftId);
      voice.say("The request is back.");
    },
    stop() {
      stopHearing();
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}

/** What waits for an answer of the holder's first, then unread, then what changed last. */
export function unreadFirst(one: TicketSummary, other: TicketSummary): number {
  return (
    Number(Boolean(other.asks)) - Number(Boolean(one.asks)) ||
    Number(other.unread > 0) - Number(one.unread > 0) ||
    Date.parse(other.updatedAt) - Date.parse(one.updatedAt) ||
    0
  );
}
