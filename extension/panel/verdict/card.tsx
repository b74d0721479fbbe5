import type { Clause } from "../../../shared/charges.ts";
import { creditCount } from "../../../shared/credit-words.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import { when } from "../../../shared/ui/when.ts";
import { isFiled } from "../../../shared/verdict.ts";
import { routeWords } from "../../../shared/words.ts";
import type { VerdictView } from "../../messages.ts";
import type { Place } from "../state.ts";
import { leastOf, lookOf, whyOf } from "./look.ts";

/** How old what the server said may be before its age is told. */
const staleMs = 10 * 60_000;

/** May this be sent, what does it cost, why, and which rule says so. */
export function VerdictCard({ view, isJudging, place }: { view: VerdictView; isJudging: boolean; place: Place }) {
  const { verdict, clauses, asOf } = view;
  const { tone, icon, word, cost } = lookOf(view);
  const [first, ...others] = clauses;
  return (
    <section class={`verdict ${tone}`} aria-labelledby="verdict" aria-busy={isJudging}>
      <header>
        <Icon name={icon} />
        <h2 id="verdict">{word}</h2>
        {cost ? <span class="cost">{cost}</span> : null}
      </header>
      <div class="pad">
        {whyOf(view).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        <Parts view={view} />
        <Left view={view} />
        {first ? <ClauseQuote clause={first} /> : null}
        {others.length > 0 ? (
          <details class="meta">
            <summary>What else had a say</summary>
            <ul class="stack close says">
              {others.map(({ rule, says }) => (
                <li key={rule}>
                  <Plain text={says} />
                </li>
              ))}
            </ul>
          </details>
        ) : null}
        {verdict.route ? (
          <p class="line top">
            <Icon name="arrow" look="flip" />
            <b class="grow">{routeWords[verdict.route]}</b>
          </p>
        ) : null}
        {place.now() - Date.parse(asOf) > staleMs ? (
          <p class="meta">
            As support last said, {when(asOf, place.now(), place.timeZone)}. It is checked again when you send.
          </p>
        ) : null}
      </div>
    </section>
  );
}

/** The rule in the programme's own words, and the programme it stands in. */
export function ClauseQuote({ clause: { programme, version, says } }: { clause: Clause }) {
  return (
    <blockquote class="clause">
      <Plain text={says} />
      <cite>
        <Plain text={programme} /> · <span class="nowrap">rules of {version}</span>
      </cite>
    </blockquote>
  );
}

function Parts({ view: { parts, verdict } }: { view: VerdictView }) {
  if (parts.length === 0) return null;
  return (
    <div class="sum">
      {parts.map(({ says, credits }) => [<span key={says}>{says}</span>, <span key={`${says} costs`}>{credits}</span>])}
      <span class="total">Price</span>
      <span class="total">{leastOf(verdict.credits)}</span>
    </div>
  );
}

/** The sum: what is there, what this takes, what stays. */
function Left({ view: { verdict, balance } }: { view: VerdictView }) {
  const price = leastOf(verdict.credits);
  if (!balance || price === 0 || (!isFiled(verdict.verdict) && verdict.verdict !== "buy-credits")) return null;
  const { creditsLeft, short } = verdict;
  return (
    <div class="stack close">
      <p class="line wrap num">
        <span>You have {balance.available}</span>
        {creditsLeft === null ? null : (
          <span class="end">
            <b>{creditsLeft} left</b> after this
          </span>
        )}
        {short === null ? null : (
          <span class="end">
            <b>{creditCount(short)}</b> missing
          </span>
        )}
      </p>
      {creditsLeft === null ? null : (
        <div
          class="meter"
          role="img"
          aria-label={`Of ${creditCount(balance.available)}, ${creditsLeft} stay and ${price} are for this`}
        >
          <i class="accent" style={{ flex: creditsLeft }} />
          <i class="will" style={{ flex: price }} />
        </div>
      )}
    </div>
  );
}
