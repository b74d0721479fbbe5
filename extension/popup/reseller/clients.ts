import { hostOf, titleOf } from "../../../shared/client-order.ts";
import type { ClientLicense, ClientSnapshot } from "../../../shared/client-snapshot.ts";

/** Rules of the list of clients: what a row says, what the search finds, what the chips leave. Pure. */

/** A row; the text that the search looks in is made once, when it is first searched. */
export interface ClientRow {
  license: ClientLicense;
  title: string;
  /** Host of its first store, and how many more there are. */
  where: string;
  text: string | null;
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

function fits(
  chip: Chip,
  { openTickets, planUntil, life, state, unreachableAt }: ClientLicense,
  { today, in30Days }: Days,
): boolean {
  switch (chip) {
    case "tickets":
      return openTickets > 0;
    case "expiring":
      return planUntil !== null && planUntil >= today && planUntil < in30Days;
    case "transfer":
      return life === "transfer-pending";
    case "warning":
      return life === "contacting-reseller" || unreachableAt !== null;
    case "inactive":
      return state !== "active";
  }
}

/** Calendar days by UTC, as plans name their last one. */
export interface Days {
  today: string;
  in30Days: string;
}

export function daysAt(nowMs: number): Days {
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  return { today: day(nowMs), in30Days: day(nowMs + 30 * dayMs) };
}

/** Rows of licenses that stand in order already; see client-order.ts. */
export function rowsOf({ licenses, resellerName }: Pick<ClientSnapshot, "licenses" | "resellerName">): ClientRow[] {
  return licenses.map((license) => {
    const title = titleOf(license, resellerName);
    const [first, ...others] = license.stores;
    const host = first === undefined ? "no store yet" : hostOf(first);
    return { license, title, where: others.length > 0 ? `${host} and ${others.length} more` : host, text: null };
  });
}

function textOf(row: ClientRow): string {
  const { holderName, stores, last4, product } = row.license;
  row.text ??= [holderName, ...stores.map(hostOf), last4, product].join("\n").toLowerCase();
  return row.text;
}

/** Every word of the search is in the row, and every chip fits. */
export function found(
  rows: readonly ClientRow[],
  search: string,
  pressed: ReadonlySet<Chip>,
  days: Days,
): readonly ClientRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && pressed.size === 0) return rows;
  const wanted = [...pressed];
  return rows.filter(
    (row) => words.every((word) => textOf(row).includes(word)) && wanted.every((chip) => fits(chip, row.license, days)),
  );
}

export function countOf(chip: Chip, rows: readonly ClientRow[], days: Days): number {
  return rows.reduce((sum, { license }) => sum + (fits(chip, license, days) ? 1 : 0), 0);
}

/** Licenses of the store on screen. */
export function hereOf(rows: readonly ClientRow[], origin: string | null): ClientRow[] {
  return origin === null ? [] : rows.filter(({ license }) => license.stores.includes(origin));
}
