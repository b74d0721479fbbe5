import { createTRPCClient, httpBatchLink } from "@trpc/client";
import type { Escalation } from "../../../shared/escalation.ts";
import type { Decision } from "../../../shared/problems.ts";
import type { DeskTicket } from "../../../shared/tickets.ts";
import type { AppRouter } from "../../router.ts";
import { type DeskApi, decide } from "../api.ts";

/** What a reseller's desk asks of the server. Nothing here throws. */
export interface RelayApi extends Pick<DeskApi, "queue" | "open" | "answer" | "move"> {
  /** `messageId` is the vendor's message; the same again is one message. */
  passOn(input: { ticketId: string; messageId: string; body: string }): Promise<Decision<DeskTicket>>;
  /** `ticketId` is what was escalated. */
  writeToVendor(input: { ticketId: string; messageId: string; body: string }): Promise<Decision<DeskTicket>>;
  /** `commandId` is a UUIDv7 and the new ticket's id, `sha256` that of the text which was looked at. */
  escalate(input: EscalateInput): Promise<Decision<DeskTicket>>;
}

export interface EscalateInput extends Escalation {
  ticketId: string;
  commandId: string;
  sha256: string;
}

/** The server this page came from, by its same-origin cookie. */
export function connectRelay(): RelayApi {
  const { tickets } = createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: "/trpc" })] });
  return {
    queue: (input) => decide(tickets.resellerQueue.query(input)),
    open: (ticketId) => decide(tickets.resellerOpen.query({ ticketId })),
    answer: (input) => decide(tickets.resellerAnswer.mutate(input)),
    move: (input) => decide(tickets.resellerMove.mutate(input)),
    passOn: (input) => decide(tickets.passOn.mutate(input)),
    writeToVendor: (input) => decide(tickets.writeToVendor.mutate(input)),
    escalate: (input) =>
      decide(tickets.escalate.mutate({ ...input, leftOut: [...input.leftOut], files: [...input.files] })),
  };
}

/** The desk's own screens over the requests of a reseller's clients. */
export function clientDesk(api: DeskApi, { queue, open, answer, move }: RelayApi): DeskApi {
  return { ...api, queue, open, answer, move };
}
