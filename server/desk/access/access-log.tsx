import type { AccessLogEntry } from "../../../shared/credentials.ts";
import { Plain } from "../../../shared/ui/plain.tsx";
import { when } from "../../../shared/ui/when.ts";
import { wholeWords } from "../times.ts";
import { deedWords } from "./words.ts";

/** Who did what with access, when and why; the holder reads the same. */
export function AccessLog({ log, nowMs }: { log: readonly AccessLogEntry[]; nowMs: number }) {
  if (log.length === 0) return null;
  return (
    <details class="access-log">
      <summary>
        Access log <span class="meta num">{log.length}</span>
      </summary>
      <ol class="stack close">
        {log
          .toSorted((one, other) => other.seq - one.seq)
          .map(({ seq, at, action, by, kind, says }) => (
            <li key={seq}>
              <p>
                <b>
                  <bdi>{by}</bdi>
                </b>{" "}
                {deedWords(action, kind)}
              </p>
              {says !== null && says !== "" && (
                <p class="access-says" dir="auto">
                  <Plain text={says} />
                </p>
              )}
              <time class="meta num" dateTime={at} title={wholeWords(at)}>
                {when(at, nowMs)}
              </time>
            </li>
          ))}
      </ol>
      <p class="meta">The holder reads the same log.</p>
    </details>
  );
}
