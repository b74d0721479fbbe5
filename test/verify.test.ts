import { expect, test } from "vitest";
import { type FileReport, isLate } from "./support/verify.ts";

const fileOf = (...messages: (string | null)[]): FileReport => ({
  name: "some.test.ts",
  status: "failed",
  message: "",
  assertionResults: messages.map((message, at) => ({
    fullName: `test ${at}`,
    status: message === null ? "passed" : "failed",
    failureMessages: message === null ? [] : [message],
  })),
});

test.each([
  "Error: Test timed out in 120000ms.\nat something",
  "Error: Hook timed out in 60000ms.",
  "TimeoutError: Waiting for selector `#view` failed",
  "TimeoutError: Waiting failed: 30000ms exceeded",
  "Error: Waited in vain for the logout",
])("a file that first failed by %j was late, whatever came of it", (message) => {
  expect(isLate(fileOf(null, message, "AssertionError: expected 1 to be 0"))).toBe(true);
  expect(isLate(fileOf(null, `\u001b[31m${message}`))).toBe(true);
});

test.each([
  "AssertionError: expected 1 to be 0",
  "AssertionError: expected 'timeout' to be 'ready'",
  "AssertionError: expected 1 to be 0\nCaused by: Error: Test timed out in 120000ms.",
  "TypeError: Cannot read properties of undefined",
])("a file that first failed by %j was wrong, whatever came after it", (message) => {
  expect(isLate(fileOf(null, message, "Error: Test timed out in 120000ms."))).toBe(false);
});

test("a file that failed outside its tests is judged by its own message", () => {
  expect(isLate({ ...fileOf(null), message: "Error: Hook timed out in 60000ms." })).toBe(true);
  expect(isLate({ ...fileOf(null), message: "SyntaxError: Unexpected token" })).toBe(false);
});
