import type { Ask } from "../../shared/ask.ts";
import type { Clause } from "../../shared/charges.ts";
import { dueOf } from "../../shared/due.ts";
import { entitlementOn, quotaResetsOn } from "../../shared/entitlement.ts";
import { openingsOn, openStateAt } from "../../shared/hours.ts";
import { type Programme, topics } from "../../shared/programmes/schema.ts";
import type { Report } from "../../shared/report.ts";
import { type Standing, situationOf } from "../../shared/standing.ts";
import { upgradeCost, type Verdict, verdict } from "../../shared/verdict.ts";
import { topicWords } from "../../shared/words.ts";
import type { Terms, VerdictView } from "../messages.ts";

/** What a person is told of a request: computed from where the license stands, nothing else. */
export function verdictView(standing: Standing, ask: Ask, report: Report | null, at: Temporal.Instant): VerdictView {
  const { programme, balance, brand } = standing;
  const answer = verdict(programme, situationOf(standing, ask, report, at));
  return {
    verdict: answer,
    // The rules are between the reseller and the vendor.
    clauses: brand?.isWhiteLabel ? [] : clausesOf(programme, answer),
    ...(brand?.isWhiteLabel && { answeredBy: brand.name }),
    parts: partsOf(standing, ask, answer),
    balance,
    due: dueOf(programme, answer.response, at),
    asOf: standing.at,
  };
}

/** The last rule of the trace is the one the verdict rests on, so it stands first. */
function clausesOf({ name, version, rules }: Programme, { trace, also }: Verdict): Clause[] {
  return [...new Set([...trace.toReversed(), ...also])].flatMap((rule) => {
    const says = rules[rule];
    return says === undefined ? [] : { programme: name, version, rule, says };
  });
}

/** An upgrade's price is made of a base and of what each further release adds. */
function partsOf({ programme, releases }: Standing, { upgrade }: Ask, { category, credits }: Verdict) {
  const price = programme.credits?.categories.find(({ id }) => id === category)?.price;
  if (price?.kind !== "upgrade" || !upgrade || typeof credits !== "number") return [];
  const { from, to } = upgrade;
  const cost = upgradeCost(price, from, to, releases);
  if (!cost.ok) return [];
  const further = Math.max(0, cost.steps - price.included);
  const first = Math.min(cost.steps, price.included);
  const base = `${from} to ${to}: ${further > 0 ? `first ${first} of ${releaseCount(cost.steps)}` : releaseCount(first)}`;
  const more = { says: `${further} further, ${price.each} each`, credits: price.each * further };
  return [{ says: base, credits: price.base }, ...(further > 0 ? [more] : [])];
}

function releaseCount(number: number): string {
  return `${number} release${number === 1 ? "" : "s"}`;
}

/** What support there is, whatever is asked. */
export function termsOf(
  { programme, license, balance, releases, used, at, brand, orphan }: Standing,
  now: Temporal.Instant,
): Terms {
  const { calendar } = programme;
  const day = now.toZonedDateTimeISO(calendar.zone).toPlainDate();
  const entitlement = entitlementOn(programme, license, day);
  const state = openStateAt(calendar, now);
  const turnsAt = state.open ? state.closesAt : state.opensAt;
  return {
    programmeName: programme.name,
    topics: topics.map((id) => ({ id, words: topicWords[id] })),
    categoriesCost: programme.credits !== null,
    releases,
    languages: programme.languages?.codes ?? null,
    balance,
    plan: planOf(entitlement),
    quotas: entitlement.what === "plan" ? quotasOf(entitlement) : [],
    hours: brand?.isWhiteLabel
      ? null
      : {
          open: state.open,
          turnsAt: turnsAt?.toString() ?? null,
          // A person's day and the calendar's day overlap in part: the neighbours hold the rest.
          today: [-1, 0, 1]
            .flatMap((days) => openingsOn(calendar, day.add({ days })))
            .map(({ from, to }) => ({ from: from.toString(), to: to.toString() })),
          estimated: calendar.estimated,
        },
    orphan: orphan ?? null,
    asOf: at,
  };

  function quotasOf({ plan, until }: Extract<typeof entitlement, { what: "plan" }>): Terms["quotas"] {
    return (["requests", "modifications"] as const).flatMap((what) => {
      const quota = plan[what];
      if (!quota) return [];
      const anew = quota.per === "month" ? quotaResetsOn(license.purchasedAt, day, until) : null;
      const left = Math.max(0, quota.most - used[what]);
      return { what, left, most: quota.most, startsAnewOn: anew?.toString() ?? null };
    });
  }
}

function planOf(entitlement: ReturnType<typeof entitlementOn>): Terms["plan"] {
  switch (entitlement.what) {
    case "plan":
      return { name: entitlement.plan.name, until: entitlement.until?.toString() ?? null };
    case "free-period":
      return { name: "Free support period", until: entitlement.until.toString() };
    case "for-life":
      return { name: "Support for life", until: null };
    case "none":
      return null;
  }
}
