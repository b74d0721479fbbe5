import type { ProgrammeInput } from "./schema.ts";

/** What the three dated versions of the vendor's policy have in common. */

/** GMT+4 without daylight saving: a fixed offset, never a city's zone. */
export const businessHours = {
  zone: "+04:00",
  days: [1, 2, 3, 4, 5],
  slots: [{ from: "09:00", to: "18:00" }],
  closed: [],
};

export const filers: ProgrammeInput["filers"] = {
  "license-holder": { verdict: "may-file", rule: "help-desk" },
  "store-owner": { verdict: "refuse", route: "contact-form", rule: "no-license" },
  "other-reseller": { verdict: "refuse", route: "contact-form", rule: "no-license" },
  "marketplace-vendor": { verdict: "refuse", route: "marketplace-operator", rule: "marketplace-admins-only" },
  "not-a-customer": { verdict: "refuse", route: "contact-form", rule: "no-license" },
};

export const sharedRules = {
  "help-desk":
    "Holders of a license send their requests through the help desk, in writing; not by mail or a contact form.",
  "no-license": "Without a license, questions go through the contact form.",
  "marketplace-admins-only": "Sellers in a marketplace hold no license: the marketplace's own operator helps them.",
  "security-free": "Security bugs in the original code are corrected free of charge, always.",
  "bugs-later-release":
    "Other bugs in the original code are corrected in a later release; getting it may need an upgrade subscription.",
  "third-party-no-guarantee":
    "Errors that come from code changed by the customer or a third party are not promised to be fixed.",
  "new-functions-custom": "New functions are custom development with a price of their own.",
  "server-not-part": "Setting up or changing a server is not part of this support.",
  "by-receipt":
    "Within one priority, requests are answered in the order in which they came, the clearly more urgent first.",
  "not-this-support": "This kind of request belongs to another programme.",
};

export const customWork = {
  coverage: "quote-separately",
  category: null,
  route: "custom-development",
  rule: "new-functions-custom",
} as const;
export const freeOfCharge = { coverage: "free", category: null, rule: "security-free" } as const;
export const notThisSupport = {
  coverage: "refuse",
  category: null,
  reason: "not-part-of-agreement",
  rule: "not-this-support",
} as const;
export const serverNotPart = {
  coverage: "refuse",
  category: null,
  reason: "not-part-of-agreement",
  route: "hosting-company",
  rule: "server-not-part",
} as const;

export const anyStore: ProgrammeInput["store"] = { nonNative: null, olderThan: null, moduleLine: null };
