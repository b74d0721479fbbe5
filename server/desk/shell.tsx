import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { Icon } from "../../shared/ui/icon.tsx";
import { type Key, useKeys } from "./keyboard.ts";
import { KeysDialog, KeysLine } from "./keys-dialog.tsx";

export interface ShellProps {
  /** Whether the rail is only icons, to leave the room to the columns. */
  isNarrow: boolean;
  serverName: string;
  personName: string;
  queueHref: string;
  isQueue: boolean;
  keys: readonly Key[];
  onLeave: () => void;
  children: ComponentChildren;
}

/** Rail, work and key line: the frame around every screen of somebody who is signed in. */
export function Shell({ isNarrow, serverName, personName, queueHref, isQueue, keys, onLeave, children }: ShellProps) {
  const keysOpen = useMemo(() => signal(false), []);
  const openKeys = () => {
    keysOpen.value = true;
  };
  const all: Key[] = [...keys, { key: "?", words: "all keys", act: openKeys }];
  useKeys(all);
  return (
    <div class={`desk ${isNarrow ? "is-narrow" : ""}`}>
      <nav class="rail" aria-label="Desk">
        <div class="line rail-top">
          <span class="mark small">
            <Icon name="bell" />
          </span>
          <b class="grow clip rail-words">{serverName}</b>
        </div>
        <a href={queueHref} aria-current={isQueue ? "page" : undefined} aria-label="Queue" title="Queue">
          <Icon name="inbox" />
          <span class="grow rail-words">Queue</span>
        </a>
        <div class="rail-foot">
          <span class="clip rail-words" title={personName}>
            {personName}
          </span>
          <button type="button" class="btn quiet small" aria-label="Sign out" title="Sign out" onClick={onLeave}>
            <Icon name="arrow" look="flip" />
            <span class="rail-words">Sign out</span>
          </button>
        </div>
      </nav>
      <main class="work" tabIndex={-1}>
        {children}
        <KeysLine keys={keys} onAll={openKeys} />
      </main>
      <KeysDialog open={keysOpen} keys={all} />
    </div>
  );
}
