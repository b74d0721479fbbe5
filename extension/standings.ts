import { z } from "zod";
import { type Brand, brand } from "../shared/brand.ts";
import { AppError, type Refusal, refusal } from "../shared/problems.ts";
import { filers, programme } from "../shared/programmes/schema.ts";
import type { Standing } from "../shared/standing.ts";
import { CallError, type Server } from "./api.ts";
import type { Enrolments } from "./enrolments.ts";
import type { Shelf } from "./shelf.ts";

/** What the server last said of where a license stands. Times are milliseconds since 1970. */
export interface KeptStanding {
  storeOrigin: string;
  /** Of the enrolment that it was said to: another one's is never used. */
  deviceId: string;
  /** Null where the server has no rules for this license. */
  standing: Standing | null;
  /** When the server was last asked, whether or not it answered. */
  askedAt: number;
}

type StandingAnswer = { ok: true; value: Standing | null } | { ok: false; refusal: Refusal };

export interface Standings {
  /**
   * What is known now, without waiting for the server where anything is: a newer answer is told by `changed`. Waits for
   * the server only where nothing is known yet.
   */
  read(storeOrigin: string): Promise<StandingAnswer>;
  /** Asks the server now; what was known stays where it does not answer. */
  refresh(storeOrigin: string): Promise<StandingAnswer>;
}

interface StandingsDeps {
  shelf: Shelf<KeptStanding>;
  enrolments: Pick<Enrolments, "find">;
  openServer(origin: string, token: string | null): Pick<Server, "standing">;
  now(): number;
  changed(storeOrigin: string): Promise<void>;
  /** Whose support the server says it is. */
  branded(storeOrigin: string, brand: Brand): Promise<void>;
}

/** The server is asked again by itself after this long, and not before. */
const freshMs = 60_000;

const count = z.number().int();
const standingShape: z.ZodType<Standing> = z.object({
  programme,
  license: z.object({
    product: z.string(),
    kind: z.string(),
    purchasedAt: z.iso.date(),
    plan: z.string().exactOptional(),
    planUntil: z.iso.date().exactOptional(),
    upgradeSubscription: z.boolean().nullable(),
  }),
  filer: z.enum(filers),
  balance: z.object({ available: count, held: count }).nullable(),
  used: z.object({ requests: count, modifications: count, serverChanges: count }),
  releases: z.array(z.string()).readonly(),
  brand: brand.exactOptional(),
  orphan: z.object({ wish: z.object({ company: z.string(), at: z.iso.datetime() }).nullable() }).exactOptional(),
  at: z.iso.datetime(),
});

export function createStandings({ shelf, enrolments, openServer, now, changed, branded }: StandingsDeps): Standings {
  /** One question at a time for each store. */
  const running = new Map<string, Promise<StandingAnswer>>();

  async function known(storeOrigin: string, deviceId: string): Promise<KeptStanding | null> {
    const kept = await shelf.get(storeOrigin);
    return kept?.deviceId === deviceId ? kept : null;
  }

  async function ask(storeOrigin: string): Promise<StandingAnswer> {
    const enrolment = await enrolments.find(storeOrigin);
    if (!enrolment) return { ok: false, refusal: refusal("device.missing") };
    const { deviceId } = enrolment;
    const before = await known(storeOrigin, deviceId);
    // Noted before the answer, so that a server that is away is left alone too.
    if (before) await shelf.put({ ...before, askedAt: now() });
    try {
      const standing = parse(await openServer(enrolment.server, enrolment.token).standing());
      await shelf.put({ storeOrigin, deviceId, standing, askedAt: now() });
      if (standing?.brand) await branded(storeOrigin, standing.brand);
      if (!before || !isSame(before.standing, standing)) await changed(storeOrigin);
      return { ok: true, value: standing };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return before ? { ok: true, value: before.standing } : { ok: false, refusal: withoutQueue(error.refusal) };
    }
  }

  function start(storeOrigin: string): Promise<StandingAnswer> {
    const asking = ask(storeOrigin).finally(() => running.delete(storeOrigin));
    running.set(storeOrigin, asking);
    return asking;
  }

  return {
    async refresh(storeOrigin) {
      // An answer that is under way may be older than what the caller has just done.
      await running.get(storeOrigin)?.catch(() => undefined);
      return start(storeOrigin);
    },
    async read(storeOrigin) {
      const enrolment = await enrolments.find(storeOrigin);
      const kept = enrolment && (await known(storeOrigin, enrolment.deviceId));
      const asking = running.get(storeOrigin);
      if (!kept) return asking ?? start(storeOrigin);
      if (!asking && Math.abs(now() - kept.askedAt) >= freshMs) void start(storeOrigin);
      return { ok: true, value: kept.standing };
    },
  };
}

/** Rules of a form that is not known here were written for a newer extension. */
function parse(said: unknown): Standing | null {
  const parsed = standingShape.nullable().safeParse(said);
  if (parsed.success) return parsed.data;
  throw new CallError(refusal("client.outdated"), null, { cause: parsed.error });
}

/** Whether anything but the time of asking is as before. */
function isSame(one: Standing | null, other: Standing | null): boolean {
  const timeless = (standing: Standing | null) => JSON.stringify(standing && { ...standing, at: null });
  return timeless(one) === timeless(other);
}

/** Nothing is queued here: what could not be read has to be asked for again. */
function withoutQueue(why: Refusal): Refusal {
  return why.code === "server.unreachable" || why.code === "server.busy" ? refusal("server.no-answer") : why;
}
