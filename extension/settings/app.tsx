import { sentence } from "../../shared/problems.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import { App as StoreApp } from "../popup/app.tsx";
import { hostOf } from "../popup/parts.tsx";
import { Profiles } from "./profiles.tsx";
import type { SettingsPage } from "./state.ts";

export function App({ settings }: { settings: SettingsPage }) {
  return (
    <>
      <Stores settings={settings} />
      {settings.sites.value ? <Profiles profiles={settings.profiles} /> : null}
    </>
  );
}

function Stores({ settings }: { settings: SettingsPage }) {
  const { sites, fault, origin, popup } = settings;
  if (fault.value) {
    return (
      <div class="empty" role="alert">
        <Icon name="alert" look="lg" />
        <p>{sentence(fault.value)}</p>
        <button type="button" class="btn" onClick={() => settings.load()}>
          Try again
        </button>
      </div>
    );
  }
  if (!sites.value) return <main class="empty late" aria-busy="true" aria-label="Reading your stores" />;
  if (!popup.value) return <NoStores />;
  return (
    <div class="settings">
      <nav aria-label="Stores">
        <h1 class="h2">Your stores</h1>
        <ul class="card list">
          {sites.value.map((site) => (
            <li key={site.origin}>
              <button
                type="button"
                class="item"
                aria-current={site.origin === origin.value ? "page" : undefined}
                onClick={() => settings.choose(site.origin)}
              >
                <span class="grow stack">
                  <b class="clip">{hostOf(site.origin)}</b>
                  <span class="meta">{standingOf(site)}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <StoreApp key={origin.value} popup={popup.value} />
    </div>
  );
}

function standingOf({ enabled, enrolment }: { enabled: boolean; enrolment: { serverName: string } | null }): string {
  if (!enabled) return "not enabled";
  return enrolment ? enrolment.serverName : "not connected";
}

function NoStores() {
  return (
    <main class="empty">
      <Icon name="store" look="lg" />
      <h1 class="h2">No store is enabled yet</h1>
      <p class="soft">Open your store’s admin, sign in, and press the bell in the browser’s toolbar there.</p>
    </main>
  );
}
