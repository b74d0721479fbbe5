import { accountsRouter } from "./accounts/router.ts";
import { accessRouter } from "./credentials/router.ts";
import { creditsRouter } from "./credits/router.ts";
import { pairingRouter, popupsRouter } from "./devices/popups-router.ts";
import { devicesRouter } from "./devices/router.ts";
import { licensesRouter } from "./licenses/router.ts";
import { ticketsRouter } from "./tickets/router.ts";
import { router } from "./trpc.ts";

export const appRouter = router({
  access: accessRouter,
  accounts: accountsRouter,
  credits: creditsRouter,
  devices: devicesRouter,
  licenses: licensesRouter,
  pairing: pairingRouter,
  popups: popupsRouter,
  tickets: ticketsRouter,
});

/** All that the extension and the desk know of this server. */
export type AppRouter = typeof appRouter;
