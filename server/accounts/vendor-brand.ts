import type { ServerIdentity } from "../context.ts";
import type { MailBrand } from "../mails/kinds.ts";

/** In whose name the server itself writes to those who sign in at its desk. */
export function vendorBrand({ name }: Pick<ServerIdentity, "name">): MailBrand {
  return { name, senderName: name, colour: "#3b5bdb", helpUrl: null };
}
