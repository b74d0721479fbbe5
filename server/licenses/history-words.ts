import type { Costs } from "../../shared/licenses.ts";
import type { Happened } from "./history.ts";

const ways = { mail: "by mail", telephone: "by telephone", letter: "by letter", other: "another way" } as const;

/** An event in words, for this kind of reader. How a reseller was sought, and what it said, is told to operators alone. */
export function historyWords(
  event: Happened["event"],
  names: ReadonlyMap<string, string>,
  reader: "operator" | "reseller" | "holder",
): { title: string; detail: string | null } {
  const name = (id: string | null | undefined) => (id ? (names.get(id) ?? "a reseller") : "the vendor");
  const isOperator = reader === "operator";
  switch (event.kind) {
    case "suspended":
      return { title: "Suspended", detail: null };
    case "resumed":
      return { title: "Resumed", detail: null };
    case "banned":
      return { title: "Banned for good", detail: event.reason };
    case "renewed":
      return { title: "Plan and subscription set", detail: renewalWords(event) };
    case "moved":
      return { title: "Store moved", detail: `${event.from} to ${event.to}` };
    case "transfer-requested":
      return { title: "Transfer asked for", detail: `To ${name(event.to)}` };
    case "costs-stated":
      return { title: `${name(event.by)} stated its costs`, detail: costWords(event.costs) };
    case "consented":
      return { title: `${name(event.by)} agreed`, detail: null };
    case "declined":
      return { title: `${name(event.by)} declined the transfer`, detail: null };
    case "cancelled":
      return { title: `${name(event.by)} took the request back`, detail: null };
    case "owner-reports-unreachable":
      return { title: "The owner cannot reach the reseller", detail: null };
    case "vendor-contacts-reseller":
      return {
        title:
          isOperator && event.by ? `Attempt to reach the reseller, ${ways[event.by]}` : "Attempt to reach the reseller",
        detail: isOperator ? event.note || null : null,
      };
    case "reseller-answers":
      return {
        title: event.willing ? "The reseller answered and goes on" : "The reseller does not wish to go on",
        detail: isOperator ? event.note || null : null,
      };
    case "written-request":
      return { title: `${name(event.by)} asked for it in writing`, detail: isOperator ? event.text || null : null };
    case "owner-wishes-designer":
      return { title: `The owner wishes for ${event.company}`, detail: null };
    case "owner-names-designer":
      return { title: `The owner named ${name(event.reseller)}`, detail: event.company ?? null };
    case "reseller-assigned":
      return { title: `Looked after by ${name(event.to)}`, detail: null };
    case "time-passes":
      return { title: "Orphaned: the reseller did not answer in time", detail: null };
  }
}

function renewalWords({
  plan,
  planUntil,
  upgradeSubscription,
}: {
  plan: string | null;
  planUntil: string | null;
  upgradeSubscription: boolean | null;
}): string {
  const planWords = plan === null ? "No plan" : `Plan ${plan}${planUntil === null ? "" : ` until ${planUntil}`}`;
  const upgrades = upgradeSubscription === null ? "not known" : upgradeSubscription ? "yes" : "no";
  return `${planWords}, upgrade subscription: ${upgrades}`;
}

function costWords({ text, amount: { minor, currency } }: Costs): string {
  return `${(minor / 100).toFixed(2)} ${currency}: ${text}`;
}
