import type { TicketCharge } from "../../shared/charges.ts";

const levels: Record<TicketCharge["priority"], { words: string; bars: number }> = {
  highest: { words: "Highest", bars: 3 },
  high: { words: "High", bars: 2 },
  regular: { words: "Regular", bars: 1 },
};

export function priorityWords(priority: TicketCharge["priority"]): string {
  return levels[priority].words;
}

/** Three bars and the word; the bars alone say nothing to a screen reader. */
export function PriorityMark({ priority }: { priority: TicketCharge["priority"] }) {
  const { words, bars } = levels[priority];
  return (
    <span class="priority">
      <svg class="priority-bars" viewBox="0 0 14 14" aria-hidden="true">
        {[0, 1, 2].map((bar) => (
          <rect
            key={bar}
            class={bar < bars ? "on" : ""}
            x={1 + bar * 4.5}
            y={9 - bar * 4}
            width="3"
            height={4 + bar * 4}
            rx="1"
          />
        ))}
      </svg>
      {words}
    </span>
  );
}
