import type { HistoryLine } from "../../../shared/license-list.ts";
import { Plain } from "../../../shared/ui/plain.tsx";
import { when } from "../../../shared/ui/when.ts";
import { wholeWords } from "../times.ts";

export function History({ lines, now }: { lines: readonly HistoryLine[]; now: Date }) {
  return (
    <section class="section">
      <h2 class="label">What happened</h2>
      {lines.length === 0 && <p class="meta">Nothing yet.</p>}
      <ol class="history">
        {lines.map(({ id, at, title, detail, by }) => (
          <li key={id}>
            <time class="meta num" dateTime={at} title={wholeWords(at)}>
              {when(at, now.getTime())}
            </time>
            <div>
              <b>
                <Plain text={title} />
              </b>
              {by && (
                <span class="meta">
                  {" "}
                  by <Plain text={by} />
                </span>
              )}
              {detail && (
                <p class="soft">
                  <Plain text={detail} />
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
