import { expect, test } from "vitest";
import { watchingToken } from "../../../extension/api.ts";
import type { Enrolment } from "../../../extension/database.ts";
import { AppError, refusal } from "../../../shared/problems.ts";
import { fakeServices } from "./fake-services.ts";

const old = `spd_${"a".repeat(43)}`;
const storeOrigin = "https://shop.example";

async function scene() {
  const services = fakeServices();
  const { shelf, server } = { shelf: services.shelves.enrolments, server: services.server };
  // What an exchange reads and writes of it.
  await shelf.put({ storeOrigin, server: "https://support.example", token: old } as Enrolment);
  return { services, shelf, server };
}

test("the new token is kept before the server hears of it, and takes the old one's place once it has", async () => {
  const { services, shelf, server } = await scene();
  const kept: unknown[] = [];
  server.rotate = async (next) => {
    kept.push(next, await shelf.get(storeOrigin));
  };
  await services.enrolments.exchange(old);
  const [next, during] = kept;
  expect(next).toMatch(/^spd_[\w-]{43}$/);
  expect(during).toMatchObject({ token: old, nextToken: next });
  expect(await shelf.get(storeOrigin)).toEqual({ storeOrigin, server: "https://support.example", token: next });
});

test("without an answer the old token stays, and the same new one is sent again", async () => {
  const { services, shelf, server } = await scene();
  const sent: string[] = [];
  server.rotate = async (next) => {
    sent.push(next);
    if (sent.length === 1) throw new AppError(refusal("server.unreachable"));
  };
  await services.enrolments.exchange(old);
  expect(await shelf.get(storeOrigin)).toMatchObject({ token: old, nextToken: sent[0] });
  await services.enrolments.exchange(old);
  expect(sent).toEqual([sent[0], sent[0]]);
  expect(await shelf.get(storeOrigin)).toMatchObject({ token: sent[0] });
});

test("many answers that ask for it are one exchange, and a token that is not kept is none", async () => {
  const { services, server } = await scene();
  let exchanges = 0;
  server.rotate = async () => void exchanges++;
  await Promise.all(Array.from({ length: 5 }, () => services.enrolments.exchange(old)));
  await services.enrolments.exchange(`spd_${"b".repeat(43)}`);
  expect(exchanges).toBe(1);
});

test.each([
  ["1", 1],
  ["0", 0],
  [null, 0],
])("an answer that says %j of the token asks for an exchange %i times", async (said, times) => {
  let asked = 0;
  const headers: Record<string, string> = said === null ? {} : { "x-token-due": said };
  const answer = async () => new Response("{}", { headers });
  await watchingToken(answer, () => {
    asked += 1;
  })("https://support.example");
  expect(asked).toBe(times);
});
