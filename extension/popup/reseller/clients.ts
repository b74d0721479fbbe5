import type { ClientLicense, ClientSnapshot } from "../../../shared/client-snapshot.ts";

/** Rules of the list of clients: what a row says, what the search finds, what the chips leave. Pure. */

/** A row, with the text that the search looks in made once. */
export interface ClientRow {
  license: ClientLicense;
  title: string;
  /** Host of its first store, and how many more there are. */
  where: string;
  text: string;
}

export const chips = ["tickets", "expiring", "transfer", "warning", "inactive"] as const;
export type Chip = (typeof chips)[number];

export const chipWords: Record<Chip, string> = {
  tickets: "Open tickets",
  expiring: "Ends in 30 days",
  transfer: "Transfer",
  warning: "Owner waits",
  inactive: "Not active",
};

const dayMs = 86_400_000;

export function fits(chip: Chip, { openTickets, planUntil, life, state, unreachableAt }: ClientLicense, nowMs: number) {
  switch (chip) {
    case "tickets":
      return openTickets > 0;
    case "expiring":
      return planUntil !== null && isWithin30Days(planUntil, nowMs);
    case "transfer":
      return life === "transfer-pending";
    case "warning":
      return life === "contacting-reseller" || unreachableAt !== null;
    case "inactive":
      return state !== "active";
  }
}

/** A plan ends with its last day, by UTC. */
function isWithin30Days(lastDay: string, nowMs: number): boolean {
  const endsAt = Date.parse(`${lastDay}T00:00:00Z`) + dayMs;
  return endsAt > nowMs && endsAt <= nowMs + 30 * dayMs;
}

/** What cannot wait stands first, then by name. */
export function rowsOf({ licenses, resellerName }: Pick<ClientSnapshot, "licenses" | "resellerName">): ClientRow[] {
  const order = new Intl.Collator("en");
  return licenses
    .map((license) => ({ row: rowOf(license, resellerName), rank: rankOf(license) }))
    .sort((a, b) => a.rank - b.rank || order.compare(a.row.title, b.row.title))
    .map(({ row }) => row);
}

function rowOf(license: ClientLicense, resellerName: string): ClientRow {
  const { holderName, stores, last4, product } = license;
  const hosts = stores.map((store) => store.replace(/^https?:\/\//, ""));
  const where = hosts.length > 1 ? `${hosts[0]} and ${hosts.length - 1} more` : (hosts[0] ?? "no store yet");
  // Where the reseller holds the license itself its name would stand in every row.
  const title = holderName === resellerName ? (hosts[0] ?? `License …${last4}`) : holderName;
  return { license, title, where, text: [holderName, ...hosts, last4, product].join("\n").toLowerCase() };
}

function rankOf({ life, unreachableAt }: ClientLicense): number {
  if (life === "contacting-reseller" || unreachableAt !== null) return 0;
  return life === "transfer-pending" ? 1 : 2;
}

/** Every word of the search is in the row, and every chip fits. */
export function found(
  rows: readonly ClientRow[],
  search: string,
  pressed: ReadonlySet<Chip>,
  nowMs: number,
): readonly ClientRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && pressed.size === 0) return rows;
  const wanted = [...pressed];
  return rows.filter(
    ({ text, license }) =>
      words.every((word) => text.includes(word)) && wanted.every((chip) => fits(chip, license, nowMs)),
  );
}

export function countOf(chip: Chip, rows: readonly ClientRow[], nowMs: number): number {
  return rows.reduce((sum, { license }) => sum + (fits(chip, license, nowMs) ? 1 : 0), 0);
}

/** Licenses of the store on screen. */
export function hereOf(rows: readonly ClientRow[], origin: string | null): ClientRow[] {
  return origin === null ? [] : rows.filter(({ license }) => license.stores.includes(origin));
}
