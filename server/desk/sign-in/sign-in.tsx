import { Door } from "../door.tsx";
import { Field } from "../field.tsx";
import type { SignInState } from "./state.ts";

export function SignIn({ state }: { state: SignInState }) {
  return (
    <Door
      title="Support desk"
      lead="Sign in to go on."
      button={state.busy.value ? "Signing in" : "Sign in"}
      busy={state.busy.value}
      refusal={state.refusal.value}
      onSubmit={state.submit}
      below={
        <button type="button" class="btn block" aria-disabled={state.busy.value} onClick={state.usePasskey}>
          Use a passkey
        </button>
      }
    >
      <Field label="E-mail" value={state.email} kind="email" autocomplete="username" />
      <Field label="Password" value={state.password} kind="password" autocomplete="current-password" />
    </Door>
  );
}
