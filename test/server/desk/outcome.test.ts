import { expect, test } from "vitest";
import { outcomeOf } from "../../../server/desk/ticket/outcome.ts";

const held10 = { held: 10, settled: 0, agreed: 10, offer: null };

test.each([
  [
    "a fall returns what is too much",
    { held: 20, settled: 0, agreed: 20, offer: null },
    { available: 0, credits: 5, asks: false },
    ["Returns 15; 5 stay held.", "15 credits available then."],
  ],
  [
    "a rise within the agreement holds more without asking",
    { held: 10, settled: 0, agreed: 20, offer: null },
    { available: 30, credits: 20, asks: true },
    ["Holds 10 more, agreed up to 20.", "20 credits available then."],
  ],
  [
    "a rise above the agreement asks, and what is held stays",
    held10,
    { available: 30, credits: 20, asks: true },
    ["Asks the holder for 20: agreed 10.", "10 stay held until the holder decides."],
  ],
  [
    "where nothing was agreed that is said",
    { held: 0, settled: 0, agreed: 0, offer: null },
    { available: 30, credits: 20, asks: true },
    ["Asks the holder for 20: nothing is agreed yet."],
  ],
  [
    "a category that asks nobody holds at once",
    { held: 0, settled: 0, agreed: 0, offer: null },
    { available: 6, credits: 5, asks: false },
    ["Holds 5 more; this category asks nobody.", "1 credit available then."],
  ],
  [
    "a balance that is short says by how much first, and tells no sum that cannot be",
    held10,
    { available: 4, credits: 20, asks: true },
    [
      "Balance short by 6: it takes 10 more, and 4 are available.",
      "Asks the holder for 20: agreed 10.",
      "10 stay held until the holder decides.",
    ],
  ],
  [
    "an account below zero lacks what it owes too",
    held10,
    { available: -5, credits: 20, asks: false },
    ["Balance short by 15: it takes 10 more, and -5 are available.", "Holds 10 more; this category asks nobody."],
  ],
  [
    "an account below zero may still get something back",
    held10,
    { available: -5, credits: 5, asks: false },
    ["Returns 5; 5 stay held.", "0 credits available then."],
  ],
  [
    "the same price moves nothing",
    held10,
    { available: 4, credits: 10, asks: true },
    ["Moves nothing: 10 credits are held already."],
  ],
  [
    "what was settled already counts as taken",
    { held: 0, settled: 10, agreed: 10, offer: null },
    { available: 4, credits: 5, asks: false },
    ["Returns 5; 5 stay charged.", "9 credits available then."],
  ],
  [
    "nothing for nothing",
    { held: 0, settled: 0, agreed: 0, offer: null },
    { available: 0, credits: 0, asks: false },
    ["Moves no credits."],
  ],
])("%s", (_, charge, assessment, says) => {
  expect(outcomeOf(charge, assessment).says).toEqual(says);
});

test("asking and a short balance are told as something to look at, the rest is not", () => {
  expect(outcomeOf(held10, { available: 90, credits: 20, asks: true }).tone).toBe("caution");
  expect(outcomeOf(held10, { available: 4, credits: 20, asks: false }).tone).toBe("caution");
  expect(outcomeOf(held10, { available: 4, credits: 5, asks: false }).tone).toBe("neutral");
});
