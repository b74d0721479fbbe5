import { createHash } from "node:crypto";
import { join } from "node:path";
import { createTRPCClient, httpLink, type TRPCClient } from "@trpc/client";
import { v7 as uuidv7 } from "uuid";
import type { AppRouter } from "../../server/router.ts";
import type { Ask } from "../../shared/ask.ts";
import { parseInvitation } from "../../shared/invitation.ts";
import { orThrow } from "../../shared/problems.ts";
import { canonicalText, type Submission, submission } from "../../shared/submission.ts";
import { root, runTool } from "../support/tool.ts";
import { askDesk, type Ends } from "./world.ts";

type Api = TRPCClient<AppRouter>;
type Server = Pick<Ends, "server">;

/** Whom the demo reseller looks after besides the first store. */
export interface Client {
  holder: string;
  store: string | null;
  /** Under the care plan, until this day. */
  planUntil?: string;
  tickets?: readonly string[];
  is?: "suspended" | "waiting" | "leaving";
}

const reseller = "Maple Commerce Ltd";
const otherReseller = "Northwind Shops";

/** Licenses of a reseller as they come to be: bought at the command line, connected and filed under by their owners. */
export async function addClients({ server }: Server, clients: readonly Client[]): Promise<void> {
  if (clients.some(({ is }) => is === "leaving")) await command(server, "reseller", "add", "--name", otherReseller);
  for (const { holder, planUntil } of clients) {
    const bought = planUntil
      ? [
          "--product",
          "multi-vendor-plus",
          "--kind",
          "lifetime",
          "--programme",
          "cs-cart-care-plans",
          "--plan",
          "ultimate",
        ]
      : ["--product", "optioncart", "--kind", "site", "--programme", "optioncart"];
    const until = planUntil ? ["--plan-until", planUntil] : [];
    const parties = ["--reseller", reseller, "--holder", holder];
    await command(server, "license", "add", ...bought, ...until, ...parties);
  }
  const api = await askDesk({ server }, "reseller");
  const operator = await askDesk({ server }, "operator");
  const { licenses } = await api.licenses.list.query({ limit: 500 });
  for (const client of clients) {
    const licenseId = licenses.find(({ holderName }) => holderName === client.holder)?.licenseId;
    if (licenseId === undefined) throw new Error(`${client.holder} has no license`);
    if (client.store !== null) await live({ server }, api, licenseId, client, client.store);
    if (client.is === "suspended") await operator.licenses.suspend.mutate({ licenseId });
    if (client.is === "leaving") await api.licenses.askTransfer.mutate({ licenseId, reseller: otherReseller });
  }
}

/** A license that the demo reseller holds themselves, with the credits that it comes with. */
export async function addOwnLicense({ server }: Server): Promise<void> {
  const bought = ["--product", "cs-cart", "--kind", "first", "--programme", "cs-cart-customer-care"];
  await command(server, "license", "add", ...bought, "--upgrades", "yes", "--reseller", reseller);
}

/** Another reseller with nobody to look after; how its one person signs in. */
export async function addReseller(
  { server }: Server,
  { company, email }: { company: string; email: string },
): Promise<{ email: string; password: string }> {
  await command(server, "reseller", "add", "--name", company);
  const who = ["--role", "reseller", "--account", company, "--name", "Wera Wind", "--email", email];
  const password = /^ {2}(\S+)$/m.exec(await command(server, "person", "add", ...who))?.[1];
  if (!password) throw new Error(`${email} has no password`);
  return { email, password };
}

/** The store's owner connects a browser and writes. */
async function live(
  { server }: Server,
  api: Api,
  licenseId: string,
  { tickets = [], is }: Client,
  storeOrigin: string,
): Promise<void> {
  const { code } = orThrow(
    parseInvitation((await api.devices.makeCode.mutate({ licenseId, party: "client" })).invitation),
  );
  const url = `${server.demo().url}/trpc`;
  const stranger = createTRPCClient<AppRouter>({ links: [httpLink({ url })] });
  const { token } = await stranger.devices.enrol.mutate({ code, storeOrigin, label: "Firefox on Linux" });
  const headers = { authorization: `Bearer ${token}` };
  const owner = createTRPCClient<AppRouter>({ links: [httpLink({ url, headers })] });
  for (const subject of tickets) await file(owner, storeOrigin, subject, "bug-fix");
  if (is === "waiting") await file(owner, storeOrigin, "Nobody answers us", "reseller-unreachable");
}

async function file(owner: Api, storeOrigin: string, subject: string, topic: Ask["topic"]): Promise<void> {
  const ask: Ask = { topic, agreesUpTo: null, upgrade: null, moduleMadeFor: null };
  const request: Submission = submission.parse({
    schema: 1,
    ticketId: uuidv7(),
    storeOrigin,
    subject,
    message: "Please have a look.",
    report: null,
    ask,
    expects: null,
    leftOut: [],
    files: [],
    client: { name: "Deskbell", version: "1.0.0" },
  });
  const text = canonicalText(request);
  await owner.tickets.file.mutate({ text, sha256: createHash("sha256").update(text).digest("hex") });
}

/** As the operator types it, on the data of the server that runs. */
async function command(server: Ends["server"], ...words: string[]): Promise<string> {
  const { isGood, said } = await runTool("node", join(root, "server/cli.ts"), ...words, "--data", server.data);
  if (!isGood) throw new Error(`${words.join(" ")}: ${said}`);
  return said;
}
