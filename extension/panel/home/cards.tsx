import { useEffect } from "preact/hooks";
import type { Brand } from "../../../shared/brand.ts";
import { creditCount } from "../../../shared/credit-words.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import { when } from "../../../shared/ui/when.ts";
import type { Terms } from "../../messages.ts";
import { calendarDay } from "../parts/times.ts";
import { languageList } from "../request/language-hint.tsx";
import type { Panel } from "../state.ts";
import { knownTerms } from "../support.ts";
import { HoursCard } from "./hours.tsx";
import { OrphanCard } from "./orphan-card.tsx";

const minuteMs = 60_000;
const staleMs = 10 * minuteMs;

/** Where the license stands: credits or plan, and the hours of support. Nothing where it has no rules. */
export function Cards({ panel }: { panel: Panel }) {
  const { support, place } = panel;
  useEffect(() => {
    const timer = setInterval(() => {
      if (place.isShown.value) void support.load();
    }, minuteMs);
    return () => clearInterval(timer);
  }, [support, place]);
  const terms = knownTerms(support);
  if (!terms) return null;
  const isOld = place.now() - Date.parse(terms.asOf) > staleMs;
  return (
    <>
      {terms.orphan ? <OrphanCard panel={panel} /> : null}
      {terms.balance || terms.plan ? (
        <section class="card" aria-label="Your support">
          {terms.plan ? <Plan terms={terms} plan={terms.plan} /> : null}
          {terms.balance && terms.categoriesCost ? <Balance panel={panel} balance={terms.balance} /> : null}
          {isOld ? (
            <p class="pad rule meta">As support last said, {when(terms.asOf, place.now(), place.timeZone)}.</p>
          ) : null}
        </section>
      ) : null}
      {terms.hours ? (
        <HoursCard hours={terms.hours} place={place}>
          {terms.languages ? ` In ${languageList(terms.languages)}.` : null}
        </HoursCard>
      ) : null}
      <HelpLinks links={panel.start.value?.enrolment?.brand?.helpLinks ?? []} />
    </>
  );
}

/** Where else there is help, as whoever gives it says. */
function HelpLinks({ links }: { links: Brand["helpLinks"] }) {
  if (links.length === 0) return null;
  return (
    <ul class="card pad stack close" aria-label="More help">
      {links.map(({ label, url }) => (
        <li key={url}>
          <a class="link sm" href={url} target="_blank" rel="noreferrer noopener">
            <Plain text={label} />
          </a>
        </li>
      ))}
    </ul>
  );
}

function Balance({ panel, balance: { available, held } }: { panel: Panel; balance: NonNullable<Terms["balance"]> }) {
  return (
    <div class="pad rule balance">
      <p class="big">{available}</p>
      <p class="sm soft">credits available{held > 0 ? <span class="meta"> · {held} held</span> : null}</p>
      <div
        class="meter"
        role="img"
        aria-label={`${creditCount(available)} available, ${held} held, ${available + held} in all`}
      >
        <i style={{ flex: available }} />
        <i class="caution" style={{ flex: held }} />
      </div>
      <button type="button" class="link sm" onClick={() => panel.go({ name: "statement" })}>
        Statement
      </button>
    </div>
  );
}

const quotaWords = { requests: "Requests", modifications: "Modifications" };

function Plan({ terms, plan }: { terms: Terms; plan: NonNullable<Terms["plan"]> }) {
  return (
    <div class="pad stack close">
      <p class="line top">
        <Icon name="shield" />
        <b class="grow">
          <Plain text={plan.name} />
        </b>
      </p>
      <dl class="facts">
        {plan.until ? (
          <>
            <dt>Until</dt>
            <dd class="num">{calendarDay(plan.until)}</dd>
          </>
        ) : null}
        {terms.quotas.map(({ what, left, most, startsAnewOn }) => (
          <Quota key={what} name={quotaWords[what]}>
            {left} of {most} left{startsAnewOn ? ` until ${calendarDay(startsAnewOn)}` : ""}
          </Quota>
        ))}
      </dl>
    </div>
  );
}

function Quota({ name, children }: { name: string; children: unknown }) {
  return (
    <>
      <dt>{name}</dt>
      <dd class="num">{children as string}</dd>
    </>
  );
}
