import { Plain } from "../../../shared/ui/plain.tsx";
import { Field } from "../field.tsx";
import { ProblemNote } from "../problem.tsx";
import type { SignInAnewState } from "./sign-in-anew.ts";

/** In the place of what was asked for, which goes on by itself after it. */
export function SignInAnewForm({ state, reason }: { state: SignInAnewState; reason: string }) {
  const { step, isBackup, busy, refusal, code } = state;
  return (
    <form
      class="stack sign-in-anew"
      onSubmit={(event) => {
        event.preventDefault();
        void state.submit();
      }}
    >
      <p>
        To see a login you sign in anew: your sign-in is older than ten minutes. Your reason is kept:{" "}
        <q dir="auto">
          <Plain text={reason} />
        </q>
      </p>
      {step.value === "password" && (
        <>
          <p class="sm soft">
            As <bdi>{state.email}</bdi>
          </p>
          <Field label="Password" value={state.password} kind="password" autocomplete="current-password" />
        </>
      )}
      {step.value === "code" && (
        <Field
          key={String(isBackup.value)}
          label={isBackup.value ? "Backup code" : "Code of your authenticator"}
          value={code}
          kind="text"
          autocomplete={isBackup.value ? "off" : "one-time-code"}
          digits={!isBackup.value}
        />
      )}
      {refusal.value && <ProblemNote refusal={refusal.value} />}
      <div class="line wrap">
        <button type="submit" class="btn primary small" aria-disabled={busy.value}>
          {busy.value ? "Signing in" : "Sign in and reveal"}
        </button>
        {step.value === "password" && (
          <button type="button" class="btn small" aria-disabled={busy.value} onClick={state.usePasskey}>
            Use a passkey
          </button>
        )}
        {step.value === "code" && (
          <button
            type="button"
            class="link"
            onClick={() => {
              isBackup.value = !isBackup.value;
              code.value = "";
            }}
          >
            {isBackup.value ? "Use the authenticator" : "Use a backup code"}
          </button>
        )}
      </div>
    </form>
  );
}
