import { v7 as uuidv7 } from "uuid";
import type { ClientLicense, ClientSnapshot } from "../../shared/client-snapshot.ts";

/** Licenses as a reseller's popup keeps them. */

export function clientLicense(changes: Partial<ClientLicense> = {}): ClientLicense {
  return {
    licenseId: uuidv7(),
    last4: "2QX8",
    product: "Acme Shop",
    kind: "site",
    holderName: "Maple & Twine",
    stores: ["https://maple.example"],
    plan: null,
    planUntil: null,
    state: "active",
    openTickets: 0,
    credits: null,
    life: "active",
    orphanAt: null,
    unreachableAt: null,
    ...changes,
  };
}

const first = ["Copper", "Old", "Harbour", "Nordic", "Tilda’s", "Maple", "Pier", "Blue", "Quiet", "Bright"];
const second = ["Kettle", "Mill", "Books", "Outdoor", "Tiles", "Twine", "Surf", "Garden", "Lamps", "Yarns"];

/** So many clients of one reseller, different enough to be told apart. */
export function manyClients(count: number, nowMs: number): ClientSnapshot {
  const day = (days: number) => new Date(nowMs + days * 86_400_000).toISOString();
  const licenses = Array.from({ length: count }, (_, index) => {
    const name = `${first[index % 10]} ${second[Math.floor(index / 10) % 10]} ${index + 1}`;
    const isSought = index % 500 === 3;
    return clientLicense({
      holderName: name,
      last4: index.toString(36).toUpperCase().padStart(4, "0"),
      stores: [`https://${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}.example`],
      plan: index % 3 === 0 ? "Premium" : null,
      planUntil: index % 3 === 0 ? day(index % 400).slice(0, 10) : null,
      openTickets: index % 7 === 0 ? (index % 4) + 1 : 0,
      credits: 40,
      state: index % 41 === 40 ? "suspended" : "active",
      life: isSought ? "contacting-reseller" : index % 600 === 5 ? "transfer-pending" : "active",
      orphanAt: isSought ? day(5) : null,
      unreachableAt: isSought ? day(-2) : null,
    });
  });
  return {
    digest: `d${count}`,
    resellerName: "Brightside Web",
    credits: { available: 40, held: 5 },
    licenses,
    hasMore: false,
    offered: [],
  };
}
