import type { StatementLine } from "../../../shared/charges.ts";
import { Icon, type IconName } from "../../../shared/ui/icon.tsx";

const looks: Record<StatementLine["kind"], { icon: IconName; tone: string }> = {
  grant: { icon: "plus", tone: "neutral" },
  hold: { icon: "lock", tone: "caution" },
  settle: { icon: "check", tone: "neutral" },
  release: { icon: "undo", tone: "positive" },
  correct: { icon: "refresh", tone: "neutral" },
};

export function EntryKind({ kind }: { kind: StatementLine["kind"] }) {
  const { icon, tone } = looks[kind];
  return (
    <span class={`entry-kind ${tone}`}>
      <span class="tone">
        <Icon name={icon} look="sm" />
      </span>
      {kind}
    </span>
  );
}

/** `+5`, `−10`, `0`. */
export function changeWords(change: number): string {
  if (change === 0) return "0";
  return change > 0 ? `+${change}` : `−${-change}`;
}
