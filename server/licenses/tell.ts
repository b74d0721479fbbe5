import type { LicenseEvent, LicenseLife, Transfer } from "../../shared/licenses.ts";
import { vendorBrand } from "../accounts/vendor-brand.ts";
import * as audit from "../audit/store.ts";
import type { Ctx } from "../context.ts";
import type { Tx } from "../db/open.ts";
import type { MailKind, MailValues } from "../mails/kinds.ts";
import * as mails from "../mails/queue.ts";
import * as licenses from "./store.ts";

/** Something that happened to a license, with its life on both sides of it. */
export interface Step {
  license: licenses.License;
  event: LicenseEvent;
  eventId: string;
  before: LicenseLife;
  after: LicenseLife;
}

/** Records a step in the audit and mails those whom it concerns, in the step's own transaction. */
export async function tell(ctx: Ctx, tx: Tx, step: Step): Promise<void> {
  await audit.append(tx, ctx, actions[step.event.kind], step.license.id);
  if (step.before.holder !== null && step.after.state === "orphaned") return tellOrphaned(ctx, tx, step);
  if (step.before.state === "orphaned" && step.after.holder !== null) return tellAdopted(ctx, tx, step);
  switch (step.event.kind) {
    case "transfer-requested":
    case "consented":
    case "declined":
    case "cancelled":
      return tellParties(ctx, tx, step, step.event);
    case "owner-reports-unreachable":
      return tellOperators(ctx, tx, step, "orphan-reported", await nameOf(tx, step.before.holder));
    case "vendor-contacts-reseller":
      return tellReseller(ctx, tx, step);
    case "written-request":
      return tellOperators(ctx, tx, step, "adoption-asked", await nameOf(tx, step.event.by));
    case "owner-wishes-designer":
      return tellWished(ctx, tx, step);
  }
}

const actions: Record<LicenseEvent["kind"], audit.AuditedAction> = {
  "transfer-requested": "transfer.asked",
  "costs-stated": "transfer.costs-stated",
  consented: "transfer.agreed",
  declined: "transfer.declined",
  cancelled: "transfer.cancelled",
  "owner-reports-unreachable": "orphan.reported",
  "vendor-contacts-reseller": "orphan.contacted",
  "reseller-answers": "orphan.answered",
  "written-request": "adoption.asked",
  "owner-wishes-designer": "adoption.wished",
  "owner-names-designer": "adoption.named",
  "reseller-assigned": "license.reseller-assigned",
  "time-passes": "orphan.made",
};

type TransferEvent = Extract<LicenseEvent, { kind: "transfer-requested" | "consented" | "declined" | "cancelled" }>;

/** The other party is told of each step; of the end both are. */
async function tellParties(ctx: Ctx, tx: Tx, step: Step, event: TransferEvent): Promise<void> {
  const transfer: Transfer | null = step.before.transfer ?? step.after.transfer;
  if (!transfer) return;
  const parties = [transfer.by, transfer.to];
  const isDone = step.before.holder !== step.after.holder;
  const actor = event.kind === "transfer-requested" ? transfer.by : event.by;
  const kinds = {
    "transfer-requested": "transfer-asked",
    consented: isDone ? "transfer-done" : "transfer-agreed",
    declined: "transfer-declined",
    cancelled: "transfer-cancelled",
  } as const;
  for (const party of parties.filter((each) => isDone || each !== actor)) {
    const partner = await nameOf(tx, party === transfer.by ? transfer.to : transfer.by);
    // Who does not hold it finds it beside their own licenses, not on a page of its own.
    const link = linkTo(ctx, party === step.after.holder ? step.license.id : null);
    await toAll(ctx, tx, step, await licenses.peopleOf(tx, party), kinds[event.kind], { partner, link });
  }
}

async function tellReseller(ctx: Ctx, tx: Tx, step: Step): Promise<void> {
  const { after, license } = step;
  const answerBy = (await licenses.license(tx, license.id))?.orphanAt;
  if (!answerBy || after.holder === null) return;
  const readers = await licenses.peopleOf(tx, after.holder);
  await toAll(ctx, tx, step, readers, "contact-attempt", { answerBy, link: linkTo(ctx, license.id) });
}

async function tellOrphaned(ctx: Ctx, tx: Tx, step: Step): Promise<void> {
  const because = step.event.kind === "time-passes" ? "no-answer" : "unwilling";
  const values = {
    because,
    reseller: (await nameOf(tx, step.before.holder)) ?? "",
    link: linkTo(ctx, step.license.id),
  } as const;
  await toAll(ctx, tx, step, await licenses.operators(tx), "orphaned", values);
}

async function tellAdopted(ctx: Ctx, tx: Tx, step: Step): Promise<void> {
  const readers = await licenses.peopleOf(tx, step.after.holder ?? "");
  await toAll(ctx, tx, step, readers, "adoption-done", { link: linkTo(ctx, step.license.id) });
}

/** The page shows the newest wish, so one mail an hour tells of all that an owner writes in it. */
async function tellWished(ctx: Ctx, tx: Tx, step: Step): Promise<void> {
  if (step.before.wish === step.after.wish) return;
  const inThisHour = { ...step, eventId: `${step.license.id}:${step.event.at.slice(0, 13)}` };
  const values = { link: linkTo(ctx, step.license.id) };
  await toAll(ctx, tx, inThisHour, await licenses.operators(tx), "adoption-wished", values);
}

async function tellOperators(
  ctx: Ctx,
  tx: Tx,
  step: Step,
  kind: "orphan-reported" | "adoption-asked",
  reseller: string | null,
): Promise<void> {
  const values = { reseller: reseller ?? "", link: linkTo(ctx, step.license.id) };
  await toAll(ctx, tx, step, await licenses.operators(tx), kind, values);
}

type LicenseMail = Extract<
  MailKind,
  `transfer-${string}` | `orphan${string}` | `adoption-${string}` | "contact-attempt"
>;
/** What every mail about a license says besides. */
type Common = "name" | "last4" | "store";

async function toAll<Kind extends LicenseMail>(
  ctx: Ctx,
  tx: Tx,
  { license, eventId }: Step,
  readers: readonly licenses.Reader[],
  kind: Kind,
  values: Omit<MailValues[Kind], Common>,
): Promise<void> {
  const store = (await licenses.originsOf(tx, [license.id])).get(license.id)?.[0] ?? null;
  for (const { name, email, language } of readers) {
    const common = { name, last4: license.keyLast4, store };
    await mails.queue(tx, ctx, {
      event: `${kind}:${eventId}`,
      kind,
      to: email,
      language,
      brand: vendorBrand(ctx.server),
      // The common values and the kind's own are all of it.
      values: { ...common, ...values } as unknown as MailValues[Kind],
    });
  }
}

async function nameOf(tx: Tx, accountId: string | null): Promise<string | null> {
  return accountId === null ? null : ((await licenses.namesOf(tx, [accountId])).get(accountId) ?? null);
}

function linkTo({ server }: Ctx, licenseId: string | null): string {
  return licenseId === null ? `${server.url}/desk/licenses` : `${server.url}/desk/licenses/${licenseId}`;
}
