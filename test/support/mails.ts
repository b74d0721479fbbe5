import type { MailBrand, MailKind, MailValues } from "../../server/mails/kinds.ts";
import { bodyOf } from "../../server/mails/queue.ts";
import type { TestServer } from "./app.ts";

export const testBrand: MailBrand = {
  name: "Nordlicht Web",
  senderName: "Nordlicht Support",
  colour: "#1f6feb",
  helpUrl: "https://help.nordlicht.example",
};

const link = "https://support.example/desk/t/1042";
const at = "2026-11-29T15:30:00.000Z";
const ticket = { ticket: 1042, subject: "Checkout shows a blank page" };
const license = { name: "Kate", last4: "8F2K", store: "shop.example" };
const transfer = { ...license, partner: "Südlicht Design", link };

/** A mail of every kind with every value there is. */
export const mailExamples: { [Kind in MailKind]: MailValues[Kind] } = {
  "person-invited": { name: "Kate", role: "reseller", account: "Nordlicht Web", link: `${link}#token`, expiresAt: at },
  "signed-in-anew": { name: "Kate", at, device: "Firefox on Linux", link },
  reply: { name: "Kate", ...ticket, link },
  "estimate-to-confirm": { name: "Kate", ...ticket, credits: 12, link, expiresAt: at },
  resolved: { name: "Kate", ...ticket, link },
  "access-asked": { name: "Kate", ...ticket, access: ["ftp", "admin"], link },
  "access-take-back": { name: "Kate", ...ticket, access: ["ftp", "admin"], at, link },
  "access-not-confirmed": { name: "Kate", ...ticket, access: ["ftp"], link },
  "access-revealed": { name: "Kate", ...ticket, access: ["ftp"], at, link },
  "transfer-asked": transfer,
  "transfer-agreed": transfer,
  "transfer-declined": transfer,
  "transfer-cancelled": transfer,
  "transfer-done": transfer,
  "orphan-reported": { ...license, reseller: "Nordlicht Web", link },
  "contact-attempt": { ...license, answerBy: at, link },
  orphaned: { ...license, reseller: "Nordlicht Web", because: "no-answer", link },
  "adoption-asked": { ...license, reseller: "Südlicht Design", link },
  "adoption-wished": { ...license, link },
  "adoption-done": { ...license, link },
  "client-filed": { name: "Kate", ...ticket, store: "shop.example", link },
  "relay-answered": { name: "Kate", ...ticket, link },
};

/** What waits for a reader in the outbox, oldest first. */
export async function mailsFor(server: TestServer, email: string): Promise<{ kind: string; values: unknown }[]> {
  return (await datedMailsFor(server, email)).map(({ kind, values }) => ({ kind, values }));
}

/** The same, with the moment in milliseconds. */
export async function datedMailsFor(
  { db, ctx }: TestServer,
  email: string,
): Promise<{ at: number; kind: string; values: unknown }[]> {
  const rows = await db.selectFrom("mails").selectAll().where("recipient", "=", email).orderBy("id").execute();
  return rows.map((row) => ({
    at: Date.parse(row.createdAt),
    kind: row.kind,
    values: row.body === "" ? null : bodyOf(ctx.keys, row).values,
  }));
}
