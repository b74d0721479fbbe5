import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Statement, StatementLine } from "../../../shared/charges.ts";
import { creditCount } from "../../../shared/credit-words.ts";
import { sentence } from "../../../shared/problems.ts";
import { ticketName } from "../../../shared/tickets.ts";
import { Icon, type IconName } from "../../../shared/ui/icon.tsx";
import { Note } from "../../../shared/ui/note.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import { when } from "../../../shared/ui/when.ts";
import type { Answer } from "../../messages.ts";
import { InnerHeader } from "../parts/header.tsx";
import { Late, Skeleton } from "../parts/late.tsx";
import { answerOf, type Panel } from "../state.ts";

/** What came to the account and what went, newest first, with what was there after each. */
export function StatementScreen({ panel }: { panel: Panel }) {
  const { host, support } = panel;
  const statement = useSignal<Answer<Statement> | null>(null);
  const load = async () => {
    const answer = await answerOf(host.send("credits.statement"));
    if (answer.ok || !statement.value?.ok) statement.value = answer;
  };
  // The standing changes whenever the account does.
  const turn = support.turn.value;
  useEffect(() => void load(), [turn]);
  const answer = statement.value;
  return (
    <>
      <InnerHeader
        panel={panel}
        title="Statement"
        detail="What came and went, newest first"
        back={{ label: "Back to all tickets", go: () => panel.go({ name: "home" }) }}
      />
      <main aria-busy={!answer}>
        {answer?.ok ? (
          <Account panel={panel} statement={answer.value} />
        ) : answer ? (
          <Note tone="critical" icon="alert">
            <p>{sentence(answer.refusal)}</p>
            <button type="button" class="link" onClick={load}>
              Try again
            </button>
          </Note>
        ) : (
          <Late>
            <Skeleton widths={[38, 64]} />
            <Skeleton widths={[90, 76, 82, 64]} />
            <p class="sr">Loading the statement</p>
          </Late>
        )}
      </main>
    </>
  );
}

function Account({ panel, statement }: { panel: Panel; statement: Statement }) {
  const { available, held, spent, granted, lines } = statement;
  const numbers: [number, string][] = [
    [available, "available"],
    [held, "held"],
    [spent, "spent"],
    [granted, "received"],
  ];
  return (
    <>
      <dl class="card tally">
        {numbers.map(([number, word]) => (
          <div key={word}>
            <dt class="meta">{word}</dt>
            <dd>{number}</dd>
          </div>
        ))}
      </dl>
      {lines.length === 0 ? (
        <div class="card pad empty">
          <span class="soft">
            <Icon name="credits" look="lg" />
          </span>
          <p>
            <b>Nothing here yet</b>
          </p>
          <p class="sm soft">Credits that you get and use are written down here, one line each.</p>
        </div>
      ) : (
        <ol class="card list">
          {lines.toReversed().map((line) => (
            <li key={line.id}>
              <Line line={line} nowMs={panel.place.now()} timeZone={panel.place.timeZone} />
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

const icons: Record<StatementLine["kind"], IconName> = {
  grant: "plus",
  hold: "clock",
  settle: "check",
  release: "undo",
  correct: "refresh",
};

function Line({ line, nowMs, timeZone }: { line: StatementLine; nowMs: number; timeZone: string }) {
  const { at, kind, says, ticketNumber, change, available, held } = line;
  return (
    <div class="entry">
      <span class="soft">
        <Icon name={icons[kind]} />
      </span>
      <p>
        <Plain text={says} />
      </p>
      <b class={`num ${change > 0 ? "tone positive" : ""}`}>{changeWords(change)}</b>
      <p class="meta after">
        {when(at, nowMs, timeZone)}
        {ticketNumber === null ? "" : ` · ${ticketName(ticketNumber)}`} · {available} available
        {held > 0 ? `, ${held} held` : ""}
        <span class="sr"> after this</span>
      </p>
    </div>
  );
}

function changeWords(change: number) {
  if (change === 0) {
    return (
      <span class="meta">
        ±0<span class="sr"> credits</span>
      </span>
    );
  }
  return (
    <>
      <span aria-hidden="true">{`${change > 0 ? "+" : "−"}${Math.abs(change)}`}</span>
      <span class="sr">{`${creditCount(Math.abs(change))} ${change > 0 ? "more" : "less"}`}</span>
    </>
  );
}
