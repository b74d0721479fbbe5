import { useMemo } from "preact/hooks";
import { countFacts, type FactGroup, factsOf } from "../../../shared/facts.ts";
import { type Finding, findingsOf } from "../../../shared/findings.ts";
import type { Report } from "../../../shared/report.ts";
import type { DeskTicket } from "../../../shared/tickets.ts";
import { Note } from "../../../shared/ui/note.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import { when } from "../../../shared/ui/when.ts";
import { ProblemNote } from "../problem.tsx";
import { counted } from "../words.ts";
import { BytesView } from "./bytes-view.tsx";
import { Findings } from "./findings.tsx";
import { Installer } from "./installer.tsx";
import { Logs } from "./logs.tsx";
import { Modifications } from "./modifications.tsx";
import { Modules } from "./modules.tsx";
import { NotHere } from "./not-here.tsx";
import { SealBadge, SealWarning } from "./seal.tsx";
import type { ReportView, TicketScreenState } from "./state.ts";

const views: readonly { view: ReportView; words: string }[] = [
  { view: "worst-first", words: "Worst first" },
  { view: "bytes", words: "Bytes" },
];

export function ReportColumn({ state, ticket }: { state: TicketScreenState; ticket: DeskTicket }) {
  const { submission, seal, view, readAt } = state;
  const read = submission.value;
  const report = read?.ok ? read.value.report : null;
  const groups = useMemo(() => (report ? factsOf(report) : []), [report]);
  const findings = useMemo(() => (report ? findingsOf(report, readAt.value) : []), [report, readAt.value]);
  return (
    <section class="report" aria-label="Report">
      <header class="part report-head">
        <h2 class="h3">Report</h2>
        {report && (
          <span class="meta num">
            {counted(countFacts(groups), "fact")} · {when(report.capturedAt, readAt.value.getTime())}
          </span>
        )}
        <SealBadge seal={seal.value} />
        <fieldset class="seg end">
          <legend class="sr">View</legend>
          {views.map(({ view: one, words }) => (
            <button
              type="button"
              key={one}
              aria-pressed={view.value === one}
              onClick={() => {
                view.value = one;
              }}
            >
              {words}
            </button>
          ))}
        </fieldset>
      </header>
      <SealWarning seal={seal.value} stored={ticket.sha256} />
      {read && !read.ok && (
        <div class="part">
          <ProblemNote refusal={read.refusal} />
        </div>
      )}
      {view.value === "bytes" || (read && !read.ok) ? (
        <BytesView ticket={ticket} seal={seal.value} />
      ) : (
        read?.ok && <WorstFirst report={report} groups={groups} findings={findings} leftOut={read.value.leftOut} />
      )}
    </section>
  );
}

interface WorstFirstProps {
  report: Report | null;
  groups: readonly FactGroup[];
  findings: readonly Finding[];
  leftOut: readonly string[];
}

function WorstFirst({ report, groups, findings, leftOut }: WorstFirstProps) {
  if (!report) {
    return (
      <div class="part">
        <Note tone="neutral" icon="info">
          Nothing was captured with this request: only the words in the thread were sent.
        </Note>
      </div>
    );
  }
  return (
    <>
      <Findings findings={findings} />
      <Logs logs={report.logs} />
      <Modifications modifications={report.modifications} />
      <Modules modules={report.modules} />
      <Installer packages={report.installer} />
      {groups
        .filter(({ id, facts }) => !tabled.has(id) && facts.length > 0)
        .map((group) => (
          <Facts key={group.id} group={group} />
        ))}
      <NotHere groups={groups} leftOut={leftOut} redactions={report.redactions} />
    </>
  );
}

/** Groups that have a table of their own. */
const tabled: ReadonlySet<FactGroup["id"]> = new Set(["modules", "modifications", "installer", "logs"]);

function Facts({ group }: { group: FactGroup }) {
  return (
    <section class="part">
      <h3 class="side-title">{group.title}</h3>
      <dl class="facts report-facts">
        {group.facts.map(({ path, name, value, detail, from }) => (
          <div key={path}>
            <dt>
              <Plain text={name} />
            </dt>
            <dd title={from ?? undefined}>
              <Plain text={value} />
              {detail && (
                <span class="meta fact-detail">
                  <Plain text={detail} />
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
