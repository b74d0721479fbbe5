import { useEffect, useRef, useState } from "preact/hooks";
import type { Statement, StatementLine } from "../../../shared/charges.ts";
import { ticketName } from "../../../shared/tickets.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import { when } from "../../../shared/ui/when.ts";
import { ProblemNote } from "../problem.tsx";
import { queueHref } from "../router.ts";
import { wholeWords, zoneWords } from "../times.ts";
import { changeWords, EntryKind } from "./entry-words.tsx";
import type { StatementState } from "./holder-statement.ts";

const shownAtFirst = 100;

interface StatementDialogProps {
  state: StatementState;
  holderName: string;
  ticketNumber: number;
  now: Date;
}

/** All that was ever granted to and taken from the holder's account, newest first. */
export function StatementDialog({ state, holderName, ticketNumber, now }: StatementDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const statement = state.statement.value;
  useEffect(() => {
    if (state.isOpen.value) dialog.current?.showModal();
    else dialog.current?.close();
  }, [state.isOpen.value]);
  return (
    <dialog
      ref={dialog}
      class="statement-dialog card"
      aria-labelledby="statement-title"
      onClose={() => {
        state.isOpen.value = false;
      }}
    >
      <header class="line">
        <h2 class="h2 grow" id="statement-title">
          Statement of <bdi>{holderName}</bdi>
        </h2>
        <button type="button" class="btn quiet square small" aria-label="Close" onClick={() => dialog.current?.close()}>
          <Icon name="x" />
        </button>
      </header>
      {state.refusal.value && <ProblemNote refusal={state.refusal.value} onRetry={state.read} />}
      {statement === null && state.refusal.value === null && <p class="soft">Reading the statement.</p>}
      {statement && <Sums statement={statement} />}
      {statement && <Lines lines={statement.lines} ticketNumber={ticketNumber} now={now} />}
      {statement && (
        <p class="meta num">
          Entries are only ever added. {statement.available} available + {statement.held} held + {statement.spent}{" "}
          settled = {statement.granted} granted.
        </p>
      )}
    </dialog>
  );
}

function Sums({ statement: { available, held, spent, granted } }: { statement: Statement }) {
  const sums = { Available: available, Held: held, Settled: spent, Granted: granted };
  return (
    <dl class="statement-sums num">
      {Object.entries(sums).map(([name, credits]) => (
        <div class="statement-sum" key={name}>
          <dt>{name}</dt>
          <dd>{credits}</dd>
        </div>
      ))}
    </dl>
  );
}

function Lines({ lines, ticketNumber, now }: { lines: readonly StatementLine[]; ticketNumber: number; now: Date }) {
  const [showsAll, setShowsAll] = useState(false);
  if (lines.length === 0) return <p class="soft">Nothing was granted to this account yet.</p>;
  const newestFirst = lines.toReversed();
  const shown = showsAll ? newestFirst : newestFirst.slice(0, shownAtFirst);
  return (
    <>
      <table class="statement-table num">
        <caption class="sr">Entries, newest first</caption>
        <thead>
          <tr>
            <th scope="col">When, {zoneWords(now)}</th>
            <th scope="col">Entry</th>
            <th scope="col">For</th>
            <th scope="col">Credits</th>
            <th scope="col">Available</th>
            <th scope="col">Held</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((line) => (
            <tr key={line.id} class={line.ticketNumber === ticketNumber ? "is-this" : ""}>
              <td>
                <time dateTime={line.at} title={wholeWords(line.at)}>
                  {when(line.at, now.getTime())}
                </time>
              </td>
              <td>
                <EntryKind kind={line.kind} />
              </td>
              <td class="statement-for">
                <For line={line} isThis={line.ticketNumber === ticketNumber} />
              </td>
              <td data-name="credits">{changeWords(line.change)}</td>
              <td data-name="available">{line.available}</td>
              <td data-name="held">{line.held}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < lines.length && (
        <button type="button" class="link" onClick={() => setShowsAll(true)}>
          Show all {lines.length}
        </button>
      )}
    </>
  );
}

/** The server's words, with the ticket's number in them as a way to it; before them where they do not name it. */
function For({ line: { says, ticketNumber }, isThis }: { line: StatementLine; isThis: boolean }) {
  if (ticketNumber === null) return <Plain text={says} />;
  const name = ticketName(ticketNumber);
  const at = says.search(new RegExp(`\\b${name}\\b`));
  return (
    <>
      {at > 0 && <Plain text={says.slice(0, at)} />}
      {isThis ? <b>{name}</b> : <a href={queueHref({ state: null, search: name, only: null })}>{name}</a>}
      <Plain text={at === -1 ? ` ${says}` : says.slice(at + name.length)} />
    </>
  );
}
