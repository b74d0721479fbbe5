import { expect, test } from "vitest";
import { CallError } from "../../../extension/api.ts";
import { readTerms } from "../../../extension/background/asking.ts";
import { panelHandlers } from "../../../extension/background/panel-handlers.ts";
import { refusal } from "../../../shared/problems.ts";
import type { Orphan } from "../../../shared/standing.ts";
import { aStanding } from "../../support/standing.ts";
import { enrolment, fakeServices, panelCaller, storeOrigin } from "./fake-services.ts";

const wanted = { commandId: "0193c8a2-0000-7000-8000-0000000000aa", company: "Elm Web" };

async function orphaned() {
  const services = fakeServices();
  await services.shelves.enrolments.put(enrolment);
  let orphan: Orphan | undefined = { wish: null };
  services.server.standing = async () => aStanding(orphan && { orphan });
  return {
    services,
    say: panelHandlers(services)["orphan.wish"],
    become: (next: Orphan | undefined) => {
      orphan = next;
    },
  };
}

const terms = async (services: ReturnType<typeof fakeServices>) => {
  const answer = await readTerms(services, storeOrigin);
  return answer.ok ? answer.value?.orphan : answer;
};

test("a panel is told of an orphan as the server tells of it, and of none where it does not", async () => {
  const { services, become } = await orphaned();
  expect(await terms(services)).toEqual({ wish: null });
  become(undefined);
  await services.standings.refresh(storeOrigin);
  expect(await terms(services)).toBeNull();
});

test("a wish goes to the server as it was written, and what the server knows then is known here", async () => {
  const { services, say, become } = await orphaned();
  await terms(services);
  const wish = { company: "Elm Web", at: "2026-11-22T12:05:00.000Z" };
  const sent: unknown[] = [];
  services.server.wishReseller = async (input) => {
    sent.push(input);
    become({ wish });
  };
  expect(await say(panelCaller, wanted)).toEqual({ ok: true, value: true });
  expect(sent).toEqual([wanted]);
  expect(await terms(services)).toEqual({ wish });
});

test("a refused wish says why, and that somebody took over meanwhile is known here at once", async () => {
  const { services, say, become } = await orphaned();
  await terms(services);
  services.server.wishReseller = async () => {
    become(undefined);
    throw new CallError(refusal("license.looked-after"), null);
  };
  expect(await say(panelCaller, wanted)).toEqual({ ok: false, refusal: refusal("license.looked-after") });
  expect(await terms(services)).toBeNull();
});

test("a server that does not answer is not said to get it later by itself", async () => {
  const { services, say } = await orphaned();
  services.server.wishReseller = async () => {
    throw new CallError(refusal("server.unreachable"), null);
  };
  expect(await say(panelCaller, wanted)).toMatchObject({ ok: false, refusal: { code: "server.no-answer" } });
});

test("a store that is not connected wishes for nothing", async () => {
  const { say } = { say: panelHandlers(fakeServices())["orphan.wish"] };
  expect(await say(panelCaller, wanted)).toMatchObject({ ok: false, refusal: { code: "device.missing" } });
});
