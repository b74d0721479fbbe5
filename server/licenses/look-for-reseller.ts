import type { ContactWay } from "../../shared/licenses.ts";
import type { Ctx, PersonActor, ResellerActor } from "../context.ts";
import { happen } from "./happen.ts";
import { type Done, withLicense } from "./hold.ts";

type Operator = PersonActor & { kind: "operator" };

/** An operator tried to reach a reseller. The first attempt starts the week. */
export async function logContact(
  ctx: Ctx<Operator>,
  { licenseId, by, note }: { licenseId: string; by: ContactWay; note: string },
): Promise<Done> {
  return withLicense(ctx, licenseId, (tx, held) =>
    happen(ctx, tx, held, { kind: "vendor-contacts-reseller", by, note }),
  );
}

/** The reseller answered: to an operator, who notes it, or here by themselves. Unwilling they lose the license at once. */
export async function answerContact(
  ctx: Ctx<Operator | ResellerActor>,
  { licenseId, willing, note }: { licenseId: string; willing: boolean; note: string },
): Promise<Done> {
  return withLicense(ctx, licenseId, (tx, held) => happen(ctx, tx, held, { kind: "reseller-answers", willing, note }));
}
