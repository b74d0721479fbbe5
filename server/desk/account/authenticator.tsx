import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { Field } from "../field.tsx";
import { ProblemNote } from "../problem.tsx";
import type { AccountApi, NewAuthenticator } from "./api.ts";
import { asking } from "./asking.ts";
import { BackupCodes } from "./backup-codes.tsx";
import { Qr } from "./qr.tsx";

interface AuthenticatorProps {
  account: AccountApi;
  /** Once it is confirmed, and the backup codes were put away. */
  onDone: () => void | Promise<void>;
  onBack: () => void;
}

/** Sets up an authenticator: the password, the code to scan, a code of it to confirm, and the backup codes. */
export function Authenticator({ account, onDone, onBack }: AuthenticatorProps) {
  const fresh = useSignal<NewAuthenticator | null>(null);
  const isConfirmed = useSignal(false);
  const password = useSignal("");
  const code = useSignal("");
  const { busy, refusal, ask } = useMemo(() => asking(), []);

  const begin = () =>
    ask(
      () => account.beginAuthenticator(password.value),
      (answer) => {
        password.value = "";
        fresh.value = answer;
      },
    );
  const confirm = () =>
    ask(
      () => account.verifyCode(code.value.replaceAll(/\s/g, "")),
      () => {
        isConfirmed.value = true;
      },
    );
  const submit = (event: Event) => {
    event.preventDefault();
    if (!fresh.value) begin();
    else if (!isConfirmed.value) confirm();
    else onDone();
  };
  return (
    <form class="stack step" onSubmit={submit}>
      {!fresh.value && <Field label="Your password" value={password} kind="password" autocomplete="current-password" />}
      {fresh.value && !isConfirmed.value && <Scan uri={fresh.value.totpURI} />}
      {fresh.value && !isConfirmed.value && (
        <Field label="The code that it shows" value={code} kind="text" autocomplete="one-time-code" digits />
      )}
      {fresh.value && isConfirmed.value && <PutAway codes={fresh.value.backupCodes} />}
      {refusal.value && <ProblemNote refusal={refusal.value} />}
      <div class="line wrap">
        <button type="submit" class="btn primary" aria-disabled={busy.value}>
          {isConfirmed.value ? "I have put them away" : "Go on"}
        </button>
        {!isConfirmed.value && (
          <button type="button" class="btn quiet" onClick={onBack}>
            Back
          </button>
        )}
      </div>
    </form>
  );
}

function Scan({ uri }: { uri: string }) {
  const secret = URL.parse(uri)?.searchParams.get("secret") ?? "";
  return (
    <div class="stack">
      <p>Scan this with your authenticator app.</p>
      <Qr text={uri} label="Code for your authenticator app" />
      <div class="stack tight">
        <p class="soft sm">Or type this key into it:</p>
        <code class="mono secret">{secret.replaceAll(/(.{4})(?=.)/g, "$1 ")}</code>
      </div>
    </div>
  );
}

function PutAway({ codes }: { codes: readonly string[] }) {
  return (
    <div class="stack">
      <p>
        These backup codes let you in without the authenticator, each of them once. They are shown only now: put them
        where you find them without this device.
      </p>
      <BackupCodes codes={codes} fileName="backup-codes.txt" />
    </div>
  );
}
