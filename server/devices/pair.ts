import { randomBytes } from "node:crypto";
import type { BegunPairing, FinishedPairing, WaitingPairing } from "../../shared/popups.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import * as accounts from "../accounts/store.ts";
import * as audit from "../audit/store.ts";
import type { Ctx, ResellerActor, SystemActor } from "../context.ts";
import type { Tx } from "../db/open.ts";
import { inTransaction } from "../db/transaction.ts";
import { normalCrockford, randomCrockford } from "../licenses/keys.ts";
import * as pairings from "./pairings.ts";
import * as popups from "./popups.ts";

/**
 * A popup shows a code; somebody of a reseller's types it on the web page, sees who asks, and approves; the popup takes
 * its token by the secret that it alone knows. Whatever is wrong with a code is refused in the same words.
 */
const lifetimeMs = 10 * 60_000;
const keptMs = 24 * 3_600_000;

export async function beginPairing(
  ctx: Ctx<SystemActor>,
  { label, address }: { label: string; address: string },
): Promise<BegunPairing> {
  const code = randomCrockford(8);
  const secret = randomBytes(32).toString("base64url");
  const now = ctx.now();
  const pairing = { id: ctx.newId(), createdAt: now.toISOString(), expiresAt: after(now, lifetimeMs) };
  const hashes = { codeHash: ctx.keys.hashOf(code), secretHash: ctx.keys.hashOf(secret) };
  await inTransaction(ctx.db, async (tx) => {
    await pairings.dropOver(tx, after(now, -keptMs));
    await pairings.insertPairing(tx, { ...pairing, ...hashes, label, address });
  });
  const grouped = `${code.slice(0, 4)}-${code.slice(4)}`;
  return { pairingId: pairing.id, code: grouped, secret, expiresAt: pairing.expiresAt };
}

export async function lookAtPairing(ctx: Ctx<ResellerActor>, code: string): Promise<WaitingPairing> {
  const found = await pairings.waiting(ctx.db, hashOf(ctx, code), ctx.now().toISOString());
  if (!found) throw unknown();
  return found;
}

/** From now on the popup has as long again to take its token. */
export async function approvePairing(ctx: Ctx<ResellerActor>, code: string): Promise<{ done: true }> {
  return settle(ctx, code, "pairing.approved", (now) => ({
    personId: ctx.actor.id,
    expiresAt: after(now, lifetimeMs),
  }));
}

/** Whoever shows this code gets nothing by it any more. */
export async function declinePairing(ctx: Ctx<ResellerActor>, code: string): Promise<{ done: true }> {
  return settle(ctx, code, "pairing.declined", (now) => ({ usedAt: now.toISOString() }));
}

async function settle(
  ctx: Ctx<ResellerActor>,
  code: string,
  action: "pairing.approved" | "pairing.declined",
  decision: (now: Date) => Parameters<typeof pairings.decide>[3],
): Promise<{ done: true }> {
  return inTransaction(ctx.db, async (tx) => {
    const now = ctx.now();
    const pairingId = await pairings.decide(tx, hashOf(ctx, code), now.toISOString(), decision(now));
    if (pairingId === null) throw unknown();
    await audit.append(tx, ctx, action, pairingId);
    return { done: true };
  });
}

/**
 * Hands the token out to whoever knows the secret. An answer may be lost: until the token was used the same one is given
 * again, and not once it was. However many ask at once, there is one popup.
 */
export async function finishPairing(
  ctx: Ctx<SystemActor>,
  asked: { pairingId: string; secret: string },
): Promise<FinishedPairing> {
  const secretHash = ctx.keys.hashOf(asked.secret);
  const token = tokenFor(ctx, asked);
  return inTransaction(ctx.db, async (tx) => {
    const at = ctx.now().toISOString();
    const pairing = await pairings.open(tx, { pairingId: asked.pairingId, secretHash }, at);
    if (!pairing) throw unknown();
    if (pairing.personId === null) return { state: "waiting" };
    const person = await accounts.signedIn(tx, pairing.personId);
    if (person?.kind !== "reseller") throw unknown();
    if (await pairings.use(tx, asked.pairingId, at))
      await addPopup(ctx, tx, { person, label: pairing.label, token, at });
    else if (!(await popups.isFresh(tx, ctx.keys.hashOf(token)))) throw unknown();
    const { name: personName, resellerName } = person;
    return { state: "approved", token, names: { serverName: ctx.server.name, resellerName, personName } };
  });
}

async function addPopup(
  ctx: Ctx<SystemActor>,
  tx: Tx,
  { person, label, token, at }: { person: ResellerActor; label: string; token: string; at: string },
): Promise<void> {
  const id = ctx.newId();
  await popups.insertPopup(tx, { id, personId: person.id, label, at, tokenHash: ctx.keys.hashOf(token) });
  await audit.append(tx, { ...ctx, actor: person }, "popup.paired", id);
}

/** The same for the same secret, which only the popup has, and not to be found from anything that is stored. */
function tokenFor({ keys }: Pick<Ctx, "keys">, { pairingId, secret }: { pairingId: string; secret: string }): string {
  return `spp_${Buffer.from(keys.hashOf(`popup ${pairingId} ${secret}`), "hex").toString("base64url")}`;
}

function hashOf({ keys }: Pick<Ctx, "keys">, code: string): string {
  return keys.hashOf(normalCrockford(code));
}

function after(now: Date, ms: number): string {
  return new Date(now.getTime() + ms).toISOString();
}

function unknown(): AppError {
  return new AppError(refusal("pairing.code-unknown"));
}
