import type { TRPCClient } from "@trpc/client";
import type { AppRouter } from "../../server/router.ts";
import { bearer, type TestServer } from "./app.ts";

export interface TestPopup {
  api: TRPCClient<AppRouter>;
  token: string;
}

/** A popup that this reseller's person approved. */
export async function pairedPopup(
  server: TestServer,
  reseller: { api: TRPCClient<AppRouter> },
  label = "Firefox on Linux",
): Promise<TestPopup> {
  const { pairingId, code, secret } = await server.as({}).pairing.begin.mutate({ label });
  await reseller.api.pairing.approve.mutate({ code });
  const finished = await server.as({}).pairing.finish.mutate({ pairingId, secret });
  if (finished.state !== "approved") throw new Error("The pairing still waits");
  return { api: server.as(bearer(finished.token)), token: finished.token };
}
