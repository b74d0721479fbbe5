import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type Decision, type Refusal, refuse } from "../../../shared/problems.ts";
import type { DeskApi } from "../api.ts";

export interface SignInState {
  email: Signal<string>;
  password: Signal<string>;
  busy: ReadonlySignal<boolean>;
  refusal: ReadonlySignal<Refusal | null>;
  /** The password was right, and a code is asked for. */
  needsCode: Signal<boolean>;
  submit(): Promise<void>;
  usePasskey(): Promise<void>;
}

/** What is loaded only for those who use it. */
type Passkeys = () => Promise<{ signInByPasskey(): Promise<Decision<unknown>> }>;

export function createSignIn(api: DeskApi, passkeys: Passkeys, onSignedIn: () => Promise<void>): SignInState {
  const email = signal("");
  const password = signal("");
  const busy = signal(false);
  const refusal = signal<Refusal | null>(null);
  const needsCode = signal(false);

  /** Says what the attempt was refused for, or goes on. */
  async function attempt(call: () => Promise<Decision<unknown>>, onDone: () => Promise<void>): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    refusal.value = null;
    const answer = await call();
    if (answer.ok) await onDone();
    else refusal.value = answer.refusal;
    busy.value = false;
  }

  return {
    email,
    password,
    busy,
    refusal,
    needsCode,
    submit: () =>
      attempt(
        async () => {
          const answer = await api.signIn({ email: email.value.trim(), password: password.value });
          if (answer.ok) needsCode.value = answer.value.needsCode;
          return answer;
        },
        async () => {
          password.value = "";
          if (!needsCode.value) await onSignedIn();
        },
      ),
    usePasskey: () =>
      attempt(
        () =>
          passkeys().then(
            (account) => account.signInByPasskey(),
            () => refuse("server.no-answer"),
          ),
        onSignedIn,
      ),
  };
}
