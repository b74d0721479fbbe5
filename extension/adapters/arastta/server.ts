import type { Facts, Source } from "../adapter.ts";

/**
 * The first tab of the page about the system, in a fixed order: platform, PHP, the system's own name of itself, database,
 * collation, web server. The last tab is all that PHP knows, secrets among it: nothing of that is read. Read of 1.6.2.
 */
export function systemInfo({ page }: Source): Facts | null {
  const values = page.all("#tab-general tbody tr").map((row) => page.text(page.all("td", row)[1] ?? null, 200));
  const [, php = null, system = null, database = null, , web = null] = values;
  if (!php || !/^\d+\.\d+/.test(php)) return null;
  // The system's name goes on with the host's.
  const os = system?.split(" ")[0] ?? null;
  const from = "the page about the system";
  return { server: { php, os, database, web, from: { php: from, os: from, database: from, web: from } } };
}
