import { useSignal } from "@preact/signals";
import type { ListedPerson } from "../account/api.ts";
import { ageWords } from "../times.ts";
import { roleLine } from "./invitation-row.tsx";
import type { PeopleState } from "./state.ts";

interface PersonRowProps {
  person: ListedPerson;
  state: PeopleState;
  now: Date;
  isOperator: boolean;
  isSelf: boolean;
}

type Asked = "remove" | "reset" | null;

export function PersonRow({ person, state, now, isOperator, isSelf }: PersonRowProps) {
  const asked = useSignal<Asked>(null);
  const { name, email, role, senior, accountName, secondFactor, lastSeenAt } = person;
  const hasFactor = secondFactor.authenticator || secondFactor.passkeys > 0;
  return (
    <li>
      <div class="row-what">
        <b>{name}</b> <span class="soft">{email}</span> {isSelf && <span class="badge accent">You</span>}
        <p class="meta">
          {roleLine(role, senior, accountName)} · {seenWords(lastSeenAt, now)}
        </p>
      </div>
      <span class={`badge ${hasFactor ? "positive" : "caution"}`}>
        {hasFactor ? "Second factor" : "Password alone"}
      </span>
      {!isSelf && (
        <div class="line wrap">
          {isOperator && <RoleButtons person={person} state={state} />}
          {isOperator && (
            <Choose words="Reset" about={name} isOpen={asked.value === "reset"} onTurn={() => turn(asked, "reset")} />
          )}
          <Choose words="Remove" about={name} isOpen={asked.value === "remove"} onTurn={() => turn(asked, "remove")} />
        </div>
      )}
      {asked.value && (
        <Confirm asked={asked.value} person={person} state={state} onBack={() => turn(asked, asked.value)} />
      )}
    </li>
  );
}

function turn(asked: { value: Asked }, to: Asked): void {
  asked.value = asked.value === to ? null : to;
}

function seenWords(lastSeenAt: string | null, now: Date): string {
  if (lastSeenAt === null) return "not signed in";
  const age = ageWords(lastSeenAt, now);
  return `last seen ${age === "just now" ? age : `${age} ago`}`;
}

interface ChooseProps {
  words: string;
  about: string;
  isOpen: boolean;
  onTurn: () => void;
}

function Choose({ words, about, isOpen, onTurn }: ChooseProps) {
  return (
    <button
      type="button"
      class={`btn small ${words === "Remove" ? "danger" : ""}`}
      aria-expanded={isOpen}
      aria-label={`${words} ${about}`}
      onClick={onTurn}
    >
      {words}
    </button>
  );
}

function RoleButtons({ person, state }: Pick<PersonRowProps, "person" | "state">) {
  const { role, senior, name } = person;
  if (role !== "engineer" && role !== "operator") return null;
  const change = (words: string, to: "engineer" | "operator", isSenior: boolean) => (
    <button
      type="button"
      class="btn small"
      aria-disabled={state.busy.value}
      aria-label={`${words}: ${name}`}
      onClick={() => state.changeRole(person, to, isSenior)}
    >
      {words}
    </button>
  );
  if (role === "operator") return change("Make engineer", "engineer", false);
  return (
    <>
      {change(senior ? "Not senior" : "Make senior", "engineer", !senior)}
      {change("Make operator", "operator", false)}
    </>
  );
}

interface ConfirmProps {
  asked: "remove" | "reset";
  person: ListedPerson;
  state: PeopleState;
  onBack: () => void;
}

/** What follows, before it happens. */
function Confirm({ asked, person, state, onBack }: ConfirmProps) {
  const act = (work: () => Promise<void>) => () => {
    onBack();
    return work();
  };
  return (
    <div class="row-more stack">
      <p>
        {asked === "remove"
          ? `${person.name} is signed out everywhere at once and cannot sign in any more. What they wrote stays.`
          : `${person.name} is signed out everywhere at once and gets a mail with a link to choose a new password.`}
      </p>
      <div class="line wrap">
        {asked === "remove" && (
          <button type="button" class="btn small danger" onClick={act(() => state.remove(person))}>
            Remove them
          </button>
        )}
        {asked === "reset" && (
          <>
            <button type="button" class="btn small" onClick={act(() => state.reset(person, false))}>
              Reset the password
            </button>
            <button type="button" class="btn small danger" onClick={act(() => state.reset(person, true))}>
              Also take off the second factor
            </button>
          </>
        )}
        <button type="button" class="btn small quiet" onClick={onBack}>
          Back
        </button>
      </div>
    </div>
  );
}
