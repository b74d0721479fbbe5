import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { Decision } from "../../../shared/problems.ts";
import { Field } from "../field.tsx";
import { ProblemNote } from "../problem.tsx";
import type { AccountApi, Me } from "./api.ts";
import { asking } from "./asking.ts";
import { Authenticator } from "./authenticator.tsx";
import { BackupCodes } from "./backup-codes.tsx";
import { Passkeys } from "./passkeys.tsx";

interface SecondFactorCardProps {
  account: AccountApi;
  me: Me;
  onChanged: () => Promise<void>;
}

type Doing = "nothing" | "setting-up" | "removing" | "new-codes";

export function SecondFactorCard({ account, me, onChanged }: SecondFactorCardProps) {
  const doing = useSignal<Doing>("nothing");
  const codes = useSignal<string[]>([]);
  const stop = () => {
    doing.value = "nothing";
  };
  const start = (what: Doing) => () => {
    codes.value = [];
    doing.value = what;
  };
  const done = async () => {
    stop();
    await onChanged();
  };
  return (
    <section class="card" aria-labelledby="factor-title">
      <h2 class="h2" id="factor-title">
        Second factor
      </h2>
      <ul class="rows">
        <li>
          <div class="row-what">
            <b>Authenticator app</b>
            <p class="meta">
              {me.hasAuthenticator ? "Set up. Its code is asked for after the password." : "Not set up."}
            </p>
          </div>
          {!me.hasAuthenticator && doing.value === "nothing" && (
            <button type="button" class="btn small" onClick={start("setting-up")}>
              Set up
            </button>
          )}
          {me.hasAuthenticator && (
            <>
              <button type="button" class="btn small" onClick={start("new-codes")}>
                New backup codes
              </button>
              <button type="button" class="btn small danger" onClick={start("removing")}>
                Remove
              </button>
            </>
          )}
          <div class="row-more" hidden={doing.value === "nothing" && codes.value.length === 0}>
            {doing.value === "setting-up" && <Authenticator account={account} onDone={done} onBack={stop} />}
            {doing.value === "removing" && (
              <ByPassword
                words="Remove the authenticator"
                call={account.removeAuthenticator}
                onDone={done}
                onBack={stop}
              />
            )}
            {doing.value === "new-codes" && (
              <ByPassword
                words="Make new backup codes"
                call={account.newBackupCodes}
                onDone={({ backupCodes }) => {
                  codes.value = backupCodes;
                  stop();
                }}
                onBack={stop}
              />
            )}
            {codes.value.length > 0 && <BackupCodes codes={codes.value} fileName="backup-codes.txt" />}
          </div>
        </li>
        <Passkeys account={account} />
      </ul>
    </section>
  );
}

interface ByPasswordProps<Value> {
  words: string;
  call: (password: string) => Promise<Decision<Value>>;
  onDone: (value: Value) => void | Promise<void>;
  onBack: () => void;
}

/** What only the present password may do. */
function ByPassword<Value>({ words, call, onDone, onBack }: ByPasswordProps<Value>) {
  const password = useSignal("");
  const { busy, refusal, ask } = useMemo(() => asking(), []);
  const submit = (event: Event) => {
    event.preventDefault();
    ask(() => call(password.value), onDone);
  };
  return (
    <form class="stack" onSubmit={submit}>
      <Field label="Your password" value={password} kind="password" autocomplete="current-password" />
      {refusal.value && <ProblemNote refusal={refusal.value} />}
      <div class="line wrap">
        <button type="submit" class="btn" aria-disabled={busy.value}>
          {words}
        </button>
        <button type="button" class="btn quiet" onClick={onBack}>
          Back
        </button>
      </div>
    </form>
  );
}
