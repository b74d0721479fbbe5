import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { Door } from "../door.tsx";
import { Field } from "../field.tsx";
import type { AccountApi } from "./api.ts";
import { asking } from "./asking.ts";

interface CodeStepProps {
  account: AccountApi;
  onSignedIn: () => Promise<void>;
  onBack: () => void;
}

/** The second step of a sign-in: a code of the authenticator, or a backup code. */
export function CodeStep({ account, onSignedIn, onBack }: CodeStepProps) {
  const code = useSignal("");
  const isBackup = useSignal(false);
  const { busy, refusal, ask } = useMemo(() => asking(), []);
  useEffect(() => {
    document.querySelector<HTMLInputElement>(".door input")?.focus();
  }, [isBackup.value]);

  const submit = () =>
    ask(
      () => {
        const typed = code.value.replaceAll(/\s/g, "");
        return isBackup.value ? account.verifyBackupCode(typed) : account.verifyCode(typed);
      },
      () => onSignedIn(),
    );
  const turn = () => {
    isBackup.value = !isBackup.value;
    code.value = "";
  };
  return (
    <Door
      title="One more step"
      lead={
        isBackup.value ? "Type one of your backup codes. Each is good once." : "Type the code from your authenticator."
      }
      button={busy.value ? "Signing in" : "Sign in"}
      busy={busy.value}
      refusal={refusal.value}
      onSubmit={submit}
      below={
        <div class="line wrap">
          <button type="button" class="link" onClick={turn}>
            {isBackup.value ? "Use the authenticator" : "Use a backup code"}
          </button>
          <button type="button" class="link end" onClick={onBack}>
            Start again
          </button>
        </div>
      }
    >
      <Field
        key={String(isBackup.value)}
        label={isBackup.value ? "Backup code" : "Code"}
        value={code}
        kind="text"
        autocomplete={isBackup.value ? "off" : "one-time-code"}
        digits={!isBackup.value}
      />
    </Door>
  );
}
