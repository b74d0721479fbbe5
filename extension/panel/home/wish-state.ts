import { type ReadonlySignal, signal } from "@preact/signals";
import { v7 } from "uuid";
import { sentence } from "../../../shared/problems.ts";
import type { Orphan } from "../../../shared/standing.ts";
import { answerOf, type Panel } from "../state.ts";
import { knownTerms } from "../support.ts";
import type { ReplyStore } from "../ticket/reply-store.ts";

export interface WishState {
  /** As it is typed. */
  company: ReadonlySignal<string>;
  isEditing: ReadonlySignal<boolean>;
  isSending: ReadonlySignal<boolean>;
  /** Why it was not sent. */
  problem: ReadonlySignal<string | null>;
  /** What the server has, as far as it is known here. */
  sent(): Orphan["wish"];
  write(company: string): void;
  /** Names another company than the one that was sent. */
  change(): void;
  /** Leaves it at the one that was sent. */
  keep(): void;
  send(): Promise<void>;
}

/** The company that a store's owner names, kept under the store's own name until the server has it. */
export function createWish(panel: Panel, unsent: ReplyStore): WishState {
  const { host, voice, support, place } = panel;
  const key = `orphan ${panel.start.value?.storeOrigin ?? ""}`;
  const known = () => knownTerms(support)?.orphan?.wish ?? null;
  const kept = unsent.get(key);
  const company = signal(kept?.body ?? "");
  const isEditing = signal(kept !== null || known() === null);
  const isSending = signal(false);
  const problem = signal<string | null>(null);
  /** What was sent from here, until the server is heard to know it; `over` is when it was told what it knew before. */
  const told = signal<{ company: string; at: string; over: string | null } | null>(null);
  let commandId = kept?.messageId ?? v7();

  function fail(words: string) {
    problem.value = words;
    voice.warn(words);
  }

  return {
    company,
    isEditing,
    isSending,
    problem,
    sent() {
      const wish = known();
      return told.value && told.value.over === (wish?.at ?? null) ? told.value : wish;
    },
    write(words) {
      // Other words are another wish; the same ones sent again are the same.
      commandId = v7();
      company.value = words;
      problem.value = null;
      unsent.set(key, words === "" ? null : { messageId: commandId, body: words });
    },
    change() {
      company.value = "";
      isEditing.value = true;
    },
    keep() {
      unsent.set(key, null);
      problem.value = null;
      isEditing.value = false;
    },
    async send() {
      if (isSending.value) return;
      const wanted = { commandId, company: company.value.trim() };
      if (wanted.company === "") return fail("Write the name of the company first.");
      isSending.value = true;
      problem.value = null;
      const over = known()?.at ?? null;
      const answer = await answerOf(host.send("orphan.wish", wanted));
      isSending.value = false;
      if (!answer.ok) return fail(sentence(answer.refusal));
      // What was typed meanwhile stays typed.
      const isSame = commandId === wanted.commandId;
      if (isSame) unsent.set(key, null);
      told.value = { company: wanted.company, at: new Date(place.now()).toISOString(), over };
      isEditing.value = !isSame;
      voice.say("Sent. Support knows which company you want.");
    },
  };
}
