import type { ProgrammeInput } from "./schema.ts";

const covered = { coverage: "covered", category: null } as const;
const custom = {
  coverage: "quote-separately",
  category: null,
  route: "custom-development",
  rule: "custom-work",
} as const;
const unsaid = { coverage: "covered", category: null, needsDecision: true, rule: "unsaid" } as const;

const response = {
  hours: 24,
  clock: "business-days",
  promise: "usual",
  slowest: "96h or more",
  rule: "usual-day",
} as const;
const regular = { level: "regular", rule: "by-receipt" } as const;

/** Support bought by the shop itself, for pure OpenCart. Read from the commercial support policy. */
export const opencartCommercial: ProgrammeInput = {
  id: "opencart-commercial",
  version: "2016-01",
  name: "OpenCart commercial support",
  rules: {
    "purchase-needed": "Support is for customers who bought it: a one-time fix, or Premium Support.",
    "one-time-fix": "A one-time fix is one request, whenever it is used.",
    premium: "Premium Support lasts one month from its purchase.",
    "ten-a-month": "Premium Support holds ten requests a month.",
    "english-only": "Support is given in English only.",
    "access-needed":
      "Working temporary access to the store's admin and to its files by FTP is needed before work begins.",
    "eastern-hours": "Requests are handled on business days from 3 in the morning to noon, US Eastern Time.",
    "usual-day":
      "Most requests are answered within 24 hours; difficult ones, weekends and holidays can take 96 hours or more.",
    setup: "Installation, set-up and configuration of OpenCart and its own features are covered.",
    consultation: "Advice on which module to use is covered.",
    "bug-fixes": "Bug fixes, and finding out what an issue is, are covered.",
    unsaid: "The policy does not say whether this is covered: it is taken, and staff decide.",
    "third-party":
      "Improving other makers' extensions is not covered while fixing bugs is; a bug inside one is taken, and staff decide.",
    "custom-work":
      "Customisation, new functions, themes, payment changes and extension development are custom work with a price of their own.",
    "server-not-part": "Server and other outside configuration is not part of this support.",
    "ports-decided":
      "Ports and forks of OpenCart are not pure OpenCart: staff may decline them or ask for a surcharge.",
    "old-no-guarantee": "A fix cannot be promised for versions before 1.5.4.",
    "module-line": "A fix cannot be promised where a module was made for another main version than the store runs.",
    "by-receipt": "Requests are answered in the order in which they came, the clearly more urgent first.",
    "refund-not-delivered":
      "A refund is considered where the support could not be delivered as promised, for the current month only.",
    "refund-stolen-card": "A purchase made with a stolen card is refunded without questions.",
    "refund-not-given":
      "There is no refund where access was not given, or the host or another third party did not cooperate.",
    "ban-abuse": "Forged accounts, false data, abuse, offence and copyright infringement end in a permanent ban.",
    "not-this-support": "This kind of request belongs to another programme.",
  },
  calendar: {
    zone: "America/New_York",
    days: [1, 2, 3, 4, 5],
    slots: [{ from: "03:00", to: "12:00" }],
    closed: [],
    estimated: false,
    rule: "eastern-hours",
  },
  languages: { codes: ["en"], rule: "english-only" },
  filers: {
    "license-holder": { verdict: "may-file", rule: "purchase-needed" },
    "store-owner": { verdict: "refuse", route: "buy-support", rule: "purchase-needed" },
    "other-reseller": { verdict: "refuse", route: "buy-support", rule: "purchase-needed" },
    "marketplace-vendor": { verdict: "refuse", route: "buy-support", rule: "purchase-needed" },
    "not-a-customer": { verdict: "refuse", route: "buy-support", rule: "purchase-needed" },
  },
  topics: {
    "functionality-question": { ...covered, rule: "setup" },
    "configuration-fault": { ...covered, rule: "setup" },
    "configuration-setup": { ...covered, rule: "setup" },
    "architecture-advice": { ...covered, rule: "consultation" },
    "server-or-modified-files": unsaid,
    "database-data": unsaid,
    "code-modification": custom,
    "new-functionality": custom,
    upgrade: unsaid,
    "security-bug": { ...covered, rule: "bug-fixes" },
    "bug-fix": { ...covered, rule: "bug-fixes" },
    "third-party-extension-bug": { ...covered, needsDecision: true, rule: "third-party" },
    "theme-customization": custom,
    "payment-method-change": custom,
    "server-configuration": {
      coverage: "refuse",
      category: null,
      reason: "not-part-of-agreement",
      route: "hosting-company",
      rule: "server-not-part",
    },
    "reseller-unreachable": {
      coverage: "refuse",
      category: null,
      reason: "not-part-of-agreement",
      rule: "not-this-support",
    },
  },
  upgrade: null,
  access: { kinds: ["store-admin", "ftp"], rule: "access-needed" },
  store: {
    nonNative: { native: ["opencart"], rule: "ports-decided" },
    olderThan: { version: "1.5.4.0", rule: "old-no-guarantee" },
    moduleLine: { rule: "module-line" },
  },
  plans: [
    {
      id: "one-time-fix",
      name: "One-time fix",
      priority: regular,
      requests: { most: 1, per: "purchase", rule: "one-time-fix" },
      modifications: null,
      serverChanges: null,
      without: [],
      response,
      prices: [],
      rule: "one-time-fix",
    },
    {
      id: "premium-support",
      name: "Premium Support",
      priority: regular,
      requests: { most: 10, per: "month", rule: "ten-a-month" },
      modifications: null,
      serverChanges: null,
      without: [],
      response,
      prices: [],
      rule: "premium",
    },
  ],
  freePeriod: null,
  credits: null,
  grants: [
    {
      product: "opencart",
      kind: "one-time-fix",
      gives: { what: "plan", plan: "one-time-fix", period: null },
      rule: "one-time-fix",
    },
    {
      product: "opencart",
      kind: "premium-support",
      gives: { what: "plan", plan: "premium-support", period: "P1M" },
      rule: "premium",
    },
  ],
  nothingInForce: "purchase-needed",
  response,
  queue: { rule: "by-receipt" },
  refunds: [
    { reason: "stolen-card", decision: "grant", scope: null, unless: [], rule: "refund-stolen-card" },
    {
      reason: "promise-not-delivered",
      decision: "consider",
      scope: "current-month",
      unless: ["no-access", "hosting-does-not-cooperate"],
      rule: "refund-not-delivered",
    },
  ],
  refundRefused: "refund-not-given",
  bans: [
    {
      reasons: ["account-forgery", "falsified-data", "abuse", "offensive-behavior", "copyright-infringement"],
      decision: "permanent",
      rule: "ban-abuse",
    },
  ],
  life: null,
};
