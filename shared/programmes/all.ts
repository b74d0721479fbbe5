import { csCartCarePlans } from "./cs-cart-care-plans.ts";
import { csCartCredits } from "./cs-cart-credits.ts";
import { csCartCustomerCare } from "./cs-cart-customer-care.ts";
import { opencartCommercial } from "./opencart-commercial.ts";
import { optioncart } from "./optioncart.ts";
import { type Programme, programme } from "./schema.ts";

/** The programmes that ship. An operator adds their own in the same format. */
export const programmes: readonly Programme[] = [
  optioncart,
  opencartCommercial,
  csCartCredits,
  csCartCustomerCare,
  csCartCarePlans,
].map((input) => programme.parse(input));

export function programmeById(id: string): Programme | undefined {
  return programmes.find((candidate) => candidate.id === id);
}
