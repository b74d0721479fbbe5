import { useState } from "preact/hooks";
import type { Finding, FindingLevel } from "../../../shared/findings.ts";
import { Icon, type IconName } from "../../../shared/ui/icon.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import { counted } from "../words.ts";

const looks: Record<FindingLevel, { icon: IconName; tone: string; words: string }> = {
  critical: { icon: "alert", tone: "critical", words: "Critical" },
  caution: { icon: "alert", tone: "caution", words: "Caution" },
  info: { icon: "info", tone: "neutral", words: "For information" },
};

/** As many as fit a screen: the worst stand first, so the rest can wait. */
const shownFirst = 10;

export function Findings({ findings }: { findings: readonly Finding[] }) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? findings : findings.slice(0, shownFirst);
  return (
    <section class="part">
      <h3 class="side-title">
        What looks wrong <span class="meta">{counted(findings.length, "finding")}</span>
      </h3>
      {findings.length === 0 && (
        <p class="line soft">
          <Icon name="check" look="tone positive" />
          Nothing in this report looks wrong by itself.
        </p>
      )}
      <ul>
        {shown.map(({ level, title, detail, group }, at) => (
          <li class="find" key={at}>
            <Icon name={looks[level].icon} look={`tone ${looks[level].tone}`} />
            <span class={level === "info" ? "" : "find-title"}>
              <span class="sr">{looks[level].words}: </span>
              <Plain text={title} />
            </span>
            <span class="meta">{group}</span>
            {detail && (
              <span class="find-detail" dir="auto">
                <Plain text={detail} />
              </span>
            )}
          </li>
        ))}
      </ul>
      {findings.length > shown.length && (
        <button type="button" class="link" onClick={() => setWhole(true)}>
          Show all {findings.length}
        </button>
      )}
    </section>
  );
}
