import type { LogGroup, Report } from "../../../shared/report.ts";
import { Plain } from "../../../shared/ui/plain.tsx";
import { sizeWords } from "../words.ts";

/** The store's logs: the same line is listed once, with how often; the most frequent first. */
export function Logs({ logs }: { logs: Report["logs"] }) {
  return (
    <>
      {logs.map((log) => (
        <section class="part" key={log.name}>
          <h3 class="side-title">
            <span>
              Log <span class="mono">{log.name}</span>
            </span>
            <span class="meta">
              {[log.size !== null && sizeWords(log.size), log.truncated && "older lines left out"]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </h3>
          {log.groups.length === 0 ? (
            <p class="soft">Empty.</p>
          ) : (
            <ol class="log">
              {[...log.groups]
                .sort((a, b) => b.count - a.count)
                .map((group) => (
                  <Line key={`${group.message} ${group.file} ${group.line} ${group.first}`} group={group} />
                ))}
            </ol>
          )}
        </section>
      ))}
    </>
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
