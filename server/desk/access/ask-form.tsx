import { useEffect, useRef } from "preact/hooks";
import { type CredentialKind, credentialKinds } from "../../../shared/access-values.ts";
import type { TicketAccess } from "../../../shared/credentials.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import type { Wanted } from "./ask-each.ts";
import type { AccessState } from "./state.ts";
import { kindWords } from "./words.ts";

const askedFor: Record<CredentialKind, string> = {
  "store-admin": "A login to the store’s admin",
  ftp: "A login to the store’s files (SFTP or FTP)",
};

/** The holder is asked for the chosen kinds, with a note that says what for. */
export function AskForm({ state, found }: { state: AccessState; found: TicketAccess }) {
  const { doing, asking } = state;
  const now = doing.value;
  return (
    <Ask
      {...{ words: "Ask for access", id: "ask-access", whom: "the holder" }}
      {...{ wanted: now?.what === "ask" ? now : null, needed: found.needed, isBusy: asking.busy.value }}
      onBegin={state.startAsking}
      onChange={(part) => {
        // From what is there now: two presses can come before the screen has followed the first.
        const latest = doing.value;
        if (latest?.what === "ask") doing.value = { ...latest, ...part(latest) };
      }}
      onAsk={state.ask}
      onLeave={() => {
        doing.value = null;
      }}
    />
  );
}

export interface AskProps extends Omit<AskFieldsProps, "wanted"> {
  /** On the button that begins. */
  words: string;
  id?: string;
  /** Null while nobody asks. */
  wanted: Wanted | null;
  onBegin: () => void;
}

/** A button, and the form in its place; once that is gone the focus is on the button again. */
export function Ask({ words, id, wanted, onBegin, ...fields }: AskProps) {
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  const isOpen = wanted !== null;
  useEffect(() => {
    if (wasOpen.current && !isOpen) button.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  if (wanted) return <AskFields wanted={wanted} {...fields} />;
  return (
    <div>
      <button ref={button} type="button" class="btn small" id={id} onClick={onBegin}>
        <Icon name="lock" />
        {words}
      </button>
    </div>
  );
}

interface AskFieldsProps {
  /** As the middle of a sentence: `your client`. */
  whom: string;
  wanted: Wanted;
  /** Kinds without which the license's rules promise nothing. */
  needed: readonly CredentialKind[];
  isBusy: boolean;
  onChange: (part: (wanted: Wanted) => Partial<Wanted>) => void;
  onAsk: () => Promise<void>;
  onLeave: () => void;
}

function AskFields({ whom, wanted, needed, isBusy, onChange, onAsk, onLeave }: AskFieldsProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector("input")?.focus();
  }, []);
  return (
    <form
      ref={form}
      class="stack access-form"
      aria-label="Ask for access"
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted.kinds.size > 0) void onAsk();
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") onLeave();
      }}
    >
      <fieldset class="stack close">
        <legend class="label">Ask {whom} for</legend>
        {credentialKinds.map((kind) => (
          <label class="line top" key={kind}>
            <input
              type="checkbox"
              checked={wanted.kinds.has(kind)}
              onChange={(event) => {
                const isChosen = event.currentTarget.checked;
                onChange(({ kinds }) => {
                  const others = [...kinds].filter((each) => each !== kind);
                  return { kinds: new Set(isChosen ? [...others, kind] : others) };
                });
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
          value={wanted.note}
          onInput={(event) => {
            const note = event.currentTarget.value;
            onChange(() => ({ note }));
          }}
        />
        <p class="hint" id="access-note-hint">
          {kindsWords(whom, wanted.kinds)}
        </p>
      </div>
      <div class="line wrap">
        <button type="submit" class="btn small primary" aria-disabled={isBusy || wanted.kinds.size === 0}>
          {isBusy ? "Asking" : "Ask"}
        </button>
        <button type="button" class="btn small quiet" onClick={onLeave}>
          Not now
        </button>
      </div>
    </form>
  );
}

function kindsWords(whom: string, chosen: ReadonlySet<CredentialKind>): string {
  if (chosen.size === 0) return "Choose at least one.";
  const names = credentialKinds.filter((kind) => chosen.has(kind)).map((kind) => kindWords[kind].toLowerCase());
  return `${whom[0]?.toUpperCase()}${whom.slice(1)} reads it, and is asked for: ${names.join(" and ")}.`;
}
