import { createTRPCClient, httpBatchLink } from "@trpc/client";
import type { Brand, BrandParts } from "../../../shared/brand.ts";
import type { Decision } from "../../../shared/problems.ts";
import type { AppRouter } from "../../router.ts";
import { decide } from "../api.ts";

export interface BrandOfReseller {
  resellerId: string;
  /** What the reseller says of it themselves; null where that is nothing. */
  parts: BrandParts | null;
  /** What their clients see, and what they would see had the reseller said nothing. */
  shown: Brand;
  inherited: Brand;
}

/** What the page of a brand asks of the server. Nothing here throws. */
export interface BrandApi {
  /** Null is the reseller who asks. */
  read(resellerId: string | null): Promise<Decision<BrandOfReseller>>;
  /** Null takes everything over. */
  change(resellerId: string, brand: BrandParts | null): Promise<Decision<BrandOfReseller>>;
}

export function connectBrand(): BrandApi {
  const { accounts } = createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: "/trpc" })] });
  return {
    read: (resellerId) => decide(accounts.brand.query({ resellerId })),
    change: (resellerId, brand) => decide(accounts.changeBrand.mutate({ resellerId, brand })),
  };
}
