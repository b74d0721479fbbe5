import type { Tables } from "../../../server/db/schema.ts";
import { appRouter } from "../../../server/router.ts";
import { type TestServer, url } from "../../support/app.ts";

// tRPC keeps a flat record of procedures, which its types show nested.
const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: "query" | "mutation" } }>;

/** After these a caller is another one, or nobody: they come last. */
const last = ["popups.revoke", "popups.rotate", "popups.leave", "devices.rotate", "devices.leave"];

export const procedureNames = Object.keys(procedures).sort((a, b) => last.indexOf(a) - last.indexOf(b));

export interface Answer {
  status: number;
  body: string;
  /** What else could tell two answers apart. */
  headers: string;
}

/** A call as it goes over the wire. */
export async function call(
  { app }: TestServer,
  name: string,
  headers: Record<string, string>,
  input: unknown,
): Promise<Answer> {
  const isQuery = procedures[name]?._def.type === "query";
  const response = isQuery
    ? await app.request(`${url}/trpc/${name}?input=${encodeURIComponent(JSON.stringify(input))}`, { headers })
    : await app.request(`${url}/trpc/${name}`, {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify(input),
      });
  return answerOf(response);
}

export async function answerOf(response: Response): Promise<Answer> {
  const told = [...response.headers].filter(([name]) => name !== "x-request-id");
  return { status: response.status, body: await response.text(), headers: JSON.stringify(told) };
}

// Of every table there is: one that is missing here does not compile.
const tables = {
  accounts: true,
  people: true,
  sessions: true,
  logins: true,
  verifications: true,
  setups: true,
  products: true,
  licenses: true,
  stores: true,
  devices: true,
  enrolmentCodes: true,
  tickets: true,
  messages: true,
  reports: true,
  audit: true,
  programmes: true,
  entries: true,
  assessments: true,
  offers: true,
  files: true,
  twoFactors: true,
  passkeys: true,
  personInvitations: true,
  popups: true,
  pairings: true,
  licenseEvents: true,
  mails: true,
  credentials: true,
  credentialKeys: true,
  credentialSecrets: true,
  accessAsks: true,
  accessLog: true,
  accessLogHead: true,
} satisfies Record<keyof Tables, true>;

/** Every row of every table, as text; in an order of its own, since a database keeps none. */
export async function everyRow({ db }: TestServer): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  // The names of an object's own fields are its keys.
  for (const table of Object.keys(tables) as (keyof Tables)[]) {
    const rows = await db.selectFrom(table).selectAll().execute();
    found[table] = rows.map(textOf).sort();
  }
  return found;
}

function textOf(row: object): string {
  const values = Object.entries(row).map(([column, value]) => [
    column,
    value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value,
  ]);
  return JSON.stringify(Object.fromEntries(values));
}
