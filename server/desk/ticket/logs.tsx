import { useState } from "preact/hooks";
import { sizeWords } from "../../../shared/files.ts";
import type { LogGroup, Report } from "../../../shared/report.ts";
import { Plain } from "../../../shared/ui/plain.tsx";

/** The store's logs: the same line is listed once, with how often; the most frequent first. */
export function Logs({ logs }: { logs: Report["logs"] }) {
  return (
    <>
      {logs.map((log) => (
        <Log key={log.name} log={log} />
      ))}
    </>
  );
}

const shownFirst = 20;

function Log({ log: { name, size, truncated, groups } }: { log: Report["logs"][number] }) {
  const [isWhole, setWhole] = useState(false);
  const sorted = [...groups].sort((a, b) => b.count - a.count);
  const shown = isWhole ? sorted : sorted.slice(0, shownFirst);
  return (
    <section class="part">
      <h3 class="side-title">
        <span>
          Log{" "}
          <bdi class="mono">
            <Plain text={name} />
          </bdi>
        </span>
        <span class="meta">
          {[size !== null && sizeWords(size), truncated && "older lines left out"].filter(Boolean).join(" · ")}
        </span>
      </h3>
      {groups.length === 0 && <p class="soft">Empty.</p>}
      <ol class="log">
        {shown.map((group, at) => (
          <Line key={at} group={group} />
        ))}
      </ol>
      {sorted.length > shown.length && (
        <button type="button" class="link" onClick={() => setWhole(true)}>
          Show all {sorted.length}
        </button>
      )}
    </section>
  );
}

function Line({ group: { count, message, file, line, first, last } }: { group: LogGroup }) {
  const span = [first, last === first ? null : last]
    .filter((at): at is string => at !== null)
    .map((at) => at.replace("T", " "))
    .join(" to ");
  return (
    <li>
      <b class="num log-count">
        {count}
        <span aria-hidden="true">×</span>
        <span class="sr"> times</span>
      </b>
      <span class="mono log-message" dir="ltr">
        <Plain text={message} />
      </span>
      <span class="meta log-place">
        {file && (
          <span class="mono" dir="ltr">
            <Plain text={line === null ? file : `${file}:${line}`} />
          </span>
        )}
        {span && <span class="num">{span}, the store’s clock</span>}
      </span>
    </li>
  );
}
