import type { BrandApi, BrandOfReseller } from "../../../server/desk/brand/api.ts";
import { type BrandParts, brandFor, brandParts } from "../../../shared/brand.ts";
import { type Decision, type Refusal, refuse } from "../../../shared/problems.ts";

export const resellerId = "0193c8a2-7b1e-7c3d-9f00-00000000b0b0";
const name = "Brightside Web";
const vendor = { name: "Customer Care" };

/** A server that keeps one reseller's brand, as plain state; a refusal in `failing` is the answer to that call. */
export interface FakeBrand {
  api: BrandApi;
  parts: BrandParts | null;
  /** What was saved, in order. */
  saved: (BrandParts | null)[];
  failing: Partial<Record<keyof BrandApi, Refusal>>;
  /** Answers come once it is resolved. */
  until: Promise<void>;
}

export function fakeBrand(parts: BrandParts | null = null): FakeBrand {
  const state: FakeBrand = {
    parts,
    saved: [],
    failing: {},
    until: Promise.resolve(),
    api: {
      read: (asked) => answer("read", asked ?? resellerId),
      change: (asked, brand) =>
        answer("change", asked, () => {
          state.parts = brand && brandParts.parse(brand);
          state.saved.push(state.parts);
        }),
    },
  };

  async function answer(call: keyof BrandApi, id: string, act = () => {}): Promise<Decision<BrandOfReseller>> {
    await state.until;
    const failing = state.failing[call];
    if (failing) return { ok: false, refusal: failing };
    if (id !== resellerId) return refuse("account.absent");
    act();
    return {
      ok: true,
      value: {
        resellerId,
        parts: state.parts,
        shown: brandFor(vendor, null, { name, ...state.parts }),
        inherited: brandFor(vendor, null, { name }),
      },
    };
  }
  return state;
}
