import { reassess } from "../../shared/credits.ts";
import { grantOf } from "../../shared/entitlement.ts";
import { answerBy, localHours, openStateAt } from "../../shared/hours.ts";
import { afterEvent, type LicenseEvent, newLicense } from "../../shared/licenses.ts";
import { programmeById } from "../../shared/programmes/all.ts";
import type { Programme } from "../../shared/programmes/schema.ts";
import { queueOrder } from "../../shared/queue.ts";
import { banFor, refundFor } from "../../shared/remedies.ts";
import { type Situation, upgradeCost, verdict } from "../../shared/verdict.ts";

/** One case of the rulebook: what is asked of a programme, and what must hold of its answer. */
export interface RulebookCase {
  id: string;
  programme: string;
  ask: string;
  // biome-ignore lint/suspicious/noExplicitAny: a case's shape follows from what it asks, and each asker below reads its own.
  given: any;
  expect: Record<string, unknown>;
  note?: string;
}

/** Puts a case to our rules: the one place where the rulebook's words meet ours. */
export function ask({ programme: id, ask, given }: RulebookCase): {
  answer: Record<string, unknown>;
  rules: readonly string[];
} {
  const programme = programmeById(id);
  const asker = askers[ask];
  if (!programme || !asker) throw new Error(`The rulebook asks for ${id} ${ask}, which is not known.`);
  return asker(programme, given);
}

type Asker = (
  programme: Programme,
  given: RulebookCase["given"],
) => { answer: Record<string, unknown>; rules: readonly string[] };

const askers: Record<string, Asker> = {
  grant(programme, { product, kind }) {
    const grant = grantOf(programme, { product, kind });
    if (!grant || grant.gives.what === "not-applicable")
      return { answer: { error: "not-applicable" }, rules: grant ? [grant.rule] : [] };
    const { gives } = grant;
    const answer = {
      ...(gives.what === "credits" && { credits: gives.credits }),
      ...(gives.what === "free-period" && { freePeriod: gives.period }),
      ...(gives.what === "plan" && { plan: gives.plan, planPeriod: gives.period }),
      ...(gives.what === "support-for-life" && { supportForLife: gives.holder }),
    };
    return { answer, rules: [grant.rule] };
  },

  price(programme, given) {
    const offer =
      given.package === undefined
        ? programme.plans.find(({ id }) => id === given.plan)?.prices.find(({ billed }) => billed === given.billed)
        : programme.credits?.packages.find(({ credits }) => credits === given.package);
    if (!offer) return { answer: { error: "no-such-package" }, rules: [] };
    const amount = (offer.amount.minor / 100).toFixed(2);
    return {
      answer: { amount, currency: offer.amount.currency, ...("billed" in offer && { per: "month" }) },
      rules: [offer.rule],
    };
  },

  upgrade(programme, { from, to, releases }) {
    const category = programme.credits?.categories.find(({ price }) => price.kind === "upgrade");
    if (category?.price.kind !== "upgrade") throw new Error(`${programme.id} prices no upgrades.`);
    const cost = upgradeCost(category.price, from, to, releases);
    return {
      answer: cost.ok ? { steps: cost.steps, credits: cost.credits } : { error: cost.error },
      rules: [category.rule],
    };
  },

  file(programme, given) {
    const found = verdict(programme, situationOf(given));
    return {
      answer: { ...found },
      rules: [...found.trace, ...found.also],
    };
  },

  assess(programme, { balance, reserved, confirmed, category }) {
    const now = programme.credits?.categories.find(({ id }) => id === category.now);
    if (now?.price.kind !== "fixed") throw new Error("Only fixed categories can be asked for here.");
    const found = reassess({
      available: balance,
      held: reserved,
      confirmed,
      credits: now.price.credits,
      asks: now.confirmation,
    });
    return {
      answer: {
        ...found,
        chargedUntilConfirmed: found.heldUntilConfirmed,
        ...(found.short !== null && { verdict: "buy-credits" }),
      },
      rules: [now.rule, programme.credits?.agreement ?? ""],
    };
  },

  hours({ calendar }, { at }) {
    const state = openStateAt(calendar, Temporal.Instant.from(at));
    const answer = state.open
      ? { open: true, closesAt: text(state.closesAt) }
      : { open: false, opensAt: text(state.opensAt) };
    return { answer: { ...answer, ...(calendar.estimated && { estimated: true }) }, rules: [calendar.rule] };
  },

  "local-hours"({ calendar }, { zone, date }) {
    const [hours] = localHours(calendar, Temporal.PlainDate.from(date), zone);
    return { answer: { ...hours }, rules: [calendar.rule] };
  },

  "answer-by"(programme, { plan, at }) {
    const response = programme.plans.find(({ id }) => id === plan)?.response ?? programme.response;
    const due =
      response.hours === null
        ? null
        : answerBy(programme.calendar, Temporal.Instant.from(at), response.hours, response.clock);
    const answer = {
      clock: response.clock,
      by: text(due?.by ?? null),
      promise: response.promise,
      ...(response.slowest && { slowest: response.slowest }),
    };
    return { answer, rules: [response.rule] };
  },

  queue(programme, { tickets }) {
    return { answer: { order: queueOrder(programme, tickets).map(({ id }) => id) }, rules: [programme.queue.rule] };
  },

  "license-life"(programme, { events }) {
    const life = (events as [LicenseEvent["kind"], string, object][])
      .map(([kind, at, more]) => ({ kind, at, ...more }) as LicenseEvent) // the rulebook's events are ours in another shape
      .reduce((before, event) => afterEvent(programme, before, event), newLicense("r1"));
    const rules = programme.life
      ? Object.values(programme.life).map((part) => (typeof part === "string" ? part : part.rule))
      : [];
    return { answer: { state: life.state, holder: life.holder }, rules };
  },

  refund(programme, given) {
    const { decision, scope, rule } = refundFor(programme, given);
    return { answer: { decision, ...(scope && { scope }) }, rules: rule ? [rule] : [] };
  },

  ban(programme, { reason }) {
    const { decision, rule } = banFor(programme, reason);
    return { answer: { decision }, rules: rule ? [rule] : [] };
  },
};

function situationOf(given: RulebookCase["given"]): Situation {
  return {
    at: Temporal.Instant.from(given.at),
    filer: given.filer,
    license: given.license ?? null,
    topic: given.topic,
    balance: given.balance ?? 0,
    agreesUpTo: given.agreesUpTo ?? null,
    used: {
      requests: given.filedThisPeriod ?? 0,
      modifications: given.modificationsThisPeriod ?? 0,
      serverChanges: given.serverChangesThisPeriod ?? 0,
    },
    store: given.store ?? null,
    moduleMadeFor: given.module?.madeFor ?? null,
    upgrade: given.from ? { from: given.from, to: given.to, releases: given.releases } : null,
    upgradeSubscription: given.upgradeSubscription ?? null,
  };
}

const text = (at: Temporal.Instant | null) => at?.toString() ?? null;
