import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { mailLanguageNames } from "../../../shared/languages.ts";
import type { AccountApi } from "../account/api.ts";
import { asking } from "../account/asking.ts";
import { Select } from "../account/select.tsx";
import type { DeskApi } from "../api.ts";
import { Door } from "../door.tsx";
import { Field } from "../field.tsx";
import { ProblemScreen } from "../problem.tsx";
import { roleWords } from "../role-words.ts";

interface JoinProps {
  account: AccountApi;
  api: Pick<DeskApi, "signIn">;
  /** From the link's fragment. */
  token: string;
  onSignedIn: () => Promise<void>;
}

type Invited = Extract<Awaited<ReturnType<AccountApi["invitation"]>>, { ok: true }>["value"];

/** Where an invitation's link leads: who is invited chooses a name and a password. */
export function Join({ account, api, token, onSignedIn }: JoinProps) {
  const invited = useSignal<Invited | null>(null);
  const look = useMemo(() => asking(), []);
  const read = () =>
    look.ask(
      () => account.invitation(token),
      (answer) => {
        invited.value = answer;
      },
    );
  useEffect(() => {
    read();
  }, []);
  if (look.refusal.value) {
    return (
      <main class="work">
        <ProblemScreen title="This invitation cannot be used" refusal={look.refusal.value} onRetry={read} />
      </main>
    );
  }
  if (!invited.value) return <main class="work late" aria-busy="true" />;
  return <Form {...{ account, api, token, onSignedIn }} invited={invited.value} />;
}

function Form({ account, api, token, onSignedIn, invited }: JoinProps & { invited: Invited }) {
  const name = useSignal(invited.name);
  const password = useSignal("");
  const language = useSignal<string>(nearest(navigator.language));
  const { busy, refusal, ask } = useMemo(() => asking(), []);
  const submit = () =>
    ask(
      async () => {
        const joined = await account.join({
          token,
          name: name.value.trim(),
          password: password.value,
          language: nearest(language.value),
        });
        return joined.ok ? api.signIn({ email: joined.value.email, password: password.value }) : joined;
      },
      () => onSignedIn(),
    );
  return (
    <Door
      title={invited.isReset ? "Choose a new password" : `Join ${invited.serverName}`}
      lead={`You sign in as ${invited.email}, ${roleWords[invited.role]}.`}
      button={busy.value ? "Signing in" : "Go on"}
      busy={busy.value}
      refusal={refusal.value}
      onSubmit={submit}
    >
      {!invited.isReset && <Field label="Your name" value={name} kind="text" autocomplete="name" />}
      <Field
        label="Password"
        value={password}
        kind="password"
        autocomplete="new-password"
        hint="At least 12 characters. A few words of your own are easiest."
      />
      {!invited.isReset && (
        <Select
          label="Language of mails"
          value={language}
          options={mailLanguageNames.map(([value, words]) => ({ value, words }))}
        />
      )}
    </Door>
  );
}

function nearest(wanted: string) {
  return mailLanguageNames.find(([id]) => wanted.startsWith(id))?.[0] ?? "en";
}
