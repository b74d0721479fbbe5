import { z } from "zod";
import { typedText } from "../text.ts";
import { mostPasswordLength } from "./passwords.ts";

/** One of the library's routes, as much of it as is open here. */
export interface SignInRoute {
  /** Nothing else of a body reaches the library; null for a route that has none. */
  body: z.ZodType | null;
  /**
   * Which session it may act for.
   * `none`: the library is not told of one, so a code counts only for the sign-in that asked for it.
   * `any`: whatever there is.
   * `setting-up`: one with a second factor, or of somebody who has none yet.
   * `second`: one with a second factor wherever there is one.
   */
  session: "none" | "any" | "setting-up" | "second";
  /** Whether it can be used to guess something. */
  guesses: boolean;
  /** What of the library's answer is told: never a session's token. */
  answer: (body: unknown, serverName: string) => object;
  /** Added to the body: what the authenticator app will call this server. */
  names?: (serverName: string) => object;
}

const done = () => ({ done: true });
const nothing = z.strictObject({});
const password = z.string().min(1).max(mostPasswordLength);
const code = z.strictObject({ code: z.string().trim().min(1).max(50) });
const passwordOnly = z.strictObject({ password });

/** As the browser serialises it (WebAuthn, `PublicKeyCredential.toJSON`); the library verifies what is in it. */
const credential = z.looseObject({ id: z.string().max(2_000), response: z.looseObject({}) });
const passkeyId = z.string().max(100);
const passkeyName = typedText(100).pipe(z.string().trim().min(1));

const descriptor = z.object({ id: z.string(), type: z.string(), transports: z.array(z.string()).optional() });
const registrationOptions = z.object({
  challenge: z.string(),
  rp: z.object({ name: z.string(), id: z.string().optional() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  pubKeyCredParams: z.array(z.object({ alg: z.number(), type: z.string() })),
  timeout: z.number().optional(),
  attestation: z.string().optional(),
  excludeCredentials: z.array(descriptor).optional(),
  authenticatorSelection: z
    .object({
      residentKey: z.string().optional(),
      requireResidentKey: z.boolean().optional(),
      userVerification: z.string().optional(),
    })
    .optional(),
});
const authenticationOptions = z
  .object({ challenge: z.string(), rpId: z.string(), timeout: z.number().optional() })
  // The library only prefers that the authenticator asks for a finger, a face or a PIN.
  .transform((options) => ({ ...options, userVerification: "required" }));
const newSecret = z.object({ totpURI: z.string(), backupCodes: z.array(z.string()) });
const newCodes = z.object({ backupCodes: z.array(z.string()) });
const challenged = z
  .object({ twoFactorRedirect: z.boolean().optional() })
  .transform(({ twoFactorRedirect = false }) => ({ done: !twoFactorRedirect, needsCode: twoFactorRedirect }));
const passkeys = z.array(
  z.object({ id: z.string(), name: z.string().nullish(), createdAt: z.coerce.date().nullish(), backedUp: z.boolean() }),
);

const picked = (schema: z.ZodType<object>) => (body: unknown) => schema.parse(body);

/** What of the library is reachable, by method and path. Everything else at `/api/auth` does not exist. */
export const signInRoutes: Record<string, SignInRoute> = {
  "POST /sign-in/email": {
    body: z.strictObject({ email: z.string().trim().max(200), password }),
    session: "any",
    guesses: true,
    answer: picked(challenged),
  },
  "POST /sign-out": { body: nothing, session: "any", guesses: false, answer: done },

  "POST /two-factor/enable": {
    body: passwordOnly,
    session: "setting-up",
    guesses: true,
    answer: picked(newSecret),
    names: (issuer) => ({ issuer }),
  },
  // In a session it confirms an authenticator that is being set up; otherwise it ends a sign-in.
  "POST /two-factor/verify-totp": { body: code, session: "any", guesses: true, answer: done },
  "POST /two-factor/verify-backup-code": { body: code, session: "none", guesses: true, answer: done },
  "POST /two-factor/disable": { body: passwordOnly, session: "second", guesses: true, answer: done },
  "POST /two-factor/generate-backup-codes": {
    body: passwordOnly,
    session: "second",
    guesses: true,
    answer: picked(newCodes),
  },

  "GET /passkey/generate-register-options": {
    body: null,
    session: "setting-up",
    guesses: false,
    answer: (body, serverName) => {
      const { rp, ...options } = registrationOptions.parse(body);
      return { ...options, rp: { ...rp, name: serverName } };
    },
  },
  "POST /passkey/verify-registration": {
    body: z.strictObject({ response: credential, name: passkeyName.optional() }),
    session: "setting-up",
    guesses: false,
    answer: done,
  },
  "GET /passkey/generate-authenticate-options": {
    body: null,
    session: "none",
    guesses: false,
    answer: picked(authenticationOptions),
  },
  "POST /passkey/verify-authentication": {
    body: z.strictObject({ response: credential }),
    session: "none",
    guesses: true,
    answer: done,
  },
  "GET /passkey/list-user-passkeys": {
    body: null,
    session: "any",
    guesses: false,
    answer: (body) => ({ passkeys: passkeys.parse(body) }),
  },
  "POST /passkey/delete-passkey": {
    body: z.strictObject({ id: passkeyId }),
    session: "second",
    guesses: false,
    answer: done,
  },
  "POST /passkey/update-passkey": {
    body: z.strictObject({ id: passkeyId, name: passkeyName }),
    session: "second",
    guesses: false,
    answer: done,
  },
};
