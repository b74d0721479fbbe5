import { Icon } from "../../shared/ui/icon.tsx";
import type { SiteStatus } from "../messages.ts";
import { Header, hostOf } from "./parts.tsx";
import type { Popup } from "./state.ts";

/** A page that is no store's admin, as far as we can tell. */
export function ElsewhereScreen({ popup, status }: { popup: Popup; status: SiteStatus }) {
  return (
    <>
      <Header popup={popup} title="Get Support" />
      <main>
        <div class="empty">
          <Icon name="store" look="lg" />
          <h2 class="h2">{status.supported ? "This is no store admin we know" : "Nothing can be done on this page"}</h2>
          <p class="soft">
            {status.supported
              ? `Nothing was read from ${hostOf(status.origin)}. `
              : "Your browser keeps extensions out of pages like this one. "}
            Open your store’s admin, sign in, and press this icon there.
          </p>
        </div>
      </main>
    </>
  );
}
