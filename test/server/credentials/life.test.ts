import fc from "fast-check";
import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { lookAfterAccess } from "../../../server/credentials/chores.ts";
import { createLog } from "../../../server/log.ts";
import { refusalOf, startServer, type TestServer } from "../../support/app.ts";
import { engine, openAt } from "../../support/db.ts";
import { datedMailsFor } from "../../support/mails.ts";
import { runs } from "../../support/runs.ts";
import {
  type AccessScene,
  accessScene,
  adminSecret,
  fakeChecker,
  filesSecret,
  isKept,
  newAccess,
  outcome,
  rowOf,
} from "./scene.ts";

const minute = 60_000;
const hour = 60 * minute;

const kind = fc.constantFrom("ftp" as const, "store-admin" as const);
type Kind = "ftp" | "store-admin";
const letter = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant("hand over" as const), kind, days: fc.constantFrom(1, 2, 7, 30) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("check" as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("resolve" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("write again" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("ask back" as const), kind }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("disable" as const), kind }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("say done" as const), kind }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("withdraw" as const), kind }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("close" as const) }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant("wait" as const), hours: fc.constantFrom(1, 5, 23, 24, 25, 48, 72, 168) }),
  },
);
const first = fc.record({ do: fc.constant("hand over" as const), kind, days: fc.constantFrom(1, 7) });
const orders = fc
  .tuple(first, fc.array(letter, { minLength: 5, maxLength: 14, size: "max" }))
  .map(([handed, others]): Letter[] => [handed, ...others]);
type Letter = typeof letter extends fc.Arbitrary<infer Value> ? Value : never;

/** Each way to an end, so that none is left to chance. */
const examples: [Letter[]][] = [
  [
    [
      { do: "hand over", kind: "store-admin", days: 7 },
      { do: "hand over", kind: "ftp", days: 7 },
      { do: "ask back", kind: "ftp" },
      { do: "resolve" },
      { do: "wait", hours: 25 },
    ],
  ],
  [
    [
      { do: "hand over", kind: "ftp", days: 7 },
      { do: "check" },
      { do: "close" },
      { do: "resolve" },
      { do: "close" },
      { do: "disable", kind: "ftp" },
      { do: "say done", kind: "ftp" },
      { do: "close" },
    ],
  ],
  [
    [
      { do: "hand over", kind: "ftp", days: 7 },
      { do: "hand over", kind: "store-admin", days: 7 },
      { do: "resolve" },
      { do: "wait", hours: 168 },
      { do: "wait", hours: 24 },
      { do: "close" },
    ],
  ],
  [
    [
      { do: "hand over", kind: "store-admin", days: 1 },
      { do: "wait", hours: 25 },
      { do: "hand over", kind: "ftp", days: 7 },
      { do: "resolve" },
      { do: "write again" },
      { do: "hand over", kind: "ftp", days: 7 },
      { do: "withdraw", kind: "ftp" },
    ],
  ],
];

/** What is promised of one access, in hours and words of its own. */
interface Expected {
  id: string;
  kind: Kind;
  state: "live" | "disable-asked" | "destroyed";
  end: string | null;
  expiresMs: number;
  askedMs: number | null;
  /** The login does not work any more. */
  isDisabled: boolean;
  wasRefused: boolean;
  logins: number;
  reminders: number;
  isTold: boolean;
}

interface Model {
  ticket: "open" | "resolved" | "closed";
  all: Expected[];
  mails: Told[];
  /** Of logins made for the ticket. */
  tries: number[];
}

interface Told {
  /** In milliseconds. */
  at: number;
  words: string;
}

const names: Record<Kind, string> = { ftp: "ftp", "store-admin": "admin" };

function mail(model: Model, kind: string, of: Expected[], nowMs: number): void {
  const access = of.map((one) => names[one.kind]).sort();
  if (of.length > 0) model.mails.push({ at: nowMs, words: `${kind} ${access.join("+")}` });
}

function askBack(model: Model, of: Expected[], nowMs: number): void {
  const live = of.filter(({ state }) => state === "live");
  for (const one of live) Object.assign(one, { state: "disable-asked", askedMs: nowMs, reminders: 1 });
  mail(model, "access-take-back", live, nowMs);
}

function end(one: Expected, how: string): void {
  Object.assign(one, { state: "destroyed", end: how });
}

/** The retest: one login of files, and none of a store's admin. */
function retest(model: Model, one: Expected, nowMs: number): void {
  if (one.kind === "ftp") {
    one.logins += 1;
    model.tries.push(nowMs);
  }
  const isProven = one.kind === "ftp" && one.isDisabled && !one.wasRefused;
  end(one, isProven ? "verified-disabled" : "not-confirmed");
}

function current(model: Model, kind: Kind): Expected | undefined {
  return model.all.filter((one) => one.kind === kind && one.state !== "destroyed").at(-1);
}

/** Moments at which something falls due by itself, soonest first. */
function dueBetween(model: Model, fromMs: number, toMs: number): number[] {
  const times = model.all.flatMap(({ state, end: how, askedMs, expiresMs }) => {
    const asked = askedMs === null || (state === "destroyed" && how !== "not-confirmed") ? [] : [askedMs];
    const reminded = asked.flatMap((at) => [at + 24 * hour, at + 72 * hour, at + 168 * hour]);
    const ends = state === "destroyed" ? [] : [expiresMs, ...asked.map((at) => at + 72 * hour)];
    return [...reminded.map((at) => at + minute), ...ends.map((at) => at - minute)];
  });
  return [...new Set(times)].filter((at) => at > fromMs && at < toMs).sort((a, b) => a - b);
}

/** What is done by itself at a moment. */
function tick(model: Model, nowMs: number): void {
  for (const one of model.all) {
    if (one.state === "destroyed") continue;
    const deadline = Math.min(one.expiresMs, one.askedMs === null ? Infinity : one.askedMs + 72 * hour);
    if (nowMs < deadline - 2 * minute) continue;
    if (one.state === "live") end(one, "expired");
    else retest(model, one, nowMs);
  }
  // Whoever was asked first is reminded first.
  const asked = new Set(model.all.map(({ askedMs }) => askedMs).filter((at) => at !== null));
  const batches = [...asked].sort((one, other) => one - other);
  for (const [step, after] of [
    [3, 72],
    [2, 24],
  ] as const) {
    for (const batch of batches.filter((at) => nowMs >= at + after * hour)) {
      const due = model.all.filter(
        (one) =>
          one.askedMs === batch &&
          one.reminders < step &&
          (one.state === "disable-asked" || one.end === "not-confirmed"),
      );
      for (const one of due) one.reminders = step;
      mail(model, "access-take-back", due, nowMs);
    }
  }
  for (const batch of batches.filter((at) => nowMs >= at + 168 * hour)) {
    const due = model.all.filter((one) => one.askedMs === batch && one.end === "not-confirmed" && !one.isTold);
    for (const one of due) one.isTold = true;
    mail(model, "access-not-confirmed", due, nowMs);
  }
}

/** The stage: one server whose time passes for all, and whose chores are done twice at once. */
interface Stage {
  server: TestServer;
  chores: () => Promise<void>;
  /** Logins that were disabled, by their password. */
  disabled: Set<string>;
}

async function step(stage: Stage, scene: AccessScene, model: Model, one: Letter): Promise<void> {
  const { server } = stage;
  const { device, engineer, ticketId } = scene;
  const nowMs = server.ctx.now().getTime();
  if (one.do === "hand over") {
    const id = uuidv7();
    const expiresMs = nowMs + one.days * 24 * hour;
    const secret = { by: "password", password: id } as const;
    const sealed = { ...(one.kind === "ftp" ? filesSecret : adminSecret), secret, credentialId: id };
    const input = await newAccess(scene, { ...sealed, expiresAt: new Date(expiresMs).toISOString() });
    const call = device.api.access.handOver.mutate(input);
    if (model.ticket !== "open") {
      expect((await refusalOf(call)).code).toBe(`ticket.${model.ticket}`);
      return;
    }
    await call;
    for (const earlier of model.all)
      if (earlier.kind === one.kind && earlier.state !== "destroyed") end(earlier, "replaced");
    const fresh = { state: "live", end: null, askedMs: null, isDisabled: false, wasRefused: false } as const;
    model.all.push({ id, kind: one.kind, expiresMs, logins: 0, reminders: 0, isTold: false, ...fresh });
  } else if (one.do === "check") {
    const found = current(model, "ftp");
    if (found?.state !== "live") return;
    const call = device.api.access.check.mutate({ credentialId: found.id, accepts: null, sendsUnencrypted: false });
    if (model.tries.filter((at) => at > nowMs - 10 * minute).length >= 3) {
      expect((await refusalOf(call)).code).toBe("credential.too-many-checks");
      return;
    }
    await call;
    found.logins += 1;
    found.wasRefused = found.isDisabled;
    model.tries.push(nowMs);
  } else if (one.do === "resolve") {
    if (model.ticket !== "open") return;
    await engineer.api.tickets.move.mutate({ ticketId, to: "resolved" });
    model.ticket = "resolved";
    const row = await server.db.selectFrom("tickets").select("updatedAt").where("id", "=", ticketId).executeTakeFirst();
    askBack(model, model.all, Date.parse(row?.updatedAt ?? ""));
  } else if (one.do === "write again") {
    if (model.ticket === "closed") return;
    await device.api.tickets.reply.mutate({ ticketId, messageId: uuidv7(), body: "It is back." });
    model.ticket = "open";
  } else if (one.do === "ask back") {
    const found = current(model, one.kind);
    if (!found) return;
    await engineer.api.access.end.mutate({ credentialId: found.id });
    askBack(model, [found], Date.parse((await rowOf(scene, found.id)).disableAskedAt ?? ""));
  } else if (one.do === "disable") {
    const found = current(model, one.kind);
    if (found) found.isDisabled = true;
    if (found) stage.disabled.add(found.id);
  } else if (one.do === "say done") {
    const found = current(model, one.kind);
    if (!found) return;
    const say = () => device.api.access.saidDisabled.mutate({ credentialId: found.id });
    if (found.state === "live") {
      expect((await refusalOf(say())).code).toBe("credential.not-asked-back");
      return;
    }
    await Promise.all([say(), say()]);
    retest(model, found, nowMs);
  } else if (one.do === "withdraw") {
    const found = current(model, one.kind);
    if (!found) return;
    await device.api.access.withdraw.mutate({ credentialId: found.id });
    end(found, "withdrawn");
  } else if (one.do === "close") {
    if (model.ticket !== "resolved") return;
    const call = engineer.api.tickets.move.mutate({ ticketId, to: "closed" });
    if (model.all.some(({ state }) => state !== "destroyed")) {
      expect((await refusalOf(call)).code).toBe("ticket.access-alive");
      return;
    }
    await call;
    model.ticket = "closed";
  } else {
    const toMs = nowMs + one.hours * hour;
    for (let at = nowMs; at < toMs; ) {
      at = dueBetween(model, at, toMs)[0] ?? toMs;
      server.pass(at - server.ctx.now().getTime());
      await stage.chores();
      tick(model, at);
    }
  }
}

/** Where two servers look at the same moment, either may be the first to tell of one of two things. */
function inOrder(mails: Told[]): string[] {
  const byMoment = (one: Told, other: Told) =>
    Math.abs(one.at - other.at) < minute ? one.words.localeCompare(other.words) : one.at - other.at;
  return (engine === "sqlite" ? mails : mails.toSorted(byMoment)).map(({ words }) => words);
}

async function compare(scene: AccessScene, model: Model): Promise<void> {
  for (const one of model.all) {
    const row = await rowOf(scene, one.id);
    expect({ id: one.id, state: row.state, end: row.end }).toEqual({ id: one.id, state: one.state, end: one.end });
    expect(await isKept(scene, one.id)).toBe(one.state !== "destroyed");
    const logins = scene.checker.tried.filter(({ secret }) => secret.by === "password" && secret.password === one.id);
    expect(logins).toHaveLength(one.logins);
    if (row.destroyedAt === null) continue;
    const deadline = Math.min(one.expiresMs, one.askedMs === null ? Infinity : one.askedMs + 72 * hour);
    expect(Date.parse(row.destroyedAt)).toBeLessThanOrEqual(deadline);
  }
  const { state } = await scene.engineer.api.tickets.open.query({ ticketId: scene.ticketId });
  expect(state === "resolved" || state === "closed" ? state : "open").toBe(model.ticket);
  const sent = await datedMailsFor(scene.server, scene.reader);
  const told = sent
    .filter(({ kind: each }) => each !== "resolved")
    .map(({ at, kind: each, values }) => ({
      at,
      words: `${each} ${(values as { access: string[] }).access.join("+")}`,
    }));
  expect(inOrder(told)).toEqual(inOrder(model.mails));
}

test("whatever happens in whatever order, access ends in time, is tried no more than promised, and everybody is told once", async () => {
  const checker = fakeChecker();
  const server = await startServer({ checker });
  const silent = createLog("silent");
  const beside = { ...server.ctx, db: openAt(server.place) };
  const disabled = new Set<string>();
  const stage: Stage = {
    server,
    disabled,
    chores: async () => {
      // Two connections of one process wait for each other on SQLite, and nothing else goes on meanwhile.
      const first = lookAfterAccess(server.ctx, silent);
      if (engine === "sqlite") await first;
      await Promise.all([first, lookAfterAccess(beside, silent)]);
    },
  };
  const logIn = checker.logIn;
  checker.logIn = async (target) => {
    await logIn(target);
    const isGone = target.secret.by === "password" && disabled.has(target.secret.password);
    return outcome(isGone ? "wrong-login" : "ready");
  };
  const ends = new Set<string | null>();
  await fc.assert(
    fc.asyncProperty(orders, async (letters) => {
      const scene = await accessScene({ server, checker });
      const model: Model = { ticket: "open", all: [], mails: [], tries: [] };
      for (const one of letters) {
        await step(stage, scene, model, one);
        await compare(scene, model);
      }
      for (const { end: how } of model.all) ends.add(how);
    }),
    { numRuns: runs(100, 12), examples },
  );
  for (const how of ["verified-disabled", "not-confirmed", "withdrawn", "expired", "replaced"])
    expect(ends).toContain(how);
}, 600_000);
