import type { TicketCharge } from "../../../shared/charges.ts";
import { sentence } from "../../../shared/problems.ts";
import type { DeskTicket } from "../../../shared/tickets.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import { topicWords } from "../../../shared/words.ts";
import { priceOrFree } from "../words.ts";
import type { AssessState, TicketCategory } from "./assess.ts";
import { Clauses } from "./clauses.tsx";
import { OfferNote } from "./offer.tsx";
import { VerdictBadge } from "./verdict-badge.tsx";

interface AssessmentProps {
  assess: AssessState;
  ticket: DeskTicket;
  charge: TicketCharge;
  nowMs: number;
}

export function Assessment({ assess, ticket, charge, nowMs }: AssessmentProps) {
  const [clause] = charge.clauses;
  const isOpen = ticket.state !== "closed";
  return (
    <section class="part" aria-labelledby="assessment-title">
      <h2 class="side-title">
        <span id="assessment-title">Assessment</span>
        {clause && (
          <span class="meta">
            {clause.programme} {clause.version}
          </span>
        )}
      </h2>
      <dl class="facts">
        <dt>Filed as</dt>
        <dd>{topicWords[charge.topic]}</dd>
        <dt>Verdict</dt>
        <dd>
          <VerdictBadge verdict={charge.verdict} />
        </dd>
        <dt>Price said</dt>
        <dd class="num">{priceOrFree(charge.price)}</dd>
        {!isOpen && charge.category && (
          <>
            <dt>Category</dt>
            <dd>{charge.category.name}</dd>
          </>
        )}
      </dl>
      <Clauses clauses={charge.clauses} />
      {charge.offer && <OfferNote offer={charge.offer} nowMs={nowMs} />}
      {ticket.categories.length === 0 && <p class="soft">Nothing is charged for it under these rules.</p>}
      {isOpen && ticket.categories.length > 0 && <Form assess={assess} categories={ticket.categories} />}
    </section>
  );
}

function Form({ assess, categories }: { assess: AssessState; categories: readonly TicketCategory[] }) {
  const { category, credits, reason, sending, refusal, news } = assess;
  const chosen = category.value;
  return (
    <form
      class="assess stack"
      onSubmit={(event) => {
        event.preventDefault();
        assess.send();
      }}
    >
      <div class="field">
        <label for="assess-category">Category</label>
        <select
          class="input"
          id="assess-category"
          value={chosen?.id ?? ""}
          disabled={sending.value}
          aria-describedby="assess-rule"
          onChange={(event) => assess.choose(event.currentTarget.value)}
        >
          {!chosen && <option value="">Choose one</option>}
          {categories.map(({ id, name, credits }) => (
            <option key={id} value={id}>
              {name}, {priceOrFree(typeof credits === "number" ? credits : { from: credits.from })}
            </option>
          ))}
        </select>
        <p class="hint" id="assess-rule">
          {chosen && <Plain text={chosen.says} />}
        </p>
      </div>
      {chosen && typeof chosen.credits !== "number" && (
        <div class="field">
          <label for="assess-credits">Credits in all</label>
          <input
            class="input num"
            id="assess-credits"
            inputMode="numeric"
            autocomplete="off"
            placeholder={`from ${chosen.credits.from}`}
            readOnly={sending.value}
            aria-invalid={refusal.value?.code === "assessment.price-missing" ? "true" : undefined}
            aria-describedby="assess-problem"
            value={credits.value}
            onInput={(event) => assess.setCredits(event.currentTarget.value)}
          />
        </div>
      )}
      <div class="field">
        <label for="assess-reason">Reason, for the holder</label>
        <textarea
          class="input"
          id="assess-reason"
          rows={2}
          dir="auto"
          readOnly={sending.value}
          value={reason.value}
          onInput={(event) => assess.setReason(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
              event.preventDefault();
              assess.send();
            }
            if (event.key === "Escape") event.currentTarget.blur();
          }}
        />
      </div>
      <Preview assess={assess} />
      <div class="line wrap">
        <p class="hint grow" id="assess-problem">
          {refusal.value && (
            <span class="error" role="alert">
              <Icon name="alert" />
              {sentence(refusal.value)}
            </span>
          )}
          <span role="status">{news.value}</span>
        </p>
        <button type="submit" class="btn small" aria-disabled={sending.value}>
          {sending.value ? "Assessing" : "Assess"}
        </button>
      </div>
    </form>
  );
}

/** What pressing would do, before it is pressed. */
function Preview({ assess }: { assess: AssessState }) {
  const outcome = assess.outcome.value;
  return (
    <div class="assess-preview" role="status">
      {outcome && (
        <ul class={`outcome ${outcome.tone}`}>
          {outcome.says.map((says) => (
            <li key={says}>{says}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
