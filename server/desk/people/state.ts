import { type ReadonlySignal, signal } from "@preact/signals";
import type { Decision } from "../../../shared/problems.ts";
import type { AccountApi, Invitation, ListedPerson, OpenInvitation, People } from "../account/api.ts";
import { type Asking, asking } from "../account/asking.ts";

export interface PeopleState extends Pick<Asking, "busy" | "refusal"> {
  /** Null until it is read. */
  listed: ReadonlySignal<People | null>;
  isInviting: ReadonlySignal<boolean>;
  /** What was done last, in a sentence. */
  said: ReadonlySignal<string>;
  read(): Promise<void>;
  turnInviting(): void;
  invite(invitation: Invitation): Promise<void>;
  withdraw(invitation: OpenInvitation): Promise<void>;
  remove(person: ListedPerson): Promise<void>;
  reset(person: ListedPerson, secondFactorToo: boolean): Promise<void>;
  changeRole(person: ListedPerson, role: "engineer" | "operator", senior: boolean): Promise<void>;
}

export function createPeople(account: AccountApi): PeopleState {
  const listed = signal<People | null>(null);
  const isInviting = signal(false);
  const said = signal("");
  const { busy, refusal, ask } = asking();

  async function show(): Promise<void> {
    const answer = await account.people();
    if (answer.ok) listed.value = answer.value;
  }

  /** Does it, then shows how things are and says what was done. */
  function act(call: () => Promise<Decision<unknown>>, sentence: string): Promise<void> {
    said.value = "";
    return ask(call, async () => {
      await show();
      said.value = sentence;
    });
  }

  return {
    listed,
    isInviting,
    said,
    busy,
    refusal,
    read: () =>
      ask(account.people, (answer) => {
        listed.value = answer;
      }),
    turnInviting() {
      isInviting.value = !isInviting.value;
    },
    async invite(invitation) {
      await act(
        () => account.invite(invitation),
        `${invitation.name} is invited. The link in the mail is good for 7 days.`,
      );
      if (refusal.value === null) isInviting.value = false;
    },
    withdraw: ({ id, name }) => act(() => account.withdrawInvitation(id), `The invitation of ${name} is withdrawn.`),
    remove: ({ id, name }) => act(() => account.removePerson(id), `${name} is removed and signed out everywhere.`),
    reset: ({ id, name }, secondFactorToo) =>
      act(
        () => account.resetPerson({ personId: id, secondFactorToo }),
        `${name} is signed out everywhere and gets a link to choose a new password.`,
      ),
    changeRole: ({ id, name }, role, senior) =>
      act(() => account.changeRole({ personId: id, role, senior }), `${name} is changed.`),
  };
}
