import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CallError } from "../../../extension/api.ts";
import { judgeRequest, readTerms } from "../../../extension/background/asking.ts";
import { saveDraft, startPanel } from "../../../extension/background/drafting.ts";
import { prepare } from "../../../extension/background/filing.ts";
import { decideOffer } from "../../../extension/background/tickets.ts";
import type { Ask } from "../../../shared/ask.ts";
import { refusal } from "../../../shared/problems.ts";
import { programmes } from "../../../shared/programmes/all.ts";
import { filers, topics } from "../../../shared/programmes/schema.ts";
import { report } from "../../../shared/report.ts";
import { type Standing, situationOf } from "../../../shared/standing.ts";
import { verdict } from "../../../shared/verdict.ts";
import { aStanding, programmeNamed } from "../../support/standing.ts";
import { enrolment, fakeServices, panelCaller, storeOrigin } from "./fake-services.ts";

const question: Ask = { topic: "functionality-question", agreesUpTo: null, upgrade: null, moduleMadeFor: null };

const captured = report.parse({
  schema: 1,
  capturedAt: "2026-11-22T10:00:00.000Z",
  platform: { id: "cs-cart", label: "CS-Cart", version: "4.3.1" },
  page: {},
});

async function connected(standing: unknown = aStanding()) {
  const services = fakeServices();
  await services.shelves.enrolments.put(enrolment);
  services.server.standing = async () => standing;
  const { draft } = await startPanel(services, panelCaller, { draftId: null });
  await services.shelves.drafts.change(draft.draftId, (kept) => ({ ...kept, report: captured }));
  return { services, draftId: draft.draftId };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("the verdict", () => {
  test("is the one that the rules give over the same standing, ask, report and time", async () => {
    const standings = fc.record({
      programme: fc.constantFrom(...programmes),
      license: fc.record({
        product: fc.constantFrom("cs-cart", "multi-vendor", "multi-vendor-plus", "opencart-module"),
        kind: fc.constantFrom("first", "additional", "lifetime", "any"),
        purchasedAt: fc.constantFrom("2025-11-22", "2026-10-30", "2026-11-21"),
        upgradeSubscription: fc.constantFrom(true, false, null),
      }),
      filer: fc.constantFrom(...filers),
      balance: fc.option(fc.record({ available: fc.nat(90), held: fc.nat(20) })),
      used: fc.record({ requests: fc.nat(20), modifications: fc.nat(9), serverChanges: fc.nat(2) }),
      releases: fc.constant(["4.3.1", "4.3.2", "4.3.3", "4.3.9"]),
      at: fc.constant("2026-11-22T09:59:00Z"),
    });
    const asks = fc.record({
      topic: fc.constantFrom(...topics),
      agreesUpTo: fc.option(fc.integer({ min: 1, max: 80 })),
      upgrade: fc.constantFrom(null, { from: "4.3.1", to: "4.3.9" }, { from: "4.3.9", to: "4.3.1" }),
      moduleMadeFor: fc.constantFrom(null, "1.5", "4.1"),
    });
    await fc.assert(
      fc.asyncProperty(standings, asks, async (standing: Standing, ask) => {
        const { services, draftId } = await connected(standing);
        const answer = await judgeRequest(services, panelCaller, { draftId, ask });
        const at = Temporal.Instant.fromEpochMilliseconds(services.clock.ms);
        const expected = verdict(standing.programme, situationOf(standing, ask, captured, at));
        expect(answer).toMatchObject({ ok: true, value: { verdict: expected, asOf: standing.at } });
        const rests = answer.ok ? answer.value.clauses[0] : null;
        expect(rests?.says).toBe(standing.programme.rules[expected.trace.at(-1) ?? ""]);
      }),
      { numRuns: 60 },
    );
  });

  test("rests on what would be sent: a version that is left out is not judged by", async () => {
    const license = {
      product: "opencart",
      kind: "premium-support",
      purchasedAt: "2026-11-01",
      upgradeSubscription: null,
    };
    const { services, draftId } = await connected(
      aStanding({ programme: programmeNamed("opencart-commercial"), license }),
    );
    await services.shelves.drafts.change(draftId, (kept) => ({
      ...kept,
      report: { ...captured, platform: { ...captured.platform, id: "opencart", native: true, version: "1.5.3.1" } },
    }));
    const judge = () => judgeRequest(services, panelCaller, { draftId, ask: { ...question, topic: "bug-fix" } });
    const before = await judge();
    await services.shelves.drafts.change(draftId, (kept) => ({ ...kept, leftOut: ["platform.version"] }));
    const after = await judge();
    expect([before, after].map((answer) => answer.ok && answer.value.verdict.reason)).toEqual([
      "version-too-old",
      null,
    ]);
  });

  test("of an upgrade says what its price is made of", async () => {
    const { services, draftId } = await connected();
    const ask: Ask = { ...question, topic: "upgrade", upgrade: { from: "4.3.1", to: "4.3.9" } };
    const answer = await judgeRequest(services, panelCaller, { draftId, ask });
    expect(answer).toMatchObject({
      value: {
        verdict: { verdict: "accept", credits: 50, creditsLeft: 20, confirmation: "required" },
        parts: [
          { says: "4.3.1 to 4.3.9: first 2 of 8 releases", credits: 20 },
          { says: "6 further, 5 each", credits: 30 },
        ],
      },
    });
  });

  test("is answered from what was said last while the server is away, with the time it was said", async () => {
    const { services, draftId } = await connected();
    await judgeRequest(services, panelCaller, { draftId, ask: question });
    services.server.standing = async () => {
      throw new CallError(refusal("server.unreachable"), null);
    };
    services.clock.ms += 3 * 3_600_000;
    const answer = await judgeRequest(services, panelCaller, { draftId, ask: question });
    expect(answer).toMatchObject({ ok: true, value: { asOf: aStanding().at, balance: { available: 70 } } });
  });

  test("is not given where nothing was ever said, and the reason is", async () => {
    const { services, draftId } = await connected();
    await services.shelves.standings.drop(storeOrigin);
    services.server.standing = async () => {
      throw new CallError(refusal("server.unreachable"), null);
    };
    const refused = { ok: false, refusal: refusal("server.no-answer") };
    expect(await judgeRequest(services, panelCaller, { draftId, ask: question })).toEqual(refused);
    expect(await readTerms(services, storeOrigin)).toEqual(refused);
  });
});

describe("where the license stands", () => {
  test("is asked for at most every minute, and a change is told", async () => {
    const { services } = await connected();
    await readTerms(services, storeOrigin);
    let asked = 0;
    services.server.standing = async () => {
      asked += 1;
      return aStanding({ balance: { available: 65, held: 5 } });
    };
    services.told.length = 0;
    services.clock.ms += 59_000;
    await readTerms(services, storeOrigin);
    await settled();
    expect(asked).toBe(0);
    services.clock.ms += 1_000;
    expect(await readTerms(services, storeOrigin)).toMatchObject({ value: { balance: { available: 70 } } });
    await settled();
    await readTerms(services, storeOrigin);
    expect(asked).toBe(1);
    expect(services.told).toEqual([{ kind: "standing.changed", storeOrigin }]);
    expect(await readTerms(services, storeOrigin)).toMatchObject({ value: { balance: { available: 65, held: 5 } } });
  });

  test("is never taken from another connection of the same store", async () => {
    const { services } = await connected();
    await readTerms(services, storeOrigin);
    await services.shelves.enrolments.put({ ...enrolment, deviceId: "another" });
    services.server.standing = async () => null;
    expect(await readTerms(services, storeOrigin)).toEqual({ ok: true, value: null });
  });

  test("is not believed in a form that is unknown here", async () => {
    const { services } = await connected({ ...aStanding(), programme: { ...aStanding().programme, name: 7 } });
    expect(await readTerms(services, storeOrigin)).toEqual({ ok: false, refusal: refusal("client.outdated") });
  });
});

describe("what is filed", () => {
  async function written(ask: Ask | null, standing: unknown = aStanding()) {
    const { services, draftId } = await connected(standing);
    await saveDraft(services, panelCaller, {
      draftId,
      subject: "Upgrade",
      message: "To 4.3.9",
      leftOut: [],
      masks: [],
      ask,
    });
    return { services, draftId };
  }
  const submitted = async ({ services, draftId }: Awaited<ReturnType<typeof written>>) =>
    JSON.parse((await prepare(services, panelCaller, draftId)).text);

  test("says what is asked for, and the verdict that was shown", async () => {
    const ask: Ask = { ...question, agreesUpTo: 5 };
    const begun = await written(ask);
    await judgeRequest(begun.services, panelCaller, { draftId: begun.draftId, ask });
    expect(await submitted(begun)).toMatchObject({ ask, expects: { verdict: "accept", credits: 5 } });
  });

  test("is nothing while no topic is chosen, where the rules need one", async () => {
    await expect(submitted(await written(null))).rejects.toMatchObject({ refusal: refusal("request.topic-missing") });
  });

  test("needs no topic where the license has no rules", async () => {
    expect(await submitted(await written(null, null))).toMatchObject({ ask: null, expects: null });
  });

  test("is nothing whose verdict was never shown, or was shown for something else", async () => {
    const begun = await written({ ...question, agreesUpTo: 50 });
    const changed = { refusal: refusal("verdict.changed") };
    await expect(submitted(begun)).rejects.toMatchObject(changed);
    await judgeRequest(begun.services, panelCaller, { draftId: begun.draftId, ask: question });
    await expect(submitted(begun)).rejects.toMatchObject(changed);
  });

  test("is nothing that may not be filed, and the text stays", async () => {
    const begun = await written(question, aStanding({ balance: { available: 4, held: 0 } }));
    await judgeRequest(begun.services, panelCaller, { draftId: begun.draftId, ask: question });
    await expect(submitted(begun)).rejects.toMatchObject({
      refusal: { code: "verdict.not-filed", values: { why: "Not enough credits." } },
    });
    expect((await begun.services.shelves.drafts.get(begun.draftId))?.message).toBe("To 4.3.9");
  });
});

test("an offer is not decided where the browser cannot prove that a frame is visible", async () => {
  const { services } = await connected();
  let decided = 0;
  services.server.decide = async () => {
    decided += 1;
    throw new CallError(refusal("offer.absent"), null);
  };
  const decision = { ticketId: "t", offerId: "o", agrees: true };
  services.canConsentInFrame = false;
  await expect(decideOffer(services, panelCaller, decision)).rejects.toMatchObject({
    refusal: refusal("extension.not-allowed"),
  });
  expect(decided).toBe(0);
  services.canConsentInFrame = true;
  expect(await decideOffer(services, panelCaller, decision)).toEqual({ ok: false, refusal: refusal("offer.absent") });
});
