import { randomInt } from "node:crypto";

/** Crockford's base32: no letter that is read as a digit. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

export function randomCrockford(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
}

/** As people type it: any case, with or without dashes, O for 0, I or L for 1. */
export function normalCrockford(typed: string): string {
  return typed.toUpperCase().replaceAll(/[\s-]/g, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
}

/** 100 bits in groups of five: `7K2QD-…`. */
export function newLicenseKey(): string {
  return (randomCrockford(20).match(/.{5}/g) ?? []).join("-");
}
