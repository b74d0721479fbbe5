import type { Statement } from "../shared/charges.ts";
import type { SnapshotAnswer } from "../shared/client-snapshot.ts";
import type { OpenTicket } from "../shared/license-list.ts";
import type { BegunPairing, FinishedPairing } from "../shared/popups.ts";
import { ask, connectTo } from "./api.ts";

/** One server, as a reseller's popup sees it. Every call throws `CallError` with a reason a person can read. */
export interface ResellerServer {
  beginPairing(label: string): Promise<BegunPairing>;
  finishPairing(input: { pairingId: string; secret: string }): Promise<FinishedPairing>;
  /** `known` is the digest of what is here already. */
  clients(known: string | null): Promise<SnapshotAnswer>;
  statement(): Promise<Statement>;
  /** Of a license of theirs: the tickets that are not done. */
  openTickets(licenseId: string): Promise<OpenTicket[]>;
  makeCode(licenseId: string): Promise<{ invitation: string; expiresAt: string }>;
  /** Puts this token in the place of the present one. Any number of times is once. */
  rotate(next: string): Promise<void>;
  leave(): Promise<void>;
}

export function openResellerServer(
  origin: string,
  token: string | null,
  fetchIt: typeof fetch = fetch,
): ResellerServer {
  const client = connectTo(origin, token, fetchIt);
  return {
    beginPairing: (label) => ask(client.pairing.begin.mutate({ label })),
    // The server takes these two alone: the code and the rest of what is kept of a pairing stay here.
    finishPairing: ({ pairingId, secret }) => ask(client.pairing.finish.mutate({ pairingId, secret })),
    clients: (known) => ask(client.licenses.ofReseller.query(known === null ? {} : { known })),
    statement: () => ask(client.credits.ofReseller.query()),
    openTickets: async (licenseId) => (await ask(client.licenses.open.query({ licenseId }))).tickets,
    makeCode: (licenseId) => ask(client.devices.makeCode.mutate({ licenseId, party: "client" })),
    rotate: async (next) => void (await ask(client.popups.rotate.mutate({ next }))),
    leave: async () => void (await ask(client.popups.leave.mutate())),
  };
}
