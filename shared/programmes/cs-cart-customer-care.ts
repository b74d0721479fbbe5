import {
  anyStore,
  businessHours,
  customWork,
  filers,
  freeOfCharge,
  notThisSupport,
  serverNotPart,
  sharedRules,
} from "./cs-cart.ts";
import type { ProgrammeInput } from "./schema.ts";

const usd = (minor: number) => ({ minor, currency: "USD" });
const response = { hours: null, clock: "working", promise: "none", rule: "no-answer-time" } as const;
const notApplicable = { gives: { what: "not-applicable" }, rule: "grant-not-sold" } as const;
const freeDays = (product: string, days: number, rule: string) =>
  (["first", "additional"] as const).map((kind) => ({
    product,
    kind,
    gives: { what: "free-period", period: `P${days}D` } as const,
    rule,
  }));

/** Care plans, credits and free periods side by side. Read from the Customer Care page of about 2020. */
export const csCartCustomerCare: ProgrammeInput = {
  id: "cs-cart-customer-care",
  version: "2020-01",
  name: "CS-Cart and Multi-Vendor Customer Care",
  rules: {
    ...sharedRules,
    "english-russian": "Requests are answered in English and in Russian.",
    "gmt4-hours": "Support works on business days from 9:00 to 18:00 at GMT+4, for every plan.",
    "no-answer-time": "Plans differ in priority; no answer time in hours is named.",
    vip: "VIP Customer Care: highest priority, senior engineers, no assessment to agree to.",
    "vip-modifications": "VIP Customer Care holds 7 modifications a month.",
    standard: "Standard Customer Care: high priority, senior engineers, no assessment to agree to.",
    "standard-modifications": "Standard Customer Care holds 4 modifications a month.",
    "credits-priority": "Support by credits has regular priority.",
    "advice-covered": "Explaining features, helping with settings and advice on architecture are part of the service.",
    "upgrade-subscription":
      "A store is upgraded only while its upgrade subscription runs, or with lifetime upgrades; third-party add-ons, themes and changes are not adapted.",
    "free-period":
      "Some licenses come with free support from the day of purchase: any number of questions; one asked inside is answered also after it.",
    "free-period-limits":
      "Server and code investigations, upgrades, modifications and database work are outside the free period: by credits or VIP only.",
    "grant-cs-cart-first": "A first CS-Cart license comes with 50 credits.",
    "grant-cs-cart-further": "A further CS-Cart license or storefront comes with 30 credits.",
    "grant-ultimate-30": "CS-Cart Ultimate comes with 30 days of free support.",
    "grant-mv-45": "Multi-Vendor comes with 45 days of free support.",
    "grant-mv-plus-90": "Multi-Vendor Plus comes with 90 days of free support.",
    "grant-mv-ultimate-vip": "Multi-Vendor Ultimate comes with one year of VIP Customer Care.",
    "grant-not-sold": "This license kind is not sold for this product.",
    "category-question":
      "Questions about features and how to set them up cost 5 credits and are answered without asking first.",
    "category-configuration":
      "Faults from wrong settings, setting up standard features and architecture advice cost 10 credits.",
    "category-modification":
      "Code modification costs from 20 credits; whether it can be done and for how much is agreed first.",
    "category-investigation":
      "Looking into problems from server settings, modified files or wrong database data costs 20 credits.",
    "category-upgrade":
      "An upgrade costs 20 credits for up to two releases and 5 for each further one; service packs do not count.",
    agreement:
      "From the second category on the price is agreed first: in advance when filing, or by answering the assessment.",
    "credits-short":
      "A request is taken up once its credits are there; credits never run out of time and serve all licenses of the account.",
    "package-unlisted": "Packages are not listed in this version: those of the earlier one hold.",
  },
  calendar: { ...businessHours, estimated: false, rule: "gmt4-hours" },
  languages: { codes: ["en", "ru"], rule: "english-russian" },
  filers,
  topics: {
    "functionality-question": { coverage: "covered", category: "question", rule: "advice-covered" },
    "configuration-fault": { coverage: "covered", category: "configuration", rule: "advice-covered" },
    "configuration-setup": { coverage: "covered", category: "configuration", rule: "advice-covered" },
    "architecture-advice": { coverage: "covered", category: "configuration", rule: "advice-covered" },
    "server-or-modified-files": { coverage: "covered", category: "investigation", rule: "category-investigation" },
    "database-data": { coverage: "covered", category: "investigation", rule: "category-investigation" },
    "code-modification": {
      coverage: "covered",
      category: "code-modification",
      counts: "modification",
      rule: "category-modification",
    },
    "new-functionality": customWork,
    upgrade: { coverage: "covered", category: "upgrade", rule: "category-upgrade" },
    "security-bug": freeOfCharge,
    "bug-fix": { coverage: "covered", category: "configuration", rule: "bugs-later-release" },
    "third-party-extension-bug": {
      coverage: "covered",
      category: "investigation",
      withoutGuarantee: true,
      reason: "third-party-code",
      rule: "third-party-no-guarantee",
    },
    "theme-customization": {
      coverage: "covered",
      category: "code-modification",
      counts: "modification",
      rule: "category-modification",
    },
    "payment-method-change": {
      coverage: "covered",
      category: "code-modification",
      counts: "modification",
      rule: "category-modification",
    },
    "server-configuration": serverNotPart,
    "reseller-unreachable": notThisSupport,
  },
  upgrade: { needsSubscription: true, route: "renew-upgrade-subscription", rule: "upgrade-subscription" },
  access: null,
  store: anyStore,
  plans: [
    {
      id: "vip",
      name: "VIP Customer Care",
      priority: { level: "highest", rule: "vip" },
      requests: null,
      modifications: { most: 7, per: "month", rule: "vip-modifications" },
      serverChanges: null,
      without: [],
      response,
      prices: [],
      rule: "vip",
    },
    {
      id: "standard",
      name: "Standard Customer Care",
      priority: { level: "high", rule: "standard" },
      requests: null,
      modifications: { most: 4, per: "month", rule: "standard-modifications" },
      serverChanges: null,
      without: [],
      response,
      prices: [],
      rule: "standard",
    },
  ],
  freePeriod: {
    covers: ["functionality-question", "configuration-fault", "configuration-setup", "architecture-advice", "bug-fix"],
    rule: "free-period",
    otherwise: "free-period-limits",
  },
  credits: {
    categories: [
      {
        id: "question",
        name: "Question",
        price: { kind: "fixed", credits: 5 },
        confirmation: false,
        rule: "category-question",
      },
      {
        id: "configuration",
        name: "Configuration",
        price: { kind: "fixed", credits: 10 },
        confirmation: true,
        rule: "category-configuration",
      },
      {
        id: "code-modification",
        name: "Code modification",
        price: { kind: "from", credits: 20 },
        confirmation: true,
        rule: "category-modification",
      },
      {
        id: "investigation",
        name: "Investigation",
        price: { kind: "fixed", credits: 20 },
        confirmation: true,
        rule: "category-investigation",
      },
      {
        id: "upgrade",
        name: "Upgrade",
        price: { kind: "upgrade", base: 20, included: 2, each: 5 },
        confirmation: true,
        rule: "category-upgrade",
      },
    ],
    packages: [
      { credits: 25, amount: usd(4_500), rule: "package-unlisted" },
      { credits: 50, amount: usd(8_500), rule: "package-unlisted" },
      { credits: 100, amount: usd(16_500), rule: "package-unlisted" },
      { credits: 200, amount: usd(29_500), rule: "package-unlisted" },
    ],
    agreement: "agreement",
    short: "credits-short",
    priority: { level: "regular", rule: "credits-priority" },
  },
  grants: [
    { product: "cs-cart", kind: "first", gives: { what: "credits", credits: 50 }, rule: "grant-cs-cart-first" },
    { product: "cs-cart", kind: "additional", gives: { what: "credits", credits: 30 }, rule: "grant-cs-cart-further" },
    {
      product: "cs-cart",
      kind: "additional-storefront",
      gives: { what: "credits", credits: 30 },
      rule: "grant-cs-cart-further",
    },
    ...freeDays("cs-cart-ultimate", 30, "grant-ultimate-30"),
    ...freeDays("multi-vendor", 45, "grant-mv-45"),
    ...freeDays("multi-vendor-plus", 90, "grant-mv-plus-90"),
    {
      product: "multi-vendor-ultimate",
      kind: "first",
      gives: { what: "plan", plan: "vip", period: "P1Y" },
      rule: "grant-mv-ultimate-vip",
    },
    {
      product: "multi-vendor-ultimate",
      kind: "additional",
      gives: { what: "plan", plan: "vip", period: "P1Y" },
      rule: "grant-mv-ultimate-vip",
    },
    ...["cs-cart-ultimate", "multi-vendor", "multi-vendor-plus", "multi-vendor-ultimate"].map((product) => ({
      product,
      kind: "additional-storefront",
      ...notApplicable,
    })),
  ],
  nothingInForce: "credits-short",
  response,
  queue: { rule: "by-receipt" },
  refunds: [],
  refundRefused: null,
  bans: [],
  life: null,
};
