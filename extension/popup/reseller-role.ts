import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { ComponentType } from "preact";
import type { KeptClients, ResellerView } from "../messages.ts";
import type { ResellerHost } from "./host.ts";

type Screens = ComponentType<{ role: ResellerRole }>;

/** Of so many clients only the first ones, which the popup opens with. */
export interface ShownClients extends KeptClients {
  /** How much there is in all; absent where all of it is here. */
  partOf?: { licenses: number; openTickets: number };
}

/** The popup's other side: whether it is a reseller's, and which of the two is looked at. */
export interface ResellerRole {
  side: Signal<"store" | "clients">;
  /** Undefined until it was looked for, null where this browser is paired with no reseller. */
  kept: Signal<ShownClients | null | undefined>;
  /** The reseller's screens, once they are loaded. */
  Screens: ReadonlySignal<Screens | null>;
  /** The person came back from pairing: the focus goes where they left. */
  isBack: Signal<boolean>;
  /** The store on screen. */
  origin: string | null;
  host: ResellerHost;
  start(): Promise<void>;
  /** Shows the reseller's side, also where it is to be paired first. */
  open(): Promise<void>;
}

/**
 * The screens come as a later piece of the program: a store owner's popup does without them. `early` is what the last
 * popup ended with: then the first frame is the reseller's already, and all the others are read behind it.
 */
export function createRole(
  host: ResellerHost,
  origin: string | null,
  load: () => Promise<{ ResellerScreens: Screens }>,
  early: { clients: ShownClients; Screens: Screens } | null,
): ResellerRole {
  const side = signal<"store" | "clients">(early ? "clients" : "store");
  const kept = signal<ShownClients | null | undefined>(early?.clients);
  const Screens = signal<Screens | null>(early?.Screens ?? null);

  async function open(): Promise<void> {
    const { ResellerScreens } = await load();
    Screens.value = ResellerScreens;
    side.value = "clients";
  }

  return {
    side,
    kept,
    Screens,
    isBack: signal(false),
    origin,
    host,
    open,
    async start() {
      if (early) await host.painted();
      const view = early ? null : await read();
      // Where the shelf cannot be read the popup is a store's, as ever.
      const found = early || view?.connection ? await host.kept().catch(() => null) : null;
      if (!found) side.value = "store";
      kept.value = found;
      const now = found ? null : (view ?? (await read()));
      if (found || now?.pairing || now?.refusal) await open();
    },
  };

  function read(): Promise<ResellerView | null> {
    return host.send("reseller.read").catch(() => null);
  }
}
