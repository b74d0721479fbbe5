import { type Protocol, protocols, usualDays } from "../../shared/access-values.ts";
import { isHost } from "./address.ts";
import { daysToChoose } from "./ends.ts";

/** What of a form is kept from one visit to the next: neither user, password, key, folder nor note. */
export interface KeptForm {
  protocol: Protocol;
  host: string;
  port: string;
  days: number;
}

const keyOf = (ticketId: string) => `access:${ticketId}`;

/** A browser may deny storage: then nothing is kept. */
export function keepForm(storage: () => Storage, ticketId: string, { protocol, host, port, days }: KeptForm): void {
  try {
    const isPlain = isHost(host.trim()) || host === "";
    storage().setItem(keyOf(ticketId), JSON.stringify({ protocol, host: isPlain ? host.trim() : "", port, days }));
  } catch {
    // Typing goes on without it.
  }
}

export function keptForm(storage: () => Storage, ticketId: string): KeptForm | null {
  try {
    const { protocol, host, port, days } = JSON.parse(storage().getItem(keyOf(ticketId)) ?? "null") ?? {};
    const isWhole = protocols.includes(protocol) && typeof host === "string" && /^\d{0,5}$/.test(port);
    return isWhole ? { protocol, host, port, days: daysToChoose.includes(days) ? days : usualDays } : null;
  } catch {
    return null;
  }
}

export function forgetForm(storage: () => Storage, ticketId: string): void {
  try {
    storage().removeItem(keyOf(ticketId));
  } catch {
    // Nothing was kept either.
  }
}
