import type { CredentialSummary, LoginOutcome } from "../../../shared/credentials.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import { when } from "../../../shared/ui/when.ts";
import { wholeWords } from "../times.ts";
import type { AccessState } from "./state.ts";
import {
  checkWords,
  faultOf,
  kindWords,
  leftWords,
  loginOutcomeOf,
  lookOf,
  proofWords,
  protocolWords,
} from "./words.ts";

interface CredentialRowProps {
  state: AccessState;
  credential: CredentialSummary;
  isMine: boolean;
  nowMs: number;
}

/** What was handed over, whether it works, and until when. */
export function CredentialRow({ state, credential, isMine, nowMs }: CredentialRowProps) {
  const { kind, protocol, host, port, user, check, proof, expiresAt, disableAskedAt } = credential;
  const look = lookOf(credential);
  const left = leftWords(expiresAt, nowMs);
  return (
    <article class="access-row" data-kind={kind} aria-label={kindWords[kind]}>
      <p class="line wrap">
        <b>{kindWords[kind]}</b>
        {protocol && <span class="meta">{protocolWords(protocol)}</span>}
        <span class={`badge end ${look.tone}`}>
          <Icon name={look.icon} />
          {look.words}
        </span>
      </p>
      <p class="mono access-where" dir="ltr">
        <Plain text={user} /> <span class="soft">at</span> <Plain text={port === null ? host : `${host}:${port}`} />
      </p>
      <p>
        {checkWords(credential)} {check && <Moment at={check.at} nowMs={nowMs} />}
      </p>
      {proof && (
        <p>
          <Plain text={proofWords(proof.outcome)} /> <Moment at={proof.at} nowMs={nowMs} />
        </p>
      )}
      <Identity outcome={loginOutcomeOf(credential)} />
      {disableAskedAt !== null && (
        <p>
          The holder was asked to disable it <Moment at={disableAskedAt} nowMs={nowMs} />. It is tried once more, and
          our copy is destroyed at the latest three days after.
        </p>
      )}
      <p class="meta num access-ends">
        {left === null ? "Its time is over." : `Ends in ${left}: `}
        {left !== null && (
          <time dateTime={expiresAt} title={wholeWords(expiresAt)}>
            {when(expiresAt, nowMs)}
          </time>
        )}
      </p>
      {credential.state === "live" && <Deeds state={state} credential={credential} isMine={isMine} />}
    </article>
  );
}

function Deeds({ state, credential, isMine }: Omit<CredentialRowProps, "nowMs">) {
  const { doing, asking, reveal, end } = state;
  const now = doing.value;
  if (now?.what === "end" && now.credentialId === credential.credentialId) {
    return (
      <div class="stack close">
        <p>
          <b>Ask for it back now?</b> The holder is asked to disable it, nobody can see it any more, and our copy is
          destroyed.
        </p>
        <div class="line wrap">
          <button
            type="button"
            class="btn small"
            aria-disabled={asking.busy.value}
            onClick={() => end(credential.credentialId)}
          >
            Ask for it back
          </button>
          <button
            type="button"
            class="btn small quiet"
            onClick={() => {
              doing.value = null;
            }}
          >
            Keep it
          </button>
        </div>
      </div>
    );
  }
  return (
    <div class="line wrap">
      {isMine && (
        <button
          type="button"
          class="btn small access-reveal"
          aria-haspopup="dialog"
          aria-label={`Reveal the ${kindWords[credential.kind].toLowerCase()} login`}
          onClick={() => reveal.open(credential)}
        >
          <Icon name="eye" />
          Reveal
        </button>
      )}
      {!isMine && <span class="meta grow">Only whoever works on the ticket can see it.</span>}
      <button
        type="button"
        class="link sm end"
        onClick={() => {
          doing.value = { what: "end", credentialId: credential.credentialId };
        }}
      >
        Take access back now
      </button>
    </div>
  );
}

/** What the server showed of itself, to be compared by whoever connects next. */
function Identity({ outcome }: { outcome: LoginOutcome | null }) {
  const { certificate = null, hostKey = null, tls = null } = outcome ?? {};
  if (!certificate && !hostKey) return null;
  return (
    <details>
      <summary>What the server shows of itself</summary>
      <dl class="facts access-identity">
        {hostKey && (
          <>
            <dt>Host key</dt>
            <dd class="mono" dir="ltr">
              <Plain text={`${hostKey.type} ${hostKey.sha256}`} />
            </dd>
          </>
        )}
        {certificate && (
          <>
            <dt>Certificate</dt>
            <dd>
              <Plain text={certificate.subject} />, {faultOf(certificate)}
              {tls && <span class="meta"> {tls}</span>}
              <span class="mono fact-detail" dir="ltr">
                {certificate.sha256}
              </span>
            </dd>
          </>
        )}
      </dl>
    </details>
  );
}

function Moment({ at, nowMs }: { at: string; nowMs: number }) {
  return (
    <time class="meta num" dateTime={at} title={wholeWords(at)}>
      {when(at, nowMs)}
    </time>
  );
}
