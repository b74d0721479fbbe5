import { useEffect, useMemo } from "preact/hooks";
import "./later.css";
import type { DraftKeeper } from "./draft-keeper.ts";
import { PreviewScreen } from "./preview/preview.tsx";
import { RequestScreen } from "./request/request.tsx";
import { ResultScreen } from "./result/result.tsx";
import type { LaterScreenName, Panel } from "./state.ts";
import { StatementScreen } from "./statement/statement.tsx";
import { TicketScreen } from "./ticket/ticket.tsx";
import { guardConsent } from "./watch-consent.ts";

/** Every screen but home: a piece of the program of its own, with its styles. */
export function LaterScreen({ panel, draft, screen }: { panel: Panel; draft: DraftKeeper; screen: LaterScreenName }) {
  const { isOwnTab } = panel.place;
  const guard = useMemo(() => guardConsent(window, isOwnTab), [isOwnTab]);
  useEffect(() => guard.stop, [guard]);
  switch (screen.name) {
    case "request":
      return <RequestScreen key={draft.draftId} panel={panel} draft={draft} />;
    case "preview":
      return <PreviewScreen key={draft.draftId} panel={panel} draft={draft} guard={guard} />;
    case "result":
      return <ResultScreen panel={panel} />;
    case "statement":
      return <StatementScreen panel={panel} />;
    case "ticket":
      return <TicketScreen key={screen.ticketId} panel={panel} ticketId={screen.ticketId} guard={guard} />;
  }
}

export { SupportCards } from "./home/support-cards.tsx";
export { lookAgain, reconnect } from "./reconnect.ts";
