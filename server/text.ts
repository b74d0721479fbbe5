import { z } from "zod";

/** What a person typed, as both databases can keep it: well-formed, and without the NUL that PostgreSQL cannot hold. */
export function typedText(most: number) {
  return z.string().max(most).transform(keepable);
}

export function keepable(text: string): string {
  return text.toWellFormed().replaceAll("\u0000", "\ufffd");
}
