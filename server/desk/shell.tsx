import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { Icon } from "../../shared/ui/icon.tsx";
import { type Key, KeysOfScreen, useKeys } from "./keyboard.ts";
import { KeysDialog, KeysLine } from "./keys-dialog.tsx";
import type { Place } from "./places.ts";
import type { Route } from "./router.ts";

export interface ShellProps {
  /** Whether the rail is only icons, to leave the room to the columns. */
  isNarrow: boolean;
  serverName: string;
  personName: string;
  places: readonly Place[];
  /** Which of them this is. */
  page: Route["page"];
  keys: readonly Key[];
  onLeave: () => void;
  children: ComponentChildren;
}

/** Rail, work and key line: the frame around every screen of somebody who is signed in. */
export function Shell({ isNarrow, serverName, personName, places, page, keys, onLeave, children }: ShellProps) {
  const keysOpen = useMemo(() => signal(false), []);
  const openKeys = () => {
    keysOpen.value = true;
  };
  const ofScreen = useMemo(() => signal<readonly Key[]>([]), []);
  const shown = [...keys, ...ofScreen.value];
  const all: Key[] = [...shown, { key: "?", words: "all keys", act: openKeys }];
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
        {places.map(({ href, words, icon, pages }) => (
          <a
            key={words}
            href={href}
            aria-current={pages.includes(page) ? "page" : undefined}
            aria-label={words}
            title={words}
          >
            <Icon name={icon} />
            <span class="grow rail-words">{words}</span>
          </a>
        ))}
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
        <KeysOfScreen.Provider value={ofScreen}>{children}</KeysOfScreen.Provider>
        <KeysLine keys={shown} onAll={openKeys} />
      </main>
      <KeysDialog open={keysOpen} keys={all} />
    </div>
  );
}
