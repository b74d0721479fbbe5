import type { Brand } from "../../shared/brand.ts";
import type { MailBrand } from "./kinds.ts";

/** What of a brand stands in a mail: no picture, because a mail loads nothing. */
export function mailBrandOf({ name, senderName, colour, helpLinks }: Brand): MailBrand {
  return { name, senderName, colour, helpUrl: helpLinks[0]?.url ?? null };
}
