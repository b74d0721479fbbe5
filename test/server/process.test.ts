import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { createTRPCClient, httpLink } from "@trpc/client";
import { expect, onTestFinished, test } from "vitest";
import { readConfig } from "../../server/config.ts";
import { openHouse } from "../../server/house.ts";
import { listen } from "../../server/main.ts";
import type { AppRouter } from "../../server/router.ts";
import { askFor, bearer, newSubmission, storeOrigin } from "../support/app.ts";
import { freshPlace, openAt } from "../support/db.ts";
import { type ServerProcess, startProcess } from "./child.ts";

test("a submission whose answer was lost with the server, killed after it committed, is the same ticket when sent again", async () => {
  const place = await freshPlace({ migrated: true });
  const first = await startProcess(place);
  const token = await enrol(first);
  const { text, sha256, ticketId } = newSubmission({ ask: askFor("functionality-question") });
  const swallowed = await proxyThatKills(first);
  await expect(clientOf(swallowed.url, token).tickets.file.mutate({ text, sha256 })).rejects.toThrow();
  expect(await first.ended).toEqual({ code: null, signal: "SIGKILL" });
  // The answer that the sender never saw: without it nothing shows that the ticket was committed.
  expect(swallowed.answer()).toMatch(/^HTTP\/1.1 200/);

  const second = await startProcess(place);
  const receipt = await clientOf(second.url, token).tickets.file.mutate({ text, sha256 });
  expect(swallowed.answer()).toContain(JSON.stringify(receipt));
  expect(receipt).toMatchObject({ ticketId, sha256 });
  second.signal("SIGTERM");
  await second.ended;
  const db = openAt(place);
  expect(await db.selectFrom("tickets").select(["filedId", "number"]).execute()).toEqual([
    { filedId: ticketId, number: receipt.number },
  ]);
  expect(await db.selectFrom("reports").select("sha256").execute()).toEqual([{ sha256 }]);
});

test("every acknowledged ticket is there after the server was killed under load", async () => {
  const place = await freshPlace({ migrated: true });
  const server = await startProcess(place);
  const { tickets } = clientOf(server.url, await enrol(server));
  const acknowledged = new Set<string>();
  const send = async () => {
    for (;;) {
      const { text, sha256 } = newSubmission({ ask: askFor("functionality-question") });
      const receipt = await tickets.file.mutate({ text, sha256 });
      acknowledged.add(`${receipt.ticketId} ${receipt.sha256}`);
      if (acknowledged.size === 60) server.signal("SIGKILL");
    }
  };
  await Promise.allSettled(Array.from({ length: 8 }, send));
  expect((await server.ended).signal).toBe("SIGKILL");
  const stored = await openAt(place)
    .selectFrom("tickets")
    .innerJoin("reports", "reports.ticketNumber", "tickets.number")
    .select(["filedId", "sha256"])
    .execute();
  const kept = new Set(stored.map(({ filedId, sha256 }) => `${filedId} ${sha256}`));
  expect(acknowledged.size).toBeGreaterThanOrEqual(60);
  expect([...acknowledged].filter((each) => !kept.has(each))).toEqual([]);
});

test("asked to stop, the server finishes what is in flight, takes nothing new, and ends well", async () => {
  const place = await freshPlace({ migrated: true });
  const server = await startProcess(place);
  const token = await enrol(server);
  const { text, sha256, ticketId } = newSubmission({ ask: askFor("functionality-question") });
  const body = JSON.stringify({ text, sha256 });
  const socket = connect(server.port, "127.0.0.1");
  const heard = once(socket, "close").then(() => received.join(""));
  const received: string[] = [];
  socket.on("data", (chunk) => received.push(String(chunk)));
  const head = [
    "POST /trpc/tickets.file HTTP/1.1",
    `Host: 127.0.0.1:${server.port}`,
    "Content-Type: application/json",
    `Authorization: Bearer ${token}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n${body.slice(0, 100)}`);
  // Answered after it on another connection: by then the server has the half request.
  await clientOf(server.url, token).tickets.mine.query();
  server.signal("SIGTERM");
  await untilRefused(server.port);
  socket.write(body.slice(100));
  expect(await heard).toMatch(/^HTTP\/1.1 200 [\s\S]*"number":1001/);
  expect(await server.ended).toEqual({ code: 0, signal: null });
  expect(await openAt(place).selectFrom("tickets").select("filedId").execute()).toEqual([{ filedId: ticketId }]);
});

test("a caller who sends a byte now and then does not keep the server from stopping", async () => {
  const place = await freshPlace({ migrated: true });
  const house = await openHouse({ ...readConfig({ DESKBELL_LOG_LEVEL: "silent" }), ...place, port: 0 });
  const { url, stop } = await listen(house, 200);
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.on("error", () => {});
  const head = "POST /trpc/tickets.file HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100";
  socket.write(`${head}\r\n\r\n{`);
  await once(socket, "connect");
  await fetch(`${url}/healthz`);
  const cutOff = once(socket, "close");
  await stop();
  await cutOff;
});

function clientOf(url: string, token = "") {
  return createTRPCClient<AppRouter>({
    links: [httpLink({ url: `${url}/trpc`, headers: token ? bearer(token) : {} })],
  });
}

async function enrol({ url, licenseKey }: ServerProcess): Promise<string> {
  const enrolment = { key: licenseKey, storeOrigin, label: "Firefox" };
  return (await clientOf(url).devices.enrolWithKey.mutate(enrolment)).token;
}

/** Passes requests on; at the first byte of an answer it kills the server and hangs up on the sender. */
async function proxyThatKills(server: ServerProcess): Promise<{ url: string; answer: () => string }> {
  let answer = "";
  const proxy = createServer((sender: Socket) => {
    const onward = connect(server.port, "127.0.0.1");
    sender.on("error", () => onward.destroy());
    onward.on("error", () => sender.destroy());
    sender.pipe(onward);
    onward.on("data", (chunk) => {
      answer += chunk;
      server.signal("SIGKILL");
    });
    onward.on("close", () => sender.destroy());
  }).listen(0, "127.0.0.1");
  onTestFinished(() => {
    proxy.close();
  });
  await once(proxy, "listening");
  const address = proxy.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { url: `http://127.0.0.1:${address.port}`, answer: () => answer };
}

/** Until the port takes no connection any more. */
async function untilRefused(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    const outcome = await once(socket, "connect").then(
      () => "taken",
      () => "refused",
    );
    socket.destroy();
    if (outcome === "refused") return;
  }
}
