import type { IconName } from "../../shared/ui/icon.tsx";
import type { Role } from "./api.ts";
import type { Route } from "./router.ts";

/** A line of the rail. */
export interface Place {
  href: string;
  words: string;
  icon: IconName;
  pages: readonly Route["page"][];
}

/** What a role may see, in the order of the rail; the first is where it begins. */
export function placesFor(role: Role, queueHref: string): readonly Place[] {
  const queue: Place = { href: queueHref, words: "Queue", icon: "inbox", pages: ["queue"] };
  const licenses: Place = {
    href: "/desk/licenses",
    words: "Licenses",
    icon: "file",
    pages: ["licenses", "license"],
  };
  const resellers: Place = {
    href: "/desk/resellers",
    words: "Resellers",
    icon: "store",
    pages: ["resellers", "brand"],
  };
  const brand: Place = { href: "/desk/brand", words: "Your brand", icon: "tag", pages: ["brand"] };
  const people: Place = { href: "/desk/people", words: "People", icon: "user", pages: ["people"] };
  const popups: Place = { href: "/desk/pair", words: "Popups", icon: "box", pages: ["pair"] };
  const account: Place = { href: "/desk/account", words: "Your account", icon: "sliders", pages: ["account"] };
  if (role === "operator") return [queue, licenses, resellers, people, popups, account];
  if (role === "engineer") return [queue, account];
  return role === "reseller" ? [queue, licenses, people, popups, brand, account] : [licenses, account];
}
