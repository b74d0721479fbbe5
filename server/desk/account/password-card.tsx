import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { Field } from "../field.tsx";
import { ProblemNote } from "../problem.tsx";
import type { AccountApi } from "./api.ts";
import { asking } from "./asking.ts";
import { Saved } from "./saved.tsx";

export function PasswordCard({ account }: { account: AccountApi }) {
  const present = useSignal("");
  const next = useSignal("");
  const isSaved = useSignal(false);
  const { busy, refusal, ask } = useMemo(() => asking(), []);
  const submit = (event: Event) => {
    event.preventDefault();
    isSaved.value = false;
    ask(
      () => account.changePassword({ present: present.value, next: next.value }),
      () => {
        present.value = "";
        next.value = "";
        isSaved.value = true;
      },
    );
  };
  return (
    <form class="card" onSubmit={submit} aria-labelledby="password-title">
      <h2 class="h2" id="password-title">
        Password
      </h2>
      <div class="form-grid">
        <Field label="Present password" value={present} kind="password" autocomplete="current-password" />
        <Field
          label="New password"
          value={next}
          kind="password"
          autocomplete="new-password"
          hint="At least 12 characters. Every other session ends."
        />
      </div>
      {refusal.value && <ProblemNote refusal={refusal.value} />}
      <Saved busy={busy.value} isSaved={isSaved.value} words="Change password" />
    </form>
  );
}
