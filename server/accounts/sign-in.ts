import { passkey } from "@better-auth/passkey";
import { betterAuth } from "better-auth";
import { APIError } from "better-auth/api";
import { twoFactor } from "better-auth/plugins/two-factor";
import type { ServerIdentity, SignedIn } from "../context.ts";
import type { Db } from "../db/open.ts";
import type { Keys } from "../secrets.ts";
import { browserFamily } from "./browser-family.ts";
import { leastPasswordLength, mostPasswordLength } from "./passwords.ts";
import * as accounts from "./store.ts";
import { refuseTryingOut, takeCode } from "./totp-once.ts";

export interface SignIn {
  /** Answers `/api/auth/*`. */
  handle: (request: Request) => Promise<Response>;
  /** Who the session cookie belongs to, and what the session was begun with; null for nobody. */
  sessionOf: (headers: Headers) => Promise<Session | null>;
}

export interface Session {
  id: string;
  actor: SignedIn;
  factor: "password" | "second";
  /** Whether this person has an authenticator or a passkey at all. */
  hasSecondFactor: boolean;
}

interface SignInDependencies {
  db: Db;
  keys: Keys;
  server: ServerIdentity;
  newId: () => string;
}

const minutes = 60;
const hours = 60 * minutes;

export const cookiePrefix = "deskbell";

/** Who was let in here showed what they have, not only what they know. */
const secondFactorPaths: ReadonlySet<string> = new Set([
  "/two-factor/verify-totp",
  "/two-factor/verify-backup-code",
  "/passkey/verify-authentication",
]);

/**
 * Password, authenticator (TOTP, RFC 6238) with backup codes, and passkeys (WebAuthn); sessions of 12 idle hours, and nothing
 * else: people are added by invitation. What of it is reachable is in http/auth-routes.ts.
 */
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
      updateAge: 5 * minutes,
      cookieCache: { enabled: false },
    },
    account: { modelName: "logins", fields: { userId: "personId" } },
    verification: { modelName: "verifications" },
    databaseHooks: {
      session: {
        create: {
          before: async (session, context) => {
            await takeCode(db, session.userId, context);
            return {
              data: {
                ...session,
                factor: context && secondFactorPaths.has(context.path) ? "second" : "password",
                // Of this request: a session that takes another one's place is given that one's, already shortened.
                userAgent: browserFamily(context?.headers?.get("user-agent") ?? ""),
              },
            };
          },
        },
      },
    },
    hooks: { before: refuseTryingOut },
    plugins: [
      twoFactor({
        issuer: server.name,
        trustDeviceMaxAge: 0,
        schema: { twoFactor: { modelName: "twoFactors", fields: { userId: "personId" } } },
      }),
      passkey({
        rpID: new URL(server.url).hostname,
        rpName: server.name,
        origin: server.url,
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        registration: {
          afterVerification: async ({ verification }) => requireVerified(verification.registrationInfo?.userVerified),
        },
        authentication: {
          afterVerification: async ({ verification }) => requireVerified(verification.authenticationInfo.userVerified),
        },
        schema: { passkey: { modelName: "passkeys", fields: { userId: "personId", credentialID: "credentialId" } } },
      }),
    ],
    // Counted by http/tries.ts, as every other kind of guessing: the library's own count is one for the whole process.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix,
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
      if (!actor) return null;
      const factor = found.session.factor === "second" ? "second" : "password";
      const hasSecondFactor = factor === "second" || (await accounts.hasSecondFactor(db, actor.id));
      return { id: found.session.id, actor, factor, hasSecondFactor };
    },
  };
}

/** The library asks for it and takes less: without it a passkey is only something that somebody holds. */
function requireVerified(userVerified: boolean | undefined): undefined {
  if (!userVerified) throw new APIError("UNAUTHORIZED", { code: "USER_NOT_VERIFIED" });
}
