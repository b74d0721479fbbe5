import { z } from "zod";
import { brandParts } from "../../shared/brand.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import { nameFor } from "../licenses/holder-brand.ts";
import { mailLanguages } from "../mails/kinds.ts";
import { typedText } from "../text.ts";
import {
  limited,
  nothing,
  operatorProcedure,
  peopleProcedure,
  publicProcedure,
  router,
  signedInProcedure,
} from "../trpc.ts";
import { addReseller } from "./add-reseller.ts";
import { changeBrand, readBrand } from "./change-brand.ts";
import { changePassword } from "./change-password.ts";
import { invitePerson } from "./invite-person.ts";
import { join, lookAtInvitation } from "./join.ts";
import { allPeople, changeRole, removePerson, resetPerson, withdrawInvitation } from "./look-after-people.ts";
import { mostPasswordLength } from "./passwords.ts";
import * as people from "./people.ts";
import * as sessions from "./sessions.ts";
import { setUpOperator } from "./set-up-operator.ts";
import * as accounts from "./store.ts";

const name = typedText(100).pipe(z.string().trim().min(1));
const email = z.email().max(200);
const password = z.string().max(mostPasswordLength);
const id = z.uuid();
const token = z.string().max(200);
const language = z.enum(mailLanguages).nullable();

export const accountsRouter = router({
  identity: publicProcedure.input(nothing).query(({ ctx }) => ({
    name: ctx.server.name,
    sealingKey: ctx.keys.sealingKey,
    fingerprint: ctx.keys.fingerprint,
  })),

  setUpOperator: publicProcedure
    .input(z.strictObject({ token, name, email, password }))
    .mutation(({ ctx, input }) => limited(ctx, "setUps", () => setUpOperator(ctx, input))),

  /** A mutation, since what is asked of a query stands in its address, and so in logs. */
  invitation: publicProcedure
    .input(z.strictObject({ token }))
    .mutation(({ ctx, input }) => limited(ctx, "setUps", () => lookAtInvitation(ctx, input.token))),
  join: publicProcedure
    .input(z.strictObject({ token, name, password, language }))
    .mutation(({ ctx, input }) => limited(ctx, "setUps", () => join(ctx, input))),

  me: signedInProcedure.input(nothing).query(async ({ ctx: { db, actor, server } }) => ({
    name: actor.name,
    email: actor.email,
    role: actor.kind,
    senior: "senior" in actor && actor.senior,
    accountName: actor.kind === "reseller" ? actor.resellerName : null,
    ...((await people.profileOf(db, actor.id)) ?? { language: null, hasAuthenticator: false }),
    serverName: await nameFor({ db, server }, actor),
  })),
  /** Of a reseller: what their clients see. Null is the reseller who asks. */
  brand: peopleProcedure
    .input(z.strictObject({ resellerId: id.nullable() }))
    .query(({ ctx, input }) => readBrand(ctx, input.resellerId)),
  changeBrand: peopleProcedure
    .input(z.strictObject({ resellerId: id, brand: brandParts.nullable() }))
    .mutation(({ ctx, input }) => changeBrand(ctx, input)),

  changeProfile: signedInProcedure.input(z.strictObject({ name, language })).mutation(async ({ ctx, input }) => {
    await people.setProfile(ctx.db, ctx.actor.id, { ...input, at: ctx.now().toISOString() });
    return { done: true };
  }),
  changePassword: signedInProcedure
    .input(z.strictObject({ present: password, next: password }))
    .mutation(({ ctx, input }) => limited(ctx, "signIns", () => changePassword(ctx, input))),

  sessions: signedInProcedure.input(nothing).query(async ({ ctx }) => {
    const own = await sessions.listOf(ctx.db, ctx.actor.id, ctx.now().toISOString());
    return own.map((session) => ({ ...session, isCurrent: session.id === ctx.sessionId }));
  }),
  endSession: signedInProcedure.input(z.strictObject({ sessionId: id })).mutation(async ({ ctx, input }) => {
    const isEnded = await sessions.endOne(ctx.db, ctx.actor.id, input.sessionId);
    if (!isEnded) throw new AppError(refusal("session.absent"));
    return { done: true };
  }),
  endOtherSessions: signedInProcedure.input(nothing).mutation(async ({ ctx }) => ({
    ended: await sessions.endOthers(ctx.db, ctx.actor.id, ctx.sessionId),
  })),

  people: peopleProcedure.input(nothing).query(({ ctx }) => allPeople(ctx)),
  invite: peopleProcedure
    .input(
      z.strictObject({
        name,
        email,
        role: z.enum(["operator", "engineer", "reseller", "holder"]),
        senior: z.boolean(),
        /** Of a reseller's or holder's people; a reseller's own is taken whatever this says. */
        accountId: id.nullable(),
        language,
      }),
    )
    .mutation(({ ctx, input }) => invitePerson(ctx, input)),
  withdrawInvitation: peopleProcedure
    .input(z.strictObject({ invitationId: id }))
    .mutation(({ ctx, input }) => withdrawInvitation(ctx, input.invitationId)),
  removePerson: peopleProcedure
    .input(z.strictObject({ personId: id }))
    .mutation(({ ctx, input }) => removePerson(ctx, input.personId)),

  changeRole: operatorProcedure
    .input(z.strictObject({ personId: id, role: z.enum(["engineer", "operator"]), senior: z.boolean() }))
    .mutation(({ ctx, input }) => changeRole(ctx, input)),
  resetPerson: operatorProcedure
    .input(z.strictObject({ personId: id, secondFactorToo: z.boolean() }))
    .mutation(({ ctx, input }) => resetPerson(ctx, input)),
  find: operatorProcedure
    .input(z.strictObject({ kind: z.enum(["holder", "reseller"]), search: typedText(100) }))
    .query(({ ctx, input }) => accounts.findAccounts(ctx.db, input.kind, input.search)),
  addReseller: operatorProcedure
    .input(z.strictObject({ name }))
    .mutation(({ ctx, input }) => addReseller(ctx, input.name)),
});
