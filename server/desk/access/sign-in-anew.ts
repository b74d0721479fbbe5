import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Decision, Refusal } from "../../../shared/problems.ts";
import type { AccountApi } from "../account/api.ts";
import { asking } from "../account/asking.ts";
import type { DeskApi, Person } from "../api.ts";

/** The same person shows once more who they are, without leaving what they were doing. */
export interface SignInAnewState {
  email: string;
  password: Signal<string>;
  code: Signal<string>;
  /** `code` after a right password, where a second factor is set up. */
  step: ReadonlySignal<"password" | "code">;
  isBackup: Signal<boolean>;
  busy: ReadonlySignal<boolean>;
  refusal: ReadonlySignal<Refusal | null>;
  submit(): Promise<void>;
  usePasskey(): Promise<void>;
  /** Forgets what was typed. */
  reset(): void;
}

export interface SignInAnewDeps {
  account: Pick<AccountApi, "verifyCode" | "verifyBackupCode" | "signInByPasskey">;
  desk: Pick<DeskApi, "signIn" | "me">;
  person: Pick<Person, "email">;
  rests: Signal<boolean>;
  onSignedIn: () => Promise<void>;
  onOther: () => Promise<void>;
}

/** The sign-in that was begun is over: it begins with the password. */
const isOver: ReadonlySet<string> = new Set(["session.sign-in-anew", "session.code-used", "session.locked"]);

export function createSignInAnew(deps: SignInAnewDeps): SignInAnewState {
  const { account, desk, person, rests } = deps;
  const password = signal("");
  const code = signal("");
  const step = signal<"password" | "code">("password");
  const isBackup = signal(false);
  const form = asking(({ code: why }) => {
    if (isOver.has(why)) step.value = "password";
  });

  function reset(): void {
    password.value = "";
    code.value = "";
    step.value = "password";
    isBackup.value = false;
  }

  /** A passkey can be somebody else’s. */
  async function entered(): Promise<void> {
    reset();
    rests.value = false;
    const me = await desk.me();
    if (me.ok && me.value.email !== person.email) await deps.onOther();
    else await deps.onSignedIn();
  }

  function byCode(): Promise<Decision<unknown>> {
    const typed = code.value.replaceAll(/\s/g, "");
    return isBackup.value ? account.verifyBackupCode(typed) : account.verifyCode(typed);
  }

  return {
    email: person.email,
    password,
    code,
    step,
    isBackup,
    busy: form.busy,
    refusal: form.refusal,
    async submit() {
      if (step.value === "code") return form.ask(byCode, entered);
      rests.value = true;
      const call = () => desk.signIn({ email: person.email, password: password.value });
      await form.ask(call, ({ needsCode }) => {
        password.value = "";
        if (needsCode) step.value = "code";
        return needsCode ? undefined : entered();
      });
      if (step.value === "password") rests.value = false;
    },
    usePasskey: () => form.ask(() => account.signInByPasskey(), entered),
    reset() {
      reset();
      rests.value = false;
    },
  };
}
