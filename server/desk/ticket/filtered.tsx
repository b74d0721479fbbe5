import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

interface Filter<Item> {
  words: string;
  keeps: (item: Item) => boolean;
}

interface FilteredProps<Item> {
  title: string;
  items: readonly Item[];
  /** The first that keeps anything is chosen to begin with. */
  filters: readonly Filter<Item>[];
  columns: readonly string[];
  row: (item: Item, key: number) => ComponentChildren;
}

const step = 100;

/** A captured list as a table: filters with their counts, and a hundred rows at a time. */
export function FilteredTable<Item>({ title, items, filters, columns, row }: FilteredProps<Item>) {
  const kept = filters.map((filter) => items.filter(filter.keeps));
  const [chosen, choose] = useState(() =>
    Math.max(
      0,
      kept.findIndex((some) => some.length > 0),
    ),
  );
  const [limit, setLimit] = useState(step);
  const rows = kept[chosen] ?? [];
  if (items.length === 0) return null;
  return (
    <section class="part">
      <h3 class="side-title">
        {title}
        <span class="line report-filters">
          {filters.length > 1 &&
            filters.map(({ words }, at) => (
              <button
                type="button"
                class="chip"
                key={words}
                aria-pressed={at === chosen}
                onClick={() => {
                  choose(at);
                  setLimit(step);
                }}
              >
                {words} {kept[at]?.length}
              </button>
            ))}
        </span>
      </h3>
      {rows.length === 0 ? (
        <p class="soft">None.</p>
      ) : (
        <div class="report-scroll">
          <table class="report-table" aria-label={title}>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th scope="col" key={column}>
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>{rows.slice(0, limit).map(row)}</tbody>
          </table>
        </div>
      )}
      {rows.length > limit && (
        <button type="button" class="link" onClick={() => setLimit(limit + step)}>
          Show {Math.min(step, rows.length - limit)} more
        </button>
      )}
    </section>
  );
}
