import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { Icon } from "../../../shared/ui/icon.tsx";
import { ProblemNote } from "../problem.tsx";
import "./account.css";
import type { AccountApi } from "./api.ts";
import { asking } from "./asking.ts";
import { Authenticator } from "./authenticator.tsx";

interface SetUpProps {
  account: AccountApi;
  onDone: () => Promise<void>;
  onLeave: () => void;
}

/** For whoever signed in with the password alone where that is not enough: set a second factor up, or use it. */
export function SetUp({ account, onDone, onLeave }: SetUpProps) {
  const hasPasskey = useSignal<boolean | null>(null);
  const isAuthenticator = useSignal(false);
  const { busy, refusal, ask } = useMemo(() => asking(), []);
  useEffect(() => {
    ask(account.passkeys, ({ passkeys }) => {
      hasPasskey.value = passkeys.length > 0;
    });
  }, []);

  const usePasskey = () => ask(account.signInByPasskey, onDone);
  const addPasskey = () =>
    ask(
      () => account.addPasskey("Passkey"),
      async () => {
        hasPasskey.value = true;
        const entered = await account.signInByPasskey();
        if (entered.ok) await onDone();
      },
    );
  return (
    <main class="door" tabIndex={-1} aria-busy={hasPasskey.value === null}>
      <section class="card door-card">
        <header class="stack">
          <span class="mark">
            <Icon name="shield" look="lg" />
          </span>
          <div>
            <h1 class="h1">{hasPasskey.value ? "Use your passkey" : "Set up a second factor"}</h1>
            <p class="soft">
              {hasPasskey.value
                ? "Your password alone does not open the desk."
                : "A password can be guessed or stolen. The desk opens only with something that you also have."}
            </p>
          </div>
        </header>
        {refusal.value && <ProblemNote refusal={refusal.value} />}
        {hasPasskey.value === true && (
          <button type="button" class="btn primary block" aria-disabled={busy.value} onClick={usePasskey}>
            Use your passkey
          </button>
        )}
        {hasPasskey.value === false && isAuthenticator.value && (
          <Authenticator
            account={account}
            onDone={onDone}
            onBack={() => {
              isAuthenticator.value = false;
            }}
          />
        )}
        {hasPasskey.value === false && !isAuthenticator.value && (
          <Choice
            busy={busy.value}
            onAuthenticator={() => {
              isAuthenticator.value = true;
            }}
            onPasskey={addPasskey}
          />
        )}
        <button type="button" class="link" onClick={onLeave}>
          Sign out
        </button>
      </section>
    </main>
  );
}

interface ChoiceProps {
  busy: boolean;
  onAuthenticator: () => void;
  onPasskey: () => void;
}

function Choice({ busy, onAuthenticator, onPasskey }: ChoiceProps) {
  return (
    <div class="stack">
      <button type="button" class="btn primary block" onClick={onAuthenticator}>
        Use an authenticator app
      </button>
      <button type="button" class="btn block" aria-disabled={busy} onClick={onPasskey}>
        Use a passkey
      </button>
      <p class="hint">
        An authenticator app shows a new code every 30 seconds. A passkey is kept by this device, your telephone or a
        security key, and asks for your finger, your face or a PIN.
      </p>
    </div>
  );
}
