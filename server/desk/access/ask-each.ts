import { type CredentialKind, credentialKinds } from "../../../shared/access-values.ts";
import type { Decision } from "../../../shared/problems.ts";

/** What somebody is to be asked for. */
export interface Wanted {
  kinds: ReadonlySet<CredentialKind>;
  note: string;
}

/** One after the other; what was asked before one is refused stays asked. Null where nothing was chosen. */
export async function askEach<Found>(
  { kinds, note }: Wanted,
  ask: (one: { kind: CredentialKind; note: string }) => Promise<Decision<Found>>,
): Promise<Decision<Found> | null> {
  let last: Decision<Found> | null = null;
  for (const kind of credentialKinds.filter((each) => kinds.has(each))) {
    last = await ask({ kind, note: note.trim() });
    if (!last.ok) break;
  }
  return last;
}
