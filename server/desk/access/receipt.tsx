import type { CredentialEnd, CredentialKind } from "../../../shared/credentials.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { when } from "../../../shared/ui/when.ts";
import { wholeWords } from "../times.ts";
import { endLooks, kindWords } from "./words.ts";

interface ReceiptProps {
  credential: { kind: CredentialKind; end: CredentialEnd | null; destroyedAt: string | null };
  nowMs: number;
}

/** What is known at the end of a credential. */
export function Receipt({ credential: { kind, end, destroyedAt }, nowMs }: ReceiptProps) {
  const look = endLooks[end ?? "not-confirmed"];
  return (
    <article class="access-row receipt" aria-label={`${kindWords[kind]}, ended`}>
      <p class="line wrap">
        <b>{kindWords[kind]}</b>
        <span class={`badge end ${look.tone}`}>
          <Icon name={look.icon} />
          {look.words}
        </span>
      </p>
      <p>
        {look.says}{" "}
        {destroyedAt !== null && (
          <time class="meta num" dateTime={destroyedAt} title={wholeWords(destroyedAt)}>
            {when(destroyedAt, nowMs)}
          </time>
        )}
      </p>
    </article>
  );
}
