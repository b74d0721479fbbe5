import { v7 } from "uuid";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { connect, type DeskApi, type Person, watchSession } from "../../../server/desk/api.ts";
import type { Decision } from "../../../shared/problems.ts";
import {
  askFor,
  byCredits,
  cookieOf,
  enrolledDevice,
  newLicense,
  newSubmission,
  password,
  signedIn,
  startServer,
  supportedLicense,
  type TestServer,
  url,
} from "../../support/app.ts";

let server: TestServer;
let api: DeskApi;

beforeEach(async () => {
  server = await startServer({});
  let cookie = "";
  // A browser, as far as the desk sees one: relative addresses, same-origin, with a cookie jar.
  vi.stubGlobal("fetch", async (path: string | URL, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    if (init.method === "POST") headers.set("origin", url);
    if (cookie) headers.set("cookie", cookie);
    const response = await server.app.request(new URL(path, url).href, { ...init, headers });
    cookie = cookieOf(response) || cookie;
    return response;
  });
  api = connect();
});
afterEach(() => vi.unstubAllGlobals());

function granted<Value>(decision: Decision<Value>): Value {
  if (!decision.ok) throw new Error(`refused: ${decision.refusal.code}`);
  return decision.value;
}

async function enter(): Promise<Person> {
  const { email } = await signedIn(server);
  granted(await api.signIn({ email, password }));
  return granted(await api.me());
}

describe("the desk and the real server", () => {
  test("know each other from sign-in to sign-out", async () => {
    expect(await api.me()).toMatchObject({ ok: false, refusal: { code: "session.missing" } });
    expect(await enter()).toMatchObject({ name: "Emil", serverName: "Test support" });
    granted(await api.signOut());
    expect(await api.me()).toMatchObject({ ok: false, refusal: { code: "session.missing" } });
  });

  test("a wrong password and an unknown address are told alike", async () => {
    const { email } = await signedIn(server);
    for (const who of [
      { email, password: "wrong" },
      { email: "nobody@desk.example", password },
    ])
      expect(await api.signIn(who)).toEqual({ ok: false, refusal: { code: "session.wrong-password", values: {} } });
  });

  test("agree on queue, ticket, answer and move", async () => {
    const device = await enrolledDevice(server, await newLicense(server));
    const sent = newSubmission();
    await device.api.tickets.file.mutate({ text: sent.text, sha256: sent.sha256 });
    await enter();
    const { tickets } = granted(await api.queue({ state: "sent", search: "checkout", limit: 50 }));
    const ticketId = tickets[0]?.ticketId ?? "";
    expect(granted(await api.open(ticketId))).toMatchObject({ text: sent.text, sha256: sent.sha256 });
    const answer = { ticketId, messageId: v7(), body: "Thank you." };
    expect(granted(await api.answer(answer))).toMatchObject({ state: "answered" });
    expect(granted(await api.answer(answer)).messages).toHaveLength(2);
    expect(granted(await api.move({ ticketId, to: "resolved" }))).toMatchObject({ state: "resolved" });
  });

  test("agree on an assessment, however often it is sent, and on the statement it leads to", async () => {
    const device = await enrolledDevice(server, await supportedLicense(server, byCredits));
    const ask = askFor("configuration-fault", { agreesUpTo: 10 });
    const sent = newSubmission({ ask });
    await device.api.tickets.file.mutate({ text: sent.text, sha256: sent.sha256 });
    await enter();
    const { tickets } = granted(await api.queue({}));
    const ticketId = tickets[0]?.ticketId ?? "";
    const opened = granted(await api.open(ticketId));
    expect(opened).toMatchObject({
      account: { available: 40, held: 10 },
      charge: { held: 10, agreed: 10, offer: null },
    });
    expect(opened.charge?.due?.zone).toBe("+04:00");
    const lower = { ticketId, commandId: v7(), category: "question", reason: "" };
    expect(granted(await api.assess(lower))).toMatchObject({
      account: { available: 45, held: 5 },
      charge: { held: 5 },
    });
    expect(granted(await api.assess(lower))).toMatchObject({
      account: { available: 45, held: 5 },
      charge: { held: 5 },
    });
    expect(await api.assess({ ...lower, category: "configuration" })).toMatchObject({
      ok: false,
      refusal: { code: "command.id-taken" },
    });
    const higher = { ticketId, commandId: v7(), category: "investigation", reason: "Three files were changed." };
    expect(granted(await api.assess(higher)).charge?.offer).toMatchObject({ state: "open", credits: 20, extra: 15 });
    expect(granted(await api.queue({})).tickets[0]).toMatchObject({ askedFor: 20, priority: "regular", urgent: false });
    const { lines, ...sums } = granted(await api.statement(ticketId));
    expect(sums).toEqual({ available: 45, held: 5, spent: 0, granted: 50 });
    expect(lines.map(({ kind, change, available }) => [kind, change, available])).toEqual([
      ["grant", 50, 50],
      ["hold", -10, 40],
      ["release", 5, 45],
    ]);
  });

  test("a refusal arrives with its code and values", async () => {
    await enter();
    expect(await api.open(v7())).toEqual({ ok: false, refusal: { code: "ticket.absent", values: {} } });
    expect(await api.setUpOperator({ token: "wrong", name: "O", email: "o@desk.example", password })).toEqual({
      ok: false,
      refusal: { code: "setup.closed", values: {} },
    });
  });

  test("too many sign-ins say how long to wait", async () => {
    server = await startServer({ signInsPerMinute: 1 });
    await api.signIn({ email: "nobody@desk.example", password });
    const second = await api.signIn({ email: "nobody@desk.example", password });
    expect(second).toMatchObject({ ok: false, refusal: { code: "request.too-many" } });
    if (!second.ok) expect(Number(second.refusal.values.seconds)).toBeGreaterThan(0);
  });
});

describe("a server that does not answer", () => {
  test.each<[string, () => Promise<Response>]>([
    ["is not reached", () => Promise.reject(new TypeError("failed to fetch"))],
    ["answers with a proxy's page", async () => new Response("<h1>Bad gateway</h1>", { status: 502 })],
  ])("and %s is told so by every call, without a throw", async (_, fetch) => {
    vi.stubGlobal("fetch", fetch);
    const lost = connect();
    const calls = [
      lost.me(),
      lost.signIn({ email: "a", password: "b" }),
      lost.signOut(),
      lost.queue({}),
      lost.open("x"),
    ];
    for (const decision of await Promise.all(calls))
      expect(decision).toEqual({ ok: false, refusal: { code: "server.no-answer", values: {} } });
  });
});

test("a session that ended is noticed by whichever call meets it", async () => {
  let ended = 0;
  const watched = watchSession(api, () => {
    ended += 1;
  });
  await watched.queue({});
  await watched.open(v7());
  await watched.answer({ ticketId: v7(), messageId: v7(), body: "x" });
  await watched.move({ ticketId: v7(), to: "resolved" });
  await watched.assess({ ticketId: v7(), commandId: v7(), category: "x", reason: "" });
  await watched.statement(v7());
  expect(ended).toBe(6);
  await enter();
  await watched.queue({});
  expect(ended).toBe(6);
});
