import { createHmac } from "node:crypto";
import type { GenericEndpointContext } from "better-auth";
import { APIError, createAuthMiddleware, getSessionFromCtx } from "better-auth/api";
import { symmetricDecrypt } from "better-auth/crypto";
import type { Db } from "../db/open.ts";
import { takeTotpStep, totpSecret } from "./store.ts";

/** Where the library verifies a code of an authenticator. */
const verifying = "/two-factor/verify-totp";
const stepMs = 30_000;
/** The library takes one step on either side (RFC 6238, 5.2); one more, as a step may end while it works. */
const widestDrift = 2;

/**
 * Takes the code that the library found right, before it makes the session that the code is for. Refuses one that was
 * taken before, and whatever is older (RFC 6238, 5.2: accepted once). Does nothing for another way in.
 */
export async function takeCode(db: Db, personId: string, context: GenericEndpointContext | null): Promise<void> {
  if (context?.path !== verifying) return;
  const sealed = await totpSecret(db, personId);
  const secret = sealed && (await symmetricDecrypt({ key: context.context.secretConfig, data: sealed }));
  const step = secret && stepOf(secret, String(context.body.code), Date.now());
  if (!step) throw new APIError("UNAUTHORIZED", { code: "INVALID_CODE" });
  if (!(await takeTotpStep(db, personId, step))) throw new APIError("UNAUTHORIZED", { code: "CODE_USED" });
}

/** In a session a code confirms an authenticator that is being set up. One that is confirmed would be only tried out. */
export const refuseTryingOut = createAuthMiddleware(async (context) => {
  if (context.path !== verifying) return;
  const found = await getSessionFromCtx<{ twoFactorEnabled?: boolean }>(context);
  if (found?.user.twoFactorEnabled) throw new APIError("CONFLICT", { code: "TOTP_ALREADY_ENABLED" });
});

/** Which 30 seconds since 1970 this is the code of; the latest where it is that of two, null where of none near. */
function stepOf(secret: string, code: string, nowMs: number): number | null {
  const now = Math.floor(nowMs / stepMs);
  const near = Array.from({ length: 2 * widestDrift + 1 }, (_, index) => now + widestDrift - index);
  return near.find((step) => codeOf(secret, step) === code) ?? null;
}

/** Six digits (RFC 4226, 5.3). The library's secrets are the text itself, not Base32 of it. */
function codeOf(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const cut = mac.readUInt32BE(mac.readUInt8(mac.length - 1) & 0xf) & 0x7fffffff;
  return String(cut % 1_000_000).padStart(6, "0");
}
