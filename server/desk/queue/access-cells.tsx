import type { DeskTicketSummary } from "../../../shared/tickets.ts";
import { Icon, type IconName } from "../../../shared/ui/icon.tsx";

type Readiness = NonNullable<DeskTicketSummary["access"]>;

const looks: Record<Exclude<Readiness, "none">, { tone: string; icon: IconName; words: string; says: string }> = {
  asked: { tone: "caution", icon: "clock", words: "Asked", says: "Access was asked for" },
  "handed-over": { tone: "neutral", icon: "lock", words: "Given", says: "Access was handed over, and not checked" },
  ready: { tone: "positive", icon: "check", words: "Ready", says: "Access works" },
  failing: { tone: "critical", icon: "alert", words: "Fails", says: "Access does not work" },
  "being-taken-back": { tone: "neutral", icon: "undo", words: "Ending", says: "Access is being taken back" },
};

/** Whether an engineer could begin. */
export function AccessBadge({ access }: { access: Readiness }) {
  if (access === "none") return null;
  const { tone, icon, words, says } = looks[access];
  return (
    <span class={`badge ${tone}`} title={says}>
      <Icon name={icon} />
      <span aria-hidden="true">{words}</span>
      <span class="sr">{says}</span>
    </span>
  );
}

/** Whose ticket it is, by initials. */
export function Who({ assignee }: { assignee: NonNullable<DeskTicketSummary["assignee"]> }) {
  return (
    <span class="who" title={assignee.name}>
      <span class="avatar small" style={{ "--hue": hueOf(assignee.id) }} aria-hidden="true">
        {initialsOf(assignee.name)}
      </span>
      <span class="sr">{assignee.name} works on it</span>
    </span>
  );
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  const first = letters.map((word) => [...(word ?? "")][0] ?? "").join("");
  return (first.length > 1 ? first : [...name.trim()].slice(0, 2).join("")).toUpperCase();
}

/** The same person has the same colour in every row. */
function hueOf(id: string): number {
  return [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 0);
}
