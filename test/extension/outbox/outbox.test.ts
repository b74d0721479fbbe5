import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inTurn } from "../../../extension/in-turn.ts";
import { createOutbox, type Delivery, type OutboxEntry, waitMs } from "../../../extension/outbox.ts";
import { refusal } from "../../../shared/problems.ts";
import { fakeShelf } from "../background/fake-shelf.ts";

const minute = 60_000;
const request = (draftId: string, storeOrigin = "https://shop.example") => ({
  draftId,
  storeOrigin,
  subject: "Checkout is empty",
  text: `{"ticketId":"${draftId}"}`,
  sha256: draftId.padEnd(64, "0"),
});
const receipt = (entry: OutboxEntry) => ({
  ticketId: entry.draftId,
  number: 1042,
  sha256: entry.sha256,
  size: entry.text.length,
  storedAt: "2026-11-22T10:00:00.000Z",
});
const away: Delivery = { ok: false, refusal: refusal("server.unreachable"), retryAfterMs: null };

/** An outbox, a clock that only we move, and a server that counts what it stored. */
function setUp(
  answer: (entry: OutboxEntry) => Delivery | Promise<Delivery> = (entry) => ({ ok: true, receipt: receipt(entry) }),
) {
  const shelf = fakeShelf<OutboxEntry>(({ draftId }) => draftId);
  const clock = { ms: 1_000_000 };
  const sends: string[] = [];
  const seen: string[] = [];
  const world = { answer };
  let wake: number | null = null;
  const locks = new Map<string, ReturnType<typeof inTurn>>();
  const open = () =>
    createOutbox({
      shelf,
      deliver: async (entry) => {
        sends.push(entry.draftId);
        expect(shelf.values.get(entry.draftId)?.text).toBe(entry.text);
        return world.answer(entry);
      },
      lock(name, work) {
        const turn = locks.get(name) ?? inTurn();
        locks.set(name, turn);
        return turn(work);
      },
      now: () => clock.ms,
      random: () => 0,
      wakeAt: async (at) => {
        wake = at;
      },
      changed: async (entry, isSending) => void seen.push(isSending ? "sending" : entry.state),
    });
  return { outbox: open(), open, shelf, clock, sends, seen, world, wakesAt: () => wake };
}

describe("the outbox", () => {
  test("a request is on disk before it is sent, and sent once it is acknowledged", async () => {
    const { outbox, sends, seen } = setUp();
    expect(await outbox.send(request("a"))).toMatchObject({ state: "sent", receipt: { number: 1042 } });
    await outbox.drain(true);
    expect(sends).toEqual(["a"]);
    expect(seen).toEqual(["sending", "sent"]);
  });

  test("what was sent is not sent again, however often it is asked for", async () => {
    const { outbox, sends } = setUp();
    await Promise.all([outbox.send(request("a")), outbox.send(request("a")), outbox.drain(true)]);
    await outbox.send(request("a"));
    expect(sends).toEqual(["a"]);
  });

  test("a server that is away leaves it waiting, and the alarm stands at its next try", async () => {
    const { outbox, clock, wakesAt } = setUp(() => away);
    const state = await outbox.send(request("a"));
    expect(state).toEqual({
      state: "queued",
      nextTryAt: new Date(clock.ms + 30_000).toISOString(),
      refusal: refusal("server.unreachable"),
    });
    expect(wakesAt()).toBe(clock.ms + 30_000);
  });

  test("a drain before the next try sends nothing; at its time it sends, by itself and once", async () => {
    const { outbox, clock, sends, world, wakesAt } = setUp(() => away);
    await outbox.send(request("a"));
    world.answer = (entry) => ({ ok: true, receipt: receipt(entry) });
    clock.ms += 29_000;
    await outbox.drain();
    expect(sends).toEqual(["a"]);
    clock.ms += 1_000;
    await Promise.all([outbox.drain(), outbox.drain()]);
    expect(sends).toEqual(["a", "a"]);
    expect(wakesAt()).toBeNull();
  });

  test("a worker that dies between sending and the answer leaves it waiting for the next worker", async () => {
    const { outbox, open, sends, shelf, world } = setUp(() => new Promise<never>(() => {}));
    void outbox.send(request("a"));
    await expect.poll(() => sends).toEqual(["a"]);
    world.answer = (entry) => ({ ok: true, receipt: receipt(entry) });
    expect(shelf.values.get("a")).toMatchObject({ state: "waiting" });
    const [item] = await open().list("https://shop.example");
    expect(item?.send.state).toBe("queued");
  });

  test("a refusal that does not pass is final, and is not tried again", async () => {
    const { outbox, sends, wakesAt } = setUp(() => ({
      ok: false,
      refusal: refusal("ticket.id-taken"),
      retryAfterMs: null,
    }));
    expect(await outbox.send(request("a"))).toEqual({ state: "refused", refusal: refusal("ticket.id-taken") });
    await outbox.drain(true);
    expect(sends).toEqual(["a"]);
    expect(wakesAt()).toBeNull();
  });

  test("other bytes put in its place while it was on its way are not taken for sent", async () => {
    const { outbox, world, shelf } = setUp();
    const gate = Promise.withResolvers<Delivery>();
    const first = request("a");
    world.answer = () => gate.promise;
    const sending = outbox.send(first);
    await expect.poll(() => shelf.values.has("a")).toBe(true);
    await shelf.put({ ...(shelf.values.get("a") as OutboxEntry), text: "other", sha256: "f".repeat(64) });
    gate.resolve({ ok: true, receipt: receipt({ ...first } as OutboxEntry) });
    expect((await sending).state).toBe("queued");
    expect(shelf.values.get("a")).toMatchObject({ state: "waiting", sha256: "f".repeat(64) });
  });

  test("a store whose server is away does not hold up another store's request", async () => {
    const { outbox, sends, world, clock } = setUp(() => away);
    for (const id of ["a", "b"]) await outbox.send(request(id));
    await outbox.send(request("c", "https://other.example"));
    world.answer = (entry) =>
      entry.storeOrigin === "https://shop.example" ? away : { ok: true, receipt: receipt(entry) };
    sends.length = 0;
    clock.ms += 40_000;
    await outbox.drain();
    expect(sends).toEqual(["a", "c"]);
  });

  test.each([
    ["a day ahead", 24 * 3_600_000],
    ["a day back", -24 * 3_600_000],
    ["three days back", -72 * 3_600_000],
  ])("with the clock set %s it is sent within a day and an hour all the same", async (_, shift) => {
    const { outbox, sends, world, clock } = setUp(() => away);
    await outbox.send(request("a"));
    world.answer = (entry) => ({ ok: true, receipt: receipt(entry) });
    clock.ms += shift;
    await outbox.drain();
    clock.ms += 25 * 3_600_000;
    await outbox.drain();
    expect(sends).toEqual(["a", "a"]);
  });

  test("50 waiting requests and a server that comes and goes: each is stored once, none is lost", async () => {
    const { outbox, world, clock } = setUp(() => away);
    const stored: string[] = [];
    let turn = 0;
    for (let id = 0; id < 50; id += 1) await outbox.send(request(`t${id}`, `https://shop-${id % 5}.example`));
    world.answer = (entry) => {
      turn += 1;
      if (turn % 3 === 0) return away;
      stored.push(entry.draftId);
      return { ok: true, receipt: receipt(entry) };
    };
    for (let round = 0; round < 200 && stored.length < 50; round += 1) {
      clock.ms += minute;
      await outbox.drain();
    }
    expect(stored.toSorted()).toEqual(Array.from({ length: 50 }, (_, id) => `t${id}`).toSorted());
  });

  test("what was sent is forgotten after a while, what waits never is", async () => {
    const { outbox, world, clock, shelf } = setUp();
    await outbox.send(request("sent"));
    world.answer = () => away;
    await outbox.send(request("waits"));
    clock.ms += 15 * 24 * 60 * minute;
    await outbox.sweep(14 * 24 * 60 * minute);
    expect([...shelf.values.keys()]).toEqual(["waits"]);
  });
});

describe("how long to wait", () => {
  test("half a minute, doubling, never more than an hour", () => {
    expect([1, 2, 3, 4].map((tries) => waitMs(tries, 0, null) / 1_000)).toEqual([30, 60, 120, 240]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.float({ min: 0, max: 1, noNaN: true }), (tries, random) => {
        const wait = waitMs(tries, random, null);
        expect(wait).toBeGreaterThanOrEqual(30_000);
        expect(wait).toBeLessThanOrEqual(3_600_000);
      }),
    );
  });

  test("as long as the server asks for, but a day at most", () => {
    expect(waitMs(1, 0, 90_000)).toBe(90_000);
    expect(waitMs(3, 0, 1_000)).toBe(120_000);
    expect(waitMs(1, 0, 1e12)).toBe(24 * 3_600_000);
  });

  test("chance moves it apart, so that many browsers do not come at once", () => {
    expect(waitMs(1, 0.99, null)).toBeGreaterThan(waitMs(1, 0, null));
  });
});
