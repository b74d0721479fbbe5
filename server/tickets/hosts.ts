/** `shop.example` of `https://shop.example`. */
export function hostOf(origin: string): string {
  return origin.replace(/^https?:\/\//, "");
}
