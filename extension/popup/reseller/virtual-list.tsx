import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { drawnRows, rowAfter, scrollTo } from "./window.ts";

export interface VirtualListProps<Item> {
  items: readonly Item[];
  rowHeight: number;
  id: string;
  label: string;
  active: number;
  scrollTop: number;
  idOf: (item: Item) => string;
  onActive: (index: number) => void;
  onScroll: (scrollTop: number) => void;
  onOpen: (item: Item) => void;
  /** Up from the first row, Esc, and `/`. */
  onLeave: () => void;
  children: (item: Item) => ComponentChildren;
}

/** What a list is thought to be high until it was measured: a popup is never higher. */
const guessedHeight = 600;

/** A list of any length that draws only what is seen; the whole of it is reached by scrolling and by the keys. */
export function VirtualList<Item>(props: VirtualListProps<Item>) {
  const { items, rowHeight, id, label, active, scrollTop, idOf, onActive, onScroll, onOpen, onLeave } = props;
  const box = useRef<HTMLDivElement>(null);
  const height = useSignal(guessedHeight);
  const viewport = { count: items.length, rowHeight, scrollTop, height: height.value };
  const { first, end } = drawnRows(viewport);

  useLayoutEffect(() => {
    const measured = box.current?.clientHeight ?? 0;
    if (measured > 0) height.value = measured;
  }, [items.length]);
  useEffect(() => {
    if (box.current && box.current.scrollTop !== scrollTop) box.current.scrollTop = scrollTop;
  }, [scrollTop]);

  function goTo(index: number): void {
    onActive(index);
    onScroll(scrollTo(index, viewport));
  }

  function act(event: KeyboardEvent): void {
    const to = event.altKey || event.ctrlKey || event.metaKey ? null : rowAfter(event.key, active, viewport);
    const item = items[active];
    if (event.key === "/" || (event.key === "ArrowUp" && active === 0)) onLeave();
    else if (to !== null) goTo(to);
    else if (event.key === "Enter" && item !== undefined) onOpen(item);
    else if (event.key === "Escape") onLeave();
    else return;
    event.preventDefault();
  }

  const activeItem = items[active];
  const activeId = activeItem === undefined || active < first || active >= end ? undefined : `row-${idOf(activeItem)}`;
  return (
    <div
      ref={box}
      id={id}
      class="rows"
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={activeId}
      onKeyDown={act}
      onScroll={({ currentTarget }) => onScroll(currentTarget.scrollTop)}
    >
      <div role="presentation" style={{ blockSize: `${items.length * rowHeight}px` }}>
        {items.slice(first, end).map((item, offset) => {
          const index = first + offset;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys
            // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names its active row
            <div
              key={idOf(item)}
              id={`row-${idOf(item)}`}
              class="client"
              role="option"
              aria-selected={index === active}
              aria-setsize={items.length}
              aria-posinset={index + 1}
              style={{ insetBlockStart: `${index * rowHeight}px`, blockSize: `${rowHeight}px` }}
              onClick={() => {
                onActive(index);
                onOpen(item);
              }}
            >
              {props.children(item)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
