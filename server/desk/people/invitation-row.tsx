import type { OpenInvitation } from "../account/api.ts";
import { roleWords } from "../role-words.ts";
import { wholeWords } from "../times.ts";
import type { PeopleState } from "./state.ts";

export function InvitationRow({ invitation, state }: { invitation: OpenInvitation; state: PeopleState }) {
  const { name, email, role, senior, accountName, isReset, expiresAt } = invitation;
  return (
    <li>
      <div class="row-what">
        <b>{name}</b> <span class="soft">{email}</span>
        <p class="meta">
          {isReset ? "Chooses a new password" : roleLine(role, senior, accountName)}, until {wholeWords(expiresAt)}
        </p>
      </div>
      <button
        type="button"
        class="btn small"
        aria-disabled={state.busy.value}
        aria-label={`Withdraw the invitation of ${name}`}
        onClick={() => state.withdraw(invitation)}
      >
        Withdraw
      </button>
    </li>
  );
}

/** `Senior engineer`, `Reseller, North Star`. */
export function roleLine(role: OpenInvitation["role"], senior: boolean, accountName: string | null): string {
  const words = `${senior ? "senior " : ""}${roleWords[role]}`;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${accountName === null ? "" : `, ${accountName}`}`;
}
