import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { expireOffers } from "../../../server/credits/expire-offers.ts";
import { post } from "../../../server/credits/record.ts";
import { banLicense } from "../../../server/licenses/ban-license.ts";
import type { Ask } from "../../../shared/ask.ts";
import { programmes } from "../../../shared/programmes/all.ts";
import type { Submission } from "../../../shared/submission.ts";
import {
  askFor,
  byCredits,
  byPremium,
  days,
  enrolledDevice,
  keyOnlyDevice,
  newLicense,
  newSubmission,
  refusalOf,
  signedIn,
  startServer,
  supportedLicense,
} from "../../support/app.ts";

test("a question is held without asking, and settled with the engineer's first answer", async () => {
  const { api, file, engineer, account } = await scene();
  const ticketId = await file(askFor("functionality-question"));
  const programme = programmes.find(({ id }) => id === byCredits.programmeId)?.name;
  expect((await api.tickets.thread.query({ ticketId })).charge).toMatchObject({
    clauses: expect.arrayContaining([expect.objectContaining({ programme })]),
    topic: "functionality-question",
    verdict: "accept",
    price: 5,
    category: { id: "question" },
    held: 5,
    settled: 0,
    offer: null,
  });
  expect(await account()).toMatchObject({ available: 45, held: 5, spent: 0 });
  for (const body of ["First", "Second"]) {
    await engineer.tickets.answer.mutate({ ticketId, messageId: uuidv7(), body });
  }
  expect(await account()).toMatchObject({ available: 45, held: 0, spent: 5, granted: 50 });
});

test("a statement tells in words what happened to every credit, with a running balance", async () => {
  const { file, engineer, account } = await scene();
  const ticketId = await file(askFor("functionality-question"));
  await engineer.tickets.answer.mutate({ ticketId, messageId: uuidv7(), body: "So" });
  const { lines } = await account();
  expect(lines.map(({ says, change, available, held }) => ({ says, change, available, held }))).toEqual([
    { says: "50 credits with the license", change: 50, available: 50, held: 0 },
    { says: "Held for T-1001", change: -5, available: 45, held: 5 },
    { says: "Spent on T-1001", change: 0, available: 45, held: 0 },
  ]);
  expect(await engineer.credits.ofTicket.query({ ticketId })).toEqual(await account());
});

test("what the person agreed to in advance is held at once; what they did not agree to is not", async () => {
  const { file, account } = await scene();
  await file(askFor("configuration-fault"));
  expect((await account()).held).toBe(0);
  await file(askFor("configuration-fault", { agreesUpTo: 10 }));
  expect((await account()).held).toBe(10);
});

test("an upgrade over eight releases costs 50 of 70 credits, and once they are agreed 20 are left", async () => {
  const { server, api, license, file, engineer, assess, account } = await scene();
  const gift = { id: uuidv7(), kind: "grant", credits: 20, source: "goodwill" } as const;
  await post(server.ctx, license.accountId, gift);
  const ticketId = await file(askFor("upgrade", { upgrade: { from: "4.3.1", to: "4.3.9" } }));
  expect((await api.tickets.thread.query({ ticketId })).charge?.price).toBe(50);
  const { charge } = await assess(ticketId, "upgrade", 50);
  expect(charge?.offer).toMatchObject({ state: "open", credits: 50, extra: 50, category: "upgrade" });
  expect((await api.tickets.mine.query())[0]).toMatchObject({ state: "answered", asks: 50 });
  expect((await engineer.tickets.queue.query({})).tickets[0]).toMatchObject({ askedFor: 50, priority: "regular" });
  const decided = { ticketId, offerId: charge?.offer?.id ?? "", agrees: true };
  const first = await api.credits.decide.mutate(decided);
  expect(first).toMatchObject({ state: "waiting", charge: { held: 50, agreed: 50, offer: { state: "agreed" } } });
  expect(await api.credits.decide.mutate(decided)).toEqual(first);
  expect(await account()).toMatchObject({ available: 20, held: 50 });
  const against = await refusalOf(api.credits.decide.mutate({ ...decided, agrees: false }));
  expect(against).toMatchObject({ code: "offer.closed", values: { state: "agreed" } });
});

test("a no gives back everything that was held, also what was agreed before and after a first answer", async () => {
  const { api, file, engineer, assess, account } = await scene();
  const ticketId = await file(askFor("configuration-fault", { agreesUpTo: 10 }));
  const { charge } = await assess(ticketId, "investigation");
  expect(await account()).toMatchObject({ available: 40, held: 10 });
  await engineer.tickets.answer.mutate({ ticketId, messageId: uuidv7(), body: "May we?" });
  expect(await account()).toMatchObject({ held: 10, spent: 0 });
  const offerId = charge?.offer?.id ?? "";
  const thread = await api.credits.decide.mutate({ ticketId, offerId, agrees: false });
  expect(thread.charge).toMatchObject({ held: 0, settled: 0, offer: { state: "declined" } });
  const { available, held, lines } = await account();
  expect({ available, held }).toEqual({ available: 50, held: 0 });
  expect(lines.at(-1)?.says).toBe("Given back from T-1001: the price was declined");
});

test("an offer that nobody answers ends after a week, once, and gives back what was held", async () => {
  const { server, api, file, assess, account } = await scene();
  const ticketId = await file(askFor("configuration-fault", { agreesUpTo: 10 }));
  const { charge } = await assess(ticketId, "investigation");
  const offerId = charge?.offer?.id ?? "";
  server.pass(7 * days - 60_000);
  expect(await expireOffers(server.ctx)).toBe(0);
  server.pass(60_000);
  expect(await refusalOf(api.credits.decide.mutate({ ticketId, offerId, agrees: true }))).toMatchObject({
    code: "offer.closed",
    values: { state: "expired" },
  });
  expect((await api.tickets.thread.query({ ticketId })).charge?.offer?.state).toBe("expired");
  const ended = await Promise.all(Array.from({ length: 4 }, () => expireOffers(server.ctx)));
  expect(ended.reduce((sum, each) => sum + each, 0)).toBe(1);
  expect(await account()).toMatchObject({ available: 50, held: 0, spent: 0 });
});

test("a fall comes back at once, before and after it was spent; a rise within the agreement is held", async () => {
  const { file, engineer, assess, account } = await scene();
  const ticketId = await file(askFor("server-or-modified-files", { agreesUpTo: 30 }));
  expect((await account()).held).toBe(20);
  await assess(ticketId, "configuration");
  expect(await account()).toMatchObject({ available: 40, held: 10 });
  await assess(ticketId, "code-modification", 30);
  expect(await account()).toMatchObject({ available: 20, held: 30 });
  await engineer.tickets.answer.mutate({ ticketId, messageId: uuidv7(), body: "Done" });
  expect(await account()).toMatchObject({ available: 20, held: 0, spent: 30 });
  const { charge } = await assess(ticketId, "question");
  expect(charge).toMatchObject({ held: 0, settled: 5, category: { id: "question" } });
  expect(await account()).toMatchObject({ available: 45, held: 0, spent: 5, granted: 50 });
});

test("another assessment takes the place of an open offer, which can then not be agreed to", async () => {
  const { api, file, assess } = await scene();
  const ticketId = await file(askFor("configuration-fault"));
  const first = (await assess(ticketId, "investigation")).charge?.offer?.id ?? "";
  const second = await assess(ticketId, "configuration");
  expect(second.charge?.offer).toMatchObject({ state: "open", credits: 10 });
  const refusal = await refusalOf(api.credits.decide.mutate({ ticketId, offerId: first, agrees: true }));
  expect(refusal).toMatchObject({ code: "offer.closed", status: 409 });
});

test("an assessment sent again is one assessment; with other contents it is refused", async () => {
  const { file, engineer, account } = await scene();
  const ticketId = await file(askFor("server-or-modified-files", { agreesUpTo: 20 }));
  const input = { ticketId, commandId: uuidv7(), category: "configuration", reason: "Looked" };
  const first = await engineer.credits.assess.mutate(input);
  expect(await engineer.credits.assess.mutate(input)).toEqual(first);
  expect(await refusalOf(engineer.credits.assess.mutate({ ...input, category: "question" }))).toMatchObject({
    code: "command.id-taken",
  });
  expect(await account()).toMatchObject({ available: 40, held: 10 });
});

test("a price without a fixed amount must be named, and not below where it begins", async () => {
  const { file, engineer } = await scene();
  const ticketId = await file(askFor("code-modification"));
  const input = { ticketId, category: "code-modification", reason: "" };
  for (const credits of [undefined, 19]) {
    const call = engineer.credits.assess.mutate({ ...input, commandId: uuidv7(), ...(credits ? { credits } : {}) });
    expect(await refusalOf(call)).toMatchObject({ code: "assessment.price-missing", values: { from: 20 } });
  }
  const unknown = engineer.credits.assess.mutate({ ...input, commandId: uuidv7(), category: "nonsense" });
  expect(await refusalOf(unknown)).toMatchObject({ code: "assessment.category-unknown" });
});

test("a yes that the balance cannot pay is refused with numbers, and the offer stays open", async () => {
  const { api, file, assess, account } = await scene();
  const ticketId = await file(askFor("code-modification"));
  const { charge } = await assess(ticketId, "code-modification", 80);
  const decided = { ticketId, offerId: charge?.offer?.id ?? "", agrees: true };
  expect(await refusalOf(api.credits.decide.mutate(decided))).toMatchObject({
    code: "credits.insufficient",
    values: { needed: 80, available: 50 },
  });
  expect((await api.tickets.thread.query({ ticketId })).charge?.offer?.state).toBe("open");
  expect(await account()).toMatchObject({ available: 50, held: 0 });
});

test("closing a ticket gives back what was never answered, and takes its offer away", async () => {
  const { api, file, engineer, assess, account } = await scene();
  const ticketId = await file(askFor("configuration-fault", { agreesUpTo: 10 }));
  const offerId = (await assess(ticketId, "investigation")).charge?.offer?.id ?? "";
  await engineer.tickets.move.mutate({ ticketId, to: "resolved" });
  expect((await account()).held).toBe(10);
  await engineer.tickets.move.mutate({ ticketId, to: "closed" });
  expect(await account()).toMatchObject({ available: 50, held: 0 });
  expect(await refusalOf(api.credits.decide.mutate({ ticketId, offerId, agrees: true }))).toMatchObject({
    code: "offer.closed",
  });
});

test("nothing is filed without a topic, under another verdict than was shown, or where the rules say no", async () => {
  const { server, file } = await scene();
  const refused = async (ask: Ask | null, changes: Partial<Submission> = {}) => refusalOf(file(ask, changes));
  expect(await refused(null)).toMatchObject({ code: "request.topic-missing", status: 400 });
  const shown = { verdict: "accept", credits: 10 };
  expect(await refused(askFor("functionality-question"), { expects: shown })).toMatchObject({
    code: "verdict.changed",
  });
  const no = await refused(askFor("server-configuration"));
  expect(no).toMatchObject({ code: "verdict.not-filed", status: 403 });
  expect(no.values.why).toMatch(/^[A-Z].*\.$/);
  expect(await server.db.selectFrom("tickets").select("number").execute()).toEqual([]);
  await file(askFor("functionality-question"), { expects: { verdict: "accept", credits: 5 } });
});

test("a browser with the key alone sees no balance, not by standing, statement, verdict nor refusal", async () => {
  const { server, license } = await scene();
  const { api } = await keyOnlyDevice(server, license);
  expect((await api.credits.standing.query())?.balance).toBeNull();
  expect(await refusalOf(api.credits.statement.query())).toMatchObject({ code: "device.key-only" });
  const asked = newSubmission({ ask: askFor("configuration-fault", { agreesUpTo: 10 }) });
  await api.tickets.file.mutate({ text: asked.text, sha256: asked.sha256 });
  await post(server.ctx, license.accountId, { id: "more", kind: "hold", ticketNumber: 1001, credits: 40 });
  const more = newSubmission({ ask: askFor("configuration-fault", { agreesUpTo: 10 }) });
  const refusal = await refusalOf(api.tickets.file.mutate({ text: more.text, sha256: more.sha256 }));
  expect(refusal).toMatchObject({ code: "credits.too-few", values: {} });
});

test("a license without a programme has no standing, and its tickets cost nothing", async () => {
  const server = await startServer();
  const { api } = await enrolledDevice(server, await newLicense(server));
  expect(await api.credits.standing.query()).toBeNull();
  const { text, sha256, ticketId } = newSubmission();
  await api.tickets.file.mutate({ text, sha256 });
  const { api: desk } = await signedIn(server);
  expect(await desk.tickets.open.query({ ticketId })).toMatchObject({ charge: null, account: null, categories: [] });
});

test("another holder's browser neither decides an offer nor learns of it", async () => {
  const { server, file, assess } = await scene();
  const ticketId = await file(askFor("configuration-fault"));
  const offerId = (await assess(ticketId, "investigation")).charge?.offer?.id ?? "";
  const other = await enrolledDevice(server, await supportedLicense(server, byCredits));
  const stolen = other.api.credits.decide.mutate({ ticketId, offerId, agrees: false });
  expect(await refusalOf(stolen)).toMatchObject({ code: "ticket.absent" });
});

test("under a banned license nothing is filed", async () => {
  const { server, file, license } = await scene(byPremium);
  const { licenseId } = license;
  await expect(banLicense(server.ctx, { licenseId, reason: "rudeness" })).rejects.toThrow("programme.ban-unfounded");
  await file(askFor("bug-fix"));
  await banLicense(server.ctx, { licenseId, reason: "abuse" });
  expect(await refusalOf(file(askFor("bug-fix")))).toMatchObject({
    code: "license.not-active",
    values: { state: "banned" },
  });
});

async function scene(bought: Parameters<typeof supportedLicense>[1] = byCredits) {
  const server = await startServer();
  const license = await supportedLicense(server, bought);
  const { api } = await enrolledDevice(server, license);
  const { api: engineer } = await signedIn(server);
  return {
    server,
    license,
    api,
    engineer,
    account: () => api.credits.statement.query(),
    file: async (ask: Ask | null, changes: Partial<Submission> = {}) => {
      const { text, sha256, ticketId } = newSubmission({ ask, ...changes });
      await api.tickets.file.mutate({ text, sha256 });
      return ticketId;
    },
    assess: (ticketId: string, category: string, credits?: number) =>
      engineer.credits.assess.mutate({
        ticketId,
        commandId: uuidv7(),
        category,
        reason: "Looked at it",
        ...(credits === undefined ? {} : { credits }),
      }),
  };
}
