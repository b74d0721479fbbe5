import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type Refusal, refusal as refusalOf } from "../../../shared/problems.ts";
import type { DeskApi } from "../api.ts";

export interface SetupState {
  name: Signal<string>;
  email: Signal<string>;
  password: Signal<string>;
  busy: ReadonlySignal<boolean>;
  refusal: ReadonlySignal<Refusal | null>;
  submit(): Promise<void>;
}

/** Makes the operator with the printed link's token, then signs in. */
export function createSetup(api: DeskApi, token: string, onSignedIn: () => Promise<void>): SetupState {
  const name = signal("");
  const email = signal("");
  const password = signal("");
  const busy = signal(false);
  const refusal = signal<Refusal | null>(token ? null : refusalOf("setup.closed"));

  async function setUp(): Promise<Refusal | null> {
    const who = { email: email.value.trim(), password: password.value };
    const made = await api.setUpOperator({ token, name: name.value.trim(), ...who });
    if (!made.ok) return made.refusal;
    const entered = await api.signIn(who);
    if (!entered.ok) return entered.refusal;
    password.value = "";
    await onSignedIn();
    return null;
  }

  return {
    name,
    email,
    password,
    busy,
    refusal,
    async submit() {
      if (busy.value) return;
      busy.value = true;
      refusal.value = null;
      refusal.value = await setUp();
      busy.value = false;
    },
  };
}
