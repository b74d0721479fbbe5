import type { AccessState } from "./state.ts";
import { kindWords, lookOf } from "./words.ts";

/** What keeps a ticket from being closed. */
export function Living({ state }: { state: AccessState }) {
  const alive = (state.access.value?.credentials ?? []).filter((credential) => credential.state !== "destroyed");
  if (alive.length === 0) return null;
  return (
    <ul class="sm living">
      {alive.map((credential) => (
        <li key={credential.credentialId}>
          <b>{kindWords[credential.kind]}</b>: {lookOf(credential).words.toLowerCase()}
        </li>
      ))}
    </ul>
  );
}
