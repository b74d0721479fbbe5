import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { ComponentType } from "preact";
import type { KeptClients } from "../database.ts";
import type { ResellerHost } from "./host.ts";

/** The popup's other side: whether it is a reseller's, and which of the two is looked at. */
export interface ResellerRole {
  side: Signal<"store" | "clients">;
  /** Undefined until it was looked for, null where this browser is paired with no reseller. */
  kept: Signal<KeptClients | null | undefined>;
  /** The reseller's screens, once they are loaded. */
  Screens: ReadonlySignal<ComponentType<{ role: ResellerRole }> | null>;
  /** The store on screen. */
  origin: string | null;
  host: ResellerHost;
  start(): Promise<void>;
  /** Shows the reseller's side, also where it is to be paired first. */
  open(): Promise<void>;
}

type Load = () => Promise<{ ResellerScreens: ComponentType<{ role: ResellerRole }> }>;

/** The screens come as a later piece of the program: a store owner's popup does without them. */
export function createRole(host: ResellerHost, origin: string | null, load: Load): ResellerRole {
  const side = signal<"store" | "clients">("store");
  const kept = signal<KeptClients | null | undefined>(undefined);
  const Screens = signal<ComponentType<{ role: ResellerRole }> | null>(null);

  async function open(): Promise<void> {
    const { ResellerScreens } = await load();
    Screens.value = ResellerScreens;
    side.value = "clients";
  }

  return {
    side,
    kept,
    Screens,
    origin,
    host,
    open,
    async start() {
      // Both at once: what is paired today was paired yesterday.
      if (host.wasPaired()) void load().catch(() => undefined);
      // Where the shelf cannot be read the popup is a store's, as ever.
      const found = await host.kept().catch(() => null);
      kept.value = found;
      if (found) await open();
      else if (await host.isPairing().catch(() => false)) await open();
    },
  };
}
