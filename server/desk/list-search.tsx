import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../../shared/ui/icon.tsx";

interface ListSearchProps {
  /** What the key `/` finds it by. */
  id: string;
  label: string;
  placeholder: string;
  /** As the address has them. */
  words: string;
  onSearch: (words: string) => void;
}

/** Above a list. Waits for a pause in the typing; what was typed stays, also while the address is behind. */
export function ListSearch({ id, label, placeholder, words, onSearch }: ListSearchProps) {
  const input = useRef<HTMLInputElement>(null);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (input.current && document.activeElement !== input.current) input.current.value = words;
  }, [words]);
  useEffect(() => () => clearTimeout(pause.current), []);
  const ask = () => {
    clearTimeout(pause.current);
    onSearch(input.current?.value.trim() ?? "");
  };
  return (
    <search class="input affix queue-search">
      <Icon name="search" />
      <input
        ref={input}
        id={id}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        autocomplete="off"
        defaultValue={words}
        onInput={() => {
          clearTimeout(pause.current);
          pause.current = setTimeout(ask, 250);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") ask();
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
      <kbd class="kbd">/</kbd>
    </search>
  );
}
