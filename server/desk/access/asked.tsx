import type { CredentialKind } from "../../../shared/access-values.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import { when } from "../../../shared/ui/when.ts";
import { wholeWords } from "../times.ts";
import { kindWords } from "./words.ts";

export interface AskedProps {
  kind: CredentialKind;
  at: string;
  note: string;
  nowMs: number;
  isBusy: boolean;
  /** Null where it cannot be taken back here. */
  onUnask: (() => Promise<void>) | null;
}

/** A kind of access that was asked for and is not handed over yet. */
export function Asked({ kind, at, note, nowMs, isBusy, onUnask }: AskedProps) {
  return (
    <div class="access-row" data-kind={kind}>
      <p class="line wrap">
        <b>{kindWords[kind]}</b>
        <span class="badge caution">
          <Icon name="clock" />
          Asked for
        </span>
        {onUnask && (
          <button type="button" class="link sm end" aria-disabled={isBusy} onClick={onUnask}>
            Not needed
          </button>
        )}
      </p>
      {note !== "" && (
        <p class="access-says" dir="auto">
          <Plain text={note} />
        </p>
      )}
      <p class="meta">
        Not handed over yet. Asked{" "}
        <time dateTime={at} title={wholeWords(at)}>
          {when(at, nowMs)}
        </time>
        .
      </p>
    </div>
  );
}
