import type { TicketState } from "../tickets.ts";

/** Where a ticket is, as the holder sees it. */
const places: Record<TicketState, { words: readonly string[]; now: number }> = {
  sent: { words: ["Sent", "With support", "Answered", "Resolved"], now: 1 },
  answered: { words: ["Sent", "With support", "Your turn", "Resolved"], now: 2 },
  waiting: { words: ["Sent", "With support", "Answered", "Resolved"], now: 1 },
  resolved: { words: ["Sent", "With support", "Answered", "Resolved"], now: 3 },
  closed: { words: ["Sent", "With support", "Answered", "Closed"], now: 3 },
};

const deciding = { words: ["Sent", "With support", "You decide", "Resolved"], now: 2 };

/** `isAsked` where an offer waits for the holder's yes or no. */
export function Steps({ state, isAsked = false }: { state: TicketState; isAsked?: boolean }) {
  const { words, now } = isAsked ? deciding : places[state];
  const last = words.length - 1;
  return (
    <ol class="steps" aria-label="Progress">
      {words.map((word, at) => (
        <li
          key={word}
          class={at < now || now === last ? `done ${at === now ? "last" : ""}` : at === now ? "now" : ""}
          aria-current={at === now ? "step" : undefined}
        >
          {word}
        </li>
      ))}
    </ol>
  );
}
