import { Door } from "../door.tsx";
import { Field } from "../field.tsx";
import type { SignInState } from "./state.ts";

export function SignIn({ state }: { state: SignInState }) {
  return (
    <Door
      title="Support desk"
      lead="Sign in to read and answer tickets."
      button={state.busy.value ? "Signing in" : "Sign in"}
      busy={state.busy.value}
      refusal={state.refusal.value}
      onSubmit={state.submit}
    >
      <Field label="E-mail" value={state.email} kind="email" autocomplete="username" />
      <Field label="Password" value={state.password} kind="password" autocomplete="current-password" />
    </Door>
  );
}
