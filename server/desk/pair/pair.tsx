import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import "../account/account.css";
import type { PopupLine, WaitingPairing } from "../../../shared/popups.ts";
import { Field } from "../field.tsx";
import { ProblemNote } from "../problem.tsx";
import { ageWords, wholeWords } from "../times.ts";
import type { PairingApi } from "./api.ts";
import { createPair, type PairState } from "./state.ts";

export interface PairProps {
  pairing: PairingApi;
  now: () => Date;
  /** Resellers pair popups of their own; operators look after everybody's. */
  mayPair: boolean;
}

/** Popups that read a reseller's clients: pairing one by its code, and those that are paired. */
export function Pair({ pairing, now, mayPair }: PairProps) {
  const state = useMemo(() => createPair(pairing), []);
  useEffect(() => {
    state.read();
  }, []);
  return (
    <>
      <header class="head">
        <h1 class="h2 grow">Popups</h1>
      </header>
      <div class="page">
        {mayPair && <PairCard state={state} now={now} />}
        <p class="meta" role="status">
          {state.said.value}
        </p>
        <PopupsCard state={state} now={now} />
      </div>
    </>
  );
}

function PairCard({ state, now }: { state: PairState; now: () => Date }) {
  const { pairing, found } = state;
  return (
    <section class="card" aria-labelledby="pair-title">
      <h2 class="h2" id="pair-title">
        Pair a popup
      </h2>
      {pairing.refusal.value && <ProblemNote refusal={pairing.refusal.value} />}
      {found.value ? <Found state={state} found={found.value} now={now} /> : <CodeForm state={state} />}
    </section>
  );
}

function CodeForm({ state }: { state: PairState }) {
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (state.code.value.trim() !== "") state.look();
      }}
    >
      <Field
        label="Code that the popup shows"
        value={state.code}
        kind="text"
        autocomplete="one-time-code"
        hint="Eight letters and digits. Only type a code that you see in your own browser."
      />
      <p>
        <button type="submit" class="btn primary" aria-disabled={state.pairing.busy.value}>
          Look it up
        </button>
      </p>
    </form>
  );
}

function Found({ state, found, now }: { state: PairState; found: WaitingPairing; now: () => Date }) {
  const isBusy = state.pairing.busy.value;
  return (
    <div class="stack">
      <dl class="facts">
        <dt>Browser</dt>
        <dd>{found.label}</dd>
        <dt>Address</dt>
        <dd dir="ltr">{found.address}</dd>
        <dt>Asked</dt>
        <dd title={wholeWords(found.createdAt)}>{ago(found.createdAt, now())}</dd>
      </dl>
      <p class="soft">
        Once you approve, this browser shows your clients’ licenses, tickets and credits. It calls itself as above; the
        address is where the request came from.
      </p>
      <p class="line wrap">
        <button type="button" class="btn primary" aria-disabled={isBusy} onClick={() => state.approve()}>
          Approve
        </button>
        <button type="button" class="btn" aria-disabled={isBusy} onClick={() => state.decline()}>
          It is not mine
        </button>
      </p>
    </div>
  );
}

function PopupsCard({ state, now }: { state: PairState; now: () => Date }) {
  const { listing } = state;
  const popups = state.popups.value;
  return (
    <section class="card" aria-labelledby="popups-title" aria-busy={popups === null && !listing.refusal.value}>
      <h2 class="h2" id="popups-title">
        Paired popups
      </h2>
      {listing.refusal.value && (
        <ProblemNote refusal={listing.refusal.value} {...(popups === null && { onRetry: () => state.read() })} />
      )}
      {popups?.length === 0 && <p class="soft">None yet. One that is not opened for 14 days is disconnected.</p>}
      <ul class="rows">
        {(popups ?? []).map((popup) => (
          <PopupRow key={popup.popupId} popup={popup} state={state} now={now} />
        ))}
      </ul>
    </section>
  );
}

function PopupRow({ popup, state, now }: { popup: PopupLine; state: PairState; now: () => Date }) {
  const { label, personName, resellerName, createdAt, lastUsedAt } = popup;
  const name = useSignal(label);
  const isRenaming = useSignal(false);
  const isBusy = state.listing.busy.value;
  return (
    <li>
      <div class="row-what">
        <b>{label}</b>
        <p class="meta" title={wholeWords(createdAt)}>
          {[personName, resellerName].filter(Boolean).join(", ")} · paired {ago(createdAt, now())}, used{" "}
          {ago(lastUsedAt, now())}
        </p>
      </div>
      <button
        type="button"
        class="btn small quiet"
        aria-expanded={isRenaming.value}
        aria-label={`Rename ${label}`}
        onClick={() => {
          isRenaming.value = !isRenaming.value;
        }}
      >
        Rename
      </button>
      <button
        type="button"
        class="btn small danger"
        aria-disabled={isBusy}
        aria-label={`Disconnect ${label}`}
        onClick={() => state.revoke(popup)}
      >
        Disconnect
      </button>
      {isRenaming.value && (
        <form
          class="row-more line"
          onSubmit={(event) => {
            event.preventDefault();
            isRenaming.value = false;
            if (name.value.trim() !== "") state.rename(popup, name.value.trim());
          }}
        >
          <Field label="New name" value={name} kind="text" autocomplete="off" />
          <button type="submit" class="btn small" aria-disabled={isBusy}>
            Save
          </button>
        </form>
      )}
    </li>
  );
}

function ago(iso: string, now: Date): string {
  const age = ageWords(iso, now);
  return age === "just now" ? age : `${age} ago`;
}
