import { createTRPCClient, httpBatchLink } from "@trpc/client";
import type { PopupLine, WaitingPairing } from "../../../shared/popups.ts";
import type { Decision } from "../../../shared/problems.ts";
import type { AppRouter } from "../../router.ts";
import { decide } from "../api.ts";

/** What the page of popups asks of the server. Nothing here throws. */
export interface PairingApi {
  look(code: string): Promise<Decision<WaitingPairing>>;
  approve(code: string): Promise<Decision<unknown>>;
  decline(code: string): Promise<Decision<unknown>>;
  popups(): Promise<Decision<PopupLine[]>>;
  rename(input: { popupId: string; label: string }): Promise<Decision<unknown>>;
  revoke(popupId: string): Promise<Decision<unknown>>;
}

export function connectPairing(): PairingApi {
  const { pairing, popups } = createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: "/trpc" })] });
  return {
    look: (code) => decide(pairing.look.query({ code })),
    approve: (code) => decide(pairing.approve.mutate({ code })),
    decline: (code) => decide(pairing.decline.mutate({ code })),
    popups: () => decide(popups.list.query()),
    rename: (input) => decide(popups.rename.mutate(input)),
    revoke: (popupId) => decide(popups.revoke.mutate({ popupId })),
  };
}
