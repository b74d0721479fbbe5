import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { PopupLine, WaitingPairing } from "../../../shared/popups.ts";
import { type Asking, asking } from "../account/asking.ts";
import type { PairingApi } from "./api.ts";

export interface PairState {
  /** As it was typed. */
  code: Signal<string>;
  /** What was found under the code; null until it was looked up. */
  found: ReadonlySignal<WaitingPairing | null>;
  popups: ReadonlySignal<PopupLine[] | null>;
  /** What came of the last deed. */
  said: Signal<string>;
  pairing: Asking;
  listing: Asking;
  read(): Promise<void>;
  look(): Promise<void>;
  approve(): Promise<void>;
  decline(): Promise<void>;
  rename(popup: PopupLine, label: string): Promise<void>;
  revoke(popup: PopupLine): Promise<void>;
}

export function createPair(api: PairingApi): PairState {
  const code = signal("");
  const found = signal<WaitingPairing | null>(null);
  const popups = signal<PopupLine[] | null>(null);
  const said = signal("");
  // Whatever was refused, the code is typed anew.
  const pairing = asking(() => {
    found.value = null;
  });
  const listing = asking();

  const read = () =>
    listing.ask(api.popups, (listed) => {
      popups.value = listed;
    });
  const over = (words: string) => {
    found.value = null;
    code.value = "";
    said.value = words;
  };
  async function readAgain(words: string): Promise<void> {
    said.value = words;
    const listed = await api.popups();
    if (listed.ok) popups.value = listed.value;
  }

  return {
    code,
    found,
    popups,
    said,
    pairing,
    listing,
    read,
    look: () =>
      pairing.ask(
        () => api.look(code.value.trim()),
        (waiting) => {
          said.value = "";
          found.value = waiting;
        },
      ),
    approve: () =>
      pairing.ask(
        () => api.approve(code.value.trim()),
        () => over("Approved. The popup shows your clients in a moment."),
      ),
    decline: () =>
      pairing.ask(
        () => api.decline(code.value.trim()),
        () => over("That code opens nothing any more."),
      ),
    rename: ({ popupId, label: before }, label) =>
      listing.ask(
        () => api.rename({ popupId, label }),
        () => readAgain(`${before} is called ${label} now.`),
      ),
    revoke: ({ popupId, label }) =>
      listing.ask(
        () => api.revoke(popupId),
        () => readAgain(`${label} is disconnected.`),
      ),
  };
}
