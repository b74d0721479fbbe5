import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { TicketCharge } from "../../../shared/charges.ts";
import { creditCount } from "../../../shared/credit-words.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { answerOf, type Panel } from "../state.ts";
import { knownTerms } from "../support.ts";
import { dueWords } from "../verdict/trace.ts";

/** What the server holds for the ticket, and what is available now: its own word, not what was expected. */
export function Held({ panel, ticketId }: { panel: Panel; ticketId: string }) {
  const charge = useSignal<TicketCharge | null>(null);
  const hasRules = knownTerms(panel.support) !== null;
  useEffect(() => {
    if (!hasRules) return;
    let isGone = false;
    void answerOf(panel.host.send("ticket.thread", ticketId)).then((answer) => {
      if (answer.ok && !isGone) charge.value = answer.value.charge;
    });
    return () => {
      isGone = true;
    };
  }, [panel, ticketId, charge, hasRules]);
  const known = charge.value;
  if (!known) return null;
  const { place } = panel;
  const balance = knownTerms(panel.support)?.balance;
  const answer = known.due && dueWords(known.due, place.now(), place.timeZone);
  return (
    <section class="card pad stack close" aria-label="Credits">
      <p class="line wrap num">
        <Icon name="credits" />
        <b>{known.held > 0 ? `${creditCount(known.held)} held` : "Nothing is held"}</b>
        {balance ? <span class="end">{balance.available} available now</span> : null}
      </p>
      {known.held > 0 ? (
        <p class="meta">Settled with the first answer. However often it is sent, it is one ticket and one hold.</p>
      ) : null}
      {answer ? <p class="meta">{answer} your time.</p> : null}
    </section>
  );
}
