import { randomBytes } from "node:crypto";
import { type Decision, refuse } from "../../shared/problems.ts";

export const leastPasswordLength = 12;
export const mostPasswordLength = 256;

export function checkPassword(password: string): Decision<string, "setup.password-weak"> {
  return password.length < leastPasswordLength
    ? refuse("setup.password-weak", { least: leastPasswordLength })
    : { ok: true, value: password };
}

/** 120 bits, for a person to type once and change. */
export function generatePassword(): string {
  return randomBytes(15).toString("base64url");
}
