import { type LicenseState, licenseStates } from "../../../shared/license-list.ts";
import { type LifeState, lifeStates } from "../../../shared/licenses.ts";

/** What the list of licenses shows, as its address has it. */
export interface LicensesQuery {
  search: string;
  state: LicenseState | null;
  life: LifeState | null;
  product: string;
  resellerId: string;
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function licensesQueryOf(parameters: URLSearchParams): LicensesQuery {
  const resellerId = parameters.get("reseller") ?? "";
  return {
    search: parameters.get("search") ?? "",
    state: licenseStates.find((known) => known === parameters.get("state")) ?? null,
    life: lifeStates.find((known) => known === parameters.get("life")) ?? null,
    product: parameters.get("product") ?? "",
    resellerId: uuid.test(resellerId) ? resellerId : "",
  };
}

export function licensesHref({ search, state, life, product, resellerId }: LicensesQuery): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ search, state, life, product, reseller: resellerId })) {
    if (value) parameters.set(name, value);
  }
  return parameters.size > 0 ? `/desk/licenses?${parameters}` : "/desk/licenses";
}

export function licenseHref(licenseId: string): string {
  return `/desk/licenses/${licenseId}`;
}
