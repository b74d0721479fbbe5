import { z } from "zod";
import { invariant } from "../../shared/invariant.ts";
import type { Ctx } from "../context.ts";
import type { Tx } from "../db/open.ts";
import { afterCommit } from "../db/transaction.ts";
import type { Keys } from "../secrets.ts";
import { type MailBrand, type MailKind, type MailValues, mailBrand, mailKinds, mailLanguage } from "./kinds.ts";
import { seal, unseal } from "./sealed.ts";
import { insertMail } from "./store.ts";
import { wakeSender } from "./wake.ts";

export interface NewMail<Kind extends MailKind> {
  /** What it tells of: `<what happened>:<id>`, `ticket.replied:0199…`. The same event makes one mail for one reader. */
  event: string;
  kind: Kind;
  /** The reader's address. */
  to: string;
  /** As the reader set it, `pt-BR`; null takes English. */
  language: string | null;
  brand: MailBrand;
  values: MailValues[Kind];
}

/** What a waiting mail holds besides its columns. */
export interface MailBody {
  brand: MailBrand;
  values: unknown;
}

/**
 * Puts a mail into the outbox, in the transaction of what it tells of: either both happened or neither did. Says whether
 * it is a new one; the same event for the same reader again changes nothing.
 */
export async function queue<Kind extends MailKind>(
  tx: Tx,
  ctx: Pick<Ctx, "db" | "keys" | "now" | "newId">,
  mail: NewMail<Kind>,
): Promise<boolean> {
  const { kind, event } = mail;
  invariant(mailKinds[kind].safeParse(mail.values).success, `the values of the mail ${kind} are whole`);
  invariant(mailBrand.safeParse(mail.brand).success, "a mail's brand is whole");
  const recipient = mail.to.trim().toLowerCase();
  invariant(isMailAddress(recipient), "a mail goes to one address");
  const id = ctx.newId();
  const at = ctx.now().toISOString();
  const body: MailBody = { brand: mail.brand, values: mail.values };
  const isNew = await insertMail(tx, {
    id,
    event: `${event}:${recipient}`,
    kind,
    recipient,
    language: mailLanguage(mail.language),
    body: seal(ctx.keys, id, JSON.stringify(body)),
    nextTryAt: at,
    createdAt: at,
  });
  if (isNew) afterCommit(tx, () => wakeSender(ctx.db));
  return isNew;
}

/** What a waiting mail says. */
export function bodyOf(keys: Keys, { id, body }: { id: string; body: string }): MailBody {
  const { brand, values } = JSON.parse(unseal(keys, id, body));
  return { brand: mailBrand.parse(brand), values };
}

const address = z.email().max(254);

/** One plain address, as SMTP takes it without quoting. */
function isMailAddress(text: string): boolean {
  return address.safeParse(text).success;
}
