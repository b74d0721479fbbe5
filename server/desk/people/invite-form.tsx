import { useSignal } from "@preact/signals";
import { mailLanguageNames } from "../../../shared/languages.ts";
import type { AccountApi } from "../account/api.ts";
import { Select } from "../account/select.tsx";
import { Field } from "../field.tsx";
import { AccountField } from "./account-field.tsx";
import type { PeopleState } from "./state.ts";

interface InviteFormProps {
  state: PeopleState;
  account: AccountApi;
  isOperator: boolean;
}

const kinds = [
  { value: "engineer", words: "Engineer", role: "engineer", senior: false },
  { value: "senior", words: "Senior engineer", role: "engineer", senior: true },
  { value: "operator", words: "Operator", role: "operator", senior: false },
  { value: "reseller", words: "Somebody of a reseller", role: "reseller", senior: false },
  { value: "holder", words: "Somebody of a license holder", role: "holder", senior: false },
] as const;

export function InviteForm({ state, account, isOperator }: InviteFormProps) {
  const name = useSignal("");
  const email = useSignal("");
  const kind = useSignal<string>(isOperator ? "engineer" : "reseller");
  const language = useSignal("en");
  const accountId = useSignal<string | null>(null);
  const { role, senior } = kinds.find(({ value }) => value === kind.value) ?? kinds[0];
  const ofAccount = role === "reseller" || role === "holder";
  const submit = (event: Event) => {
    event.preventDefault();
    state.invite({
      name: name.value.trim(),
      email: email.value.trim(),
      role,
      senior,
      accountId: ofAccount ? accountId.value : null,
      language: mailLanguageNames.find(([id]) => id === language.value)?.[0] ?? null,
    });
  };
  return (
    <form class="card" onSubmit={submit} aria-labelledby="invite-title">
      <h2 class="h2" id="invite-title">
        Invite somebody
      </h2>
      <div class="form-grid">
        <Field label="Name" value={name} kind="text" autocomplete="off" />
        <Field label="E-mail" value={email} kind="email" autocomplete="off" />
        {isOperator && <Select label="Role" value={kind} options={kinds} />}
        {isOperator && ofAccount && <AccountField key={role} account={account} kind={role} chosen={accountId} />}
        <Select
          label="Language of the mail"
          value={language}
          options={mailLanguageNames.map(([value, words]) => ({ value, words }))}
        />
      </div>
      <div class="line wrap">
        <button type="submit" class="btn primary" aria-disabled={state.busy.value}>
          Send the invitation
        </button>
        <button type="button" class="btn quiet" onClick={state.turnInviting}>
          Back
        </button>
      </div>
    </form>
  );
}
