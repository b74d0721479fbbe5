import { useEffect, useMemo } from "preact/hooks";
import { Icon } from "../../../shared/ui/icon.tsx";
import "../account/account.css";
import type { AccountApi } from "../account/api.ts";
import type { Role } from "../api.ts";
import { ProblemNote, ProblemScreen } from "../problem.tsx";
import { InvitationRow } from "./invitation-row.tsx";
import { InviteForm } from "./invite-form.tsx";
import { PersonRow } from "./person-row.tsx";
import { createPeople } from "./state.ts";

export interface PeopleProps {
  account: AccountApi;
  now: () => Date;
  /** Of whoever looks: operators see everybody, resellers their own. */
  role: Role;
  email: string;
}

/** Who signs in here, and who is invited to. */
export function People({ account, now, role, email }: PeopleProps) {
  const state = useMemo(() => createPeople(account), []);
  useEffect(() => {
    state.read();
  }, []);
  const listed = state.listed.value;
  const refusal = state.refusal.value;
  if (refusal && !listed)
    return <ProblemScreen title="People could not be read" refusal={refusal} onRetry={state.read} />;
  return (
    <>
      <header class="head">
        <h1 class="h2 grow">People</h1>
        <button
          type="button"
          class={`btn small ${state.isInviting.value ? "" : "primary"}`}
          onClick={() => state.turnInviting()}
        >
          <Icon name="plus" />
          Invite
        </button>
      </header>
      <div class="page" aria-busy={listed === null}>
        {state.isInviting.value && <InviteForm state={state} account={account} isOperator={role === "operator"} />}
        {refusal && <ProblemNote refusal={refusal} />}
        <p class="meta" role="status">
          {state.said.value}
        </p>
        {listed && listed.invitations.length > 0 && (
          <section class="card" aria-labelledby="invited-title">
            <h2 class="h2" id="invited-title">
              Invited
            </h2>
            <ul class="rows">
              {listed.invitations.map((invitation) => (
                <InvitationRow key={invitation.id} invitation={invitation} state={state} />
              ))}
            </ul>
          </section>
        )}
        {listed && (
          <section class="card" aria-labelledby="people-title">
            <h2 class="h2" id="people-title">
              {role === "operator" ? "Everybody who signs in" : "Your people"}
            </h2>
            <ul class="rows">
              {listed.people.map((person) => (
                <PersonRow
                  key={person.id}
                  person={person}
                  state={state}
                  now={now()}
                  isOperator={role === "operator"}
                  isSelf={person.email === email}
                />
              ))}
            </ul>
          </section>
        )}
      </div>
    </>
  );
}
