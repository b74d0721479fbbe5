import MailComposer from "nodemailer/lib/mail-composer";
import type { MailBrand, MailLanguage } from "./kinds.ts";
import type { RenderedMail } from "./render.ts";

/** A mail as it travels. */
export interface ReadyMail {
  id: string;
  createdAt: string;
  from: string;
  to: string;
  bytes: Uint8Array;
}

interface Parts {
  id: string;
  createdAt: string;
  from: string;
  to: string;
  language: MailLanguage;
  brand: MailBrand;
  rendered: RenderedMail;
}

/**
 * The message. Its Message-ID and its date follow from the mail alone: one that is sent again after all is the same mail
 * to whoever gets it. It tells other machines that a machine sent it, so that they do not answer (RFC 3834).
 */
export async function compose({ id, createdAt, from, to, language, brand, rendered }: Parts): Promise<ReadyMail> {
  const message = new MailComposer({
    from: { name: headerText(brand.senderName), address: from },
    to,
    subject: headerText(rendered.subject),
    messageId: `<${id}@${from.slice(from.lastIndexOf("@") + 1)}>`,
    date: new Date(createdAt),
    text: rendered.text,
    html: rendered.html,
    headers: {
      "Content-Language": language,
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return { id, createdAt, from, to, bytes: await message.compile().build() };
}

/** One line, whatever it was made of. */
function headerText(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
}
