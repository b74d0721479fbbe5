import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { Icon } from "../../../shared/ui/icon.tsx";
import { PlainPiece } from "../../../shared/ui/plain.tsx";
import { findAll, withHit } from "./find.ts";

/** The very text that will be sent, wrapped but otherwise untouched, and a search in it. */
export function Bytes({ text }: { text: string }) {
  const wanted = useSignal("");
  const at = useSignal(0);
  const shown = useRef<HTMLElement>(null);
  const hits = useMemo(() => findAll(text, wanted.value), [text, wanted.value]);
  const index = hits.length ? ((at.value % hits.length) + hits.length) % hits.length : 0;
  const hit = hits[index] ?? null;
  const pieces = useMemo(() => withHit(text, hit, wanted.value.length), [text, hit, wanted.value]);

  useEffect(() => {
    shown.current?.querySelector(".hit")?.scrollIntoView({ block: "nearest" });
  }, [hit, wanted.value]);

  const step = (by: number) => {
    at.value = index + by;
  };
  return (
    <>
      <search class="line">
        <label class="input affix grow find">
          <Icon name="search" />
          <input
            size={6}
            aria-label="Find in the text"
            autocomplete="off"
            spellcheck={false}
            value={wanted}
            onInput={(event) => {
              wanted.value = event.currentTarget.value;
              at.value = 0;
            }}
            onKeyDown={(event) => {
              if (event.key === "Escape" && wanted.value) {
                wanted.value = "";
                event.preventDefault();
              }
              if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) step(event.shiftKey ? -1 : 1);
            }}
          />
          <span class="meta num" role="status">
            {wanted.value ? (hits.length ? `${index + 1} of ${hits.length}` : "not found") : ""}
          </span>
        </label>
        <button type="button" class="btn square small" aria-label="Previous" onClick={() => step(-1)}>
          <Icon name="up" />
        </button>
        <button type="button" class="btn square small" aria-label="Next" onClick={() => step(1)}>
          <Icon name="down" />
        </button>
      </search>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="card bytes" tabIndex={0} aria-label="The text as it will be sent" ref={shown}>
        <pre dir="ltr">
          {pieces.map((piece) =>
            piece.isHit ? (
              <mark class="hit" key={piece.at}>
                <PlainPiece piece={piece} />
              </mark>
            ) : (
              <PlainPiece key={piece.at} piece={piece} />
            ),
          )}
        </pre>
      </section>
    </>
  );
}
