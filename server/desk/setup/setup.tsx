import { Door } from "../door.tsx";
import { Field } from "../field.tsx";
import type { SetupState } from "./state.ts";

export function Setup({ state }: { state: SetupState }) {
  return (
    <Door
      title="Set up the desk"
      lead="You become its operator. The link that brought you here works once."
      button={state.busy.value ? "Setting up" : "Set up and sign in"}
      busy={state.busy.value}
      refusal={state.refusal.value}
      onSubmit={state.submit}
    >
      <Field
        label="Your name"
        value={state.name}
        kind="text"
        autocomplete="name"
        hint="Holders read it beside your answers."
      />
      <Field label="E-mail" value={state.email} kind="email" autocomplete="username" />
      <Field
        label="Password"
        value={state.password}
        kind="password"
        autocomplete="new-password"
        hint="At least 12 characters. A few words of your own are easiest."
      />
    </Door>
  );
}
