import { type Filer, filers, type Programme, type Topic, topics } from "./schema.ts";

/**
 * The rules for the store owners whom a reseller looks after: everything goes to the reseller but what the programme lets
 * owners send to the vendor. Of whose rules they are, nothing is left but the names of the two rules that decide.
 */
export function programmeForClients({ filers: { "store-owner": owner } }: Programme, name: string): Programme {
  const { rule } = owner;
  const { except, exceptRule } = owner.verdict === "to-reseller" ? owner : { except: [], exceptRule: rule };
  const goes = { verdict: "to-reseller", rule, except, exceptRule } as const;
  const answers = `${name} answers your request. Nothing is charged here.`;
  return {
    id: "support",
    version: "1",
    name,
    rules: { [exceptRule]: "You may report that nobody answers you. Nothing is charged here.", [rule]: answers },
    // Nobody is told these hours: the reseller's own are not known here.
    calendar: { zone: "UTC", days: [1], slots: [{ from: "09:00", to: "17:00" }], closed: [], estimated: true, rule },
    languages: null,
    filers: record<Filer, typeof goes>(filers, goes),
    topics: record<Topic, Programme["topics"][Topic]>(topics, {
      coverage: "covered",
      category: null,
      counts: null,
      needsDecision: false,
      withoutGuarantee: false,
      reason: null,
      route: null,
      rule,
    }),
    upgrade: null,
    access: null,
    store: { nonNative: null, olderThan: null, moduleLine: null },
    plans: [],
    freePeriod: null,
    credits: null,
    grants: [],
    nothingInForce: rule,
    response: { hours: null, clock: "business-days", promise: "none", slowest: null, rule },
    queue: { rule },
    refunds: [],
    refundRefused: null,
    bans: [],
    life: null,
  };
}

function record<Key extends string, Value>(keys: readonly Key[], value: Value): Record<Key, Value> {
  // One entry for each key, so the record is whole.
  return Object.fromEntries(keys.map((key) => [key, value])) as Record<Key, Value>;
}
