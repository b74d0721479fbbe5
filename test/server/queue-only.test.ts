import { expect, test } from "vitest";
import type { QueueFilter } from "../../shared/tickets.ts";
import { type AccessScene, accessScene, adminSecret, fileWith, handedOver } from "./credentials/scene.ts";

/** Numbers of the tickets that the queue lists. */
async function listed({ engineer }: Pick<AccessScene, "engineer">, only: QueueFilter, search?: string) {
  const { tickets } = await engineer.api.tickets.queue.query({ only, ...(search && { search }) });
  return tickets.map(({ number }) => number);
}

test("narrowed to mine the queue holds what the reader took, and nobody else’s", async () => {
  const scene = await accessScene();
  const other = await accessScene(scene);
  await fileWith(scene.device);
  expect(await listed(scene, "mine")).toEqual([scene.number]);
  expect(await listed(other, "mine")).toEqual([other.number]);
  expect(await listed(scene, "mine", `T-${other.number}`)).toEqual([]);
  expect(await listed(scene, "mine", `T-${scene.number}`)).toEqual([scene.number]);
});

test("narrowed to ready access it holds exactly the tickets that say of themselves that access is ready", async () => {
  const scene = await accessScene();
  const { device, engineer, checker, ticketId, number } = scene;
  const says = async () => {
    const { tickets } = await engineer.api.tickets.queue.query({});
    return tickets.filter(({ access }) => access === "ready").map((ticket) => ticket.number);
  };
  const steps: [string, () => Promise<unknown>, boolean][] = [];
  const credentialId = await handedOver(scene);
  const step = (what: string, work: () => Promise<unknown>, isReady: boolean) => steps.push([what, work, isReady]);
  const check = () => device.api.access.check.mutate({ credentialId, accepts: null, sendsUnencrypted: false });
  step("handed over", async () => {}, false);
  step("checked", check, true);
  step(
    "another is asked for",
    () => engineer.api.access.ask.mutate({ ticketId, kind: "store-admin", note: "" }),
    false,
  );
  step("it is not needed", () => engineer.api.access.unask.mutate({ ticketId, kind: "store-admin" }), true);
  step("another is there, not tried", () => handedOver(scene, adminSecret), false);
  step(
    "the first fails",
    async () => {
      checker.answers("wrong-login");
      await check();
    },
    false,
  );
  for (const [what, work, isReady] of steps) {
    await work();
    expect(await listed(scene, "access-ready"), what).toEqual(isReady ? [number] : []);
    expect(await says(), what).toEqual(isReady ? [number] : []);
    expect(await listed(scene, "access-ready", `T-${number}`), what).toEqual(isReady ? [number] : []);
  }
});
