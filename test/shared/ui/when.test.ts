import { expect, test } from "vitest";
import { until, when } from "../../../shared/ui/when.ts";

const now = Date.parse("2026-11-22T14:30:00Z");

test.each([
  ["2026-11-22T10:05:00Z", "today 10:05"],
  ["2026-11-21T23:59:00Z", "yesterday 23:59"],
  ["2026-11-19T13:20:00Z", "Thu 13:20"],
  ["2026-11-03T09:00:00Z", "3 Nov 09:00"],
  ["2025-11-03T09:00:00Z", "3 Nov 2025, 09:00"],
  ["no time at all", "no time at all"],
])("%s is told as %s", (at, words) => expect(when(at, now, "UTC")).toBe(words));

test("the day is the reader's own", () => {
  expect(when("2026-11-22T10:05:00Z", now, "Pacific/Kiritimati")).toBe("yesterday 00:05".replace("yesterday", "today"));
  expect(when("2026-11-22T03:00:00Z", now, "America/New_York")).toBe("yesterday 22:00");
});

test.each([
  [42, "in 42 s"],
  [300, "in 5 min"],
  [7_200, "in 2 h"],
  [0, "now"],
  [-9, "now"],
])("%d seconds ahead is told as %s", (seconds, words) => {
  expect(until(new Date(now + seconds * 1000).toISOString(), now)).toBe(words);
});
