import { betterAuth } from "better-auth";
import type { ServerIdentity, SignedIn } from "../context.ts";
import type { Db } from "../db/open.ts";
import type { Keys } from "../secrets.ts";
import { leastPasswordLength, mostPasswordLength } from "./passwords.ts";
import * as accounts from "./store.ts";

export interface SignIn {
  /** Answers `/api/auth/*`. */
  handle: (request: Request) => Promise<Response>;
  /** Who the session cookie belongs to, and what the session was begun with; null for nobody. */
  sessionOf: (headers: Headers) => Promise<Session | null>;
}

export interface Session {
  actor: SignedIn;
  factor: "password" | "second";
}

/** What of the library is reachable. Everything else at `/api/auth` does not exist. */
export const signInRoutes = ["POST /sign-in/email", "POST /sign-out"];

interface SignInDependencies {
  db: Db;
  keys: Keys;
  server: ServerIdentity;
  newId: () => string;
}

const hours = 3_600;

/** E-mail and password, sessions of 12 hours, and nothing else: people are added by the operator. */
export function createSignIn({ db, keys, server, newId }: SignInDependencies): SignIn {
  const auth = betterAuth({
    appName: server.name,
    baseURL: server.url,
    basePath: "/api/auth",
    secret: keys.sessionSecret,
    // "sqlite" also on PostgreSQL: it means times as text and yes/no as 1/0, which is how both engines keep them here.
    database: { db, type: "sqlite", transaction: true },
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: leastPasswordLength,
      maxPasswordLength: mostPasswordLength,
    },
    user: {
      modelName: "people",
      additionalFields: { role: { type: "string", required: true, input: false } },
    },
    session: {
      modelName: "sessions",
      fields: { userId: "personId" },
      additionalFields: { factor: { type: "string", required: false, defaultValue: "password", input: false } },
      expiresIn: 12 * hours,
      updateAge: hours,
      cookieCache: { enabled: false },
    },
    account: { modelName: "logins", fields: { userId: "personId" } },
    verification: { modelName: "verifications" },
    // Counted by http/tries.ts, as every other kind of guessing: the library's own count is one for the whole process.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: "deskbell",
      useSecureCookies: server.url.startsWith("https:"),
      defaultCookieAttributes: { sameSite: "strict", httpOnly: true, path: "/" },
      database: { generateId: newId },
      ipAddress: { disableIpTracking: true },
    },
  });
  return {
    handle: auth.handler,
    sessionOf: async (headers) => {
      if (!headers.has("cookie")) return null;
      const found = await auth.api.getSession({ headers });
      const actor = found && (await accounts.signedIn(db, found.user.id));
      return actor ? { actor, factor: found.session.factor === "second" ? "second" : "password" } : null;
    },
  };
}
