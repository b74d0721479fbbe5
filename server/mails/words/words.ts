import type { MailKind } from "../kinds.ts";

/**
 * What mails say in one language. Slots in braces are filled from the mail's values; a line with a slot that has no value
 * is left out. No name of a vendor, platform or programme stands here: a mail is in its brand's name alone.
 */
export interface MailWords {
  direction: "ltr" | "rtl";
  greeting: { named: string; unnamed: string };
  /** Under every mail; `{where}` is the address to write to instead. */
  footer: readonly string[];
  roles: { operator: string; engineer: string; reseller: string; holder: string };
  access: { ftp: string; admin: string };
  because: { "no-answer": string; unwilling: string };
  kinds: Record<MailKind, KindWords>;
}

export interface KindWords {
  subject: string;
  /** A paragraph each. */
  lines: readonly string[];
  /** On the one button, which opens the mail's link. */
  button: string;
}
