/** Which rows of a long list are drawn, and where the keys lead. All rows are equally high; sizes are in CSS px. */

export interface Viewport {
  count: number;
  rowHeight: number;
  scrollTop: number;
  height: number;
}

/** Rows drawn above and below what is seen, so that a short scroll shows no gap before the next frame. */
export const overscan = 6;

/** From `first` up to and without `end`. */
export function drawnRows({ count, rowHeight, scrollTop, height }: Viewport): { first: number; end: number } {
  const lastTop = Math.max(0, count * rowHeight - height);
  const top = Math.min(Math.max(0, scrollTop), lastTop);
  return {
    first: Math.max(0, Math.floor(top / rowHeight) - overscan),
    end: Math.min(count, Math.ceil((top + height) / rowHeight) + overscan),
  };
}

/** The least scroll that shows the whole of this row. */
export function scrollTo(index: number, { rowHeight, scrollTop, height }: Viewport): number {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + rowHeight - height);
}

/** Where a key leads from this row; null for a key that moves nothing. */
export function rowAfter(key: string, index: number, { count, rowHeight, height }: Viewport): number | null {
  const page = Math.max(1, Math.floor(height / rowHeight) - 1);
  const moves: Record<string, number> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + page,
    PageUp: index - page,
    Home: 0,
    End: count - 1,
  };
  const to = Object.hasOwn(moves, key) ? moves[key] : undefined;
  return to === undefined || count === 0 ? null : Math.min(Math.max(0, to), count - 1);
}
