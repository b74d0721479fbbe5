import type { Brand } from "../brand.ts";
import { Icon } from "./icon.tsx";

/** Stands in a `.mark`: the brand's own picture, or the bell. */
export function Logo({ brand }: { brand: Pick<Brand, "logo"> | undefined }) {
  return brand?.logo ? <img src={brand.logo} alt="" width="24" /> : <Icon name="bell" look="lg" />;
}
