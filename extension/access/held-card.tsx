import { useSignal } from "@preact/signals";
import type { CheckResult, CredentialSummary } from "../../shared/credentials.ts";
import { sentence } from "../../shared/problems.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import { when } from "../../shared/ui/when.ts";
import { clockOf, dayOf } from "../panel/parts/times.ts";
import { OwnIcon } from "./icons.tsx";
import { focusHeading } from "./parts.tsx";
import { CheckResultBody, ProofResultBody } from "./results.tsx";
import type { Access } from "./state.ts";
import { badgeOf, kindWords } from "./words.ts";

/** One credential that support has: what is known of it, the next step, and the way back. */
export function HeldCard({ access, credential }: { access: Access; credential: CredentialSummary }) {
  const { kind, protocol, credentialId } = credential;
  const running = access.running.value;
  const isChecked = running?.credentialId === credentialId && running.work !== "taking-back";
  const { tone, word } = isChecked ? { tone: "neutral", word: "Checking …" } : badgeOf(credential);
  return (
    <section class="card form" aria-labelledby={`held-${kind}`}>
      <header class="pad line wrap">
        {kind === "ftp" ? <OwnIcon name="folder" /> : <Icon name="store" />}
        <h2 class="h3 grow" id={`held-${kind}`}>
          {kindWords(kind, protocol)}
        </h2>
        <span class={`badge ${tone}`}>{word}</span>
      </header>
      <div class="pad rule stack">
        <About access={access} credential={credential} />
        <Known access={access} credential={credential} />
        <Trouble access={access} credentialId={credentialId} />
      </div>
      <div class="pad rule line wrap">
        <button type="button" class="btn small" onClick={() => access.replace(credential)}>
          <Icon name="refresh" look="sm" />
          Hand over another one
        </button>
        <Withdraw access={access} credential={credential} />
      </div>
    </section>
  );
}

function About({ access, credential }: { access: Access; credential: CredentialSummary }) {
  const { host, port, user, handedOverAt, expiresAt } = credential;
  const { now, timeZone } = access.place;
  return (
    <dl class="facts">
      <dt>Server</dt>
      <dd dir="ltr">{port === null ? host : `${host}, port ${port}`}</dd>
      <dt>User name</dt>
      <dd dir="ltr">{user}</dd>
      <dt>Handed over</dt>
      <dd>{when(handedOverAt, now(), timeZone)}</dd>
      <dt>Ends</dt>
      <dd>
        {dayOf(expiresAt, timeZone)}, {clockOf(expiresAt, timeZone)} your time
      </dd>
    </dl>
  );
}

function Known({ access, credential }: { access: Access; credential: CredentialSummary }) {
  const { kind, check, proof, credentialId } = credential;
  const running = access.running.value;
  if (running?.credentialId === credentialId && running.work !== "taking-back") return <Working work={running.work} />;
  if (kind === "store-admin") return <AdminKnown credential={credential} />;
  if (proof) return <ProofResultBody access={access} credential={credential} proof={proof} />;
  if (check) {
    // A holder's browser tries no file server.
    const result = check.outcome.result as CheckResult;
    return <CheckResultBody access={access} credential={credential} result={result} at={check.at} />;
  }
  return (
    <div class="line wrap">
      <p class="sm grow">It was not checked yet. A check is one login, which takes a quarter of a minute at most.</p>
      <button type="button" class="btn small" onClick={() => access.check(credential)}>
        Check it now
      </button>
    </div>
  );
}

function Working({ work }: { work: string }) {
  return (
    <p class="line sm" role="status">
      <i class="spin" aria-hidden="true" />
      {work === "proving"
        ? "Looking for your store, and writing one test file …"
        : work === "checking"
          ? "Logging in once …"
          : "Telling support …"}
    </p>
  );
}

function AdminKnown({ credential: { check } }: { credential: CredentialSummary }) {
  if (!check)
    return <p class="sm">It was not tried. Support tries it only by using it; you may withdraw it any time.</p>;
  const { result } = check.outcome;
  if (result === "ready") return <p class="sm">Your browser tried it once, and your store let it in.</p>;
  if (result === "wrong-login") {
    return (
      <p class="sm">
        Your browser tried it once, and your store refused it. Hand over another one with the right password.
      </p>
    );
  }
  return <p class="sm">Your browser could not find out whether it works.</p>;
}

export function Trouble({ access, credentialId }: { access: Access; credentialId: string }) {
  const why = access.troubles.value[credentialId];
  if (!why) return null;
  return (
    <p class="error" role="alert">
      <Icon name="alert" />
      <span>{sentence(why)}</span>
    </p>
  );
}

/** Destroys our copy; asked once more, since a hand-over has to be typed again. */
export function Withdraw({ access, credential }: { access: Access; credential: CredentialSummary }) {
  const { credentialId } = credential;
  const isAsked = access.asking.value?.what === "withdraw" && access.asking.value.credentialId === credentialId;
  const isOff = access.running.value !== null;
  const hasBeenAsked = useSignal(false);
  if (!isAsked) {
    return (
      <button
        type="button"
        class="btn small danger end"
        aria-disabled={isOff}
        ref={(button) => {
          if (hasBeenAsked.value) button?.focus();
          hasBeenAsked.value = false;
        }}
        onClick={() => {
          if (!isOff) access.asking.value = { what: "withdraw", credentialId };
        }}
      >
        <OwnIcon name="trash" look="sm" />
        Withdraw now
      </button>
    );
  }
  return (
    <fieldset class="line wrap end">
      <legend class="sm">Destroy our copy now? Nobody can use it from here any more.</legend>
      <button
        type="button"
        class="btn small"
        ref={(button) => button?.focus()}
        onClick={() => {
          hasBeenAsked.value = true;
          access.asking.value = null;
        }}
      >
        Keep it
      </button>
      <button
        type="button"
        class="btn small danger"
        onClick={() => access.withdraw(credentialId).then(() => focusHeading("receipts"))}
      >
        <OwnIcon name="trash" look="sm" />
        Withdraw
      </button>
    </fieldset>
  );
}
