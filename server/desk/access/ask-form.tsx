import { useEffect, useRef } from "preact/hooks";
import { type CredentialKind, credentialKinds } from "../../../shared/access-values.ts";
import type { TicketAccess } from "../../../shared/credentials.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import type { AccessState, Doing } from "./state.ts";
import { kindWords } from "./words.ts";

const askedFor: Record<CredentialKind, string> = {
  "store-admin": "A login to the store’s admin",
  ftp: "A login to the store’s files (SFTP or FTP)",
};

/** The holder is asked for the chosen kinds, with a note that says what for. */
export function AskForm({ state, found }: { state: AccessState; found: TicketAccess }) {
  const doing = state.doing.value;
  if (doing?.what === "ask") return <Form state={state} asks={doing} needed={found.needed} />;
  return (
    <div>
      <button type="button" class="btn small" id="ask-access" onClick={state.startAsking}>
        <Icon name="lock" />
        Ask for access
      </button>
    </div>
  );
}

type Asks = Extract<Doing, { what: "ask" }>;

interface FormProps {
  state: AccessState;
  asks: Asks;
  needed: readonly CredentialKind[];
}

function Form({ state: { doing, asking, ask }, asks, needed }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector("input")?.focus();
  }, []);
  const isEmpty = asks.kinds.size === 0;
  /** From what is there now: two presses can come before the screen has followed the first. */
  const change = (part: (asks: Asks) => Partial<Asks>) => {
    const now = doing.value;
    if (now?.what === "ask") doing.value = { ...now, ...part(now) };
  };
  return (
    <form
      ref={form}
      class="stack access-form"
      aria-label="Ask for access"
      onSubmit={(event) => {
        event.preventDefault();
        void ask();
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") doing.value = null;
      }}
    >
      <fieldset class="stack close">
        <legend class="label">Ask the holder for</legend>
        {credentialKinds.map((kind) => (
          <label class="line top" key={kind}>
            <input
              type="checkbox"
              checked={asks.kinds.has(kind)}
              onChange={(event) => {
                const isChosen = event.currentTarget.checked;
                change(({ kinds }) => ({ kinds: new Set([...kinds].filter((each) => each !== kind)) }));
                if (isChosen) change(({ kinds }) => ({ kinds: new Set([...kinds, kind]) }));
              }}
            />
            <span class="grow">
              {askedFor[kind]}
              {needed.includes(kind) && <span class="meta fact-detail">The rules of this license need it.</span>}
            </span>
          </label>
        ))}
      </fieldset>
      <div class="field">
        <label for="access-note">What you need it for</label>
        <textarea
          class="input"
          id="access-note"
          rows={2}
          dir="auto"
          maxLength={1_000}
          aria-describedby="access-note-hint"
          value={asks.note}
          onInput={(event) => {
            const note = event.currentTarget.value;
            change(() => ({ note }));
          }}
        />
        <p class="hint" id="access-note-hint">
          {kindsWords(asks.kinds)}
        </p>
      </div>
      <div class="line wrap">
        <button type="submit" class="btn small primary" aria-disabled={asking.busy.value || isEmpty}>
          {asking.busy.value ? "Asking" : "Ask"}
        </button>
        <button
          type="button"
          class="btn small quiet"
          onClick={() => {
            doing.value = null;
          }}
        >
          Not now
        </button>
      </div>
    </form>
  );
}

function kindsWords(chosen: ReadonlySet<CredentialKind>): string {
  if (chosen.size === 0) return "Choose at least one.";
  const names = credentialKinds.filter((kind) => chosen.has(kind)).map((kind) => kindWords[kind].toLowerCase());
  return `The holder reads it, and is asked for: ${names.join(" and ")}.`;
}
