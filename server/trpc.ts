import "../shared/desk-problems.ts";
import { initTRPC, TRPCError } from "@trpc/server";
import { z } from "zod";
import { AppError, type Decision, type Refusal, refusal, sentence, statusOf } from "../shared/problems.ts";
import { requireFactor } from "./accounts/require-factor.ts";
import type { Session } from "./accounts/sign-in.ts";
import type { SecondFactor } from "./config.ts";
import type { Ctx, DeviceActor, ResellerActor, SignedIn, SystemActor } from "./context.ts";
import type { Tries, TriesName } from "./http/tries.ts";
import { expireOrphans } from "./licenses/expire-orphans.ts";
import type { Keeper } from "./licenses/scope.ts";

/** What a request brings to its procedures, before anyone asked who it is. */
export interface RequestContext {
  ctx: Omit<Ctx, "actor">;
  requestId: string;
  /** The caller's address. */
  address: string;
  tries: Tries;
  device: () => Promise<Decision<DeviceActor>>;
  session: () => Promise<Session | null>;
  /** Somebody of a reseller's, by the token of a paired popup. */
  popup: () => Promise<(ResellerActor & { popupId: string }) | null>;
  secondFactor: SecondFactor;
}

const trpc = initTRPC.context<RequestContext>().create({
  isDev: false,
  errorFormatter: ({ shape, error, ctx }) => {
    const why = refusalOf(error, ctx?.requestId ?? "unknown");
    return { code: shape.code, message: sentence(why), data: { httpStatus: statusOf(why.code), refusal: why } };
  },
});

export const { router } = trpc;

/** Input of a procedure that takes none. */
export const nothing = z.strictObject({}).optional();

const codes: Record<number, TRPCError["code"]> = {
  400: "BAD_REQUEST",
  401: "UNAUTHORIZED",
  402: "PAYMENT_REQUIRED",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  409: "CONFLICT",
  413: "PAYLOAD_TOO_LARGE",
  415: "UNSUPPORTED_MEDIA_TYPE",
  422: "UNPROCESSABLE_CONTENT",
  429: "TOO_MANY_REQUESTS",
  503: "SERVICE_UNAVAILABLE",
};

/** A refusal keeps its own status on the wire; what is no refusal stays a fault. */
const procedure = trpc.procedure.use(async ({ next }) => {
  const result = await next();
  if (result.ok || !(result.error.cause instanceof AppError)) return result;
  throw refused(result.error.cause);
});

function refused(cause: AppError): TRPCError {
  return new TRPCError({ code: codes[statusOf(cause.refusal.code)] ?? "BAD_REQUEST", cause });
}

/** What the caller is told: a refusal in its own words, anything else as an id to quote. */
export function refusalOf(error: TRPCError, requestId: string): Refusal {
  if (error.cause instanceof AppError) return error.cause.refusal;
  if (error.cause instanceof z.ZodError) {
    return refusal("request.invalid", { where: placesOf(error.cause) });
  }
  if (error.code === "NOT_FOUND") return refusal("request.not-found");
  if (error.code === "UNSUPPORTED_MEDIA_TYPE") return refusal("request.not-json");
  if (error.code === "PAYLOAD_TOO_LARGE") return refusal("request.too-large", { limit: "256 kB" });
  if (error.code === "METHOD_NOT_SUPPORTED") return refusal("request.wrong-method");
  if (error.code === "BAD_REQUEST" || error.code === "PARSE_ERROR") {
    return refusal("request.invalid", { where: "the call itself" });
  }
  return refusal("server.fault", { id: requestId });
}

/** Names of our own fields; what the caller called its own is not repeated. */
function placesOf(error: z.ZodError): string {
  const places = error.issues.map(({ path, code }) =>
    code === "unrecognized_keys" ? "a field that is not known here" : path.join(".") || "the whole input",
  );
  return [...new Set(places)].slice(0, 5).join(", ");
}

/** Open to anyone who can reach the server. */
export const publicProcedure = procedure.use(({ ctx, next }) => {
  const actor: SystemActor = { kind: "system" };
  return next({ ctx: { ...ctx.ctx, actor } });
});

/** For enrolled browsers: a bearer token. */
export const deviceProcedure = procedure.use(async ({ ctx, next }) => {
  const device = await ctx.device();
  if (!device.ok) throw new AppError(device.refusal);
  return next({ ctx: { ...ctx.ctx, actor: device.value } });
});

/** Whoever signed in, with the second factor where they owe one. */
async function requireSignedIn({ session, secondFactor }: RequestContext): Promise<SignedIn> {
  return requireFactor(await session(), secondFactor);
}

/** For everybody who signs in: their own sessions, devices, passkeys. */
export const signedInProcedure = procedure.use(async ({ ctx, next }) => {
  const session = await ctx.session();
  const actor = requireFactor(session, ctx.secondFactor);
  return next({ ctx: { ...ctx.ctx, actor, sessionId: session?.id ?? "" } });
});

/** For those who have people of their own: operators, and resellers for theirs. By a session, not by a popup. */
export const peopleProcedure = signedInProcedure.use(async ({ ctx, next }) => {
  const { actor } = ctx;
  if (actor.kind === "operator") return next({ ctx: { ...ctx, actor: { ...actor, kind: actor.kind } } });
  if (actor.kind === "reseller") return next({ ctx: { ...ctx, actor } });
  throw new AppError(refusal("session.wrong-role"));
});

/** For the vendor's desk: a session cookie. */
export const deskProcedure = procedure.use(async ({ ctx, next }) => {
  const actor = await requireSignedIn(ctx);
  if (actor.kind !== "engineer" && actor.kind !== "operator") throw new AppError(refusal("session.wrong-role"));
  return next({ ctx: { ...ctx.ctx, actor } });
});

/** The same with the session itself, for what asks how long ago it was begun. */
export const deskSessionProcedure = signedInProcedure.use(async ({ ctx, next }) => {
  const { actor } = ctx;
  if (actor.kind !== "engineer" && actor.kind !== "operator") throw new AppError(refusal("session.wrong-role"));
  return next({ ctx: { ...ctx, actor } });
});

/** For the vendor's operators alone. */
export const operatorProcedure = procedure.use(async ({ ctx, next }) => {
  const actor = await requireSignedIn(ctx);
  if (actor.kind !== "operator") throw new AppError(refusal("session.wrong-role"));
  await expireOrphans(ctx.ctx);
  return next({ ctx: { ...ctx.ctx, actor: { ...actor, kind: actor.kind } } });
});

/** For a reseller's people, at the desk or in a paired popup. A license whose time is over is not theirs any more. */
export const resellerProcedure = procedure.use(async ({ ctx, next }) => {
  const actor = (await ctx.popup()) ?? (await requireSignedIn(ctx));
  if (actor.kind !== "reseller") throw new AppError(refusal("session.wrong-role"));
  await expireOrphans(ctx.ctx);
  return next({ ctx: { ...ctx.ctx, actor } });
});

/** For a reseller's people who sit at the web page; a popup may not. */
export const resellerSessionProcedure = signedInProcedure.use(async ({ ctx, next }) => {
  const { actor } = ctx;
  if (actor.kind !== "reseller") throw new AppError(refusal("session.wrong-role"));
  return next({ ctx: { ...ctx, actor } });
});

/** For a paired popup itself. */
export const popupProcedure = procedure.use(async ({ ctx, next }) => {
  const actor = await ctx.popup();
  if (!actor) throw new AppError(refusal("session.missing"));
  return next({ ctx: { ...ctx.ctx, actor } });
});

/** For whoever looks after licenses: operators, and resellers and holders after their own. */
export const keeperProcedure = procedure.use(async ({ ctx, next }) => {
  const actor = (await ctx.popup()) ?? (await requireSignedIn(ctx));
  if (actor.kind === "engineer") throw new AppError(refusal("session.wrong-role"));
  await expireOrphans(ctx.ctx);
  // TypeScript narrows the kind of a union's member, not the member.
  return next({ ctx: { ...ctx.ctx, actor: actor as Keeper } });
});

/** Lets an address fail so many times a minute; a success gives its try back. */
export async function limited<Result>(
  { tries, address }: Pick<RequestContext, "tries" | "address">,
  name: TriesName,
  work: () => Promise<Result>,
): Promise<Result> {
  await tries.take(name, address);
  const result = await work();
  await tries.giveBack(name, address);
  return result;
}
