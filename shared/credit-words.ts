import type { Price } from "./verdict.ts";

/** Credits as people say them; apart from the other words, since every screen's first paint may need them. */
export function creditCount(credits: number): string {
  return `${credits} credit${credits === 1 ? "" : "s"}`;
}

export function priceWords(price: Price): string {
  return typeof price === "number" ? creditCount(price) : `from ${creditCount(price.from)}`;
}
