import { type Brand, brand } from "../shared/brand.ts";
import { parseInvitation, parseServer } from "../shared/invitation.ts";
import { AppError, orThrow, type Refusal, refusal } from "../shared/problems.ts";
import type { Enrolled, Server } from "./api.ts";
import type { Enrolment } from "./database.ts";
import { sha256 } from "./hash.ts";
import type { EnrolmentAttempt, EnrolmentSummary } from "./messages.ts";
import { type EnrolmentWish, type Settings, without } from "./settings.ts";
import type { Shelf } from "./shelf.ts";

export interface EnrolmentsDeps {
  shelf: Shelf<Enrolment>;
  settings: Pick<Settings, "enrolmentWish" | "attempts">;
  openServer(origin: string, token: string | null): Server;
  isAllowed(origin: string): Promise<boolean>;
  now(): number;
  /** An attempt began or ended, or the store was disconnected. */
  changed(storeOrigin: string): Promise<void>;
}

export interface Enrolments {
  find(storeOrigin: string): Promise<Enrolment | null>;
  all(): Promise<Enrolment[]>;
  /**
   * Makes this browser a device of the server. Where the browser has not allowed the server yet, the wish is kept and
   * `fulfil` goes on once it has. Throws `AppError`.
   */
  enrol(wish: EnrolmentWish): Promise<EnrolmentSummary>;
  /** Goes on where the browser's own prompt closed the popup; nothing to do is no error. */
  fulfil(): Promise<void>;
  /** The server says that this support is called otherwise now. */
  rebrand(storeOrigin: string, brand: Brand): Promise<void>;
  /**
   * Exchanges a token that the server calls old. Without an answer the old one stays, and the same new one is sent the
   * next time.
   */
  exchange(token: string): Promise<void>;
  /** Forgets the token, and tells the server if it can be reached. */
  leave(storeOrigin: string): Promise<void>;
}

/** What is wished for, read from what the person pasted or typed. */
export function wishFor(
  input: { storeOrigin: string; label: string } & ({ text: string } | { server: string; key: string }),
): EnrolmentWish {
  const { storeOrigin, label } = input;
  if ("text" in input) {
    const { server } = orThrow(parseInvitation(input.text));
    return { storeOrigin, label, server, how: { text: input.text } };
  }
  const key = input.key.trim();
  if (key === "") throw new AppError(refusal("enrolment.key-unknown"));
  return { storeOrigin, label, server: orThrow(parseServer(input.server)), how: { key } };
}

export function createEnrolments({ shelf, settings, openServer, isAllowed, now, changed }: EnrolmentsDeps): Enrolments {
  /** By what is being made: pressing twice, or the prompt's end and the popup both going on, is one enrolment. */
  const running = new Map<string, Promise<EnrolmentSummary>>();

  async function note(storeOrigin: string, attempt: EnrolmentAttempt | null): Promise<void> {
    await settings.attempts.change((attempts) =>
      attempt ? { ...attempts, [storeOrigin]: attempt } : without(attempts, storeOrigin),
    );
    await changed(storeOrigin);
  }

  async function make(wish: EnrolmentWish, madeFrom: string): Promise<EnrolmentSummary> {
    const { storeOrigin, server, label } = wish;
    const known = await shelf.get(storeOrigin);
    if (known?.madeFrom === madeFrom) return summaryOf(known);
    if (!(await isAllowed(server))) {
      await settings.enrolmentWish.change(() => wish);
      await note(storeOrigin, { state: "asking", server });
      throw new AppError(refusal("enrolment.server-not-allowed", { server }));
    }
    await settings.enrolmentWish.change(() => null);
    await note(storeOrigin, { state: "connecting", server });
    try {
      const enrolment = { ...(await ask(wish, label)), madeFrom, enrolledAt: new Date(now()).toISOString() };
      await shelf.put(enrolment);
      await note(storeOrigin, null);
      return summaryOf(enrolment);
    } catch (error) {
      const why = error instanceof AppError ? error.refusal : refusal("extension.fault");
      await note(storeOrigin, { state: "refused", server, refusal: onItsWay(why) });
      throw new AppError(onItsWay(why), { cause: error });
    }
  }

  /** The server's key is compared before the code or the key leaves this browser. */
  async function ask({ storeOrigin, server, how }: EnrolmentWish, label: string) {
    const stranger = openServer(server, null);
    const { sealingKey, name } = await stranger.identity();
    const fingerprint = await sha256(sealingKey);
    if ("text" in how) {
      const { code, fingerprint: expected } = orThrow(parseInvitation(how.text));
      if (fingerprint !== expected) {
        throw new AppError(refusal("enrolment.fingerprint-differs", { expected, actual: fingerprint }));
      }
      return made(await stranger.enrol({ code, storeOrigin, label }));
    }
    return made(await stranger.enrolWithKey({ key: how.key, storeOrigin, label }));

    function made({ brand: said, ...enrolled }: Enrolled) {
      const parsed = brand.safeParse(said);
      const named = { ...enrolled, serverName: enrolled.serverName || name };
      return { ...named, ...(parsed.success && { brand: parsed.data }), storeOrigin, server, fingerprint };
    }
  }

  async function enrol(wish: EnrolmentWish): Promise<EnrolmentSummary> {
    const madeFrom = await sha256(JSON.stringify([wish.server, wish.how]));
    const name = `${wish.storeOrigin} ${madeFrom}`;
    const already = running.get(name);
    if (already) return already;
    const making = make(wish, madeFrom).finally(() => running.delete(name));
    running.set(name, making);
    return making;
  }

  const exchanging = new Set<string>();

  async function exchange(token: string): Promise<void> {
    const known = (await shelf.all()).find((each) => each.token === token);
    if (!known) return;
    const { storeOrigin, server } = known;
    const isStill = (kept: Enrolment) => kept.token === token;
    const kept = await shelf.change(storeOrigin, (now) =>
      isStill(now) && !now.nextToken ? { ...now, nextToken: newToken() } : null,
    );
    if (!kept?.nextToken || !isStill(kept)) return;
    const { nextToken } = kept;
    await openServer(server, token).rotate(nextToken);
    await shelf.change(storeOrigin, (now) => {
      if (!isStill(now)) return null;
      const { nextToken: _, ...rest } = now;
      return { ...rest, token: nextToken };
    });
  }

  return {
    async exchange(token) {
      if (exchanging.has(token)) return;
      exchanging.add(token);
      // The server goes on saying that it is due.
      await exchange(token)
        .catch((error: unknown) => console.warn("The token was not exchanged.", error))
        .finally(() => exchanging.delete(token));
    },

    find: (storeOrigin) => shelf.get(storeOrigin),
    all: () => shelf.all(),
    enrol,

    async fulfil() {
      const wish = await settings.enrolmentWish.get();
      if (!wish || !(await isAllowed(wish.server))) return;
      // What went wrong stands in the attempts, where the popup finds it.
      await enrol(wish).catch(() => undefined);
    },

    async rebrand(storeOrigin, brand) {
      const known = await shelf.get(storeOrigin);
      if (!known || JSON.stringify(known.brand) === JSON.stringify(brand)) return;
      await shelf.put({ ...known, brand });
      await changed(storeOrigin);
    },

    async leave(storeOrigin) {
      const enrolment = await shelf.get(storeOrigin);
      await shelf.drop(storeOrigin);
      await note(storeOrigin, null);
      if (!enrolment) return;
      await openServer(enrolment.server, enrolment.token)
        .leave()
        .catch((error: unknown) => console.warn("The server was not told; the token is gone from here.", error));
    },
  };
}

/** 256 random bits, as the server's own tokens are. */
function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return `spd_${bytes.toBase64({ alphabet: "base64url", omitPadding: true })}`;
}

/** While connecting nothing is queued: what could not be reached has to be tried again by hand. */
function onItsWay(why: Refusal): Refusal {
  return why.code === "server.unreachable" || why.code === "server.busy" ? refusal("server.no-answer") : why;
}

/** What may be shown: everything but the token. */
export function summaryOf(enrolment: Enrolment): EnrolmentSummary {
  const { storeOrigin, server, standing, licenseLast4, fingerprint, enrolledAt, brand } = enrolment;
  const named = brand ? { serverName: brand.name, brand } : { serverName: enrolment.serverName };
  // The account of a store owner's license is their reseller's.
  const holderName = brand?.isWhiteLabel ? "" : enrolment.holderName;
  return { storeOrigin, server, ...named, holderName, standing, licenseLast4, fingerprint, enrolledAt };
}
