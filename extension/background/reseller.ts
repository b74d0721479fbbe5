import { inOrder } from "../../shared/client-order.ts";
import { parseServer } from "../../shared/invitation.ts";
import { AppError, orThrow, type Refusal, refusal } from "../../shared/problems.ts";
import type { ResellerConnection, ResellerPairing, ResellerRecord, ResellerWish } from "../database.ts";
import type { KeptClients, ResellerView } from "../messages.ts";
import type { ResellerServer } from "../reseller-server.ts";
import type { Services } from "./services.ts";

/** A reseller's popup: pairing it, and what it reads with its token. All it knows is in one shelf. */

export const pairingAlarm = "pairing";
const lookEveryMs = 30_000;
const rotateAfterMs = 24 * 3_600_000;
/** Whoever approved a code at its last moment gave the popup as long again to take its token. */
const takingMs = 10 * 60_000;

type Deps = Pick<Services, "shelves" | "reach" | "now" | "isAllowed" | "openReseller">;

async function record<Id extends ResellerRecord["id"]>(
  { shelves }: Pick<Deps, "shelves">,
  id: Id,
): Promise<Extract<ResellerRecord, { id: Id }> | null> {
  // The key of a record is its kind.
  return (await shelves.reseller.get(id)) as Extract<ResellerRecord, { id: Id }> | null;
}

export async function readReseller(deps: Deps): Promise<ResellerView> {
  const [connection, clients, pairing, end] = await Promise.all([
    record(deps, "connection"),
    record(deps, "clients"),
    record(deps, "pairing"),
    record(deps, "end"),
  ]);
  return {
    connection: connection && clients && { server: connection.server, names: clients.names },
    pairing: pairing && { server: pairing.server, code: pairing.code, expiresAt: pairing.expiresAt },
    refusal: end?.refusal ?? null,
    server: end?.server ?? null,
  };
}

/** The server of the connection or of the pairing; null where there is neither. */
export async function resellerServerOf(deps: Pick<Deps, "shelves">): Promise<string | null> {
  const found = (await record(deps, "connection")) ?? (await record(deps, "pairing"));
  return found?.server ?? null;
}

export async function pairReseller(
  deps: Deps,
  { server, label }: { server: string; label: string },
): Promise<ResellerView> {
  const wish: ResellerWish = { id: "wish", server: orThrow(parseServer(server)), label };
  await deps.shelves.reseller.put(wish);
  if (!(await deps.isAllowed(wish.server))) {
    throw new AppError(refusal("enrolment.server-not-allowed", { server: wish.server }));
  }
  return begin(deps, wish);
}

/** Goes on where the browser's own prompt closed the popup; nothing to do is no error. */
export async function fulfilPairing(deps: Deps): Promise<void> {
  const wish = await record(deps, "wish");
  if (!wish || !(await deps.isAllowed(wish.server))) return;
  // What went wrong is kept, where the popup finds it.
  await begin(deps, wish).catch(() => undefined);
}

async function begin(deps: Deps, { server, label }: ResellerWish): Promise<ResellerView> {
  const { reseller } = deps.shelves;
  await reseller.drop("wish");
  try {
    const begun = await deps.openReseller(server, null).beginPairing(label);
    await reseller.put({ id: "pairing", server, ...begun });
  } catch (error) {
    const why = reasonOf(error);
    await reseller.put({ id: "end", refusal: why, server });
    throw new AppError(why, { cause: error });
  }
  await reseller.drop("end");
  await deps.reach.wakeIn(pairingAlarm, lookEveryMs);
  return readReseller(deps);
}

/**
 * Whether somebody has typed the code meanwhile. A code whose time is over goes; while the server cannot be reached it
 * stays for as long as its token could be taken, because an answer that was lost is given again.
 */
export async function pollPairing(deps: Deps): Promise<ResellerView> {
  const pairing = await record(deps, "pairing");
  if (!pairing) return readReseller(deps);
  try {
    const finished = await deps.openReseller(pairing.server, null).finishPairing(pairing);
    if (finished.state === "approved") await connect(deps, pairing, finished);
    else if (await isPending(deps, pairing)) await deps.reach.wakeIn(pairingAlarm, lookEveryMs);
  } catch (error) {
    if (await isPending(deps, pairing)) await lookAgain(deps, pairing, reasonOf(error));
  }
  return readReseller(deps);
}

/** Another look may have come to an end while this one was on its way, or the person gave up. */
async function isPending(deps: Deps, { pairingId }: ResellerPairing): Promise<boolean> {
  return (await record(deps, "pairing"))?.pairingId === pairingId;
}

async function connect(
  deps: Deps,
  pairing: ResellerPairing,
  { token, names }: { token: string; names: KeptClients["names"] },
): Promise<void> {
  const { reseller } = deps.shelves;
  const { server } = pairing;
  if (!(await isPending(deps, pairing))) {
    // Either it is connected by this very token, or nobody is to have it.
    if ((await record(deps, "connection"))?.token !== token) await giveUp(deps, { server, token });
    return;
  }
  const tokenSince = deps.now().toISOString();
  await reseller.put({ id: "connection", server, token, tokenSince, nextToken: null });
  await reseller.put({ id: "clients", server, names, asOf: null, snapshot: null });
  await reseller.drop("pairing");
  await deps.reach.cancelWake(pairingAlarm);
  // Without the network the popup says that nothing was read yet.
  await refreshClients(deps).catch(() => undefined);
}

async function lookAgain(deps: Deps, pairing: ResellerPairing, why: Refusal): Promise<void> {
  const { server, expiresAt } = pairing;
  const isOver = why.code === "pairing.code-unknown" || Date.parse(expiresAt) + takingMs <= deps.now().getTime();
  if (!isOver) return deps.reach.wakeIn(pairingAlarm, lookEveryMs);
  await deps.shelves.reseller.put({ id: "end", refusal: refusal("pairing.not-approved"), server });
  await deps.shelves.reseller.drop("pairing");
}

/** Reads the clients anew, where anything changed, and says when it was read. */
export async function refreshClients(deps: Deps): Promise<ResellerView> {
  await withConnection(deps, async (server) => {
    const before = await record(deps, "clients");
    const answer = await server.clients(before?.snapshot?.digest ?? null);
    const { asOf } = answer;
    await deps.shelves.reseller.change("clients", (now) => {
      if (now.id !== "clients") return null;
      if (answer.same) return { ...now, asOf };
      const { snapshot } = answer;
      const licenses = inOrder(snapshot.licenses, snapshot.resellerName);
      return { ...now, asOf, snapshot: { ...snapshot, licenses } };
    });
  });
  await rotate(deps);
  return readReseller(deps);
}

export function readResellerStatement(deps: Deps) {
  return withConnection(deps, (server) => server.statement());
}

export function makeClientCode(deps: Deps, licenseId: string) {
  return withConnection(deps, (server) => server.makeCode(licenseId));
}

/** Those that wait for an answer or have one, newest first. */
export function readOpenTickets(deps: Deps, licenseId: string) {
  return withConnection(deps, (server) => server.openTickets(licenseId));
}

/** Forgets all that was read, and tells the server if it can be reached. */
export async function leaveReseller(deps: Deps): Promise<void> {
  const connection = await record(deps, "connection");
  await forget(deps);
  await deps.shelves.reseller.drop("end");
  if (connection) await giveUp(deps, connection);
}

async function giveUp(deps: Deps, { server, token }: Pick<ResellerConnection, "server" | "token">): Promise<void> {
  await deps
    .openReseller(server, token)
    .leave()
    .catch((error: unknown) => console.warn("The server was not told; the token is gone from here.", error));
}

/** Where the server no longer knows the token, nothing of the clients stays here. */
async function withConnection<Value>(deps: Deps, work: (server: ResellerServer) => Promise<Value>): Promise<Value> {
  const connection = await record(deps, "connection");
  if (!connection) throw new AppError(refusal("pairing.over"));
  try {
    return await work(deps.openReseller(connection.server, connection.token));
  } catch (error) {
    const why = reasonOf(error);
    if (!isEnd(why)) throw new AppError(why, { cause: error });
    // Another call may have exchanged the token while this one was on its way.
    if ((await record(deps, "connection"))?.token === connection.token) await end(deps, connection.server);
    throw new AppError(refusal("pairing.over"), { cause: error });
  }
}

function isEnd({ code }: Refusal): boolean {
  return code === "session.missing" || code === "session.wrong-role";
}

/** The reason first: a popup that opens meanwhile finds the clients or why they are gone. */
async function end(deps: Deps, server: string): Promise<void> {
  await deps.shelves.reseller.put({ id: "end", refusal: refusal("pairing.over"), server });
  await forget(deps);
}

async function forget({ shelves, reach }: Deps): Promise<void> {
  for (const id of ["connection", "clients", "pairing", "wish"] as const) await shelves.reseller.drop(id);
  await reach.cancelWake(pairingAlarm);
}

/**
 * A day-old token is exchanged. The new one is kept before the server hears of it, and the old one holds until the new
 * one was used: neither a lost answer nor a worker that died costs the pairing.
 */
async function rotate(deps: Deps): Promise<void> {
  const now = deps.now();
  const connection = await record(deps, "connection");
  if (!connection || now.getTime() - Date.parse(connection.tokenSince) < rotateAfterMs) return;
  const nextToken = connection.nextToken ?? newToken();
  const keep = (change: Partial<ResellerConnection>) =>
    deps.shelves.reseller.change("connection", (kept) => (kept.id === "connection" ? { ...kept, ...change } : null));
  await keep({ nextToken });
  try {
    await deps.openReseller(connection.server, connection.token).rotate(nextToken);
  } catch {
    // Tried again with the next refresh, with the same new token.
    return;
  }
  await keep({ token: nextToken, tokenSince: now.toISOString(), nextToken: null });
}

function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const text = btoa(String.fromCharCode(...bytes));
  return `spp_${text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}

/** Here nothing is queued: what could not be reached is tried again by hand. */
function reasonOf(error: unknown): Refusal {
  const why = error instanceof AppError ? error.refusal : refusal("extension.fault");
  return why.code === "server.unreachable" || why.code === "server.busy" ? refusal("server.no-answer") : why;
}
