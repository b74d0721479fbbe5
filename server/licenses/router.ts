import { z } from "zod";
import { licenseStates } from "../../shared/license-list.ts";
import { contactWays, lifeStates } from "../../shared/licenses.ts";
import { typedText } from "../text.ts";
import { deviceProcedure, keeperProcedure, nothing, operatorProcedure, resellerProcedure, router } from "../trpc.ts";
import { nameReseller, requestAdoption } from "./adopt.ts";
import { askTransfer } from "./ask-transfer.ts";
import { assignReseller } from "./assign-reseller.ts";
import { banLicense } from "./ban-license.ts";
import { moveStore, renewLicense, resumeLicense, suspendLicense } from "./change-license.ts";
import { decideTransfer, stateCosts } from "./decide-transfer.ts";
import { editReseller, listResellers } from "./edit-reseller.ts";
import { listIncoming, listLicenses } from "./list-licenses.ts";
import { answerContact, logContact } from "./look-for-reseller.ts";
import { snapshotOfReseller } from "./of-reseller.ts";
import { openLicense } from "./open-license.ts";
import * as licenses from "./store.ts";
import { wishReseller } from "./wish-reseller.ts";

const licenseId = z.uuid();
const one = z.strictObject({ licenseId });
const day = z.iso.date();
const origin = z
  .string()
  .max(300)
  .refine((text) => /^https?:\/\//.test(text) && URL.parse(text)?.origin === text);
const said = (most: number) => typedText(most).pipe(z.string().trim().min(1));
const currencies = new Set(Intl.supportedValuesOf("currency"));
const costs = z.strictObject({
  text: said(500),
  amount: z.strictObject({
    minor: z.int().min(0).max(100_000_000),
    currency: z.string().refine((code) => currencies.has(code)),
  }),
});

export const licensesRouter = router({
  list: keeperProcedure
    .input(
      z.strictObject({
        search: typedText(200).optional(),
        state: z.enum(licenseStates).optional(),
        life: z.enum(lifeStates).optional(),
        product: typedText(200).optional(),
        resellerId: z.uuid().optional(),
        cursor: z.uuid().optional(),
        limit: z.int().min(1).max(5_000).optional(),
      }),
    )
    .query(({ ctx, input }) => listLicenses(ctx, input)),
  open: keeperProcedure.input(one).query(({ ctx, input }) => openLicense(ctx, input.licenseId)),
  /** `known` is the digest of what the popup has. */
  ofReseller: resellerProcedure
    .input(z.strictObject({ known: z.string().max(50).optional() }))
    .query(({ ctx, input }) => snapshotOfReseller(ctx, input.known ?? null)),
  incoming: resellerProcedure.input(nothing).query(({ ctx }) => listIncoming(ctx)),

  askTransfer: resellerProcedure
    .input(z.strictObject({ licenseId, reseller: said(100) }))
    .mutation(({ ctx, input }) => askTransfer(ctx, input)),
  stateCosts: resellerProcedure
    .input(z.strictObject({ licenseId, costs }))
    .mutation(({ ctx, input }) => stateCosts(ctx, input)),
  decideTransfer: resellerProcedure
    .input(z.strictObject({ licenseId, decision: z.enum(["consented", "declined", "cancelled"]) }))
    .mutation(({ ctx, input }) => decideTransfer(ctx, input)),
  answer: resellerProcedure
    .input(z.strictObject({ licenseId, willing: z.boolean() }))
    .mutation(({ ctx, input }) => answerContact(ctx, { ...input, note: "" })),
  requestAdoption: resellerProcedure
    .input(z.strictObject({ storeOrigin: origin, text: said(2_000) }))
    .mutation(({ ctx, input }) => requestAdoption(ctx, input)),

  wishReseller: deviceProcedure
    .input(z.strictObject({ commandId: z.uuid(), company: said(200) }))
    .mutation(({ ctx, input }) => wishReseller(ctx, input)),

  suspend: operatorProcedure.input(one).mutation(({ ctx, input }) => suspendLicense(ctx, input.licenseId)),
  resume: operatorProcedure.input(one).mutation(({ ctx, input }) => resumeLicense(ctx, input.licenseId)),
  renew: operatorProcedure
    .input(
      z.strictObject({
        licenseId,
        plan: typedText(100).nullable(),
        planUntil: day.nullable(),
        upgradeSubscription: z.boolean().nullable(),
      }),
    )
    .mutation(({ ctx, input }) => renewLicense(ctx, input)),
  ban: operatorProcedure
    .input(z.strictObject({ licenseId, reason: typedText(100) }))
    .mutation(({ ctx, input }) => banLicense(ctx, input)),
  move: operatorProcedure
    .input(z.strictObject({ licenseId, from: origin, to: origin }))
    .mutation(({ ctx, input }) => moveStore(ctx, input)),
  assignReseller: operatorProcedure
    .input(z.strictObject({ licenseId, resellerId: z.uuid().nullable() }))
    .mutation(({ ctx, input }) => assignReseller(ctx, input)),
  logContact: operatorProcedure
    .input(z.strictObject({ licenseId, by: z.enum(contactWays), note: typedText(2_000) }))
    .mutation(({ ctx, input }) => logContact(ctx, input)),
  noteAnswer: operatorProcedure
    .input(z.strictObject({ licenseId, willing: z.boolean(), note: typedText(2_000) }))
    .mutation(({ ctx, input }) => answerContact(ctx, input)),
  nameReseller: operatorProcedure
    .input(z.strictObject({ licenseId, resellerId: z.uuid(), company: said(200) }))
    .mutation(({ ctx, input }) => nameReseller(ctx, input)),

  products: operatorProcedure.input(nothing).query(({ ctx }) => licenses.products(ctx.db)),
  resellers: operatorProcedure.input(nothing).query(({ ctx }) => listResellers(ctx)),
  editReseller: operatorProcedure
    .input(
      z.strictObject({
        resellerId: z.uuid(),
        name: said(100),
        contact: z.strictObject({ address: typedText(500), telephone: typedText(100), mail: typedText(200) }),
      }),
    )
    .mutation(({ ctx, input }) => editReseller(ctx, input)),
});
