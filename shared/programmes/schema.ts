import { z } from "zod";
import { brandParts } from "../brand.ts";

/**
 * A vendor's support rules as data. Every part names the rule it rests on; a rule is told in our own words under
 * `rules`, so that a verdict can say which one decided. Credits are whole numbers, money is in minor units (cents),
 * periods are ISO 8601 durations, days are calendar days of the calendar's zone.
 */

export const topics = [
  "functionality-question",
  "configuration-fault",
  "configuration-setup",
  "architecture-advice",
  "server-or-modified-files",
  "database-data",
  "code-modification",
  "new-functionality",
  "upgrade",
  "security-bug",
  "bug-fix",
  "third-party-extension-bug",
  "theme-customization",
  "payment-method-change",
  "server-configuration",
  "reseller-unreachable",
] as const;
export type Topic = (typeof topics)[number];

export const filers = [
  "license-holder",
  "store-owner",
  "other-reseller",
  "marketplace-vendor",
  "not-a-customer",
] as const;
export type Filer = (typeof filers)[number];

export const routes = [
  "contact-form",
  "renew-upgrade-subscription",
  "marketplace-operator",
  "transfer-or-buy-license",
  "buy-support",
  "custom-development",
  "hosting-company",
] as const;
export type Route = (typeof routes)[number];

const rule = z.string().regex(/^[a-z][a-z0-9-]*$/, "a rule id is lower-case words with dashes");
const topic = z.enum(topics);
const route = z.enum(routes);
const count = z.number().int().nonnegative();
const period = z.string().regex(/^P(?=\d)(\d+Y)?(\d+M)?(\d+D)?$/, "a period such as P45D, P3M or P1Y");
const wall = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, "a time such as 09:00");
const money = z.strictObject({ minor: count, currency: z.string().length(3) });

const calendar = z.strictObject({
  zone: z.string().min(1),
  days: z.array(z.number().int().min(1).max(7)).min(1),
  slots: z.array(z.strictObject({ from: wall, to: wall })).min(1),
  closed: z.array(z.iso.date()),
  estimated: z.boolean(),
  rule,
});

const filerRule = z.discriminatedUnion("verdict", [
  z.strictObject({ verdict: z.literal("may-file"), rule }),
  z.strictObject({ verdict: z.literal("refuse"), route, rule }),
  /** Goes to the reseller of the license, except the topics that the vendor itself takes. */
  z.strictObject({ verdict: z.literal("to-reseller"), except: z.array(topic), exceptRule: rule, rule }),
]);

/** How a topic is treated before anything about the license is asked. */
const topicRule = z.strictObject({
  coverage: z.enum(["covered", "quote-separately", "refuse", "staff-decision", "free"]),
  /** What an engineer is expected to assess it as; null where that cannot be said before, or nothing is charged. */
  category: z.string().nullable(),
  /** Which monthly count it uses up besides requests. */
  counts: z.enum(["modification", "server-change"]).nullable().default(null),
  /** Taken, but staff must still say whether it is covered. */
  needsDecision: z.boolean().default(false),
  /** Taken, but a fix cannot be promised. */
  withoutGuarantee: z.boolean().default(false),
  reason: z.string().nullable().default(null),
  route: route.nullable().default(null),
  rule,
});

const response = z.strictObject({
  hours: z.number().positive().nullable(),
  clock: z.enum(["working", "business-days"]),
  /** `average` and `usual` are told as such and never counted as overdue; `none` names no time. */
  promise: z.enum(["average", "usual", "none"]),
  slowest: z.string().nullable().default(null),
  rule,
});

const quota = z.strictObject({ most: count, per: z.enum(["month", "purchase"]), rule });

const plan = z.strictObject({
  id: z.string(),
  name: z.string(),
  priority: z.strictObject({ level: z.enum(["highest", "high", "regular"]), rule }),
  requests: quota.nullable(),
  modifications: quota.nullable(),
  serverChanges: quota.nullable(),
  /** Topics that this plan does not hold although the programme covers them. */
  without: z.array(
    z.strictObject({
      topics: z.array(topic),
      verdict: z.enum(["refuse", "quote-separately"]),
      reason: z.string(),
      route: route.nullable(),
      rule,
    }),
  ),
  response,
  prices: z.array(z.strictObject({ billed: z.enum(["annually", "monthly"]), amount: money, rule })),
  rule,
});

const category = z.strictObject({
  id: z.string(),
  name: z.string(),
  price: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("fixed"), credits: count }),
    z.strictObject({ kind: z.literal("from"), credits: count }),
    /** `base` covers the first `included` steps; each further one costs `each`. */
    z.strictObject({ kind: z.literal("upgrade"), base: count, included: count, each: count }),
  ]),
  confirmation: z.boolean(),
  rule,
});

const grant = z.strictObject({
  product: z.string(),
  kind: z.string(),
  gives: z.discriminatedUnion("what", [
    z.strictObject({ what: z.literal("credits"), credits: count }),
    z.strictObject({ what: z.literal("free-period"), period }),
    z.strictObject({
      what: z.literal("plan"),
      plan: z.string(),
      period: z.union([period, z.literal("subscription"), z.null()]),
    }),
    z.strictObject({ what: z.literal("support-for-life"), holder: z.literal("reseller") }),
    z.strictObject({ what: z.literal("not-applicable") }),
  ]),
  rule,
});

export const programme = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]*$/),
    /** A programme is never edited: a change is a new version. Newest last, compared as text. */
    version: z.string().min(1),
    name: z.string().min(1),
    /** What it is called and looks like where that differs from the vendor. */
    brand: brandParts.exactOptional(),
    /** Rule id -> the rule in our own words. */
    rules: z.record(rule, z.string().min(1)),
    calendar,
    languages: z.strictObject({ codes: z.array(z.string()).min(1), rule }).nullable(),
    filers: z.record(z.enum(filers), filerRule),
    topics: z.record(topic, topicRule),
    upgrade: z.strictObject({ needsSubscription: z.boolean(), route, rule }).nullable(),
    access: z.strictObject({ kinds: z.array(z.enum(["store-admin", "ftp"])), rule }).nullable(),
    store: z.strictObject({
      nonNative: z.strictObject({ native: z.array(z.string()), rule }).nullable(),
      olderThan: z.strictObject({ version: z.string(), rule }).nullable(),
      moduleLine: z.strictObject({ rule }).nullable(),
    }),
    plans: z.array(plan),
    freePeriod: z.strictObject({ covers: z.array(topic), rule, otherwise: rule }).nullable(),
    credits: z
      .strictObject({
        categories: z.array(category),
        packages: z.array(z.strictObject({ credits: count, amount: money, rule })),
        agreement: rule,
        short: rule,
        /** Of support by credits, without a plan. */
        priority: z.strictObject({ level: z.enum(["highest", "high", "regular"]), rule }),
      })
      .nullable(),
    grants: z.array(grant),
    /** Said where nothing bought is in force. */
    nothingInForce: rule,
    /** The answer time of support without a plan. */
    response,
    queue: z.strictObject({ rule }),
    refunds: z.array(
      z.strictObject({
        reason: z.string(),
        decision: z.enum(["grant", "consider"]),
        scope: z.string().nullable(),
        unless: z.array(z.enum(["no-access", "hosting-does-not-cooperate"])),
        rule,
      }),
    ),
    refundRefused: rule.nullable(),
    bans: z.array(z.strictObject({ reasons: z.array(z.string()), decision: z.literal("permanent"), rule })),
    life: z
      .strictObject({
        transferNeedsBoth: rule,
        orphanAfter: z.strictObject({ hours: count, rule }),
        orphanUnwilling: rule,
        adoption: rule,
      })
      .nullable(),
  })
  .superRefine((value, context) => {
    for (const { id, path } of citations(value)) {
      if (!Object.hasOwn(value.rules, id)) {
        context.addIssue({ code: "custom", path, message: `the rule "${id}" is cited here but not told under rules` });
      }
    }
    const categories = new Set(value.credits?.categories.map(({ id }) => id));
    for (const [name, { category }] of Object.entries(value.topics)) {
      if (category !== null && value.credits && !categories.has(category)) {
        context.addIssue({
          code: "custom",
          path: ["topics", name, "category"],
          message: `there is no category "${category}"`,
        });
      }
    }
    const plans = new Set(value.plans.map(({ id }) => id));
    for (const [index, { gives }] of value.grants.entries()) {
      if (gives.what === "plan" && !plans.has(gives.plan)) {
        context.addIssue({
          code: "custom",
          path: ["grants", index, "gives", "plan"],
          message: `there is no plan "${gives.plan}"`,
        });
      }
    }
  });

export type Programme = z.infer<typeof programme>;
export type ProgrammeInput = z.input<typeof programme>;
export type Plan = Programme["plans"][number];
export type Category = NonNullable<Programme["credits"]>["categories"][number];
export type ResponseTarget = z.infer<typeof response>;

/** Every rule id that a programme cites, with the place it is cited at. */
export function citations(value: unknown, path: (string | number)[] = []): { id: string; path: (string | number)[] }[] {
  if (Array.isArray(value)) return value.flatMap((inner, index) => citations(inner, [...path, index]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...path, key];
    if (path.length === 0 && key === "rules") return [];
    const cites = typeof inner === "string" && ruleFields.has(key) && !(path.length === 1 && path[0] === "refunds");
    return cites ? [{ id: inner, path: here }] : citations(inner, here);
  });
}

const ruleFields = new Set([
  "rule",
  "exceptRule",
  "otherwise",
  "agreement",
  "short",
  "nothingInForce",
  "refundRefused",
  "transferNeedsBoth",
  "orphanUnwilling",
  "adoption",
]);
