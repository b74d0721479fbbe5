import { Icon, type IconName } from "../../../shared/ui/icon.tsx";
import type { Tone } from "../../../shared/ui/note.tsx";
import { when } from "../../../shared/ui/when.ts";
import type { AccessSummary } from "../../messages.ts";
import { clockOf, dayOf } from "../parts/times.ts";
import type { Panel } from "../state.ts";
import { type Badge, badgeOf, nameOf } from "./access-words.ts";

type Held = AccessSummary["held"][number];

/**
 * How access stands on this ticket, and the way to the tab where it is handed over and taken back. The tab opens on a
 * press here; nothing is typed in a frame that a store's page stands around.
 */
export function AccessCard({
  panel,
  ticketId,
  summary,
}: {
  panel: Panel;
  ticketId: string;
  summary: AccessSummary | null;
}) {
  if (!summary) return null;
  const { asked, held, reveals } = summary;
  const back = held.filter(({ state }) => state === "disable-asked");
  const live = held.filter(({ state }) => state === "live");
  // Once nothing is left to take back, what became of it stands beside the message that it was resolved.
  const ended = held.filter(({ state, end }) => state === "destroyed" && end !== "replaced");
  const shown = back.length > 0 ? [...back, ...ended] : [...live, ...(live.length + asked.length > 0 ? [] : ended)];
  if (shown.length + asked.length === 0) return null;
  const open = () => panel.openOwn({ page: "access", ticketId });
  const needsHolder = asked.length > 0 || back.length > 0 || live.some((one) => badgeOf(one).tone === "critical");
  return (
    <section class="card" aria-labelledby="access">
      <header class="pad line">
        <Icon name="lock" />
        <h2 class="h3 grow" id="access">
          {back.length > 0 ? "Take your access back" : "Access to your store"}
        </h2>
        {needsHolder ? (
          <span class="badge caution">
            <Icon name="clock" />
            Waiting for you
          </span>
        ) : null}
      </header>
      {back.length > 0 ? (
        <p class="pad rule sm soft">Disable it in your store and at your host, then let it be tried once.</p>
      ) : null}
      <ul>
        {asked.map((kind) => (
          <Row key={kind} name={nameOf(kind, null)} badge={{ tone: "caution", word: "Asked for" }} says={null} />
        ))}
        {shown.map((one) => (
          <Row
            key={one.credentialId}
            name={nameOf(one.kind, one.protocol)}
            badge={badgeOf(one)}
            says={saysOf(one, panel)}
          />
        ))}
      </ul>
      {reveals > 0 ? (
        <p class="pad rule meta">
          Read {reveals === 1 ? "once" : `${reveals} times`}. Who read it and why stands in the tab.
        </p>
      ) : null}
      <div class="pad rule stack close">
        <button type="button" class={`btn block ${needsHolder ? "primary" : ""}`} onClick={open}>
          <Icon name="open" />
          {actOf(summary)}
        </button>
        <p class="hint">Opens in a tab of its own, which your store’s pages cannot read.</p>
      </div>
    </section>
  );
}

function actOf({ asked, held }: AccessSummary): string {
  if (held.some(({ state }) => state === "disable-asked")) return "Take back access";
  if (asked.length > 0) return "Hand over access";
  return held.some((one) => one.state === "live" && badgeOf(one).tone === "critical") ? "Correct it" : "Look at access";
}

const icons: Partial<Record<Tone, IconName>> = { positive: "check-circle", critical: "alert", caution: "clock" };

function Row({ name, badge: { tone, word }, says }: { name: string; badge: Badge; says: string | null }) {
  return (
    <li class="pad rule line top">
      <span class={`tone ${tone} line`}>
        <Icon name={icons[tone] ?? "info"} />
      </span>
      <span class="grow">
        {name}
        {says ? <span class="meta block">{says}</span> : null}
      </span>
      <span class={`badge ${tone}`}>{word}</span>
    </li>
  );
}

function saysOf({ state, handedOverAt, expiresAt }: Held, { place: { now, timeZone } }: Panel): string | null {
  if (state === "disable-asked") return "Not disabled yet, as far as is known.";
  if (state === "destroyed") return "Our copy is destroyed.";
  return `Handed over ${when(handedOverAt, now(), timeZone)}; ends ${dayOf(expiresAt, timeZone)}, ${clockOf(expiresAt, timeZone)}.`;
}
