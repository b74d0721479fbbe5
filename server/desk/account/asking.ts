import { type ReadonlySignal, signal } from "@preact/signals";
import type { Decision, Refusal } from "../../../shared/problems.ts";

/** One form or button at a time: busy while it asks, and the refusal it got. */
export interface Asking {
  busy: ReadonlySignal<boolean>;
  refusal: ReadonlySignal<Refusal | null>;
  /** Asks, unless it is asking; then goes on with the answer. */
  ask<Value>(call: () => Promise<Decision<Value>>, onDone: (value: Value) => void | Promise<void>): Promise<void>;
}

export function asking(onRefused: (refusal: Refusal) => void = () => {}): Asking {
  const busy = signal(false);
  const refusal = signal<Refusal | null>(null);
  return {
    busy,
    refusal,
    async ask(call, onDone) {
      if (busy.value) return;
      busy.value = true;
      refusal.value = null;
      const answer = await call();
      if (answer.ok) await onDone(answer.value);
      else {
        refusal.value = answer.refusal;
        onRefused(answer.refusal);
      }
      busy.value = false;
    },
  };
}
