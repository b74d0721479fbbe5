import { z } from "zod";

/**
 * Every mail there is, with the values that its words are filled with. A mail tells that something happened and links to
 * where it is: no answer, no message, no page of diagnostics and no credential is among the values. The one secret is the
 * token in an invitation's link, which is why `queue` seals the values.
 */

/** Of who reads it; null where it is not known. */
const reader = { name: z.string().max(200).nullable() };

/** Opens the desk; what it shows needs a sign-in. A token stands behind the `#`, where no server's log sees it. */
const link = z
  .string()
  .max(2_000)
  .regex(/^https?:\/\/[^\s<>"]+$/);
const instant = z.iso.datetime();
const ticket = { ticket: z.int().positive(), subject: z.string().max(500) };
const store = z.string().max(300).nullable();
const access = z.array(z.enum(["ftp", "admin"])).max(2);
const last4 = z.string().max(4);

/** `partner` is the other reseller's name, null wherever this reader may not see it. */
const transfer = z.strictObject({ ...reader, last4, store, partner: z.string().max(200).nullable(), link });
const license = { ...reader, last4, store, link };

export const mailKinds = {
  "person-invited": z.strictObject({
    ...reader,
    role: z.enum(["operator", "engineer", "reseller", "holder"]),
    /** The reseller or holder they will belong to; null for the desk's own people. */
    account: z.string().max(200).nullable(),
    link,
    expiresAt: instant,
  }),
  /** Somebody signed in from where they had not before. */
  "signed-in-anew": z.strictObject({ ...reader, at: instant, device: z.string().max(200), link }),
  /** The vendor's desk or the reseller answered. */
  reply: z.strictObject({ ...reader, ...ticket, link }),
  "estimate-to-confirm": z.strictObject({
    ...reader,
    ...ticket,
    credits: z.int().positive(),
    link,
    expiresAt: instant,
  }),
  resolved: z.strictObject({ ...reader, ...ticket, link }),
  /** The desk needs access to the store. */
  "access-asked": z.strictObject({ ...reader, ...ticket, access, link }),
  /** Asks to disable it; `at` is when our copy was destroyed, null while it is here. */
  "access-take-back": z.strictObject({ ...reader, ...ticket, access, at: instant.nullable(), link }),
  /** A week later nobody knows whether it was. */
  "access-not-confirmed": z.strictObject({ ...reader, ...ticket, access, link }),
  /** An engineer saw it. */
  "access-revealed": z.strictObject({ ...reader, ...ticket, access, at: instant, link }),
  "transfer-asked": transfer,
  "transfer-agreed": transfer,
  "transfer-declined": transfer,
  "transfer-cancelled": transfer,
  "transfer-done": transfer,
  /** To operators: a store owner cannot reach the reseller. */
  "orphan-reported": z.strictObject({ ...license, reseller: z.string().max(200) }),
  /** To the reseller: answer, or the license is orphaned. */
  "contact-attempt": z.strictObject({ ...license, answerBy: instant }),
  /** To operators. */
  orphaned: z.strictObject({
    ...license,
    reseller: z.string().max(200),
    because: z.enum(["no-answer", "unwilling"]),
  }),
  /** To operators: a reseller asks in writing for an orphaned license. */
  "adoption-asked": z.strictObject({ ...license, reseller: z.string().max(200) }),
  /** To operators: the owner of an orphaned license says whom they want. */
  "adoption-wished": z.strictObject(license),
  /** To the reseller who has it now. */
  "adoption-done": z.strictObject(license),
  /** To the reseller's people: a client of theirs filed a request. */
  "client-filed": z.strictObject({ ...reader, ...ticket, store, link }),
  /** To the reseller's people: the vendor answered what they escalated. */
  "relay-answered": z.strictObject({ ...reader, ...ticket, link }),
};

export type MailKind = keyof typeof mailKinds;
export type MailValues = { [Kind in MailKind]: z.infer<(typeof mailKinds)[Kind]> };

/** In whose name a mail is sent. Under a reseller's brand nothing else in the mail names anybody. */
export const mailBrand = z.strictObject({
  name: z.string().min(1).max(100),
  /** Beside the sender's address. */
  senderName: z.string().min(1).max(100),
  /** Of the button, `#1f6feb`. */
  colour: z.string().regex(/^#[0-9a-f]{6}$/i),
  /** Where its readers find help besides the mail's own link; null where there is no such page. */
  helpUrl: link.nullable(),
});
export type MailBrand = z.infer<typeof mailBrand>;

export const mailLanguages = ["en", "de", "ru", "pt"] as const;
export type MailLanguage = (typeof mailLanguages)[number];

/** The language that a reader gets: theirs, its nearest relative (`pt-BR` reads `pt`), else English. */
export function mailLanguage(wanted: string | null): MailLanguage {
  const base = (wanted ?? "").toLowerCase().split(/[-_]/)[0];
  return mailLanguages.find((language) => language === base) ?? "en";
}

export function isMailKind(text: string): text is MailKind {
  return Object.hasOwn(mailKinds, text);
}
