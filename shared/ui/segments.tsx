import { useRef } from "preact/hooks";

/** One of a few, side by side; arrow keys go from one to the next. */
export function Segments<Value extends string | number>({
  label,
  options,
  value,
  onChoose,
}: {
  label: string;
  options: readonly (readonly [Value, string])[];
  value: Value | null;
  onChoose(value: Value): void;
}) {
  const group = useRef<HTMLDivElement>(null);
  const chosen = options.findIndex(([one]) => one === value);
  const go = (step: number) => {
    const next = options.at((Math.max(chosen, 0) + step) % options.length);
    if (!next) return;
    onChoose(next[0]);
    const button = group.current?.children[options.indexOf(next)];
    if (button instanceof HTMLElement) button.focus();
  };
  return (
    <div class="seg" role="radiogroup" aria-label={label} ref={group}>
      {options.map(([one, words], at) => (
        // biome-ignore lint/a11y/useSemanticElements: the look of a segment is a button's; arrow keys go on below.
        <button
          key={one}
          type="button"
          role="radio"
          aria-checked={one === value}
          tabIndex={at === Math.max(chosen, 0) ? 0 : -1}
          onClick={() => onChoose(one)}
          onKeyDown={(event) => {
            const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
            if (!step) return;
            event.preventDefault();
            go(step);
          }}
        >
          {words}
        </button>
      ))}
    </div>
  );
}
