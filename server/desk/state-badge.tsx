import type { TicketState } from "../../shared/tickets.ts";
import { Icon, type IconName } from "../../shared/ui/icon.tsx";
import { stateWords } from "./words.ts";

const looks: Record<TicketState, { look: string; icon?: IconName }> = {
  sent: { look: "strong" },
  waiting: { look: "caution", icon: "message" },
  answered: { look: "neutral" },
  resolved: { look: "positive", icon: "check" },
  closed: { look: "neutral", icon: "lock" },
};

export function StateBadge({ state }: { state: TicketState }) {
  const { look, icon } = looks[state];
  return (
    <span class={`badge ${look}`}>
      {icon && <Icon name={icon} />}
      {stateWords[state]}
    </span>
  );
}
