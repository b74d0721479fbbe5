import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { ProblemScreen } from "../problem.tsx";
import "./account.css";
import type { AccountApi, Me } from "./api.ts";
import { asking } from "./asking.ts";
import { PasswordCard } from "./password-card.tsx";
import { ProfileCard } from "./profile-card.tsx";
import { SecondFactorCard } from "./second-factor-card.tsx";
import { SessionsCard } from "./sessions-card.tsx";

export interface AccountProps {
  account: AccountApi;
  now: () => Date;
  /** The session may be another one now, or the name. */
  onChanged: () => Promise<void>;
}

/** Whoever is signed in, and what they sign in with. */
export function Account({ account, now, onChanged }: AccountProps) {
  const me = useSignal<Me | null>(null);
  const { refusal, ask } = useMemo(() => asking(), []);
  const read = () =>
    ask(account.me, (answer) => {
      me.value = answer;
    });
  const changed = async () => {
    await read();
    await onChanged();
  };
  useEffect(() => {
    read();
  }, []);
  if (refusal.value && !me.value) {
    return <ProblemScreen title="Your account could not be read" refusal={refusal.value} onRetry={read} />;
  }
  return (
    <>
      <header class="head">
        <h1 class="h2 grow">Your account</h1>
      </header>
      <div class="page" aria-busy={me.value === null}>
        {me.value && <ProfileCard account={account} me={me.value} onChanged={changed} />}
        {me.value && <SecondFactorCard account={account} me={me.value} onChanged={changed} />}
        {me.value && <PasswordCard account={account} />}
        {me.value && <SessionsCard account={account} now={now} />}
      </div>
    </>
  );
}
