import { describe, expect, test } from "vitest";
import { CallError } from "../../../extension/api.ts";
import {
  fulfilPairing,
  leaveReseller,
  makeClientCode,
  pairReseller,
  pollPairing,
  readReseller,
  readResellerStatement,
  refreshClients,
} from "../../../extension/background/reseller.ts";
import type { ResellerRecord } from "../../../extension/database.ts";
import type { ResellerServer } from "../../../extension/reseller-server.ts";
import type { ClientSnapshot } from "../../../shared/client-snapshot.ts";
import type { FinishedPairing } from "../../../shared/popups.ts";
import { AppError, type ProblemCode, refusal } from "../../../shared/problems.ts";
import { manyClients } from "../../support/clients.ts";
import { fakeServices } from "./fake-services.ts";

const server = "https://support.example";
const names = { serverName: "Support", resellerName: "Brightside Web", personName: "Petra" };
const token = `spp_${"a".repeat(43)}`;
const dayMs = 86_400_000;

/** A server that pairs and answers, until a test makes it do otherwise. */
function scene() {
  const services = fakeServices();
  services.allowed.add(server);
  const state = {
    finished: { state: "waiting" } as FinishedPairing,
    snapshot: manyClients(3, services.clock.ms) as ClientSnapshot,
    refuse: null as ProblemCode | null,
    rotated: [] as string[],
    left: 0,
    opened: [] as (string | null)[],
    wakes: [] as string[],
  };
  const answer = <Value>(value: Value): Promise<Value> =>
    state.refuse
      ? Promise.reject(new CallError(refusal(state.refuse as "session.missing"), null))
      : Promise.resolve(value);
  const expiresAt = new Date(services.clock.ms + 600_000).toISOString();
  const api: ResellerServer = {
    beginPairing: () => answer({ pairingId: "p1", code: "7K2Q-D0XM", secret: "secret of the popup", expiresAt }),
    finishPairing: () => answer(state.finished),
    clients: (known) => {
      const asOf = services.now().toISOString();
      const isSame = known === state.snapshot.digest;
      return answer(isSame ? { asOf, same: true } : { asOf, same: false, snapshot: state.snapshot });
    },
    statement: () => answer({ granted: 0, available: 0, held: 0, spent: 0, lines: [] }),
    openTickets: () => answer([]),
    makeCode: (licenseId) => answer({ invitation: `https://support.example/#${licenseId}`, expiresAt }),
    rotate: (next) => {
      state.rotated.push(next);
      return answer(undefined);
    },
    leave: () => {
      state.left += 1;
      return answer(undefined);
    },
  };
  services.openReseller = (_, shown) => {
    state.opened.push(shown);
    return api;
  };
  services.reach.wakeIn = async (name) => void state.wakes.push(name);
  const kept = async <Id extends ResellerRecord["id"]>(id: Id) =>
    (await services.shelves.reseller.get(id)) as Extract<ResellerRecord, { id: Id }> | null;
  return { services, state, kept };
}

async function paired() {
  const all = scene();
  await pairReseller(all.services, { server, label: "Firefox" });
  all.state.finished = { state: "approved", token, names };
  await pollPairing(all.services);
  return all;
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof AppError ? error.refusal.code : error),
  );

describe("pairing a reseller's popup", () => {
  test("shows the code and never the secret, waits, and is connected once it was approved", async () => {
    const { services, state, kept } = scene();
    const shown = await pairReseller(services, { server: "support.example", label: "Firefox" });
    expect(shown).toMatchObject({ connection: null, pairing: { server, code: "7K2Q-D0XM" }, refusal: null });
    expect(JSON.stringify(shown)).not.toContain("secret");
    expect(state.wakes).toEqual(["pairing"]);
    expect((await pollPairing(services)).pairing).not.toBeNull();
    state.finished = { state: "approved", token, names };
    const done = await pollPairing(services);
    expect(done).toEqual({ connection: { server, names }, pairing: null, refusal: null, server: null });
    expect(JSON.stringify(done)).not.toContain(token);
    expect((await kept("clients"))?.snapshot?.licenses).toHaveLength(3);
    expect(await kept("pairing")).toBeNull();
  });

  test("asks no server that the browser was not allowed to reach, and goes on by itself once it was", async () => {
    const { services, state } = scene();
    services.allowed.clear();
    expect(await codeOf(pairReseller(services, { server, label: "x" }))).toBe("enrolment.server-not-allowed");
    await fulfilPairing(services);
    expect(state.opened).toEqual([]);
    services.allowed.add(server);
    await fulfilPairing(services);
    expect((await readReseller(services)).pairing?.code).toBe("7K2Q-D0XM");
    await fulfilPairing(services);
    expect(state.opened).toHaveLength(1);
  });

  test("keeps a code while the network is away for as long as its token can be taken, and drops it then", async () => {
    const { services, state, kept } = scene();
    await pairReseller(services, { server, label: "x" });
    state.refuse = "server.unreachable";
    services.clock.ms += 1_199_000;
    expect((await pollPairing(services)).pairing).not.toBeNull();
    services.clock.ms += 1_000;
    const over = await pollPairing(services);
    expect(over).toMatchObject({ pairing: null, refusal: { code: "pairing.not-approved" }, server });
    expect(await kept("pairing")).toBeNull();
  });

  test("a code that was refused at the desk is gone from here, and the next one clears the reason", async () => {
    const { services, state } = scene();
    await pairReseller(services, { server, label: "x" });
    state.refuse = "pairing.code-unknown";
    const refused = await pollPairing(services);
    expect(refused).toMatchObject({ pairing: null, refusal: { code: "pairing.not-approved" }, server });
    state.refuse = null;
    expect(await pairReseller(services, { server, label: "x" })).toMatchObject({ refusal: null });
  });

  test("a server's address that is none is refused before anything is kept", async () => {
    const { services, kept } = scene();
    expect(await codeOf(pairReseller(services, { server: "http://support.example", label: "x" }))).toBe(
      "enrolment.not-https",
    );
    expect(await kept("wish")).toBeNull();
  });
});

describe("a paired popup", () => {
  test("reads its clients anew where they changed, and notes when it looked where they did not", async () => {
    const { services, state, kept } = await paired();
    const first = await kept("clients");
    services.clock.ms += 60_000;
    await refreshClients(services);
    const second = await kept("clients");
    expect(second?.snapshot).toEqual(first?.snapshot);
    expect(Date.parse(second?.asOf ?? "") - Date.parse(first?.asOf ?? "")).toBe(60_000);
    state.snapshot = manyClients(5, services.clock.ms);
    await refreshClients(services);
    expect((await kept("clients"))?.snapshot?.licenses).toHaveLength(5);
  });

  test("keeps what it read last while the network is away", async () => {
    const { services, state, kept } = await paired();
    const before = await kept("clients");
    state.refuse = "server.unreachable";
    services.clock.ms += 3 * dayMs;
    expect(await codeOf(refreshClients(services))).toBe("server.no-answer");
    expect(await kept("clients")).toEqual(before);
    expect((await readReseller(services)).connection).not.toBeNull();
  });

  test.each(["session.missing", "session.wrong-role"] as const)(
    "keeps nothing of its clients once the server answers %s",
    async (code) => {
      const { services, state } = await paired();
      state.refuse = code;
      expect(await codeOf(refreshClients(services))).toBe("pairing.over");
      const left = await services.shelves.reseller.all();
      expect(left).toEqual([{ id: "end", refusal: refusal("pairing.over"), server }]);
      expect(await codeOf(readResellerStatement(services))).toBe("pairing.over");
    },
  );

  test("is at no moment gone without a reason, whenever a popup opens while it ends", async () => {
    const { services, state } = await paired();
    const { reseller } = services.shelves;
    const { drop, put } = reseller;
    const seen: boolean[] = [];
    const look = async () => {
      const { connection, refusal: why } = await readReseller(services);
      seen.push(connection !== null || why !== null);
    };
    reseller.drop = (id) => drop(id).then(look);
    reseller.put = (value) => put(value).then(look);
    state.refuse = "session.missing";
    await codeOf(refreshClients(services));
    expect(seen.length).toBeGreaterThan(2);
    expect(seen).not.toContain(false);
  });

  test("exchanges a token that is a day old, and the old one for the very same new one after a lost answer", async () => {
    const { services, state, kept } = await paired();
    await refreshClients(services);
    expect(state.rotated).toEqual([]);
    services.clock.ms += dayMs;
    const api = services.openReseller(server, token);
    const answering = api.rotate;
    api.rotate = async (next) => {
      await answering(next);
      throw new CallError(refusal("server.unreachable"), null);
    };
    await refreshClients(services);
    expect((await kept("connection"))?.token).toBe(token);
    api.rotate = answering;
    await refreshClients(services);
    expect(state.rotated).toHaveLength(2);
    expect(new Set(state.rotated).size).toBe(1);
    expect(state.rotated[0]).toMatch(/^spp_[\w-]{43}$/);
    expect(await kept("connection")).toMatchObject({ token: state.rotated[0], nextToken: null });
    await refreshClients(services);
    expect(state.rotated).toHaveLength(2);
    expect(state.opened.at(-1)).toBe(state.rotated[0]);
  });

  test("makes a code with its token, and leaves nothing here or there when it is disconnected", async () => {
    const { services, state } = await paired();
    expect((await makeClientCode(services, "L1")).invitation).toContain("#L1");
    expect(state.opened.at(-1)).toBe(token);
    await leaveReseller(services);
    expect(state.left).toBe(1);
    expect(await services.shelves.reseller.all()).toEqual([]);
    expect(await readReseller(services)).toEqual({ connection: null, pairing: null, refusal: null, server: null });
  });

  test("is disconnected here also while the network is away", async () => {
    const { services, state } = await paired();
    state.refuse = "server.unreachable";
    await leaveReseller(services);
    expect(await services.shelves.reseller.all()).toEqual([]);
  });
});
