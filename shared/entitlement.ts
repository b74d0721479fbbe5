import type { Plan, Programme } from "./programmes/schema.ts";

/** What a license gives on a day: a plan in force, a free period, or nothing but credits. Days are the programme's own. */
export interface SupportedLicense {
  product: string;
  kind: string;
  /** Calendar day of purchase, `2026-01-10`. */
  purchasedAt: string;
  /** A plan bought beside the license, and its last day. */
  plan?: string;
  planUntil?: string;
}

export type Entitlement =
  | { what: "plan"; plan: Plan; until: Temporal.PlainDate | null; rule: string }
  | { what: "free-period"; until: Temporal.PlainDate; rule: string }
  | { what: "for-life"; rule: string }
  | { what: "none" };

/** The strongest that is in force: a plan, then support for life, then a free period. The last day still counts. */
export function entitlementOn(programme: Programme, license: SupportedLicense, day: Temporal.PlainDate): Entitlement {
  const bought = programme.plans.find(({ id }) => id === license.plan);
  if (bought) {
    const until = license.planUntil ? Temporal.PlainDate.from(license.planUntil) : null;
    if (isInForce(until, day)) return { what: "plan", plan: bought, until, rule: bought.rule };
  }
  const grant = grantOf(programme, license);
  if (!grant) return { what: "none" };
  const { gives, rule } = grant;
  const purchased = Temporal.PlainDate.from(license.purchasedAt);
  if (gives.what === "support-for-life") return { what: "for-life", rule };
  if (gives.what === "free-period") {
    const until = purchased.add(gives.period);
    return isInForce(until, day) ? { what: "free-period", until, rule } : { what: "none" };
  }
  const granted = gives.what === "plan" ? programme.plans.find(({ id }) => id === gives.plan) : undefined;
  if (gives.what !== "plan" || !granted) return { what: "none" };
  const until = gives.period === null || gives.period === "subscription" ? null : purchased.add(gives.period);
  return isInForce(until, day) ? { what: "plan", plan: granted, until, rule } : { what: "none" };
}

export function grantOf(programme: Programme, { product, kind }: { product: string; kind: string }) {
  return programme.grants.find((grant) => grant.product === product && grant.kind === kind);
}

function isInForce(until: Temporal.PlainDate | null, day: Temporal.PlainDate): boolean {
  return until === null || Temporal.PlainDate.compare(day, until) <= 0;
}

/** First day of the quota month that holds `day`. Months start on the purchase's day of the month, or the month's last. */
export function quotaMonthStart(purchasedAt: string, day: Temporal.PlainDate): Temporal.PlainDate {
  const purchased = Temporal.PlainDate.from(purchasedAt);
  let months = (day.year - purchased.year) * 12 + day.month - purchased.month;
  if (Temporal.PlainDate.compare(purchased.add({ months }), day) > 0) months -= 1;
  return purchased.add({ months });
}

/** The next day on which a monthly count starts anew; null where the plan's last day comes no later. */
export function quotaResetsOn(
  purchasedAt: string,
  day: Temporal.PlainDate,
  until: Temporal.PlainDate | null,
): Temporal.PlainDate | null {
  const purchased = Temporal.PlainDate.from(purchasedAt);
  const start = quotaMonthStart(purchasedAt, day);
  const months = (start.year - purchased.year) * 12 + start.month - purchased.month + 1;
  const next = purchased.add({ months });
  return until !== null && Temporal.PlainDate.compare(until, next) <= 0 ? null : next;
}
