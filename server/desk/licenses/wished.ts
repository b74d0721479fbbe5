import type { Adoption } from "../../../shared/license-list.ts";

/** The one asking reseller whom the owner's words name, but for capitals and spaces; null where none or several do. */
export function wishedAmong({ requests, wish }: Adoption): Adoption["requests"][number] | null {
  if (wish === null) return null;
  const [only, ...more] = requests.filter(({ name }) => plain(name) === plain(wish.company));
  return only && more.length === 0 ? only : null;
}

function plain(name: string): string {
  return name.normalize("NFKC").trim().replaceAll(/\s+/g, " ").toLocaleLowerCase("en");
}
