import { randomBytes } from "node:crypto";
import type { Socket } from "node:net";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { z } from "zod";
import { type LoginOutcome, loginOutcome, type ProofOutcome, proofOutcome } from "../../../shared/credentials.ts";
import { invariant } from "../../../shared/invariant.ts";
import type { CheckSettings } from "../../config.ts";
import type { Logger } from "../../log.ts";
import { type Broker, type Grants, pipesFor, serveChannels } from "./broker.ts";
import { type Ended, runChild } from "./child-process.ts";
import { type Connect, connect } from "./connect.ts";
import { type Limits, mostAtOnce, mostTaskLength, usualLimits } from "./limits.ts";
import { type Cage, findCage } from "./namespace.ts";
import { afterRemoving, failedLogin, outcomeOf, readAnswer, removeOutcome } from "./outcomes.ts";
import { readableFiles } from "./readable.ts";
import { ownAddresses, type Resolve, resolveHere, resolveVetted } from "./resolve.ts";
import { createSlots } from "./slots.ts";
import type { Checker, LoginTarget, ProofTarget, Task } from "./task.ts";
import { hostOf, type Reach, storeOf, usualCheckPorts } from "./vet.ts";

/** What a check meets of the world; tests bring their own. */
export interface World {
  resolve: Resolve;
  connect: Connect;
  ownAddresses: () => ReadonlySet<string>;
  limits: Limits;
  /** The script that runs in the child. */
  entry: string;
}

const realWorld: World = {
  resolve: resolveHere,
  connect,
  ownAddresses,
  limits: usualLimits,
  entry: join(import.meta.dirname, "child.ts"),
};

/**
 * Tries logins at file servers, each in a process of its own that has no network: it talks through this one, to addresses
 * that were vetted here. Refuses with `server.busy` when too many wait.
 */
export function createChecker(settings: CheckSettings, log: Logger, changed: Partial<World> = {}): Checker {
  const world = { ...realWorld, ...changed };
  const inSlot = createSlots(mostAtOnce, world.limits.turnMs);
  let prepared: Promise<Prepared> | null = null;

  const begin = async (slot: number): Promise<Check> => {
    prepared ??= prepare(world.entry, log);
    const ready = await prepared;
    const reach = {
      allowed: settings.allow,
      ports: [...usualCheckPorts, ...settings.ports],
      own: world.ownAddresses(),
    };
    return { ...ready, world, reach, slot, startedAt: performance.now(), log };
  };

  /** What was not reached is told at the same time, whether it was closed, filtered or has no address. */
  const evened = async <T>(run: (check: Check) => Promise<T>, loginOf: (outcome: T) => LoginOutcome): Promise<T> => {
    const { outcome, startedAt } = await inSlot(async (slot) => {
      const check = await begin(slot);
      return { outcome: await run(check), startedAt: check.startedAt };
    });
    if (loginOf(outcome).result !== "unreachable") return outcome;
    await sleep(Math.max(0, startedAt + world.limits.reachMs - performance.now()));
    return outcome;
  };

  return {
    logIn: (target) =>
      evened(
        (check) => logIn(check, target),
        (outcome) => outcome,
      ),
    proveWriting: (target) =>
      evened(
        (check) => prove(check, target),
        ({ login }) => login,
      ),
  };
}

interface Prepared {
  cage: Cage;
  readable: string[];
}

interface Check extends Prepared {
  world: World;
  reach: Reach;
  slot: number;
  /** As `performance.now()` says it. */
  startedAt: number;
  log: Logger;
}

async function prepare(entry: string, log: Logger): Promise<Prepared> {
  const cage = await findCage(entry);
  log.info({ walls: cage.walls }, "logins are checked behind these walls");
  return { cage, readable: readableFiles() };
}

/** A file server that answers, at an address that was vetted. */
interface Reached {
  servername: string;
  address: string;
  control: Socket;
}

async function logIn(check: Check, target: LoginTarget): Promise<LoginOutcome> {
  const reached = await reachServer(check, target);
  if (typeof reached === "string") return outcomeOf(reached);
  const task: Task = { step: "log-in", ...loginOf(target), servername: reached.servername };
  const { logInBytes, wholeMs } = check.world.limits;
  const grants = { dataAddress: null, store: null, mostBytes: logInBytes };
  const { ended } = await visit(check, reached, { task, grants, endsAt: check.startedAt + wholeMs });
  return answerOf(check, task, ended, loginOutcome) ?? outcomeOf(ended.by === "time" ? "timeout" : "unreachable");
}

async function prove(check: Check, target: ProofTarget): Promise<ProofOutcome> {
  const [reached, store] = await Promise.all([reachServer(check, target), findStore(check, target.storeOrigin)]);
  if (typeof reached === "string") return failedLogin(reached);
  const probe = { name: `deskbell-${randomBytes(12).toString("hex")}.txt`, text: randomBytes(16).toString("hex") };
  const { folder, storeOrigin, store: captured } = target;
  const proof = { folder, storeOrigin, store: captured, probe };
  const task: Task = { step: "prove-writing", ...loginOf(target), ...proof, servername: reached.servername };
  const { proofBytes, wholeMs } = check.world.limits;
  const dataAddress = target.protocol === "sftp" ? null : reached.address;
  const grants = { dataAddress, store, mostBytes: proofBytes };
  const { ended, written } = await visit(check, reached, { task, grants, endsAt: check.startedAt + wholeMs });
  const outcome = answerOf(check, task, ended, proofOutcome) ?? {
    ...failedLogin("timeout"),
    result: "timeout",
    leftBehind: written,
  };
  const left = outcome.leftBehind;
  // Nothing but our own file is ever removed, whatever a child says.
  if (left === null || basename(left) !== probe.name) return outcome;
  return afterRemoving(outcome, await remove(check, target, reached, left));
}

/** One login more, at the same address: whether the file is known to be gone. */
async function remove(
  check: Check,
  target: ProofTarget,
  { servername, address }: Reached,
  path: string,
): Promise<boolean> {
  const { world } = check;
  const endsAt = performance.now() + world.limits.removeMs;
  const control = await world.connect(address, target.port, world.limits.connectMs).catch(() => null);
  if (!control) return false;
  const task: Task = { step: "remove", ...loginOf(target), servername, path };
  const grants = { dataAddress: null, store: null, mostBytes: world.limits.logInBytes };
  const { ended } = await visit(check, { servername, address, control }, { task, grants, endsAt });
  return answerOf(check, task, ended, removeOutcome)?.isGone ?? false;
}

/** Only what is named here goes to the child. */
function loginOf(target: LoginTarget): Omit<LoginTarget, "port"> {
  const { protocol, host, user, secret, pinned, sendsUnencrypted } = target;
  return { protocol, host, user, secret, pinned, sendsUnencrypted };
}

/** Resolves once, and connects to the first of the vetted addresses that answers. */
async function reachServer(check: Check, target: LoginTarget): Promise<Reached | "blocked" | "unreachable"> {
  const { world, reach, startedAt } = check;
  const host = hostOf(target.host);
  if (host === null) return "unreachable";
  if (!reach.ports.includes(target.port)) return "blocked";
  const { lookupMs, connectMs, reachMs } = world.limits;
  const addresses = await resolveVetted(host, { resolve: world.resolve, reach, ms: lookupMs });
  if (typeof addresses === "string") return addresses;
  for (const address of addresses) {
    const leftMs = startedAt + reachMs - performance.now();
    if (leftMs < 1) return "unreachable";
    const control = await world.connect(address, target.port, Math.min(connectMs, leftMs)).catch(() => null);
    if (control) return { servername: host, address, control };
  }
  return "unreachable";
}

/** Null where the store may not be reached: then the child is refused the channel. */
async function findStore({ world, reach }: Check, origin: string): Promise<Grants["store"]> {
  const store = storeOf(origin);
  if (!store) return null;
  const addresses = await resolveVetted(store.host, { resolve: world.resolve, reach, ms: world.limits.lookupMs });
  const [address] = typeof addresses === "string" ? [] : addresses;
  return address === undefined ? null : { address, port: store.port };
}

interface Errand {
  task: Task;
  grants: Pick<Grants, "dataAddress" | "store" | "mostBytes">;
  endsAt: number;
}

/** One child, from its start to its end, and the file it said it would write. */
async function visit(
  { world, cage, readable, slot }: Check,
  { control }: Reached,
  { task, grants, endsAt }: Errand,
): Promise<{ ended: Ended; written: string | null }> {
  const input = JSON.stringify(task);
  invariant(input.length <= mostTaskLength, "a task is made of what is bounded");
  const { connectMs } = world.limits;
  const served: { broker?: Broker } = {};
  try {
    const ended = await runChild({
      ...{ cage, slot, readable, entry: world.entry, limits: world.limits, input, pipes: pipesFor(grants) },
      ms: Math.max(1, endsAt - performance.now()),
      onStart: (line, pipes) => {
        served.broker = serveChannels(line, pipes, { ...grants, control, connect: world.connect, connectMs });
      },
    });
    return { ended, written: served.broker?.written() ?? null };
  } finally {
    control.destroy();
    served.broker?.close();
  }
}

/** Null where the child did not answer, or nonsense; why is for the log. */
function answerOf<T>({ log, startedAt }: Check, { step }: Task, ended: Ended, schema: z.ZodType<T>): T | null {
  const answer = ended.by === "answer" ? readAnswer(ended.line, schema) : null;
  if (answer !== null) return answer;
  const how = ended.by === "death" ? { exitCode: ended.code, signal: ended.signal } : {};
  log.warn(
    { step, endedBy: ended.by, ...how, ms: Math.round(performance.now() - startedAt) },
    "a check gave no answer",
  );
  return null;
}
