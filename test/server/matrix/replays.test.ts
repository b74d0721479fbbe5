import { expect, test } from "vitest";
import { url } from "../../support/app.ts";
import { type Cast, wholeCast } from "./cast.ts";
import { everyRow } from "./wire.ts";

const cookieNames = ["session_token", "session_data", "two_factor", "trust_device", "dont_remember"].flatMap((name) =>
  ["", "__Secure-", "__Host-"].map((prefix) => `${prefix}deskbell.${name}`),
);

/** One for each kind of caller, and for the bytes of files. */
const doors = [
  "trpc/accounts.me",
  "trpc/tickets.mine",
  "trpc/licenses.list?input={}",
  "files/01a202ec-c0ce-74e2-b225-f8ae0f85630f",
];

/** Whatever in the database could be taken for something that opens a door, each value once. */
async function tokenLike(cast: Cast): Promise<string[]> {
  const rows = Object.values(await everyRow(cast.server)).flat();
  const values = rows.flatMap((row) => Object.values(JSON.parse(row) as Record<string, unknown>));
  const texts = values.filter((value): value is string => typeof value === "string");
  return [...new Set(texts.flatMap((text) => [text, ...inside(text)]))].filter((text) =>
    /^[\x21-\x7e]{16,4000}$/.test(text),
  );
}

/** Values that stand in JSON or behind a colon. */
function inside(text: string): string[] {
  return text.split(/[\s",:;{}[\]]+/).filter((part) => part.length >= 16);
}

/** A value in every shape that a door might take it in. */
function disguises(value: string): Record<string, string>[] {
  const cut = value
    .slice(0, 43)
    .padEnd(43, "A")
    .replaceAll(/[^\w-]/g, "_");
  const bearers = [value, `spd_${value}`, `spp_${value}`, `spd_${cut}`, `spp_${cut}`];
  const signed = encodeURIComponent(`${value}.${value}`);
  const cookies = [encodeURIComponent(value), signed].flatMap((each) =>
    cookieNames.map((name) => `${name}=${each}`).join("; "),
  );
  return [...bearers.map((each) => ({ authorization: `Bearer ${each}` })), ...cookies.map((cookie) => ({ cookie }))];
}

test("nothing that stands in the database opens a door, as a bearer token or as a cookie", async () => {
  const cast = await wholeCast();
  const { server, headers } = cast;
  await server.as(headers.operator).accounts.invite.mutate({
    name: "Petra",
    email: "petra@desk.example",
    role: "engineer",
    senior: false,
    accountId: null,
    language: null,
  });
  await server.as({}).pairing.begin.mutate({ label: "Firefox" });
  const { db } = server;
  const at = new Date().toISOString();
  const verification = { id: crypto.randomUUID(), identifier: "2fa-x", value: crypto.randomUUID(), expiresAt: at };
  await db
    .insertInto("verifications")
    .values({ ...verification, createdAt: at, updatedAt: at })
    .execute();
  const values = await tokenLike(cast);
  await holdsAll(cast, values);
  for (const value of values) {
    for (const shape of disguises(value)) {
      for (const door of doors) {
        const { status } = await server.app.request(`${url}/${encodeURI(door)}`, { headers: shape });
        expect(status, `${door} with ${JSON.stringify(shape)}`).toBe(401);
      }
    }
  }
}, 120_000);

/** The net is not empty: every column that a secret could be taken from is in it. */
async function holdsAll({ server: { db } }: Cast, values: readonly string[]): Promise<void> {
  const known = new Set(values);
  const columns = [
    ["sessions", "token"],
    ["sessions", "id"],
    ["devices", "tokenHash"],
    ["popups", "tokenHash"],
    ["enrolmentCodes", "codeHash"],
    ["personInvitations", "tokenHash"],
    ["pairings", "codeHash"],
    ["pairings", "secretHash"],
    ["licenses", "keyHash"],
    ["verifications", "value"],
    ["twoFactors", "secret"],
    ["twoFactors", "backupCodes"],
    ["logins", "password"],
    ["mails", "body"],
  ] as const;
  for (const [table, column] of columns) {
    const rows: Record<string, unknown>[] = await db.selectFrom(table).selectAll().execute();
    expect(rows.length, table).toBeGreaterThan(0);
    for (const row of rows) expect(known.has(String(row[column])), `${table}.${column}`).toBe(true);
  }
}
