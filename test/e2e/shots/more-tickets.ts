import { createHash } from "node:crypto";
import { createTRPCClient, httpLink } from "@trpc/client";
import { v7 as uuidv7 } from "uuid";
import type { AppRouter } from "../../../server/router.ts";
import { parseInvitation } from "../../../shared/invitation.ts";
import { orThrow } from "../../../shared/problems.ts";
import { canonicalText, submission } from "../../../shared/submission.ts";
import { askDesk, type Ends } from "../world.ts";

const others = [
  ["Upgrade from 3.0.4.1: what has to be redone?", "We plan it for the weekend. What of ours will not survive it?"],
  ["How can the logo on the invoice be made larger?", "It is hardly readable in print."],
  ["Gift wrap is charged twice for wholesale customers", "Only in the second store, since the new price list."],
] as const;

/** A queue with one ticket looks like no queue: others of the same store, with the report that was really captured. */
export async function fileMore({ server }: Pick<Ends, "server">, ticketId: string): Promise<void> {
  const desk = await askDesk({ server });
  const { text } = await desk.tickets.open.query({ ticketId });
  const first = submission.parse(JSON.parse(text));
  const { code } = orThrow(parseInvitation(server.invitation()));
  const url = `${server.demo().url}/trpc`;
  const stranger = createTRPCClient<AppRouter>({ links: [httpLink({ url })] });
  const { token } = await stranger.devices.enrol.mutate({ code, storeOrigin: first.storeOrigin, label: "Firefox" });
  const headers = { authorization: `Bearer ${token}` };
  const device = createTRPCClient<AppRouter>({ links: [httpLink({ url, headers })] });
  const filed: string[] = [];
  for (const [subject, message] of others) {
    const other = canonicalText({ ...first, ticketId: uuidv7(), subject, message });
    const sha256 = createHash("sha256").update(other).digest("hex");
    filed.push((await device.tickets.file.mutate({ text: other, sha256 })).ticketId);
  }
  const [, second = "", third = ""] = filed;
  await desk.tickets.answer.mutate({ ticketId: second, messageId: uuidv7(), body: "In Settings, under Option." });
  await desk.tickets.move.mutate({ ticketId: third, to: "resolved" });
}
