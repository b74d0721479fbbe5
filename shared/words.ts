import type { Route, Topic } from "./programmes/schema.ts";

import type { VerdictKind } from "./verdict.ts";

/** Words of the support rules for people; one sentence each, no code words. */

export const topicWords: Record<Topic, string> = {
  "functionality-question": "How does something work?",
  "configuration-fault": "Something is set wrongly",
  "configuration-setup": "Set something up for me",
  "architecture-advice": "Advice on how to build something",
  "server-or-modified-files": "Server settings or changed files cause a problem",
  "database-data": "Data in the database is wrong",
  "code-modification": "Change how something works",
  "new-functionality": "Add something that is not there",
  upgrade: "Upgrade to a newer version",
  "security-bug": "A security hole",
  "bug-fix": "A bug in the store itself",
  "third-party-extension-bug": "A bug in someone else’s module",
  "theme-customization": "Change how the store looks",
  "payment-method-change": "Change a payment method",
  "server-configuration": "Set up or change a server",
  "reseller-unreachable": "I cannot reach whoever looks after my store",
};

export const verdictWords: Record<VerdictKind, string> = {
  accept: "Covered",
  "accept-without-guarantee": "Taken, without a promise",
  "staff-decision": "Support decides",
  "quote-separately": "Custom work, with a price of its own",
  "buy-credits": "Not enough credits",
  "limit-reached": "Used up for now",
  "to-reseller": "Goes to whoever looks after your store",
  refuse: "Not part of this support",
};

export const routeWords: Record<Route, string> = {
  "contact-form": "Use the vendor’s contact form.",
  "renew-upgrade-subscription": "Renew the upgrade subscription first.",
  "marketplace-operator": "Ask whoever runs the marketplace.",
  "transfer-or-buy-license": "Have the license transferred to you, or buy one.",
  "buy-support": "Get more support or credits, then send it.",
  "custom-development": "Ask for an offer from custom development.",
  "hosting-company": "Your hosting company can change it.",
};

/** Why, where a verdict has a reason of its own. */
export const reasonWords: Record<string, string> = {
  "non-native-port": "This store runs a port or fork, which takes extra effort.",
  "version-too-old": "A fix cannot be promised for a version this old.",
  "wrong-module-version": "The module was made for another main version than the store runs.",
  "not-part-of-agreement": "This kind of work is not part of the support you have.",
  "not-in-plan": "Your plan does not hold it.",
  "not-priced": "The rules name no price for it.",
  "third-party-code": "It may come from someone else’s code, which support cannot promise to fix.",
  "needs-assessment": "An engineer looks first and names the price.",
  "unknown-release": "One of these versions is not on the list of releases, so an engineer names the price.",
  "not-an-upgrade": "The version you wish for is not newer than the one that runs.",
};
