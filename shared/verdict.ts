import { type Entitlement, entitlementOn, quotaResetsOn, type SupportedLicense } from "./entitlement.ts";
import type { Category, Filer, Plan, Programme, ResponseTarget, Route, Topic } from "./programmes/schema.ts";
import { type UpgradeRefusal, upgradeSteps } from "./releases.ts";
import { compareVersions, isOtherMajorLine } from "./versions.ts";

/** Everything a verdict rests on. Nothing else is asked, not even the time. */
export interface Situation {
  at: Temporal.Instant;
  filer: Filer;
  license: SupportedLicense | null;
  topic: Topic;
  /** Credits available on the account; null where they may not be seen: then nothing is said of what is left. */
  balance: number | null;
  /** "Up to N credits without asking me"; null: ask me first. */
  agreesUpTo: number | null;
  /** What was filed and used in the quota month that holds `at`. */
  used: { requests: number; modifications: number; serverChanges: number };
  store: { platform: string; version: string | null } | null;
  /** The platform line that the module in question was made for, `1.5`. */
  moduleMadeFor: string | null;
  upgrade: { from: string; to: string; releases: readonly string[] } | null;
  /** Whether updates may be had; null where that is not known. */
  upgradeSubscription: boolean | null;
}

export type Price = number | { from: number };

export type VerdictKind =
  | "accept"
  | "accept-without-guarantee"
  | "staff-decision"
  | "quote-separately"
  | "buy-credits"
  | "limit-reached"
  | "to-reseller"
  | "refuse";

export interface Verdict {
  verdict: VerdictKind;
  /** Why, as a word that never changes meaning. */
  reason: string | null;
  /** Where to go instead. */
  route: Route | null;
  /** Credits that filing costs, as far as that can be said before an engineer has looked. */
  credits: Price;
  confirmation: "not-needed" | "required" | "agreed-in-advance";
  /** Credits left once the price is held; null where the price is not known or nothing is charged. */
  creditsLeft: number | null;
  /** Credits missing. */
  short: number | null;
  requestsLeftAfter: number | null;
  modificationsLeftAfter: number | null;
  /** The day on which the count that is used up starts anew; null where there is none. */
  resetsOn: string | null;
  needsAccess: readonly ("store-admin" | "ftp")[];
  needsDecision: boolean;
  priority: "highest" | "high" | "regular";
  languages: readonly string[] | null;
  response: ResponseTarget;
  /** The category it is expected to be assessed as. */
  category: string | null;
  /** Which rules of the programme decided, in order; the last one is the clause the verdict rests on. */
  trace: readonly string[];
  /** The rules behind the rest of the answer: languages, access, priority, hours, answer time. */
  also: readonly string[];
}

const filed: readonly VerdictKind[] = [
  "accept",
  "accept-without-guarantee",
  "staff-decision",
  "quote-separately",
  "to-reseller",
];

/** Whether a request of this verdict becomes a ticket, the vendor's or the reseller's; the others say where to go instead. */
export function isFiled(kind: VerdictKind): boolean {
  return filed.includes(kind);
}

/** May this be filed, who answers, what does it cost, what must be agreed, and which rule says so. */
export function verdict(programme: Programme, situation: Situation): Verdict {
  const { topic, license } = situation;
  const answer = startOf(programme);

  const filer = programme.filers[situation.filer];
  if (filer.verdict === "to-reseller" && filer.except.includes(topic))
    return decide(answer, "accept", filer.exceptRule);
  if (filer.verdict === "to-reseller") return decide(answer, "to-reseller", filer.rule);
  if (filer.verdict === "refuse") return decide(answer, "refuse", filer.rule, { route: filer.route });
  if (!license) return decide(answer, "refuse", programme.nothingInForce, { route: "buy-support" });
  answer.trace.push(filer.rule);

  const rule = programme.topics[topic];
  if (rule.coverage === "free") return decide(answer, "accept", rule.rule);
  if (rule.coverage !== "covered")
    return decide(answer, rule.coverage, rule.rule, { reason: rule.reason, route: rule.route });

  const day = situation.at.toZonedDateTimeISO(programme.calendar.zone).toPlainDate();
  const entitlement = entitlementOn(programme, license, day);
  if (topic === "upgrade" && programme.upgrade?.needsSubscription && situation.upgradeSubscription !== true) {
    if (situation.upgradeSubscription === false)
      return decide(answer, "refuse", programme.upgrade.rule, { route: programme.upgrade.route });
    answer.needsDecision = true;
    answer.trace.push(programme.upgrade.rule);
  }
  answer.needsDecision ||= rule.needsDecision;
  answer.trace.push(rule.rule);

  const priced = enter(programme, situation, entitlement, day, answer);
  if (priced !== null) return priced;
  return guarantee(programme, situation, answer);
}

type Draft = Verdict & { trace: string[]; also: string[] };

function startOf(programme: Programme): Draft {
  return {
    verdict: "accept",
    reason: null,
    route: null,
    credits: 0,
    confirmation: "not-needed",
    creditsLeft: null,
    short: null,
    requestsLeftAfter: null,
    modificationsLeftAfter: null,
    resetsOn: null,
    needsAccess: programme.access?.kinds ?? [],
    needsDecision: false,
    priority: programme.credits?.priority.level ?? "regular",
    languages: programme.languages?.codes ?? null,
    response: programme.response,
    category: null,
    trace: [],
    also: [
      programme.calendar.rule,
      ...(programme.languages ? [programme.languages.rule] : []),
      ...(programme.access ? [programme.access.rule] : []),
    ],
  };
}

function decide(answer: Draft, kind: VerdictKind, rule: string, more: Partial<Verdict> = {}): Verdict {
  return { ...answer, ...more, verdict: kind, trace: [...answer.trace, rule] };
}

/** By which right it is filed: a plan with its counts, a free period, support for life, or credits. Null goes on. */
function enter(
  programme: Programme,
  situation: Situation,
  entitlement: Entitlement,
  day: Temporal.PlainDate,
  answer: Draft,
): Verdict | null {
  if (entitlement.what === "plan") return underPlan(programme, situation, entitlement, day, answer);
  if (entitlement.what === "for-life") {
    answer.trace.push(entitlement.rule);
    answer.also.push(programme.queue.rule, programme.response.rule);
    return null;
  }
  if (entitlement.what === "free-period" && programme.freePeriod) {
    const { covers, rule, otherwise } = programme.freePeriod;
    answer.trace.push(entitlement.rule, covers.includes(situation.topic) ? rule : otherwise);
    if (covers.includes(situation.topic)) {
      answer.also.push(programme.queue.rule, programme.response.rule);
      return null;
    }
  }
  if (programme.credits) return byCredits(programme, situation, answer);
  return decide(answer, "refuse", programme.nothingInForce, { route: "buy-support" });
}

function underPlan(
  programme: Programme,
  { topic, used, license }: Situation,
  { plan, until, rule }: Extract<Entitlement, { what: "plan" }>,
  day: Temporal.PlainDate,
  answer: Draft,
): Verdict | null {
  answer.priority = plan.priority.level;
  answer.response = plan.response;
  answer.trace.push(rule);
  answer.also.push(plan.priority.rule, plan.response.rule);
  const without = plan.without.find(({ topics }) => topics.includes(topic));
  if (without) return decide(answer, without.verdict, without.rule, { reason: without.reason, route: without.route });

  const { counts } = programme.topics[topic];
  const quotas: [Plan["requests"], number, "requestsLeftAfter" | "modificationsLeftAfter" | null][] = [
    [plan.requests, used.requests, "requestsLeftAfter"],
    [counts === "modification" ? plan.modifications : null, used.modifications, "modificationsLeftAfter"],
    [counts === "server-change" ? plan.serverChanges : null, used.serverChanges, null],
  ];
  for (const [quota, spent, left] of quotas) {
    if (!quota) continue;
    if (spent >= quota.most) {
      const resetsOn = quota.per === "month" && license ? quotaResetsOn(license.purchasedAt, day, until) : null;
      return decide(answer, "limit-reached", quota.rule, { resetsOn: resetsOn?.toString() ?? null });
    }
    if (left) answer[left] = quota.most - spent - 1;
    answer.trace.push(quota.rule);
  }
  return null;
}

function byCredits(programme: Programme, situation: Situation, answer: Draft): Verdict | null {
  const { credits } = programme;
  const { topic, balance, agreesUpTo } = situation;
  const category = credits?.categories.find(({ id }) => id === programme.topics[topic].category);
  if (!credits) return null;
  const { price, asks, unpriced } = priceOf(category, credits.categories, situation);
  answer.category = category?.id ?? null;
  answer.also.push(credits.priority.rule, programme.response.rule);
  answer.credits = price;
  answer.needsDecision ||= unpriced !== null;
  answer.reason = unpriced;
  const least = typeof price === "number" ? price : price.from;
  if (category) answer.trace.push(category.rule);
  if (balance !== null && least > balance)
    return decide(answer, "buy-credits", credits.short, { short: least - balance, route: "buy-support" });
  if (typeof price === "number" && balance !== null) answer.creditsLeft = balance - price;
  if (!asks) return null;
  const isAgreed = typeof price === "number" && agreesUpTo !== null && agreesUpTo >= price;
  answer.confirmation = isAgreed ? "agreed-in-advance" : "required";
  answer.trace.push(credits.agreement);
  return null;
}

interface Priced {
  price: Price;
  asks: boolean;
  unpriced: UpgradeRefusal | "needs-assessment" | null;
}

/** Where the category cannot be said before, the cheapest is the least it costs, and the person is always asked. */
function priceOf(category: Category | undefined, all: readonly Category[], { upgrade }: Situation): Priced {
  if (!category) return { price: { from: Math.min(...all.map(leastOf)) }, asks: true, unpriced: "needs-assessment" };
  if (category.price.kind === "fixed")
    return { price: category.price.credits, asks: category.confirmation, unpriced: null };
  if (category.price.kind === "from") return { price: { from: category.price.credits }, asks: true, unpriced: null };
  if (!upgrade) return { price: { from: category.price.base }, asks: true, unpriced: "needs-assessment" };
  const cost = upgradeCost(category.price, upgrade.from, upgrade.to, upgrade.releases);
  return cost.ok
    ? { price: cost.credits, asks: true, unpriced: null }
    : { price: { from: category.price.base }, asks: true, unpriced: cost.error };
}

function leastOf({ price }: Category): number {
  return price.kind === "upgrade" ? price.base : price.credits;
}

export type UpgradeCost = { ok: true; steps: number; credits: number } | { ok: false; error: UpgradeRefusal };

/** `base` covers the first `included` releases passed, each further one costs `each`; service packs never count. */
export function upgradeCost(
  price: Extract<Category["price"], { kind: "upgrade" }>,
  from: string,
  to: string,
  releases: readonly string[],
): UpgradeCost {
  const passed = upgradeSteps(from, to, releases);
  if (!passed.ok) return passed;
  return {
    ok: true,
    steps: passed.steps,
    credits: price.base + price.each * Math.max(0, passed.steps - price.included),
  };
}

/** What the store itself does to the verdict. A port's version number is its own, so ports are asked before versions. */
function guarantee(programme: Programme, { topic, store, moduleMadeFor }: Situation, answer: Draft): Verdict {
  const { nonNative, olderThan, moduleLine } = programme.store;
  if (nonNative && store && !nonNative.native.includes(store.platform)) {
    return decide(answer, "staff-decision", nonNative.rule, { reason: "non-native-port" });
  }
  if (olderThan && store?.version && compareVersions(store.version, olderThan.version) < 0) {
    return decide(answer, "accept-without-guarantee", olderThan.rule, { reason: "version-too-old" });
  }
  if (moduleLine && store?.version && moduleMadeFor && isOtherMajorLine(moduleMadeFor, store.version)) {
    return decide(answer, "accept-without-guarantee", moduleLine.rule, { reason: "wrong-module-version" });
  }
  const { withoutGuarantee, reason } = programme.topics[topic];
  return {
    ...answer,
    verdict: withoutGuarantee ? "accept-without-guarantee" : "accept",
    reason: answer.reason ?? reason,
  };
}
