import { describe, expect, test } from "vitest";
import { move, type TicketState, ticketStates } from "../../shared/tickets.ts";

const allowed: Record<TicketState, TicketState[]> = {
  sent: ["answered", "waiting", "resolved"],
  answered: ["answered", "waiting", "resolved"],
  waiting: ["answered", "waiting", "resolved"],
  resolved: ["answered", "waiting", "closed"],
  closed: [],
};

describe.each(ticketStates)("a ticket that is %s", (from) => {
  test.each(ticketStates)("becomes %s only where that is allowed", (to) => {
    expect(move(from, to).ok).toBe(allowed[from].includes(to));
  });
});

test("a closed ticket says that it is closed, whatever is asked of it", () => {
  expect(move("closed", "answered")).toMatchObject({ ok: false, refusal: { code: "ticket.closed" } });
});
