import type { AccessLogEntry, CredentialSummary } from "../../shared/credentials.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import { Plain } from "../../shared/ui/plain.tsx";
import { when } from "../../shared/ui/when.ts";
import { OwnIcon } from "./icons.tsx";
import type { Access } from "./state.ts";
import { badgeOf, endWords, entryWords, kindWords } from "./words.ts";

/** What became of each that is gone. */
export function Receipts({ access }: { access: Access }) {
  const gone = access.view.value?.credentials.filter(({ state }) => state === "destroyed") ?? [];
  if (gone.length === 0) return null;
  return (
    <section class="section" aria-labelledby="receipts">
      <h2 class="label" id="receipts" tabIndex={-1}>
        Receipts
      </h2>
      <ul class="card list">
        {gone.toReversed().map((credential) => (
          <Receipt key={credential.credentialId} access={access} credential={credential} />
        ))}
      </ul>
    </section>
  );
}

function Receipt({ access, credential }: { access: Access; credential: CredentialSummary }) {
  const { kind, protocol, user, end, destroyedAt, retest } = credential;
  const { tone, word } = badgeOf(credential);
  const { now, timeZone } = access.place;
  const isStill = end === "not-confirmed" && retest?.result === "ready";
  return (
    <li class="pad line top">
      {kind === "ftp" ? <OwnIcon name="folder" /> : <Icon name="store" />}
      <span class="grow">
        <b>{kindWords(kind, protocol)}</b> <span class="meta">{user}</span>
        <br />
        <span class="sm soft">
          {isStill
            ? "Still works: it was tried once and let in. Our copy is destroyed all the same; anyone else who has the password could use it."
            : end
              ? endWords[end]
              : "Our copy is destroyed."}
        </span>
        <br />
        <span class="meta">{destroyedAt ? when(destroyedAt, now(), timeZone) : null}</span>
      </span>
      <span class={`badge ${isStill ? "critical" : tone}`}>{isStill ? "Still works" : word}</span>
    </li>
  );
}

/** Everything that was done with it and by whom; each reading stands out with its reason. */
export function AccessLog({ access }: { access: Access }) {
  const log = access.view.value?.log ?? [];
  const reveals = log.filter(({ action }) => action === "access.revealed").length;
  return (
    <section class="section" aria-labelledby="access-log">
      <header>
        <h2 class="label" id="access-log">
          Who used your access
        </h2>
        <span class="meta num">
          {reveals === 0 ? "nobody has read it" : `read ${reveals === 1 ? "once" : `${reveals} times`}`}
        </span>
      </header>
      {log.length > 0 ? (
        <ol class="card list log">
          {log.toReversed().map((entry) => (
            <Entry key={entry.seq} access={access} entry={entry} />
          ))}
        </ol>
      ) : (
        <p class="card pad sm soft">Nothing yet. Every check, every reading with its reason, and the end stand here.</p>
      )}
    </section>
  );
}

function Entry({ access, entry }: { access: Access; entry: AccessLogEntry }) {
  const { now, timeZone } = access.place;
  const isReveal = entry.action === "access.revealed" || entry.action === "access.reveal-refused";
  return (
    <li class={`pad line top ${isReveal ? "reveal" : ""}`}>
      {isReveal ? <OwnIcon name="eye" /> : <i class="dot neutral" />}
      <span class="grow">
        <Plain text={entryWords(entry)} />
        {entry.says ? (
          <span class="soft" dir="auto">
            {isReveal ? ", because: “" : ": "}
            <Plain text={entry.says} />
            {isReveal ? "”" : ""}
          </span>
        ) : null}
      </span>
      <time class="meta num" dateTime={entry.at}>
        {when(entry.at, now(), timeZone)}
      </time>
    </li>
  );
}
