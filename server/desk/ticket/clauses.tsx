import type { Clause } from "../../../shared/charges.ts";
import { Plain } from "../../../shared/ui/plain.tsx";
import { counted } from "../words.ts";

/** The rules a verdict rests on, in the programme's own words; the last one decided, those before led there. */
export function Clauses({ clauses }: { clauses: readonly Clause[] }) {
  const decided = clauses.at(-1);
  if (!decided) return null;
  const before = clauses.slice(0, -1);
  return (
    <div class="clauses">
      <ClauseQuote clause={decided} />
      {before.length > 0 && (
        <details>
          <summary>{counted(before.length, "rule")} before it</summary>
          {before.map((clause) => (
            <ClauseQuote key={`${clause.programme} ${clause.version} ${clause.rule}`} clause={clause} />
          ))}
        </details>
      )}
    </div>
  );
}

function ClauseQuote({ clause: { version, rule, says } }: { clause: Clause }) {
  return (
    <blockquote class="clause">
      <Plain text={says} />
      <cite>
        <span class="mono">{rule}</span> · {version}
      </cite>
    </blockquote>
  );
}
