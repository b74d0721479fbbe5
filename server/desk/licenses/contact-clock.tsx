import type { LicensePage } from "../../../shared/license-list.ts";
import { until, when } from "../../../shared/ui/when.ts";
import type { Role } from "../api.ts";
import { wholeWords } from "../times.ts";

const ways = { mail: "by mail", telephone: "by telephone", letter: "by letter", other: "another way" } as const;

interface ClockProps {
  page: LicensePage;
  orphanAt: string;
  now: Date;
  role: Role;
}

/** While a reseller is being looked for: by when they must have answered. */
export function ContactClock({ page, orphanAt, now, role }: ClockProps) {
  const us = role === "reseller";
  return (
    <section class="card pad clock caution" aria-labelledby="clock-title">
      <h2 class="h2" id="clock-title">
        Becomes orphaned {until(orphanAt, now.getTime())}
      </h2>
      <p>
        On {wholeWords(orphanAt)} {us ? "you lose this license" : "the reseller loses access"}, unless{" "}
        {us ? "you answer" : "they answer"} before. Seven days from the first logged attempt.
      </p>
      <ol class="stack tight">
        {page.contact?.attempts.map(({ at, by, note }) => (
          <li key={at} class="soft">
            {when(at, now.getTime())}: attempt{by && ` ${ways[by]}`}
            {note && `, ${note}`}
          </li>
        ))}
      </ol>
    </section>
  );
}
