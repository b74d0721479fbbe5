import { expect, test } from "vitest";
import { createStatement } from "../../../server/desk/ticket/holder-statement.ts";
import type { Statement } from "../../../shared/charges.ts";
import { type Decision, refuse } from "../../../shared/problems.ts";
import { aStatement } from "./fake-api.ts";

test("an answer that was overtaken by a newer reading is dropped", async () => {
  const answers: ((decision: Decision<Statement>) => void)[] = [];
  const state = createStatement({ statement: () => new Promise((answer) => answers.push(answer)) }, "ticket");
  const readings = [state.read(), state.read()];
  answers[1]?.({ ok: true, value: { ...aStatement(), available: 7 } });
  answers[0]?.({ ok: true, value: { ...aStatement(), available: 20 } });
  await Promise.all(readings);
  expect(state.statement.value?.available).toBe(7);
});

test("a reading that fails keeps what was read before, and the next one that succeeds takes the refusal away", async () => {
  const answers: Decision<Statement>[] = [
    { ok: true, value: aStatement() },
    refuse("server.no-answer"),
    { ok: true, value: aStatement() },
  ];
  const state = createStatement({ statement: async () => answers.shift() ?? refuse("server.no-answer") }, "ticket");
  await state.read();
  await state.read();
  expect(state.statement.value).toEqual(aStatement());
  expect(state.refusal.value?.code).toBe("server.no-answer");
  await state.read();
  expect(state.refusal.value).toBeNull();
});
