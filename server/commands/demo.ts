import { addPerson } from "../accounts/add-person.ts";
import { personIdOf } from "../accounts/store.ts";
import type { Ctx, SystemActor } from "../context.ts";
import { makeCode } from "../devices/make-code.ts";
import { openHouse } from "../house.ts";
import { addLicense } from "../licenses/add-license.ts";
import { normalCrockford } from "../licenses/keys.ts";
import * as licenses from "../licenses/store.ts";
import { askedToStop } from "../stop.ts";
import { type Command, optional, print, UsageError } from "./command.ts";

const people = [
  { role: "operator", name: "Olga Operator", email: "operator@demo.example", password: "demo-operator-password" },
  { role: "engineer", name: "Emil Engineer", email: "engineer@demo.example", password: "demo-engineer-password" },
] as const;

const demoLicense = {
  key: "DEMO0-11111-22222-33333-4444A",
  holderName: "Demo Shop",
  product: "Acme Checkout",
  kind: "standard",
};

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
      tries: { enrolmentsPerMinute: many, setUpsPerMinute: many, signInsPerMinute: many },
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
  licenses: { key: string; holder: string; last4: string }[];
  invitations: string[];
  fingerprint: string;
}

async function seed(ctx: Ctx<SystemActor>): Promise<Seeded> {
  for (const person of people) {
    if (!(await personIdOf(ctx.db, person.email))) await addPerson(ctx, person);
  }
  const { key, holderName } = demoLicense;
  const keyHash = ctx.keys.hashOf(normalCrockford(key));
  const found = await licenses.licenseByKey(ctx.db, keyHash);
  const licenseId = found?.id ?? (await addLicense(ctx, { ...demoLicense, holder: { name: holderName } })).licenseId;
  const invitations: string[] = [];
  for (let made = 0; made < freshInvitations; made++) invitations.push((await makeCode(ctx, licenseId)).invitation);
  return {
    people: people.map(({ role, email, password }) => ({ role, email, password })),
    licenses: [{ key, holder: holderName, last4: key.slice(-4) }],
    invitations,
    fingerprint: ctx.keys.fingerprint,
  };
}

function tell(url: string, { people, licenses, invitations }: Seeded): void {
  print(`Demo server: ${url}  (everyone knows its passwords; never for real data)`);
  print(`\nDesk: ${url}/desk`);
  for (const { role, email, password } of people) print(`  ${role}: ${email}  ${password}`);
  print("\nInvitations for the popup, one browser each:");
  for (const invitation of invitations) print(`  ${invitation}`);
  for (const { key, holder } of licenses) print(`\nLicense key of ${holder}: ${key}`);
}
