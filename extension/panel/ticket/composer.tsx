import { useEffect, useRef } from "preact/hooks";
import { sentence } from "../../../shared/problems.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { ConsentNote, useConsent } from "../parts/consent-button.tsx";
import type { Panel } from "../state.ts";
import type { ConsentGuard } from "../watch-consent.ts";
import type { TicketView } from "./state.ts";

export function Composer({
  panel,
  view,
  ticketId,
  guard,
}: {
  panel: Panel;
  view: TicketView;
  ticketId: string;
  guard: ConsentGuard;
}) {
  const problem = view.replyProblem.value;
  const isSending = view.isSending.value;
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    // The tab was opened to send what was written in the page.
    if (panel.place.isOwnTab && view.body.peek() !== "") field.current?.focus();
  }, [panel, view]);
  const consenting = useConsent({ panel, guard, ticketId, showing: isSending ? null : ticketId, act: view.reply });
  const press = (event: Event) => {
    if (consenting.goesToTab) view.handOver();
    return consenting.press(event);
  };
  return (
    <footer class="stack close">
      <ConsentNote consenting={consenting} panel={panel} ticketId={ticketId} />
      {problem ? (
        <p class="error" id="reply-fault">
          <Icon name="alert" />
          {sentence(problem)}
        </p>
      ) : null}
      <div class="compose">
        <textarea
          ref={field}
          class="input"
          rows={2}
          dir="auto"
          aria-label="Your message"
          placeholder="Write to support"
          aria-invalid={problem !== null}
          aria-describedby={problem ? "reply-fault" : undefined}
          value={view.body}
          onInput={(event) => view.write(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
              void press(event);
            }
          }}
        />
        <button
          type="button"
          class="btn primary square"
          aria-label={consenting.goesToTab ? "Open in a tab to send" : isSending ? "Sending" : "Send"}
          title={consenting.goesToTab ? "Open in a tab to send" : "Send (Ctrl Enter)"}
          aria-keyshortcuts="Control+Enter"
          aria-disabled={isSending}
          ref={consenting.button}
          onClick={press}
        >
          <Icon name={consenting.goesToTab ? "open" : "send"} look="flip" />
        </button>
      </div>
    </footer>
  );
}
