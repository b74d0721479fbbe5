import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "../../../shared/ui/icon.tsx";
import type { RevealState } from "./reveal.ts";
import { isMasked, namesIn, textOf, type ValueName } from "./values.ts";
import { protocolWords } from "./words.ts";

/**
 * The login while its time lasts. None of its values is a property or a child of a component: the renderer keeps what it
 * rendered before, also after it was taken off the page.
 */
export function Revealed({ reveal, onDone }: { reveal: RevealState; onDone: () => void }) {
  const { secret, secondsLeft, copied } = reveal;
  const protocol = secret.value?.protocol;
  return (
    <div class="stack">
      <p class="line reveal-time num" role="timer" aria-live="off">
        <Icon name="clock" />
        <span>
          Hidden again in <b>{secondsLeft.value} s</b>
        </span>
        {protocol && <span class="meta end">{protocolWords(protocol)}</span>}
      </p>
      <dl class="reveal-values">
        {namesIn(secret.value).map((name) => (
          <Row key={name} name={name} reveal={reveal} />
        ))}
      </dl>
      <p class="meta">
        What you copy is cleared from the clipboard when the time is over, where the browser allows it. A clipboard
        history, as some systems keep one, cannot be cleared from here.
      </p>
      <div class="line wrap">
        <button type="button" class="btn small" onClick={onDone}>
          Hide it now
        </button>
        <p class="sm grow" role="status">
          {copied.value?.isDone === true && `${copied.value.name} copied.`}
          {copied.value?.isDone === false && "This browser did not let it be copied. Show it and copy it by hand."}
        </p>
      </div>
    </div>
  );
}

function Row({ name, reveal }: { name: ValueName; reveal: RevealState }) {
  const { unmasked, secret } = reveal;
  const canMask = isMasked.has(name);
  const isShown = !canMask || unmasked.value === name;
  const isLong = isShown && (name === "Note" || textOf(secret.value, name)?.includes("\n") === true);
  const lower = name.toLowerCase();
  return (
    <div class={isLong ? "is-long" : ""}>
      <dt>{name}</dt>
      <dd class={name === "Note" ? "" : "mono"} dir={name === "Note" ? "auto" : "ltr"}>
        {isShown ? <Text key="text" name={name} reveal={reveal} /> : <Masked key="masked" />}
      </dd>
      <dd class="line">
        {canMask && (
          <button
            type="button"
            class="btn small"
            aria-pressed={isShown}
            aria-label={isShown ? `Mask the ${lower}` : `Show the ${lower}`}
            onClick={() => {
              unmasked.value = isShown ? null : name;
            }}
          >
            {isShown ? "Mask" : "Show"}
          </button>
        )}
        <button
          type="button"
          class="btn small"
          data-first={canMask ? "" : undefined}
          aria-label={`Copy the ${lower}`}
          onClick={() => reveal.copy(name)}
        >
          <Icon name="copy" />
          Copy
        </button>
      </dd>
    </div>
  );
}

/** Written into the page, and taken out of it, by hand. */
function Text({ name, reveal: { secret } }: { name: ValueName; reveal: RevealState }) {
  const place = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return;
    element.textContent = textOf(secret.value, name);
    return () => {
      element.textContent = "";
    };
  }, [secret.value === null, name]);
  return <span ref={place} />;
}

/** Eight dots whatever it is: a length tells something too. */
function Masked() {
  return (
    <>
      <span aria-hidden="true">••••••••</span>
      <span class="sr">not shown</span>
    </>
  );
}
