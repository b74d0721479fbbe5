import type { Signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../../shared/ui/icon.tsx";
import { type Key, shortcutsOn, switchShortcuts } from "./keyboard.ts";

/** All keys of the screen, and the switch for people whose tools send single letters. */
export function KeysDialog({ open, keys }: { open: Signal<boolean>; keys: readonly Key[] }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open.value) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open.value]);
  return (
    <dialog
      ref={dialog}
      class="keys-dialog card"
      aria-labelledby="keys-title"
      onClose={() => {
        open.value = false;
      }}
    >
      <header class="line">
        <h2 class="h2 grow" id="keys-title">
          Keys
        </h2>
        <button type="button" class="btn quiet square small" aria-label="Close" onClick={() => dialog.current?.close()}>
          <Icon name="x" />
        </button>
      </header>
      <dl class="keys-list">
        {keys.map(({ key, words }) => (
          <div key={key}>
            <dt>{words}</dt>
            <dd>
              <kbd class="kbd">{keyWords(key)}</kbd>
            </dd>
          </div>
        ))}
      </dl>
      <label class="line">
        <button type="button" class="switch" role="switch" aria-checked={shortcutsOn.value} onClick={switchShortcuts} />
        Single keys do this, except while you type
      </label>
    </dialog>
  );
}

export function KeysLine({ keys, onAll }: { keys: readonly Key[]; onAll: () => void }) {
  return (
    <footer class="keys">
      {keys.map(({ key, words }) => (
        <span key={key}>
          <kbd class="kbd">{keyWords(key)}</kbd>
          {words}
        </span>
      ))}
      <button type="button" class="keys-all" onClick={onAll}>
        <kbd class="kbd">?</kbd>
        all keys
      </button>
    </footer>
  );
}

function keyWords(key: string): string {
  return key.length === 1 ? key.toUpperCase() : key;
}
