/** An add-on of the store: A active, D disabled, N not installed. */
export interface StoreAddon {
  id: string;
  name: string;
  /** Null where it has none: the list then shows 0.1. */
  version: string | null;
  supplier: string;
  status: "A" | "D" | "N";
}

const own = "CS-Cart";

const known: readonly StoreAddon[] = [
  { id: "banners", name: "Banners management", version: "1.0", supplier: own, status: "A" },
  { id: "discussion", name: "Comments and reviews", version: "1.0", supplier: own, status: "A" },
  { id: "geo_maps", name: "Maps and geolocation", version: null, supplier: own, status: "D" },
  { id: "help_center", name: "Help center", version: "1.0", supplier: own, status: "A" },
  {
    id: "riverside_gift_wrap",
    name: "Gift wrap <b>plus</b> & Söhne",
    version: "0.9b",
    supplier: "Jane Dev",
    status: "A",
  },
  {
    id: "acme_quick_checkout",
    name: "Acme Quick Checkout",
    version: "3.1.2",
    supplier: "Acme Extensions",
    status: "A",
  },
  { id: "old_sticky_menu", name: "Old Sticky Menu", version: "1.4", supplier: "Themes by Ola", status: "D" },
  { id: "stripe", name: "Stripe payments", version: "1.0", supplier: own, status: "N" },
];

/** As many as asked for, and never fewer than every store has; further ones are made up. */
export function addonsOf(count: number): StoreAddon[] {
  const further = Array.from({ length: Math.max(0, count - known.length) }, (_, index): StoreAddon => {
    const number = String(index + 1).padStart(4, "0");
    const status = index % 3 === 2 ? "N" : index % 2 === 0 ? "A" : "D";
    return {
      id: `riverside_${number}`,
      name: `Riverside add-on ${number}`,
      version: "1.0",
      supplier: "Riverside",
      status,
    };
  });
  return [...known.map((addon) => ({ ...addon })), ...further];
}
