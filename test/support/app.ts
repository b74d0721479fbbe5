import { createHash } from "node:crypto";
import { createTRPCClient, httpLink, type TRPCClient, TRPCClientError } from "@trpc/client";
import { hashPassword } from "better-auth/crypto";
import type { Hono } from "hono";
import { v7 as uuidv7 } from "uuid";
import { insertPerson } from "../../server/accounts/store.ts";
import { createApp } from "../../server/app.ts";
import type { Config } from "../../server/config.ts";
import type { Ctx, SystemActor } from "../../server/context.ts";
import type { Checker } from "../../server/credentials/checker/task.ts";
import type { Db } from "../../server/db/open.ts";
import { makeCode } from "../../server/devices/make-code.ts";
import type { Env } from "../../server/http/env.ts";
import { addLicense, type BoughtSupport } from "../../server/licenses/add-license.ts";
import { createLog } from "../../server/log.ts";
import type { AppRouter } from "../../server/router.ts";
import { openSecrets } from "../../server/secrets.ts";
import type { Ask } from "../../shared/ask.ts";
import { parseInvitation } from "../../shared/invitation.ts";
import { isProblemCode, orThrow, type Refusal } from "../../shared/problems.ts";
import { canonicalText, type Submission, submission } from "../../shared/submission.ts";
import { type DatabasePlace, freshDatabase } from "./db.ts";

/** A whole server of a test's own, asked without a network. */
export interface TestServer {
  app: Hono<Env>;
  ctx: Ctx<SystemActor>;
  db: Db;
  place: DatabasePlace;
  /** Every line the server has logged. */
  logged: string[];
  /** A client with these headers. */
  as: (headers: Record<string, string>) => TRPCClient<AppRouter>;
  /** Lets time pass for the server. */
  pass: (ms: number) => void;
}

export const url = "http://127.0.0.1:8420";
export const storeOrigin = "https://shop.example";
export const days = 24 * 3_600_000;

export async function startServer(
  settings: Partial<Config["tries"]> & {
    db?: (db: Db) => Db;
    secondFactor?: Config["secondFactor"];
    checker?: Checker;
    checksFrom?: string;
  } = {},
): Promise<TestServer> {
  const { db: plain, place } = await freshDatabase();
  const db = settings.db?.(plain) ?? plain;
  const keys = await openSecrets(place.dataFolder);
  let passed = 0;
  const base = {
    db,
    keys,
    now: () => new Date(Date.now() + passed),
    newId: () => uuidv7(),
    server: { name: "Test support", url, checksFrom: settings.checksFrom ?? null },
    checker: settings.checker ?? noChecker,
  };
  const logged: string[] = [];
  const log = createLog("debug", { write: (line) => logged.push(line) });
  const many = 100_000;
  const tries = {
    checksPerMinute: many,
    enrolmentsPerMinute: many,
    setUpsPerMinute: many,
    signInsPerMinute: many,
    ...settings,
  };
  const app = createApp({
    ctx: base,
    config: {
      behindProxy: false,
      dataFolder: place.dataFolder,
      deskFolder: "/nonexistent",
      secondFactor: settings.secondFactor ?? "optional",
      tries,
    },
    log,
  });
  return {
    app,
    db,
    place,
    logged,
    ctx: { ...base, actor: { kind: "system" } },
    as: (headers) =>
      createTRPCClient<AppRouter>({
        links: [
          httpLink({
            url: `${url}/trpc`,
            headers,
            fetch: async (input, init) => app.request(String(input), init as RequestInit),
          }),
        ],
      }),
    pass: (ms) => {
      passed += ms;
    },
  };
}

/** Of a test that has no file server to log in to. */
const noChecker: Checker = {
  logIn: async () => {
    throw new Error("this test has no checker");
  },
  proveWriting: async () => {
    throw new Error("this test has no checker");
  },
};

export interface TestLicense {
  licenseId: string;
  key: string;
  keyLast4: string;
}

export async function newLicense({ ctx }: TestServer, holderName = "Ada's Shop"): Promise<TestLicense> {
  return addLicense(ctx, { product: `Acme ${crypto.randomUUID()}`, kind: "standard", holder: { name: holderName } });
}

/** A license that follows a programme. */
export async function supportedLicense(
  { ctx }: TestServer,
  { product, kind, ...support }: BoughtSupport & { product: string; kind: string },
): Promise<TestLicense & { accountId: string }> {
  return addLicense(ctx, { product, kind, support, holder: { name: "Ada's Shop" } });
}

/** Fifty credits, by the programme that charges by category. */
export const byCredits = {
  programmeId: "cs-cart-customer-care",
  product: "cs-cart",
  kind: "first",
  upgrades: true,
} as const;

/** Ten requests a month. */
export const byPremium = {
  programmeId: "opencart-commercial",
  product: "opencart",
  kind: "premium-support",
  upgrades: null,
} as const;

export function askFor(topic: Ask["topic"], changes: Partial<Ask> = {}): Ask {
  return { topic, agreesUpTo: null, upgrade: null, moduleMadeFor: null, ...changes };
}

/** A one-time code as the invitation holds it. */
export async function newCode({ ctx }: TestServer, { licenseId }: TestLicense): Promise<string> {
  return orThrow(parseInvitation((await makeCode(ctx, licenseId)).invitation)).code;
}

/** A browser that showed a one-time code, or the license key alone. */
export interface TestDevice {
  api: TRPCClient<AppRouter>;
  token: string;
  deviceId: string;
}

export async function enrolledDevice(server: TestServer, license: TestLicense): Promise<TestDevice> {
  const code = await newCode(server, license);
  return asDevice(server, await server.as({}).devices.enrol.mutate({ code, storeOrigin, label: "Firefox" }));
}

export async function keyOnlyDevice(server: TestServer, { key }: TestLicense): Promise<TestDevice> {
  return asDevice(server, await server.as({}).devices.enrolWithKey.mutate({ key, storeOrigin, label: "Chromium" }));
}

function asDevice(server: TestServer, { token, deviceId }: { token: string; deviceId: string }): TestDevice {
  return { api: server.as(bearer(token)), token, deviceId };
}

export function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

export const password = "a long enough password";
const passwordHash = hashPassword(password);

/** Someone at the desk, signed in. */
export interface TestPerson {
  api: TRPCClient<AppRouter>;
  cookie: string;
  email: string;
}

export async function signedIn(server: TestServer, role: "engineer" | "operator" = "engineer"): Promise<TestPerson> {
  const id = uuidv7();
  const email = `${id}@desk.example`;
  const person = { id, role, name: "Emil", email, passwordHash: await passwordHash, at: new Date().toISOString() };
  await server.db.transaction().execute((tx) => insertPerson(tx, person));
  const response = await signIn(server, { email, password });
  const cookie = cookieOf(response);
  return { api: server.as({ cookie }), cookie, email };
}

export function signIn(
  { app }: TestServer,
  body: { email: string; password: string },
  headers: Record<string, string> = { origin: url },
): Promise<Response> {
  return Promise.resolve(
    app.request(`${url}/api/auth/sign-in/email`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    }),
  );
}

export function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

/** A submission with its bytes and hash. */
export function newSubmission(changes: Partial<Submission> = {}): { ticketId: string; text: string; sha256: string } {
  const value = submission.parse({
    schema: 1,
    ticketId: uuidv7(),
    storeOrigin,
    subject: "Checkout shows a blank page",
    message: "Since this morning. Nothing was changed.",
    report: {
      schema: 1,
      capturedAt: "2026-11-22T09:00:00.000Z",
      platform: { id: "opencart", label: "OpenCart", native: true, version: "4.1.0.4" },
      page: { route: "sale/order" },
    },
    leftOut: [],
    client: { name: "deskbell", version: "0.1.0" },
    ...changes,
  });
  return { ticketId: value.ticketId, ...hashed(canonicalText(value)) };
}

export function hashed(text: string): { text: string; sha256: string } {
  return { text, sha256: createHash("sha256").update(text, "utf8").digest("hex") };
}

/** What the server refused a call with, and the status; throws when it did not refuse. */
export async function refusalOf(call: Promise<unknown>): Promise<Refusal & { status: number }> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof TRPCClientError)) throw error;
    const { refusal, httpStatus } = error.data as { refusal: Refusal; httpStatus: number };
    if (!isProblemCode(refusal?.code)) throw error;
    return { ...refusal, status: httpStatus };
  }
  throw new Error("The call was not refused");
}
