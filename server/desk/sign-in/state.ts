import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Refusal } from "../../../shared/problems.ts";
import type { DeskApi } from "../api.ts";

export interface SignInState {
  email: Signal<string>;
  password: Signal<string>;
  busy: ReadonlySignal<boolean>;
  refusal: ReadonlySignal<Refusal | null>;
  submit(): Promise<void>;
}

export function createSignIn(api: DeskApi, onSignedIn: () => Promise<void>): SignInState {
  const email = signal("");
  const password = signal("");
  const busy = signal(false);
  const refusal = signal<Refusal | null>(null);
  return {
    email,
    password,
    busy,
    refusal,
    async submit() {
      if (busy.value) return;
      busy.value = true;
      refusal.value = null;
      const answer = await api.signIn({ email: email.value.trim(), password: password.value });
      if (answer.ok) {
        password.value = "";
        await onSignedIn();
      } else {
        refusal.value = answer.refusal;
      }
      busy.value = false;
    },
  };
}
