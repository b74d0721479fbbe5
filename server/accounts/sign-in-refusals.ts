import { AppError, type Refusal, refusal } from "../../shared/problems.ts";

/** The library's codes for what a person can do something about. */
const known: Record<string, Refusal> = {
  INVALID_EMAIL_OR_PASSWORD: refusal("session.wrong-password"),
  INVALID_PASSWORD: refusal("person.wrong-password"),
  INVALID_CODE: refusal("session.wrong-code"),
  INVALID_BACKUP_CODE: refusal("session.wrong-code"),
  CODE_USED: refusal("session.code-used"),
  INVALID_TWO_FACTOR_COOKIE: refusal("session.sign-in-anew"),
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: refusal("session.sign-in-anew"),
  ACCOUNT_TEMPORARILY_LOCKED: refusal("session.locked"),
  TOTP_ALREADY_ENABLED: refusal("second-factor.there-already"),
  TOTP_NOT_ENABLED: refusal("second-factor.not-set-up"),
  TWO_FACTOR_NOT_ENABLED: refusal("second-factor.not-set-up"),
  BACKUP_CODES_NOT_ENABLED: refusal("second-factor.not-set-up"),
  SESSION_NOT_FRESH: refusal("session.not-fresh"),
  CHALLENGE_NOT_FOUND: refusal("passkey.expired"),
  PASSKEY_NOT_FOUND: refusal("passkey.unknown"),
  AUTHENTICATION_FAILED: refusal("passkey.unknown"),
  FAILED_TO_VERIFY_REGISTRATION: refusal("passkey.not-added"),
  USER_NOT_VERIFIED: refusal("passkey.not-verified"),
};

const ofOnePasskey = new Set(["POST /passkey/delete-passkey", "POST /passkey/update-passkey"]);

interface Failed {
  /** Method and path. */
  name: string;
  status: number;
  told: unknown;
  isSignedIn: boolean;
}

/** The library's refusal in our words, or the fault that it is. */
export function refusedBy({ name, status, told, isSignedIn }: Failed): Error {
  // Somebody else's passkey answers exactly as one that is not there.
  if (isSignedIn && ofOnePasskey.has(name) && [401, 404].includes(status)) {
    return new AppError(refusal("passkey.absent"));
  }
  const code = codeOf(told);
  const why = Object.hasOwn(known, code) ? known[code] : undefined;
  if (why) return new AppError(why);
  if (status >= 500) return new Error(`The sign-in library failed: ${status} ${code}`);
  return new AppError(unnamed(status));
}

function codeOf(told: unknown): string {
  return typeof told === "object" && told !== null && "code" in told ? String(told.code) : "";
}

function unnamed(status: number): Refusal {
  // A backup code that two used at once was good for one of them.
  if (status === 409) return refusal("session.wrong-code");
  if (status === 401) return refusal("session.missing");
  if (status === 403) return refusal("request.cross-origin");
  return refusal("request.invalid", { where: "e-mail or password" });
}
