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
/** Covered as a simple change or look, but this version prices only three kinds of request: an engineer says which. */
const toBeAssessed = { coverage: "covered", category: null, needsDecision: true, rule: "three-categories" } as const;

/** Support paid request by request. Read from the technical support page of about 2015. */
export const csCartCredits: ProgrammeInput = {
  id: "cs-cart-credits",
  version: "2015-01",
  name: "CS-Cart technical support by credits",
  rules: {
    ...sharedRules,
    "english-russian": "Requests are answered in English and in Russian.",
    "day-time-gmt4":
      "Support works by day at GMT+4; no hours are named, so the later published ones are shown as an estimate.",
    "no-answer-time": "Credit requests have no promised answer time.",
    "grant-cs-cart-first": "A first CS-Cart license comes with 50 credits.",
    "grant-cs-cart-further": "A further CS-Cart license or storefront comes with 30 credits.",
    "grant-multi-vendor": "Each Multi-Vendor license comes with 100 credits.",
    "grant-not-sold": "This license kind is not sold for this product.",
    "three-categories": "Each request is assessed into one of three categories, by how complex it is.",
    "category-question":
      "Explaining features and general set-up questions cost 5 credits and are answered without asking first.",
    "category-configuration":
      "Faults from wrong settings, setting up standard features and architecture advice cost 10 credits.",
    "category-investigation": "Looking into problems from server settings or modified files costs 20 credits.",
    agreement:
      "From the second category on the price is agreed first: in advance when filing, or by answering the assessment.",
    "credits-short":
      "A request is taken up once its credits are there; credits never run out of time and serve all licenses of the account.",
    "simple-changes": "Small and technically simple changes are part of the service.",
    "upgrade-unsaid": "This version of the rules names no price for upgrades: staff decide.",
    "package-25": "25 credits are sold for 45 US dollars.",
    "package-50": "50 credits are sold for 85 US dollars.",
    "package-100": "100 credits are sold for 165 US dollars.",
    "package-200": "200 credits are sold for 295 US dollars.",
  },
  calendar: { ...businessHours, estimated: true, rule: "day-time-gmt4" },
  languages: { codes: ["en", "ru"], rule: "english-russian" },
  filers,
  topics: {
    "functionality-question": { coverage: "covered", category: "question", rule: "category-question" },
    "configuration-fault": { coverage: "covered", category: "configuration", rule: "category-configuration" },
    "configuration-setup": { coverage: "covered", category: "configuration", rule: "category-configuration" },
    "architecture-advice": { coverage: "covered", category: "configuration", rule: "category-configuration" },
    "server-or-modified-files": { coverage: "covered", category: "investigation", rule: "category-investigation" },
    "database-data": toBeAssessed,
    "code-modification": { ...toBeAssessed, rule: "simple-changes" },
    "new-functionality": customWork,
    upgrade: { coverage: "staff-decision", category: null, reason: "not-priced", rule: "upgrade-unsaid" },
    "security-bug": freeOfCharge,
    "bug-fix": { coverage: "covered", category: "configuration", rule: "bugs-later-release" },
    "third-party-extension-bug": {
      coverage: "covered",
      category: "investigation",
      withoutGuarantee: true,
      reason: "third-party-code",
      rule: "third-party-no-guarantee",
    },
    "theme-customization": { ...toBeAssessed, rule: "simple-changes" },
    "payment-method-change": { ...toBeAssessed, rule: "simple-changes" },
    "server-configuration": serverNotPart,
    "reseller-unreachable": notThisSupport,
  },
  upgrade: null,
  access: null,
  store: anyStore,
  plans: [],
  freePeriod: null,
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
        id: "investigation",
        name: "Investigation",
        price: { kind: "fixed", credits: 20 },
        confirmation: true,
        rule: "category-investigation",
      },
    ],
    packages: [
      { credits: 25, amount: usd(4_500), rule: "package-25" },
      { credits: 50, amount: usd(8_500), rule: "package-50" },
      { credits: 100, amount: usd(16_500), rule: "package-100" },
      { credits: 200, amount: usd(29_500), rule: "package-200" },
    ],
    agreement: "agreement",
    short: "credits-short",
    priority: { level: "regular", rule: "by-receipt" },
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
    { product: "multi-vendor", kind: "first", gives: { what: "credits", credits: 100 }, rule: "grant-multi-vendor" },
    {
      product: "multi-vendor",
      kind: "additional",
      gives: { what: "credits", credits: 100 },
      rule: "grant-multi-vendor",
    },
    {
      product: "multi-vendor",
      kind: "additional-storefront",
      gives: { what: "not-applicable" },
      rule: "grant-not-sold",
    },
  ],
  nothingInForce: "credits-short",
  response,
  queue: { rule: "by-receipt" },
  refunds: [],
  refundRefused: null,
  bans: [],
  life: null,
};
