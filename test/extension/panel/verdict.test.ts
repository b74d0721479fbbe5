// @vitest-environment happy-dom
import { afterEach, describe, expect, test } from "vitest";
import { boundsOf } from "../../../extension/panel/verdict/agreement.tsx";
import type { Ask } from "../../../shared/ask.ts";
import { refusal } from "../../../shared/problems.ts";
import type { Standing } from "../../../shared/standing.ts";
import type { VerdictKind } from "../../../shared/verdict.ts";
import { aDraft, aQuestion, aReport, aStart, type World } from "../../support/fake-host.ts";
import { pass, putAway, type Shown, showPanel } from "../../support/panel.ts";
import { aStanding, programmeNamed } from "../../support/standing.ts";

afterEach(putAway);

const need = "What do you need?";

async function write(standing: World["standing"], ask: Ask | null = null, world: Partial<World> = {}): Promise<Shown> {
  const draft = aDraft({ subject: "Checkout", message: "It is blank.", ask });
  const panel = await showPanel({ standing, start: aStart({ draft }), ...world });
  await panel.press("New request");
  return panel;
}

async function choose(panel: Shown, label: string, value: string) {
  const field = panel.field(label);
  field.value = value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  await pass(50);
}

async function pick(panel: Shown, label: string) {
  const found = [...panel.root.querySelectorAll("label")].find(({ textContent }) => textContent?.startsWith(label));
  panel.root.querySelector<HTMLInputElement>(`#${CSS.escape(found?.htmlFor ?? "")}`)?.click();
  await pass(50);
}

const card = (panel: Shown) => panel.root.querySelector(".verdict")?.textContent ?? "";
const asked = (panel: Shown) => panel.host.world.start.draft.ask;

const carePlan = (plan: string, used: number): Standing =>
  aStanding({
    programme: programmeNamed("cs-cart-care-plans"),
    license: {
      product: "multi-vendor-plus",
      kind: "lifetime",
      purchasedAt: "2026-03-10",
      plan,
      planUntil: "2027-03-10",
      upgradeSubscription: true,
    },
    balance: null,
    used: { requests: used, modifications: used, serverChanges: 0 },
  });

describe("the verdict stands above the words", () => {
  const kinds: [kind: VerdictKind, standing: Standing, ask: Partial<Ask>, words: string[]][] = [
    ["accept", carePlan("ultimate", 0), {}, ["Covered", "no charge"]],
    ["accept", aStanding(), {}, ["Starts without asking", "5 credits", "You have 70", "65 left"]],
    [
      "accept-without-guarantee",
      aStanding(),
      { topic: "third-party-extension-bug" },
      ["Taken, without a promise", "20 credits", "cannot promise to fix"],
    ],
    [
      "staff-decision",
      aStanding({ programme: programmeNamed("cs-cart-credits") }),
      { topic: "upgrade" },
      ["Support decides", "name no price"],
    ],
    ["quote-separately", aStanding(), { topic: "new-functionality" }, ["Custom work", "before you say yes"]],
    [
      "buy-credits",
      aStanding({ balance: { available: 4, held: 0 } }),
      {},
      ["1 credit short", "This needs 5 credits; you have 4. Your text is kept while you get more.", "Get more support"],
    ],
    ["limit-reached", carePlan("standard", 15), {}, ["Used up for now", "Thu 10 Dec 2026", "your text is kept"]],
    [
      "to-reseller",
      aStanding({ programme: programmeNamed("optioncart"), filer: "store-owner", balance: null }),
      {},
      ["Goes to whoever looks after your store", "answers your request. Nothing is charged here."],
    ],
    [
      "refuse",
      carePlan("standard", 0),
      { topic: "server-configuration" },
      ["Not part of this support", "Your hosting company can change it.", "Your text is kept"],
    ],
  ];

  test.each(kinds)("%s says its word, its reason and its rule", async (kind, standing, ask, words) => {
    const panel = await write(standing, { ...aQuestion, ...ask });
    for (const part of words) expect(card(panel)).toContain(part);
    expect(card(panel)).toContain(`${standing.programme.name} · rules of ${standing.programme.version}`);
    const isSendable = [
      "accept",
      "accept-without-guarantee",
      "staff-decision",
      "quote-separately",
      "to-reseller",
    ].includes(kind);
    const names = [...panel.root.querySelectorAll("footer button")].map(({ textContent }) => textContent);
    expect(names.some((name) => name?.includes("Review what will be sent"))).toBe(isSendable);
    expect(panel.field("What happens, and what should?").value).toBe("It is blank.");
    const [form, verdict] = [panel.field("What is it about?"), panel.root.querySelector(".verdict")];
    expect(verdict?.compareDocumentPosition(form)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  });

  test("Ctrl and Enter send nothing that may not be sent, and say so", async () => {
    const panel = await write(aStanding({ balance: { available: 4, held: 0 } }), aQuestion);
    await panel.key("Enter", { ctrlKey: true, target: panel.field("What happens, and what should?") });
    expect(panel.text()).not.toContain("Exactly this will be sent");
    expect(panel.assertive()).toContain("Not enough credits");
  });

  test("a request without rules stays as it was, and needs no topic", async () => {
    const panel = await write(null);
    expect(() => panel.field(need)).toThrow();
    await panel.press("Review what will be sent");
    expect(panel.text()).toContain("Exactly this will be sent");
  });

  test("rules that could not be read hold nothing up, and can be asked for again", async () => {
    const panel = await write(refusal("server.no-answer"));
    expect(panel.text()).toContain("Price and answer time cannot be said now.");
    panel.host.world.standing = aStanding();
    await panel.press("Try again");
    expect(panel.field(need).value).toBe("");
  });

  test("with rules a topic is needed, and its field says so", async () => {
    const panel = await write(aStanding());
    await panel.press("Review what will be sent");
    expect(panel.field(need).getAttribute("aria-invalid")).toBe("true");
    expect(document.activeElement).toBe(panel.field(need));
    expect(panel.text()).toContain("Choose what you need");
  });

  test("a change is told once, in the polite region, and takes no focus", async () => {
    const panel = await write(aStanding());
    panel.field(need).focus();
    await choose(panel, need, "functionality-question");
    expect(panel.polite()).toBe("Starts without asking, 5 credits, 65 left after this.");
    expect(document.activeElement).toBe(panel.field(need));
    expect(panel.root.querySelectorAll(".panel [aria-live]")).toHaveLength(0);
  });

  test("what support said long ago is shown with its age", async () => {
    const panel = await write(aStanding({ at: "2026-11-22T09:00:00.000Z" }), aQuestion);
    expect(card(panel)).toContain("As support last said, today 09:00.");
  });

  test("another balance gives another verdict without a key being pressed", async () => {
    const panel = await write(aStanding(), aQuestion);
    panel.host.world.standing = aStanding({ balance: { available: 3, held: 0 } });
    panel.host.emit({ kind: "standing.changed", storeOrigin: "https://shop.example" });
    await pass(50);
    expect(card(panel)).toContain("2 credits short");
  });
});

describe("an agreement", () => {
  const fault: Ask = { ...aQuestion, topic: "configuration-fault" };

  test("is never chosen for the person", async () => {
    const panel = await write(aStanding());
    await choose(panel, need, "configuration-fault");
    const radios = [...panel.root.querySelectorAll<HTMLInputElement>("input[type=radio]")];
    expect(radios.map(({ checked }) => checked)).toEqual([true, false]);
    expect(asked(panel)?.agreesUpTo).toBeNull();
    expect(card(panel)).toContain("Needs your agreement");
  });

  test("for one topic is none for another", async () => {
    const panel = await write(aStanding(), fault);
    await pick(panel, "Up to");
    expect(asked(panel)).toMatchObject({ agreesUpTo: 10 });
    await choose(panel, need, "server-or-modified-files");
    expect(asked(panel)).toMatchObject({ topic: "server-or-modified-files", agreesUpTo: null });
  });

  test("to the price starts the work at once, below the price does not", async () => {
    const panel = await write(aStanding(), fault);
    await pick(panel, "Up to");
    expect(card(panel)).toContain("Agreed in advance");
    expect(panel.text()).toContain("10 credits are held when you send");
    await panel.press("5 fewer");
    expect(asked(panel)?.agreesUpTo).toBe(5);
    expect(card(panel)).toContain("Needs your agreement");
    expect(panel.text()).toContain("This is below the price, so you are asked first.");
    await pick(panel, "Ask me first");
    expect(asked(panel)?.agreesUpTo).toBeNull();
  });

  test("stays between one credit and what is there, however it is entered", async () => {
    const panel = await write(aStanding({ balance: { available: 12, held: 0 } }), fault);
    await pick(panel, "Up to");
    await panel.press("5 more");
    expect(asked(panel)?.agreesUpTo).toBe(12);
    expect(panel.button("5 more").getAttribute("aria-disabled")).toBe("true");
    await choose(panel, "Credits at most", "99999");
    expect(asked(panel)?.agreesUpTo).toBe(12);
    await choose(panel, "Credits at most", "abc");
    expect(panel.field("Credits at most").value).toBe("12");
    for (let press = 0; press < 4; press += 1) await panel.press("5 fewer");
    expect(asked(panel)?.agreesUpTo).toBe(1);
  });

  test("is bounded by the price where less is there, and by no balance where none may be seen", () => {
    expect(boundsOf(20, 4)).toEqual({ least: 1, most: 20 });
    expect(boundsOf({ from: 5 }, null)).toEqual({ least: 1, most: 100_000 });
  });

  test("is not asked for where nothing needs one", async () => {
    const panel = await write(aStanding(), aQuestion);
    expect(panel.root.querySelectorAll("input[type=radio]")).toHaveLength(0);
  });
});

describe("an upgrade", () => {
  const report = { ...aReport, platform: { ...aReport.platform, version: "4.3.1" } };

  test("from the version that was read to the newest shows 50 and 20 left, and what it is made of", async () => {
    const draft = aDraft({ subject: "Up", message: "Please.", report });
    const panel = await write(aStanding(), null, { start: aStart({ draft }) });
    await choose(panel, need, "upgrade");
    expect(asked(panel)?.upgrade).toEqual({ from: "4.3.1", to: "4.3.9" });
    for (const part of ["50 credits", "first 2 of 8 releases", "6 further, 5 each", "20 left"]) {
      expect(card(panel)).toContain(part);
    }
    await choose(panel, "To version", "4.3.3");
    expect(card(panel)).toContain("20 credits");
  });

  test("from a version that is not on the list is priced by an engineer", async () => {
    const panel = await write(aStanding());
    await choose(panel, need, "upgrade");
    expect(asked(panel)?.upgrade).toBeNull();
    expect(panel.text()).toContain("Your store shows 3.0.3.8, which is not on the list of releases.");
    expect(card(panel)).toContain("from 20 credits");
  });

  test("is prefilled when the store is read only after the topic was chosen", async () => {
    const draft = aDraft({ report: null, capture: { state: "reading", progress: null } });
    const panel = await write(aStanding(), null, { start: aStart({ draft }) });
    await choose(panel, need, "upgrade");
    expect(asked(panel)?.upgrade).toBeNull();
    const ready = { ...panel.host.world.start.draft, report, capture: aDraft().capture };
    panel.host.world.start.draft = ready;
    panel.host.emit({ kind: "draft.changed", storeOrigin: "https://shop.example", draft: ready });
    await pass(50);
    expect(panel.field("From version").value).toBe("4.3.1");
    expect(card(panel)).toContain("50 credits");
  });
});

describe("a text in another language", () => {
  test("is only hinted at, and holds nothing up", async () => {
    const panel = await write(aStanding(), aQuestion, { language: "de" });
    await panel.type("What happens, and what should?", "Die Kasse zeigt seit Mittwoch eine leere Seite.");
    await pass(900);
    expect(panel.text()).toContain("This looks like German. Support answers in English or Russian.");
    await panel.press("Review what will be sent");
    expect(panel.text()).toContain("Exactly this will be sent");
  });

  test("that support answers in is not hinted at", async () => {
    const panel = await write(aStanding(), aQuestion, { language: "ru" });
    await panel.type("What happens, and what should?", "Страница оформления заказа пуста со среды.");
    await pass(900);
    expect(panel.text()).not.toContain("This looks like");
  });
});

describe("before sending", () => {
  test("the button names the hold, and what is prepared expects the verdict shown", async () => {
    const panel = await write(aStanding(), aQuestion);
    await panel.press("Review what will be sent");
    expect(panel.button("Send, hold 5 credits")).toBeTruthy();
    await panel.press("Exact bytes");
    expect(panel.text()).toContain('"expects":{"credits":5,"verdict":"accept"}');
  });

  test("nothing is held where the person is asked first", async () => {
    const panel = await write(aStanding(), { ...aQuestion, topic: "configuration-fault" });
    await panel.press("Review what will be sent");
    expect(panel.button("Send").textContent).not.toContain("hold");
    expect(panel.text()).toContain("nothing, until you accept a price");
  });

  test("rules that changed meanwhile lead back to the verdict, with the text kept", async () => {
    const panel = await write(aStanding(), aQuestion, {
      sending: { state: "refused", refusal: refusal("verdict.changed") },
    });
    await panel.press("Review what will be sent");
    await panel.pressCalmly("Send, hold 5 credits");
    expect(panel.text()).toContain("Since you looked, the rules give another answer");
    await panel.press("Look at it again");
    expect(card(panel)).toContain("Starts without asking");
    expect(panel.field("What happens, and what should?").value).toBe("It is blank.");
  });
});
