import type { FactGroup } from "../../../shared/facts.ts";
import { Plain } from "../../../shared/ui/plain.tsx";

interface NotHereProps {
  groups: readonly FactGroup[];
  /** Paths the person left out. */
  leftOut: readonly string[];
  /** How many of each kind were replaced by a placeholder. */
  redactions: Readonly<Record<string, number>>;
}

/** What an engineer will not find here, and why: nothing is passed over in silence. */
export function NotHere({ groups, leftOut, redactions }: NotHereProps) {
  const missing = groups.flatMap(({ title, missing }) => missing.map((fact) => ({ ...fact, title })));
  const removed = Object.entries(redactions).filter(([, count]) => count > 0);
  if (missing.length + leftOut.length + removed.length === 0) return null;
  return (
    <section class="part">
      <h3 class="side-title">Not in this report</h3>
      <dl class="facts report-facts">
        {missing.map(({ name, why, title }, at) => (
          <div key={at}>
            <dt>
              {title}: <Plain text={name} />
            </dt>
            <dd class="soft">
              <Plain text={why} />
            </dd>
          </div>
        ))}
        {leftOut.length > 0 && (
          <div>
            <dt>Left out by the person</dt>
            <dd class="mono not-here-paths" dir="ltr">
              <Plain text={leftOut.join(", ")} />
            </dd>
          </div>
        )}
        {removed.length > 0 && (
          <div>
            <dt>Replaced before sending</dt>
            <dd>
              <Plain text={removed.map(([kind, count]) => `${kind}: ${count}`).join(", ")} />
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}
