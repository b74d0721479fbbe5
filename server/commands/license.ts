import { resellersCalled } from "../accounts/store.ts";
import type { Ctx, SystemActor } from "../context.ts";
import { makeCode } from "../devices/make-code.ts";
import { addLicense, type BoughtSupport } from "../licenses/add-license.ts";
import { banLicense } from "../licenses/ban-license.ts";
import { licensesOf } from "../licenses/find-license.ts";
import { normalCrockford } from "../licenses/keys.ts";
import type { License } from "../licenses/store.ts";
import { asSystem, type Command, optional, print, required, UsageError, type Values } from "./command.ts";

export const licenseAdd: Command = {
  usage: "license add --product NAME --kind KIND (--holder NAME | --account KEY | --reseller NAME) [--programme ID …]",
  summary:
    "Add a license and print its key, this once. With --programme it follows those rules: --purchased DATE, --plan P, --plan-until DATE, --upgrades yes|no. --account adds it to the holder of another license. --reseller says who looks after it, and holds it where no holder is named.",
  options: {
    product: { type: "string" },
    kind: { type: "string", default: "standard" },
    holder: { type: "string" },
    account: { type: "string" },
    reseller: { type: "string" },
    programme: { type: "string" },
    purchased: { type: "string" },
    plan: { type: "string" },
    "plan-until": { type: "string" },
    upgrades: { type: "string" },
  },
  run: (values, config) => {
    const product = required(values, "product");
    const kind = required(values, "kind");
    const account = optional(values, "account");
    const resellerName = optional(values, "reseller");
    const isHeldByReseller = resellerName !== undefined && optional(values, "holder") === undefined;
    const name = account === undefined && !isHeldByReseller ? required(values, "holder") : "";
    const support = supportIn(values);
    return asSystem(config, async (ctx) => {
      const reseller = resellerName === undefined ? null : await theReseller(ctx, resellerName);
      const existing = account === undefined ? null : await theLicense(ctx, account);
      const holderId = existing?.accountId ?? (isHeldByReseller ? reseller?.id : undefined);
      const holder = holderId === undefined ? { name } : { accountId: holderId };
      const resellerId = reseller?.id ?? null;
      const { key } = await addLicense(ctx, { product, kind, holder, resellerId, ...(support ? { support } : {}) });
      print(`License key for ${existing?.holderName ?? (name || reseller?.name)}: ${key}`);
      print("Keep it: it is not stored in readable form and is not shown again.");
    });
  },
};

function supportIn(values: Values): BoughtSupport | null {
  const programmeId = optional(values, "programme");
  const needProgramme = ["purchased", "plan", "plan-until", "upgrades"].find((name) => optional(values, name));
  if (programmeId === undefined) {
    if (needProgramme) throw new UsageError(`--${needProgramme} goes with --programme.`);
    return null;
  }
  const plan = optional(values, "plan");
  const planUntil = dayIn(values, "plan-until");
  if (planUntil !== undefined && plan === undefined) throw new UsageError("--plan-until goes with --plan.");
  const upgrades = optional(values, "upgrades");
  if (upgrades !== undefined && upgrades !== "yes" && upgrades !== "no") {
    throw new UsageError("--upgrades is yes or no; leave it out where that is not known.");
  }
  return {
    programmeId,
    purchasedOn: dayIn(values, "purchased"),
    plan,
    planUntil,
    upgrades: upgrades === undefined ? null : upgrades === "yes",
  };
}

function dayIn(values: Values, name: string): string | undefined {
  const typed = optional(values, name);
  if (typed === undefined) return undefined;
  try {
    return Temporal.PlainDate.from(typed, { overflow: "reject" }).toString();
  } catch {
    throw new UsageError(`--${name} is a day such as 2026-01-10.`);
  }
}

export const licenseBan: Command = {
  usage: "license ban --license KEY --reason REASON",
  summary: "Ban a license for good, for a reason that its programme bans for. Nothing can be filed under it then.",
  options: { license: { type: "string" }, reason: { type: "string" } },
  run: (values, config) => {
    const key = required(values, "license");
    const reason = required(values, "reason");
    return asSystem(config, async (ctx) => {
      const license = await theLicense(ctx, key);
      const { says } = await banLicense(ctx, { licenseId: license.id, reason });
      print(`Banned: the license of ${license.holderName} that ends in ${license.keyLast4}.`);
      print(`The programme says: ${says}`);
    });
  },
};

export const code: Command = {
  usage: "code --license KEY",
  summary: "Print an invitation that connects one browser. KEY may be the last four characters.",
  options: { license: { type: "string" } },
  run: (values, config) => {
    const key = required(values, "license");
    return asSystem(config, async (ctx) => {
      const license = await theLicense(ctx, key);
      const { invitation, expiresAt } = await makeCode(ctx, license.id);
      print(invitation);
      print(`For one browser of ${license.holderName}, until ${expiresAt.slice(0, 16).replace("T", " ")} UTC.`);
    });
  },
};

async function theReseller(ctx: Ctx<SystemActor>, name: string): Promise<{ id: string; name: string }> {
  const [reseller, another] = await resellersCalled(ctx.db, name);
  if (!reseller || another) throw new UsageError(`There is no reseller named ${name}. Add it by reseller add.`);
  return reseller;
}

/** The one license that a key, or its last four characters, means. */
export async function theLicense(ctx: Ctx<SystemActor>, key: string): Promise<License> {
  const [license, another] = await licensesOf(ctx, key);
  if (!license) throw new UsageError("No license has this key.");
  if (another) throw new UsageError(`Several licenses end in ${normalCrockford(key)}. Give the whole key.`);
  return license;
}
