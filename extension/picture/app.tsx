import { useEffect } from "preact/hooks";
import { sentence } from "../../shared/problems.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import { Segments } from "../../shared/ui/segments.tsx";
import { PictureCanvas } from "./canvas.tsx";
import { chooseTool, type Editing, redo, removeSelected, selectNext, type Tool, undo } from "./editing.ts";
import { pressAnywhere } from "./keys.ts";
import type { Picture } from "./state.ts";
import { coversWords, toolWords } from "./words.ts";

export function App({ picture }: { picture: Picture }) {
  const stage = picture.stage.value;
  return (
    <section class="picture">
      {stage === "opening" ? <main aria-busy="true" aria-label="Opening the picture" /> : null}
      {stage === "gone" ? <Gone picture={picture} /> : null}
      {picture.editing.value ? <Editor picture={picture} editing={picture.editing.value} /> : null}
      <p class="sr" role="status" aria-live="polite">
        {picture.said}
      </p>
    </section>
  );
}

function Gone({ picture }: { picture: Picture }) {
  const why = picture.fault.value;
  return (
    <main class="stack">
      <div class="note critical" role="alert">
        <Icon name="alert" />
        <p>{why ? sentence(why) : null}</p>
      </div>
      <button type="button" class="btn" onClick={() => picture.cancel()}>
        Back to the store
      </button>
    </main>
  );
}

function Editor({ picture, editing }: { picture: Picture; editing: Editing }) {
  const isAdding = picture.stage.value === "adding";
  useKeys(picture);
  useWarning(editing.past.length > 0 && !isAdding);
  const covers = editing.marks.filter(({ kind }) => kind === "cover").length;
  const isNew = picture.name.value === null;
  return (
    <>
      <header>
        <h1 class="h2">{isNew ? "Picture of your store’s page" : picture.name}</h1>
        <p class="sm soft">{isNew ? coversWords(covers) : "Black out whatever nobody else should see."}</p>
      </header>
      <Tools picture={picture} editing={editing} />
      <PictureCanvas picture={picture} />
      <p class="hint keys" id="picture-keys">
        Draw with the pointer, or press Enter for a box in the middle. Arrow keys move it, with Shift they resize it,
        with Ctrl point by point. Page Up and Page Down go from box to box, Delete removes one.
      </p>
      <footer>
        {picture.fault.value ? (
          <p class="error" role="alert">
            <Icon name="alert" />
            <span>{sentence(picture.fault.value)}</span>
          </p>
        ) : null}
        <div class="line">
          <button type="button" class="btn" aria-disabled={isAdding} onClick={() => !isAdding && picture.cancel()}>
            Cancel
          </button>
          {isAdding ? <progress class="grow" aria-label="Adding the picture" value={picture.done} max={1} /> : null}
          <button
            type="button"
            class="btn primary end"
            aria-disabled={isAdding}
            aria-keyshortcuts="Control+Enter"
            onClick={() => picture.finish()}
          >
            <Icon name="check" />
            {isAdding ? "Adding …" : isNew ? "Add to the request" : "Put in its place"}
          </button>
        </div>
      </footer>
    </>
  );
}

const tools = ["black-out", "highlight", "crop"] as const satisfies readonly Tool[];

function Tools({ picture, editing }: { picture: Picture; editing: Editing }) {
  const selected = editing.marks.find(({ id }) => id === editing.selected);
  const act = (change: (now: Editing) => Editing) => picture.act(change);
  return (
    <div class="line wrap tools" role="toolbar" aria-label="Tools">
      <Segments
        label="Draw"
        options={tools.map((tool) => [tool, toolWords[tool]])}
        value={editing.tool}
        onChoose={(tool) => act((now) => chooseTool(now, tool))}
      />
      <Step label="Undo" keys="Control+Z" isOff={editing.past.length === 0} onPress={() => act(undo)} />
      <Step label="Redo" keys="Control+Shift+Z" isOff={editing.future.length === 0} onPress={() => act(redo)} />
      <Step label="Previous box" isOff={editing.marks.length === 0} onPress={() => act((now) => selectNext(now, -1))} />
      <Step label="Next box" isOff={editing.marks.length === 0} onPress={() => act((now) => selectNext(now, 1))} />
      <Step
        label={selected?.kind === "cover" ? "Show what is under it" : "Remove box"}
        keys="Delete"
        isOff={!selected}
        onPress={() => act(removeSelected)}
      />
    </div>
  );
}

function Step({ label, keys, isOff, onPress }: { label: string; keys?: string; isOff: boolean; onPress: () => void }) {
  return (
    <button
      type="button"
      class="btn small"
      aria-disabled={isOff}
      aria-keyshortcuts={keys}
      onClick={() => {
        if (!isOff) onPress();
      }}
    >
      {label}
    </button>
  );
}

function useKeys(picture: Picture) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { key, shiftKey: shift, ctrlKey, metaKey } = event;
      const control = ctrlKey || metaKey;
      if (event.defaultPrevented || event.isComposing) return;
      if (control && key === "Enter") void picture.finish();
      else if (!picture.act((now) => pressAnywhere(now, { key, shift, control }))) return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [picture]);
}

/** The browser asks before it throws away what the person has drawn. */
function useWarning(isOn: boolean) {
  useEffect(() => {
    if (!isOn) return;
    const warn = (event: Event) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isOn]);
}
