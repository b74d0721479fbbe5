import { Icon } from "../../shared/ui/icon.tsx";
import type { SiteStatus } from "../messages.ts";
import { Header, hostOf, PairLink } from "./parts.tsx";
import type { ResellerRole } from "./reseller-role.ts";
import type { Popup } from "./state.ts";

interface Props {
  popup: Popup;
  status: SiteStatus;
  role: ResellerRole | null;
}

/** A page that is no store's admin, as far as we can tell. */
export function ElsewhereScreen({ popup, status, role }: Props) {
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
        <PairLink role={role} />
      </main>
    </>
  );
}
