import { type ReadonlySignal, signal } from "@preact/signals";
import type { Answer, Terms } from "../messages.ts";
import type { PanelHost } from "./host.ts";
import { answerOf } from "./state.ts";

/** What support there is for this store's license, as far as it is known here. */
export interface Support {
  /** Null until the first answer; a value of null where the license has no rules. */
  terms: ReadonlySignal<Answer<Terms | null> | null>;
  /** Counts up whenever the server said something new: verdicts are asked for again. */
  turn: ReadonlySignal<number>;
  load(): Promise<void>;
  change(): void;
}

/** `serverNow` is the origin of the server that the store is connected with. */
export function createSupport(host: PanelHost, serverNow: () => string | null): Support {
  const terms = signal<Answer<Terms | null> | null>(null);
  const turn = signal(0);
  let knownOf: string | null = null;
  async function load() {
    if (serverNow() !== knownOf) terms.value = null;
    knownOf = serverNow();
    const answer = await answerOf(host.send("request.terms"));
    // What was known once is better than an error in its place.
    if (answer.ok || !terms.value?.ok) terms.value = answer;
  }
  return {
    terms,
    turn,
    load,
    change() {
      turn.value += 1;
      void load();
    },
  };
}

/** The terms, where there are any. */
export function knownTerms({ terms: { value } }: Support): Terms | null {
  return value?.ok ? value.value : null;
}
