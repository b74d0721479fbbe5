import type { BrandParts } from "../../shared/brand.ts";
import { addPerson } from "../accounts/add-person.ts";
import { addReseller } from "../accounts/add-reseller.ts";
import * as accounts from "../accounts/store.ts";
import type { Ctx, Party, SystemActor } from "../context.ts";
import { giveGoodwill } from "../credits/give.ts";
import { inTransaction } from "../db/transaction.ts";
import { makeCode } from "../devices/make-code.ts";
import { openHouse } from "../house.ts";
import { addLicense, type BoughtSupport } from "../licenses/add-license.ts";
import { normalCrockford } from "../licenses/keys.ts";
import * as licenses from "../licenses/store.ts";
import { askedToStop } from "../stop.ts";
import { type Command, optional, print, UsageError } from "./command.ts";

const people = [
  { role: "operator", name: "Olga Operator", email: "operator@demo.example", password: "demo-operator-password" },
  { role: "engineer", name: "Emil Engineer", email: "engineer@demo.example", password: "demo-engineer-password" },
] as const;

/** Looks after the store of the last license, under a name and a colour of their own. */
const demoReseller = {
  name: "Maple Commerce Ltd",
  brand: {
    name: "MapleCart",
    senderName: "MapleCart Care",
    colour: "#8a1c2b",
    helpLinks: [{ label: "MapleCart handbook", url: "https://help.maplecart.example/" }],
  } satisfies BrandParts,
  person: {
    role: "reseller",
    name: "Rosa Reseller",
    email: "reseller@demo.example",
    password: "demo-reseller-password",
  },
  license: { key: "DEMO0-11111-22222-33333-7777D", product: "optioncart", kind: "site", programmeId: "optioncart" },
} as const;

/** One for each way of support: a plan for a month, credits, and a care plan. */
const demoLicenses: readonly DemoLicense[] = [
  {
    key: "DEMO0-11111-22222-33333-4444A",
    holderName: "Demo Shop",
    product: "opencart",
    kind: "premium-support",
    support: { programmeId: "opencart-commercial", upgrades: null },
    goodwill: 0,
  },
  {
    key: "DEMO0-11111-22222-33333-5555B",
    holderName: "Demo Market",
    product: "cs-cart",
    kind: "first",
    support: { programmeId: "cs-cart-customer-care", upgrades: true },
    // With the 50 of the license that makes 70.
    goodwill: 20,
  },
  {
    key: "DEMO0-11111-22222-33333-6666C",
    holderName: "Demo Mall",
    product: "multi-vendor-plus",
    kind: "lifetime",
    support: { programmeId: "cs-cart-care-plans", plan: "ultimate", upgrades: true },
    goodwill: 0,
  },
];

interface DemoLicense {
  key: string;
  holderName: string;
  product: string;
  kind: string;
  support: BoughtSupport;
  /** Credits given on top of what the license comes with. */
  goodwill: number;
}

const freshInvitations = 8;

/** A server with people and passwords that everyone knows: never for real data. */
export const demo: Command = {
  usage: "demo [--port N] [--json]",
  summary: "Serve with a known operator, engineer and license, to try things out. Never for real data.",
  options: { port: { type: "string" }, json: { type: "boolean" } },
  run: async (values, config) => {
    const port = optional(values, "port");
    if (port !== undefined && !/^\d{1,5}$/.test(port)) throw new UsageError("--port is a number.");
    const asked = askedToStop();
    // Loaded only by those who serve: the other commands would wait for it in vain.
    const { listen } = await import("../main.ts");
    const many = 10_000;
    const house = await openHouse({
      ...config,
      port: port === undefined ? config.port : Number(port),
      serverName: "Demo support",
      logLevel: "warn",
      // So that anybody can look around at once. A person who sets a second factor up is asked for it here too.
      secondFactor: "optional",
      tries: {
        checksPerMinute: many,
        enrolmentsPerMinute: many,
        setUpsPerMinute: many,
        signInsPerMinute: many,
      },
    });
    const listening = await listen(house);
    const seeded = await seed({ ...listening.ctx, actor: { kind: "system" } });
    if (values.json) print(JSON.stringify({ ready: true, url: listening.url, ...seeded }));
    else tell(listening.url, seeded);
    await asked;
    await listening.stop();
  },
};

interface Seeded {
  people: { role: string; email: string; password: string }[];
  licenses: { key: string; holder: string; last4: string; programme: string; invitations: string[] }[];
  /** Of the store owner whom the reseller looks after. */
  clientInvitations: string[];
  /** Of the first license. */
  invitations: string[];
  fingerprint: string;
}

async function seed(ctx: Ctx<SystemActor>): Promise<Seeded> {
  for (const person of people) {
    if (!(await accounts.personIdOf(ctx.db, person.email))) await addPerson(ctx, person);
  }
  const seeded: Seeded["licenses"] = [];
  for (const demo of demoLicenses) {
    const { key, holderName, support } = demo;
    const licenseId = await seedLicense(ctx, demo);
    const invitations = await invitationsTo(ctx, licenseId, "holder");
    seeded.push({ key, holder: holderName, last4: key.slice(-4), programme: support.programmeId, invitations });
  }
  const client = await seedReseller(ctx);
  return {
    clientInvitations: await invitationsTo(ctx, client, "client"),
    people: [...people, demoReseller.person].map(({ role, email, password }) => ({ role, email, password })),
    licenses: seeded,
    invitations: seeded[0]?.invitations ?? [],
    fingerprint: ctx.keys.fingerprint,
  };
}

async function invitationsTo(ctx: Ctx<SystemActor>, licenseId: string, party: Party): Promise<string[]> {
  const invitations: string[] = [];
  for (let made = 0; made < freshInvitations; made++) {
    invitations.push((await makeCode(ctx, licenseId, party)).invitation);
  }
  return invitations;
}

/** A reseller with somebody who signs in, and the license of a client's store; its id. */
async function seedReseller(ctx: Ctx<SystemActor>): Promise<string> {
  const { name, brand, person, license } = demoReseller;
  const { key, product, kind, programmeId } = license;
  const found = await licenses.licenseByKey(ctx.db, ctx.keys.hashOf(normalCrockford(key)));
  if (found) return found.id;
  const { accountId } = await addReseller(ctx, name);
  await inTransaction(ctx.db, (tx) => accounts.setBrand(tx, accountId, JSON.stringify(brand)));
  await addPerson(ctx, { ...person, accountId });
  const bought = { key, product, kind, support: { programmeId, upgrades: null } };
  const made = await addLicense(ctx, { ...bought, holder: { accountId }, resellerId: accountId });
  return made.licenseId;
}

/** The license's id, as it is from an earlier start or new. */
async function seedLicense(
  ctx: Ctx<SystemActor>,
  { key, holderName, product, kind, support, goodwill }: DemoLicense,
): Promise<string> {
  const found = await licenses.licenseByKey(ctx.db, ctx.keys.hashOf(normalCrockford(key)));
  if (found) return found.id;
  const { licenseId } = await addLicense(ctx, { key, product, kind, support, holder: { name: holderName } });
  const license = goodwill > 0 ? await licenses.license(ctx.db, licenseId) : null;
  if (license) {
    await giveGoodwill(ctx, { commandId: ctx.newId(), license, amount: goodwill, reason: "for trying it out" });
  }
  return licenseId;
}

function tell(url: string, { people, licenses, clientInvitations }: Seeded): void {
  print(`Demo server: ${url}  (everyone knows its passwords; never for real data)`);
  print(`\nDesk: ${url}/desk  (here the password alone is enough; anywhere else these two need a second factor)`);
  for (const { role, email, password } of people) print(`  ${role}: ${email}  ${password}`);
  for (const { key, holder, programme, invitations } of licenses) {
    print(`\n${holder}, by ${programme}; license key ${key}`);
    print("Invitations for the popup, one browser each:");
    for (const invitation of invitations) print(`  ${invitation}`);
  }
  print("\nFor the store owner whom the demo reseller looks after, one browser each:");
  for (const invitation of clientInvitations) print(`  ${invitation}`);
}
