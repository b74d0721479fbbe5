import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";

/** Shows its children only once waiting has lasted 300 ms: a quick answer must not flicker. */
export function Late({ children }: { children: ComponentChildren }): ComponentChildren {
  const isLate = useSignal(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      isLate.value = true;
    }, 300);
    return () => clearTimeout(timer);
  }, [isLate]);
  return isLate.value ? children : null;
}

/** Grey bars in the shape of what is coming. */
export function Skeleton({ widths }: { widths: readonly number[] }) {
  return (
    <div class="card pad stack bones" aria-hidden="true">
      {widths.map((width) => (
        <i key={width} class="skeleton" style={{ inlineSize: `${width}%` }} />
      ))}
    </div>
  );
}
