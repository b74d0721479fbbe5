import { Icon } from "../../shared/ui/icon.tsx";
import { Note } from "../../shared/ui/note.tsx";
import type { SiteStatus } from "../messages.ts";
import { claimWords, Header, hostOf, Tick } from "./parts.tsx";
import type { Popup } from "./state.ts";

export function EnableScreen({ popup, status }: { popup: Popup; status: SiteStatus }) {
  const isBusy = popup.busy.value === "enabling";
  const { origin, claim, plainHttp } = status;
  return (
    <form
      class="screen"
      onSubmit={(event) => {
        event.preventDefault();
        void popup.enable();
      }}
    >
      <Header popup={popup} title="Get Support" />
      <main>
        <div class="stack tight">
          <h2 class="h1">Enable Get Support on this site?</h2>
          <p class="soft">It puts one button into this store’s admin pages.</p>
        </div>
        <div class="origin" dir="ltr">
          <span>{origin.slice(0, origin.indexOf("//") + 2)}</span>
          {hostOf(origin)}
        </div>
        {claim ? (
          <p class="line">
            <span class="badge positive">
              <Icon name="check" />
              Recognised
            </span>
            <span class="sm soft">{claimWords(claim)}</span>
          </p>
        ) : null}
        {plainHttp ? (
          <Note tone="caution" icon="alert">
            <p>
              <b>This address is not encrypted.</b> Others on the network can read and change what this page shows, and
              what is read from it. What you send to support is encrypted all the same.
            </p>
          </Note>
        ) : null}
        {popup.isDenied.value ? (
          <Note tone="neutral" icon="info">
            <p role="status">Your browser was told no, so nothing was changed. You can press Enable again.</p>
          </Note>
        ) : null}
        <div class="card">
          <ul class="pad stack sm promises">
            <Tick>Works on this address only, nowhere else</Tick>
            <Tick>Reads nothing until you press the button</Tick>
            <Tick>Shows you every byte before it is sent</Tick>
            <Tick good={false}>Never reads passwords, cookies, customers or orders</Tick>
          </ul>
        </div>
        <p class="hint">Your browser asks once more, in its own words. You can switch it off here at any time.</p>
      </main>
      <footer class="line">
        <button type="button" class="btn" onClick={() => window.close()}>
          Not now
        </button>
        <button type="submit" class="btn primary grow" aria-disabled={isBusy} autofocus>
          {isBusy ? "Asking your browser …" : `Enable on ${hostOf(origin)}`}
        </button>
      </footer>
    </form>
  );
}
