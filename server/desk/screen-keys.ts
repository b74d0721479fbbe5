import type { Key } from "./keyboard.ts";
import { listKeys } from "./list-keys.ts";
import type { QueueState } from "./queue/state.ts";
import { type Router, ticketHref } from "./router.ts";
import type { TicketScreenState } from "./ticket/state.ts";

/** What single keys do on each screen, in the order the key line shows them. */
export function queueKeys(queue: QueueState, router: Router): Key[] {
  return listKeys(queue, "queue-search", (ticketId) => router.go(ticketHref(ticketId)));
}

export function ticketKeys(ticket: TicketScreenState, queue: QueueState, router: Router, back: string): Key[] {
  const step = (by: 1 | -1) => () => {
    queue.cursor.value = ticket.ticketId;
    queue.moveCursor(by);
    if (queue.cursor.value && queue.cursor.value !== ticket.ticketId) router.go(ticketHref(queue.cursor.value));
  };
  const { charge = null, account = null, categories = [] } = ticket.ticket.value ?? {};
  return [
    { key: "j", words: "next", act: step(1) },
    { key: "k", words: "previous", act: step(-1) },
    { key: "r", words: "answer", act: () => focusOn("#answer") },
    ...(charge && categories.length > 0
      ? [{ key: "c", words: "category", act: () => focusOn("#assess-category") }]
      : []),
    ...(ticket.relay ? [{ key: "v", words: "escalate", act: () => pressOn("#escalate") }] : []),
    ...(account
      ? [
          {
            key: "l",
            words: "ledger",
            act: () => {
              ticket.statement.isOpen.value = true;
            },
          },
        ]
      : []),
    ...(ticket.relay
      ? []
      : [
          { key: "a", words: "take", act: () => pressOn("#take") },
          { key: "n", words: "ask for access", act: () => pressOn("#ask-access") },
          { key: "s", words: "reveal", act: () => pressOn(".access-reveal") },
        ]),
    {
      key: "e",
      words: "resolve",
      act: () => {
        if (ticket.moves.value.includes("resolved")) ticket.moveTo("resolved");
      },
    },
    {
      key: "b",
      words: "bytes",
      act: () => {
        ticket.view.value = ticket.view.value === "bytes" ? "worst-first" : "bytes";
      },
    },
    { key: "u", words: "queue", act: () => router.go(back) },
  ];
}

/** With the focus on it, so that a dialog that it opens gives the focus back there. */
function pressOn(selector: string): void {
  const found = document.querySelector<HTMLElement>(selector);
  found?.focus();
  found?.click();
}

function focusOn(selector: string): void {
  const found = document.querySelector(selector);
  if (found instanceof HTMLElement) found.focus();
}
