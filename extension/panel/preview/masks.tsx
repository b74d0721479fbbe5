import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import { canMask, mostMasks } from "../../../shared/masking.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import type { DraftKeeper } from "../draft-keeper.ts";
import type { Panel } from "../state.ts";

/**
 * What the person takes out by hand: any text of the preview, by selecting it there or by typing it here. It goes from
 * everywhere it stands, and comes back as easily.
 */
export function Masks({
  panel,
  draft,
  within,
}: {
  panel: Panel;
  draft: DraftKeeper;
  within: RefObject<HTMLElement | null>;
}) {
  const selected = useSelection(within);
  const typed = useSignal("");
  const masks = draft.masks.value;
  const mask = (text: string) => {
    if (!canMask(text) || masks.includes(text) || masks.length >= mostMasks) return;
    draft.edit({ masks: [...masks, text] });
    panel.voice.say("Taken out wherever it stood.");
  };
  const wanted = selected.value ?? typed.value.trim();
  return (
    <form
      class="card pad stack close"
      aria-labelledby="masks"
      onSubmit={(event) => {
        event.preventDefault();
        mask(wanted);
        typed.value = "";
        selected.value = null;
      }}
    >
      <label class="label" id="masks" for="mask">
        Take out more
      </label>
      <p class="hint">Select any text above, or type it: it is sent as a placeholder wherever it stands.</p>
      <div class="line">
        <input
          class="input grow"
          id="mask"
          dir="auto"
          autocomplete="off"
          spellcheck={false}
          value={selected.value ?? typed.value}
          onInput={(event) => {
            selected.value = null;
            typed.value = event.currentTarget.value;
          }}
        />
        <button
          type="submit"
          class="btn"
          aria-disabled={!canMask(wanted)}
          // Pressing it must not undo the selection that it is about.
          onMouseDown={(event) => event.preventDefault()}
        >
          Take out
        </button>
      </div>
      {wanted && !canMask(wanted) ? <p class="hint">At least three characters, at most three hundred.</p> : null}
      {masks.length >= mostMasks ? <p class="hint">No more than {mostMasks} texts can be taken out by hand.</p> : null}
      {masks.length > 0 ? (
        <ul class="stack close">
          {masks.map((text, at) => (
            <li class="line" key={text}>
              <span class="redacted">[masked#{at + 1}]</span>
              <bdi class="grow clip sm">
                <Plain text={text} />
              </bdi>
              <button
                type="button"
                class="link meta"
                aria-label={`Put back ${text}`}
                onClick={() => draft.edit({ masks: masks.filter((other) => other !== text) })}
              >
                <Icon name="undo" look="sm" />
                Put back
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </form>
  );
}

/** What is selected inside this element, as long as it is. */
function useSelection(within: RefObject<HTMLElement | null>) {
  const selected = useSignal<string | null>(null);
  useEffect(() => {
    const look = () => {
      const selection = document.getSelection();
      const isInside = Boolean(selection?.anchorNode && within.current?.contains(selection.anchorNode));
      const text = isInside ? (selection?.toString().trim() ?? "") : "";
      // A press elsewhere keeps what is in the field until another text is selected.
      if (text) selected.value = text;
    };
    document.addEventListener("selectionchange", look);
    return () => document.removeEventListener("selectionchange", look);
  }, [within, selected]);
  return selected;
}
