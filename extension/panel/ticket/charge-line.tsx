import type { TicketCharge } from "../../../shared/charges.ts";
import { creditCount, priceWords } from "../../../shared/credit-words.ts";
import { Plain } from "../../../shared/ui/plain.tsx";
import { topicWords } from "../../../shared/words.ts";
import type { Place } from "../state.ts";
import { ClauseQuote } from "../verdict/card.tsx";
import { dueWords } from "../verdict/trace.ts";

/** What this ticket is about and what it costs so far; the rule it rests on opens below. */
export function ChargeLine({ charge, place }: { charge: TicketCharge; place: Place }) {
  const { topic, category, due, clauses } = charge;
  const answer = due && dueWords(due, place.now(), place.timeZone);
  const clause = clauses[0];
  return (
    <details class="meta charge">
      <summary>
        {topicWords[topic]} · <b class="num">{costWords(charge)}</b>
      </summary>
      <div class="stack close says">
        {category ? (
          <p>
            Assessed as <Plain text={category.name} />.
          </p>
        ) : null}
        {answer ? <p>{answer} your time, as said when it was sent.</p> : null}
        {clause ? <ClauseQuote clause={clause} /> : null}
      </div>
    </details>
  );
}

/** What is held or taken is a fact; before that there is only the price that was said. */
function costWords({ held, settled, price, verdict, category }: TicketCharge): string {
  const parts = [
    ...(settled > 0 ? [`${creditCount(settled)} taken`] : []),
    ...(held > 0 ? [`${creditCount(held)} held`] : []),
  ];
  if (parts.length > 0) return parts.join(", ");
  if (verdict === "quote-separately") return "own offer";
  if (category) return "nothing held";
  return price === 0 ? "no charge" : priceWords(price);
}
