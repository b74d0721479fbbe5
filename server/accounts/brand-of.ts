import { type Brand, type BrandParts, brandFor, brandParts } from "../../shared/brand.ts";
import type { Programme } from "../../shared/programmes/schema.ts";
import type { DeviceActor, ServerIdentity } from "../context.ts";
import type { Db, Tx } from "../db/open.ts";
import * as accounts from "./store.ts";

type Reader = Pick<DeviceActor, "party" | "resellerId">;

/** Whose support a browser's person is told it is: the reseller's for their clients, else the vendor's. */
export async function brandOf(
  db: Db | Tx,
  { name }: Pick<ServerIdentity, "name">,
  { party, resellerId }: Reader,
  programme: Pick<Programme, "brand"> | null,
): Promise<Brand> {
  const reseller = party === "client" && resellerId !== null ? await accounts.brandedAccount(db, resellerId) : null;
  return brandFor({ name }, programme?.brand ?? null, reseller && { name: reseller.name, ...partsIn(reseller.brand) });
}

/** Who signs a reseller's answers to their clients. */
export async function senderNameOf(db: Db | Tx, server: Pick<ServerIdentity, "name">, resellerId: string) {
  return (await brandOf(db, server, { party: "client", resellerId }, null)).senderName;
}

/** What is stored was parsed before it was; of what another version stored, nothing is better than a fault. */
function partsIn(stored: string | null): BrandParts {
  if (stored === null) return {};
  const read = brandParts.safeParse(JSON.parse(stored));
  return read.success ? read.data : {};
}
