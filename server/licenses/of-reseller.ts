import { createHash } from "node:crypto";
import {
  type ClientLicense,
  type ClientSnapshot,
  mostInSnapshot,
  type SnapshotAnswer,
} from "../../shared/client-snapshot.ts";
import type { LicenseSummary } from "../../shared/license-list.ts";
import type { Ctx, ResellerActor } from "../context.ts";
import { listLicenses } from "./list-licenses.ts";
import * as licenses from "./store.ts";

/** Everything that a reseller's popup shows without asking again; nothing but a word where it has that already. */
export async function snapshotOfReseller(ctx: Ctx<ResellerActor>, known: string | null): Promise<SnapshotAnswer> {
  const asOf = ctx.now().toISOString();
  const list = await listLicenses(ctx, { limit: mostInSnapshot });
  const content: Omit<ClientSnapshot, "digest"> = {
    resellerName: ctx.actor.resellerName,
    credits: list.credits ?? { available: 0, held: 0 },
    licenses: list.licenses.map(clientLicense),
    hasMore: list.next !== null,
    offered: await offeredTo(ctx),
  };
  const digest = createHash("sha256").update(JSON.stringify(content)).digest("base64url").slice(0, 22);
  return digest === known ? { asOf, same: true } : { asOf, same: false, snapshot: { digest, ...content } };
}

function clientLicense(summary: LicenseSummary): ClientLicense {
  const { reseller: _, upgradeSubscription: __, ...license } = summary;
  return license;
}

async function offeredTo(ctx: Ctx<ResellerActor>): Promise<ClientSnapshot["offered"]> {
  const found = await licenses.incoming(ctx.db, ctx.actor.resellerId);
  const stores = await licenses.originsOf(
    ctx.db,
    found.map(({ licenseId }) => licenseId),
  );
  return found.map(({ licenseId, last4, product, kind }) => {
    return { licenseId, last4, product, kind, stores: stores.get(licenseId) ?? [] };
  });
}
