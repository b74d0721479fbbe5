import type { EnrolmentSummary } from "../../extension/messages.ts";
import { brandFor } from "../../shared/brand.ts";
import { refusal } from "../../shared/problems.ts";
import { programmeForClients } from "../../shared/programmes/for-clients.ts";
import type { Standing } from "../../shared/standing.ts";
import type { TicketThread } from "../../shared/tickets.ts";
import type { World } from "./fake-host.ts";
import { aStanding, programmeNamed } from "./standing.ts";

export const maple = brandFor({ name: "OptionCart Help", colour: "#2f56b0" }, null, {
  name: "MapleCart",
  senderName: "MapleCart Care",
  colour: "#8a1c2b",
  logo: "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=",
  helpLinks: [{ label: "MapleCart handbook", url: "https://help.maplecart.example/" }],
});

/** A connection before anybody's label: the vendor's names stand in all of it. */
export const vendorsEnrolment: EnrolmentSummary = {
  storeOrigin: "https://nordlicht-outdoor.example",
  server: "https://support.optioncart.example",
  serverName: "OptionCart Help",
  holderName: "Maple Commerce Ltd",
  standing: "enrolled",
  licenseLast4: "7F3Q",
  fingerprint: "ab".repeat(32),
  enrolledAt: "2026-11-20T09:00:00Z",
};

/** Whose names no client of the reseller may read: product, server, its host, its people, and the reseller's own account. */
export const vendorWords =
  /deskbell|option ?cart|customer care|cs-cart|multi-vendor|optioncart\.example|kate arden|emil|maple commerce|\bvendors?\b/i;

/** As the server puts it for a client's browser. */
export function clientStanding(): Standing {
  return aStanding({
    programme: programmeForClients(programmeNamed("optioncart"), maple.name),
    license: { product: "store", kind: "store", purchasedAt: "2026-01-10", upgradeSubscription: null },
    filer: "store-owner",
    balance: null,
    releases: [],
    brand: maple,
  });
}

/** The same state of the panel, in the browser of a reseller's client. */
export function asClient(world: Partial<World>, start: World["start"]): Partial<World> {
  const { standing, threads } = world;
  return {
    ...world,
    start,
    standing: standing && "code" in standing ? standing : { ...clientStanding(), ...orphanIn(standing) },
    statement: { ok: false, refusal: refusal("device.client") },
    ...(threads && {
      threads: Object.fromEntries(
        Object.entries(threads).map(([id, answer]) => [
          id,
          answer.ok ? { ok: true, value: clientThread(answer.value) } : answer,
        ]),
      ),
    }),
  };
}

function orphanIn(standing: Standing | null | undefined): Pick<Standing, "orphan"> {
  return standing?.orphan ? { orphan: standing.orphan } : {};
}

export function clientThread(thread: TicketThread): TicketThread {
  const messages = thread.messages.map((message) =>
    message.author.kind === "engineer"
      ? { ...message, author: { kind: "reseller" as const, name: maple.senderName } }
      : { ...message, author: { ...message.author, name: "Support" } },
  );
  return { ...thread, messages, charge: null };
}
