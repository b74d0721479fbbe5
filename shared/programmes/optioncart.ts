import { type ProgrammeInput, topics } from "./schema.ts";

const covered = topics.map((topic) => [
  topic,
  {
    coverage: "covered",
    category: null,
    rule: topic === "reseller-unreachable" ? "unreachable" : "free-for-life",
  } as const,
]);

/** Wholesale to web professionals, who look after their own clients. Read from the vendor's reseller support policy. */
export const optioncart: ProgrammeInput = {
  id: "optioncart",
  version: "2004-01",
  name: "OptionCart reseller support",
  rules: {
    "free-for-life": "A reseller is supported free of charge for as long as the license is in that reseller's account.",
    "owner-to-reseller":
      "Store owners are looked after by the reseller of their license; the vendor does not answer them itself.",
    unreachable:
      "A store owner may report that the reseller cannot be reached. It is the only request an owner may send.",
    "holder-only":
      "Only the reseller who holds the license is helped with it; another one first has it transferred or buys a new one.",
    "no-license": "Someone without a license is no customer of this programme.",
    "no-hours": "No hours are named. Office hours of business days are shown as an estimate.",
    "no-answer-time": "No answer time is named, so none is promised.",
    "by-receipt": "Requests are answered in the order in which they came, the clearly more urgent first.",
    "transfer-both": "A license moves to another reseller when both of them agree to it.",
    "orphan-week":
      "A license is orphaned when its reseller has not answered within one week of the first attempt to reach them.",
    "orphan-unwilling": "A license is orphaned when its reseller does not wish to support the store.",
    adoption:
      "An orphaned license goes to the reseller that the store names, once that company asks for it in writing.",
    nothing: "Support follows the license: without one in force there is none.",
  },
  calendar: {
    zone: "America/New_York",
    days: [1, 2, 3, 4, 5],
    slots: [{ from: "09:00", to: "17:00" }],
    closed: [],
    estimated: true,
    rule: "no-hours",
  },
  languages: null,
  filers: {
    "license-holder": { verdict: "may-file", rule: "free-for-life" },
    "store-owner": {
      verdict: "to-reseller",
      except: ["reseller-unreachable"],
      exceptRule: "unreachable",
      rule: "owner-to-reseller",
    },
    "other-reseller": { verdict: "refuse", route: "transfer-or-buy-license", rule: "holder-only" },
    "marketplace-vendor": { verdict: "refuse", route: "contact-form", rule: "no-license" },
    "not-a-customer": { verdict: "refuse", route: "transfer-or-buy-license", rule: "no-license" },
  },
  topics: Object.fromEntries(covered) as ProgrammeInput["topics"], // one entry for each topic, so the record is whole
  upgrade: null,
  access: null,
  store: { nonNative: null, olderThan: null, moduleLine: null },
  plans: [],
  freePeriod: null,
  credits: null,
  grants: [
    {
      product: "optioncart",
      kind: "site",
      gives: { what: "support-for-life", holder: "reseller" },
      rule: "free-for-life",
    },
  ],
  nothingInForce: "nothing",
  response: { hours: null, clock: "business-days", promise: "none", rule: "no-answer-time" },
  queue: { rule: "by-receipt" },
  refunds: [],
  refundRefused: null,
  bans: [],
  life: {
    transferNeedsBoth: "transfer-both",
    orphanAfter: { hours: 168, rule: "orphan-week" },
    orphanUnwilling: "orphan-unwilling",
    adoption: "adoption",
  },
};
