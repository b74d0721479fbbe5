import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { mailLanguageNames } from "../../../shared/languages.ts";
import { Field } from "../field.tsx";
import { ProblemNote } from "../problem.tsx";
import type { AccountApi, Me } from "./api.ts";
import { asking } from "./asking.ts";
import { Saved } from "./saved.tsx";
import { Select } from "./select.tsx";

interface ProfileCardProps {
  account: AccountApi;
  me: Me;
  onChanged: () => Promise<void>;
}

export function ProfileCard({ account, me, onChanged }: ProfileCardProps) {
  const name = useSignal(me.name);
  const language = useSignal<string>(me.language ?? "en");
  const isSaved = useSignal(false);
  const { busy, refusal, ask } = useMemo(() => asking(), []);
  const submit = (event: Event) => {
    event.preventDefault();
    isSaved.value = false;
    ask(
      () => account.changeProfile({ name: name.value.trim(), language: languageOf(language.value) }),
      async () => {
        isSaved.value = true;
        await onChanged();
      },
    );
  };
  return (
    <form class="card" onSubmit={submit} aria-labelledby="profile-title">
      <h2 class="h2" id="profile-title">
        You
      </h2>
      <div class="form-grid">
        <Field label="Name" value={name} kind="text" autocomplete="name" hint={`You sign in as ${me.email}.`} />
        <Select
          label="Language of mails"
          value={language}
          options={mailLanguageNames.map(([id, words]) => ({ value: id, words }))}
        />
      </div>
      {refusal.value && <ProblemNote refusal={refusal.value} />}
      <Saved busy={busy.value} isSaved={isSaved.value} words="Save" />
    </form>
  );
}

function languageOf(id: string) {
  return mailLanguageNames.find(([known]) => known === id)?.[0] ?? null;
}
