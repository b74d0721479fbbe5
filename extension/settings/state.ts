import { type Signal, signal } from "@preact/signals";
import { AppError, type Refusal, refusal } from "../../shared/problems.ts";
import type { SiteSummary } from "../messages.ts";
import type { PopupHost } from "../popup/host.ts";
import { createPopup, type Popup } from "../popup/state.ts";
import { createProfilesState, type ProfilesState } from "./profiles-state.ts";

export interface SettingsPage {
  /** Null until read. */
  sites: Signal<SiteSummary[] | null>;
  fault: Signal<Refusal | null>;
  /** The store being looked at. */
  origin: Signal<string | null>;
  popup: Signal<Popup | null>;
  profiles: ProfilesState;
  choose(origin: string): void;
  load(): Promise<void>;
}

/** All stores of this browser, one of them in full. `first` is the store that the page was opened for. */
export function createSettings(host: PopupHost, first: string | null): SettingsPage {
  const sites = signal<SiteSummary[] | null>(null);
  const fault = signal<Refusal | null>(null);
  const origin = signal<string | null>(null);
  const popup = signal<Popup | null>(null);
  const profiles = createProfilesState(host, (selector) => document.createDocumentFragment().querySelector(selector));

  function choose(next: string): void {
    popup.value?.stop();
    origin.value = next;
    popup.value = createPopup(host, { origin: next });
    void popup.value.load();
  }

  async function load(): Promise<void> {
    try {
      sites.value = await host.send("site.list");
      void profiles.load();
      fault.value = null;
      const wanted = origin.value ?? first ?? sites.value[0]?.origin ?? null;
      if (origin.value === null && wanted !== null) choose(wanted);
    } catch (error) {
      fault.value = error instanceof AppError ? error.refusal : refusal("extension.fault");
    }
  }

  host.listen((event) => {
    if (event.kind === "site.changed") void load();
  });
  return { sites, fault, origin, popup, profiles, choose, load };
}
