import { createTRPCClient, httpBatchLink } from "@trpc/client";
import type { CredentialKind, ResellerAccess, Reveal, TicketAccess } from "../../../shared/credentials.ts";
import type { Decision } from "../../../shared/problems.ts";
import type { AppRouter } from "../../router.ts";
import { decide } from "../api.ts";

/** What the desk asks of the server about handed-over access; loaded with the first ticket. Nothing here throws. */
export interface AccessApi {
  read(ticketId: string): Promise<Decision<TicketAccess>>;
  /** Asking again for a kind puts the newer note in place of the one before. */
  ask(input: { ticketId: string; kind: CredentialKind; note: string }): Promise<Decision<TicketAccess>>;
  unask(input: { ticketId: string; kind: CredentialKind }): Promise<Decision<TicketAccess>>;
  /** Becomes the one who works on it; of somebody else's ticket only a senior or the operator may. */
  take(ticketId: string): Promise<Decision<TicketAccess>>;
  /** The holder is asked to disable it, as resolving would ask. */
  end(credentialId: string): Promise<Decision<TicketAccess>>;
  /** Logged before it is answered. */
  reveal(input: { credentialId: string; reason: string }): Promise<Decision<Reveal>>;
  /** At a reseller's desk: that there is access, and no more. */
  readAsReseller(ticketId: string): Promise<Decision<ResellerAccess>>;
  /** Of an escalation: whether those who work on it see the client's access. */
  share(input: { ticketId: string; isShared: boolean }): Promise<Decision<ResellerAccess>>;
  /** For an escalation: asks the client, who reads the note. */
  askClient(input: { ticketId: string; kind: CredentialKind; note: string }): Promise<Decision<ResellerAccess>>;
  unaskClient(input: { ticketId: string; kind: CredentialKind }): Promise<Decision<ResellerAccess>>;
}

/** The server this page came from, by its same-origin cookie. */
export function connectAccess(): AccessApi {
  const { access } = createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: "/trpc" })] });
  return {
    read: (ticketId) => decide(access.ticketAccess.query({ ticketId })),
    ask: (input) => decide(access.ask.mutate(input)),
    unask: (input) => decide(access.unask.mutate(input)),
    take: (ticketId) => decide(access.take.mutate({ ticketId })),
    end: (credentialId) => decide(access.end.mutate({ credentialId })),
    reveal: (input) => decide(access.reveal.mutate(input)),
    readAsReseller: (ticketId) => decide(access.clientAccess.query({ ticketId })),
    share: (input) => decide(access.share.mutate(input)),
    askClient: (input) => decide(access.askClient.mutate(input)),
    unaskClient: (input) => decide(access.unaskClient.mutate(input)),
  };
}
