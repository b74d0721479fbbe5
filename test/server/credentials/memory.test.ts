import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTRPCClient, httpLink } from "@trpc/client";
import { expect, onTestFinished, test } from "vitest";
import type { AppRouter } from "../../../server/router.ts";
import { bearer, startServer } from "../../support/app.ts";
import { type RealServer, startRealServer } from "./real-process.ts";
import { accessScene, fakeChecker, filesSecret, newAccess } from "./scene.ts";

const canary = (what: string) => `canary-${what}-7f3a91c2d8e64b05`;
const secret = {
  ...filesSecret,
  // A file server on this machine is refused, after the login was opened for it.
  host: "127.0.0.1",
  user: `mt_shop-${canary("user")}`,
  secret: { by: "password", password: canary("password") },
  folder: `/home/${canary("folder")}`,
  note: canary("note"),
} as const;
const sought = ["user", "password", "folder", "note"].map(canary);

test("a server that was handed a login, tried it and showed it ten times holds no word of it afterwards", async () => {
  const checker = fakeChecker();
  const scene = await accessScene({ server: await startServer({ checker }), checker });
  const folder = mkdtempSync(join(tmpdir(), "deskbell-heap-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const options = ["--heapsnapshot-signal=SIGUSR2", `--diagnostic-dir=${folder}`];
  const real = await startRealServer(scene.server.place, options);
  const device = clientOf(real, bearer(scene.device.token));
  const engineer = clientOf(real, { cookie: scene.engineer.cookie });
  const access = await newAccess(scene, secret);
  await device.access.handOver.mutate(access);
  const { credentialId } = access;
  await device.access.check.mutate({ credentialId, accepts: null, sendsUnencrypted: false });
  for (let shown = 0; shown < 10; shown++) {
    const { secret: seen } = await engineer.access.reveal.mutate({ credentialId, reason: "to read the error log" });
    expect(JSON.stringify(seen)).toContain(canary("password"));
  }
  // Whatever the last answer was sent from is used for others.
  for (let asked = 0; asked < 20; asked++) await engineer.access.ticketAccess.query({ ticketId: scene.ticketId });
  const heap = await heapOf(real, folder);
  expect(heap.includes(scene.server.place.dataFolder), "what it does hold is found").toBe(true);
  expect(sought.filter((each) => heap.includes(each))).toEqual([]);
  expect(sought.filter((each) => real.logged().includes(each))).toEqual([]);
  console.info(`${heap.length} bytes of heap, ${sought.length} words sought, none found`);
}, 120_000);

function clientOf({ url }: RealServer, headers: Record<string, string>) {
  return createTRPCClient<AppRouter>({ links: [httpLink({ url: `${url}/trpc`, headers })] });
}

/** Everything that lives in the process's heap after a full collection, as Node writes it. */
async function heapOf(real: RealServer, folder: string): Promise<Buffer> {
  real.signal("SIGUSR2");
  await expect.poll(() => readdirSync(folder), { timeout: 60_000 }).toHaveLength(1);
  // It is written in one go, in which the server answers nobody.
  const isBack = () =>
    fetch(`${real.url}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  await expect.poll(isBack, { timeout: 60_000 }).toBe(true);
  return readFileSync(join(folder, readdirSync(folder)[0]!));
}
