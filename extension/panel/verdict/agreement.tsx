import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { creditCount, priceWords } from "../../../shared/credit-words.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import type { Price } from "../../../shared/verdict.ts";
import { leastOf } from "./look.ts";

const mostWithoutBalance = 100_000;
const step = 5;

/** What may be agreed to: from one credit up to what is there, and never below the price itself. */
export function boundsOf(price: Price, available: number | null): { least: number; most: number } {
  const most = available === null ? mostWithoutBalance : Math.max(available, leastOf(price));
  return { least: 1, most: Math.min(most, mostWithoutBalance) };
}

/** "Ask me first" unless the person says otherwise: no agreement is ever chosen for them. */
export function Agreement({
  price,
  available,
  upTo,
  change,
}: {
  price: Price;
  available: number | null;
  upTo: number | null;
  change(upTo: number | null): void;
}) {
  const id = useId();
  const { least, most } = boundsOf(price, available);
  const proposed = useSignal(Math.max(1, leastOf(price)));
  const credits = upTo ?? Math.min(proposed.value, most);
  // What is being typed stays as it is when a verdict arrives meanwhile.
  const typed = useSignal<string | null>(null);
  const put = (next: number) => {
    const within = Math.min(most, Math.max(least, Math.round(next)));
    proposed.value = within;
    change(within);
  };
  return (
    <fieldset class="field" aria-labelledby={`${id}-legend`}>
      <p class="label" id={`${id}-legend`}>
        Your agreement
      </p>
      <div class="card">
        <div class="radio">
          <input
            type="radio"
            name="agreement"
            id={`${id}-first`}
            checked={upTo === null}
            onChange={() => change(null)}
          />
          <div class="grow">
            <label for={`${id}-first`}>Ask me first</label>
            <p class="hint">We assess, you accept or decline. The answer takes longer by that step.</p>
          </div>
        </div>
        <div class="radio rule">
          <input
            type="radio"
            name="agreement"
            id={`${id}-up-to`}
            checked={upTo !== null}
            onChange={() => put(credits)}
          />
          <div class="grow stack close">
            <label for={`${id}-up-to`}>Up to {creditCount(credits)} without asking me</label>
            <p class="line wrap">
              <span class="stepper">
                <button
                  type="button"
                  aria-label={`${step} fewer`}
                  aria-disabled={credits <= least}
                  onClick={() => put(credits - step)}
                >
                  <Icon name="minus" look="sm" />
                </button>
                <input
                  aria-label="Credits at most"
                  inputMode="numeric"
                  autocomplete="off"
                  value={typed.value ?? credits}
                  onInput={(event) => {
                    typed.value = event.currentTarget.value;
                  }}
                  onChange={(event) => {
                    const number = Number(event.currentTarget.value.replace(/\D/g, ""));
                    typed.value = null;
                    if (number > 0) put(number);
                    else event.currentTarget.value = String(credits);
                  }}
                />
                <button
                  type="button"
                  aria-label={`${step} more`}
                  aria-disabled={credits >= most}
                  onClick={() => put(credits + step)}
                >
                  <Icon name="plus" look="sm" />
                </button>
              </span>
              <span class="meta">{besidePrice(price, credits)}</span>
            </p>
            {upTo === null ? null : <p class="hint">{whatFollows(price, credits)}</p>}
          </div>
        </div>
      </div>
    </fieldset>
  );
}

function besidePrice(price: Price, credits: number): string {
  if (typeof price !== "number") return `the price is ${priceWords(price)}`;
  if (credits === price) return "the price above";
  return credits > price ? "more than the price above" : "less than the price above";
}

function whatFollows(price: Price, credits: number): string {
  if (typeof price !== "number") return `An engineer names the price; up to ${creditCount(credits)} you are not asked.`;
  if (credits < price) return "This is below the price, so you are asked first.";
  return `Work starts at once. ${creditCount(price)} are held when you send; what is not needed is released.`;
}
