import fc from "fast-check";
import { expect, test } from "vitest";
import {
  bearer,
  enrolledDevice,
  keyOnlyDevice,
  newCode,
  newLicense,
  newSubmission,
  password,
  signedIn,
  startServer,
  storeOrigin,
  type TestServer,
  url,
} from "../support/app.ts";

const json = { "content-type": "application/json" };

test.each(["/", "/desk", "/desk/queue", "/healthz", "/trpc/accounts.identity", "/nothing", "/api/auth/nothing"])(
  "every answer carries the strict headers: %s",
  async (path) => {
    const { app } = await startServer();
    const { headers } = await app.request(url + path);
    expect(headers.get("content-security-policy")).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    );
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.has("strict-transport-security")).toBe(false);
  },
);

test("the landing page and what it loads are there, and nothing in it is inline", async () => {
  const { app } = await startServer();
  const page = await (await app.request(`${url}/`)).text();
  expect(page).not.toMatch(/<script(?![^>]*src=)|<style|style=|\son\w+=/);
  const loaded = [...page.matchAll(/(?:src|href)="(\/landing\/[^"]+)"/g)].map(([, path]) => path);
  expect(loaded.length).toBeGreaterThanOrEqual(4);
  for (const path of loaded) expect((await app.request(url + path)).status, path).toBe(200);
});

test("where the desk is not built, its address says so", async () => {
  const { app } = await startServer();
  expect(await (await app.request(`${url}/desk`)).text()).toContain("npm run build:desk");
});

test.each([
  "/desk/../package.json",
  "/desk/%2e%2e/package.json",
  "/desk/..%2f..%2fpackage.json",
  "/desk/assets/../../../package.json",
  "/landing/..%2fcli.ts",
  "/landing/%2e%2e%2fconfig.ts",
  "/landing/\u0000",
  "/landing/landing.js%00.css",
  `/landing/${"a".repeat(4_096)}.css`,
])("no path reads a file outside its folder: %#", async (path) => {
  const { app } = await startServer();
  const response = await app.request(url + path);
  expect(await response.text()).not.toMatch(/deskbell"|export |import /);
  expect([200, 404]).toContain(response.status);
});

test("no answer lets another origin read it", async () => {
  const server = await startServer();
  const origins = [
    "null",
    "https://evil.example",
    `${url}.evil.example`,
    "chrome-extension://abc",
    "http://127.0.0.1:1",
  ];
  for (const origin of origins) {
    for (const method of ["GET", "OPTIONS", "POST"]) {
      const response = await server.app.request(`${url}/trpc/accounts.identity`, {
        method,
        headers: { origin, "access-control-request-method": "POST", ...json },
        ...(method === "POST" ? { body: "{}" } : {}),
      });
      for (const [name] of response.headers) expect(name).not.toMatch(/^access-control/);
    }
  }
});

test.each([
  ["another origin", { origin: "https://evil.example" }],
  ["no origin at all worth the name", { origin: "null" }],
  ["another site, as the browser says", { "sec-fetch-site": "cross-site" }],
  ["a sibling site, as the browser says", { "sec-fetch-site": "same-site" }],
])("a request with our cookie from %s changes and tells nothing", async (_, from) => {
  const server = await startServer();
  const { api, ticketId } = await withTicket(server);
  const { cookie } = await signedIn(server);
  const move = await server.app.request(`${url}/trpc/tickets.move`, {
    method: "POST",
    headers: { ...json, ...from, cookie },
    body: JSON.stringify({ ticketId, to: "resolved" }),
  });
  expect(await move.json()).toMatchObject({ code: "request.cross-origin" });
  expect(move.status).toBe(403);
  const read = await server.app.request(`${url}/trpc/tickets.queue`, { headers: { ...from, cookie } });
  expect(read.status).toBe(403);
  expect((await api.tickets.thread.query({ ticketId })).state).toBe("sent");
});

test("another site cannot sign a visitor in", async () => {
  const server = await startServer();
  const { email } = await signedIn(server);
  const response = await server.app.request(`${url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { ...json, origin: "https://evil.example" },
    body: JSON.stringify({ email, password }),
  });
  expect(response.status).toBe(403);
  expect(response.headers.getSetCookie()).toEqual([]);
});

test.each([
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "application/octet-stream",
  "",
])("only JSON is carried out, not %j", async (type) => {
  const server = await startServer();
  const { ticketId } = await withTicket(server);
  const { cookie } = await signedIn(server);
  const body = JSON.stringify({ ticketId, to: "resolved" });
  const headers = { cookie, "content-type": type };
  const response = await server.app.request(`${url}/trpc/tickets.move`, { method: "POST", headers, body });
  expect(response.status).toBe(415);
  expect(await response.json()).toMatchObject({ code: "request.not-json" });
});

test("the extension, which has an origin of its own and no cookies, is served", async () => {
  const server = await startServer();
  const { token } = await enrolledDevice(server, await newLicense(server));
  const headers = { ...bearer(token), origin: "chrome-extension://abcdefgh", "sec-fetch-site": "cross-site" };
  expect(await server.as(headers).tickets.mine.query()).toEqual([]);
});

test("bodies have a size, with and without a length that says so", async () => {
  const server = await startServer();
  const post = (path: string, size: number) =>
    server.app.request(`${url}/trpc/${path}`, {
      method: "POST",
      headers: json,
      body: `{"key":"${"x".repeat(size)}"}`,
    });
  const tooLarge = await post("devices.enrolWithKey", 300_000);
  expect(tooLarge.status).toBe(413);
  expect(await tooLarge.json()).toMatchObject({
    code: "request.too-large",
    sentence: expect.stringContaining("256 kB"),
  });
  expect((await post("tickets.file", 300_000)).status).toBe(401);
  expect((await post("tickets.file", 1_500_000)).status).toBe(413);
  const chunks = new ReadableStream({
    pull: (controller) => controller.enqueue(new TextEncoder().encode("[".repeat(10_000))),
  });
  const init = { method: "POST", headers: json, body: chunks, duplex: "half" };
  const endless = new Request(`${url}/trpc/tickets.reply`, init);
  expect((await server.app.request(endless)).status).toBe(413);
});

test("JSON that is nested without end is refused in every place it can stand", async () => {
  const server = await startServer();
  const { token } = await enrolledDevice(server, await newLicense(server));
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  const headers = { ...json, ...bearer(token) };
  for (const field of ["text", "sha256", "extra"]) {
    const body = `{"${field}":${deep}}`;
    const response = await server.app.request(`${url}/trpc/tickets.file`, { method: "POST", headers, body });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "request.invalid" });
  }
  const query = await server.app.request(`${url}/trpc/tickets.thread?input=${"[".repeat(10_000)}`, { headers });
  expect(query.status).toBe(400);
});

test("at most ten calls come in one request", async () => {
  const server = await startServer();
  const batch = (calls: number) =>
    server.app.request(`${url}/trpc/${Array(calls).fill("accounts.identity").join(",")}?batch=1&input={}`);
  expect((await batch(10)).status).toBe(200);
  expect((await batch(11)).status).toBe(400);
  expect((await batch(500)).status).toBe(400);
});

test("no request, however odd, makes a fault or shows our insides", async () => {
  const server = await startServer();
  const { token } = await enrolledDevice(server, await newLicense(server));
  const { cookie } = await signedIn(server);
  const paths = [
    "tickets.file",
    "tickets.reply",
    "tickets.open",
    "devices.enrol",
    "__proto__",
    "constructor",
    "tickets",
    "a,b",
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...paths),
      fc.oneof(fc.json(), fc.string(), fc.constantFrom('{"__proto__":{"x":1}}', '{"json":1}', "null", "'\";--")),
      fc.constantFrom<Record<string, string>>({}, bearer(token), { cookie }),
      fc.boolean(),
      async (path, body, who, isGet) => {
        const response = isGet
          ? await server.app.request(`${url}/trpc/${path}?input=${encodeURIComponent(body)}`, { headers: who })
          : await server.app.request(`${url}/trpc/${path}`, { method: "POST", headers: { ...json, ...who }, body });
        const text = await response.text();
        expect(response.status, `${path} ${body} ${text}`).toBeLessThan(500);
        expect(text).not.toMatch(/\bat .+:\d+:\d+|node_modules|select |insert |\/server\/|SQLITE|zod/i);
      },
    ),
    { numRuns: 300 },
  );
});

test("a fault is told as an id, and the log has the rest under it", async () => {
  const server = await startServer();
  const { api } = await enrolledDevice(server, await newLicense(server));
  await server.db.schema.dropTable("reports").execute();
  const { text, sha256 } = newSubmission();
  const error = await api.tickets.file.mutate({ text, sha256 }).catch((cause: unknown) => cause);
  const { refusal } = (error as { data: { refusal: { code: string; values: { id: string } } } }).data;
  expect(refusal.code).toBe("server.fault");
  expect(String(error)).not.toMatch(/reports|table|relation/);
  const line = server.logged.find((each) => each.includes(refusal.values.id) && each.includes('"fault"'));
  expect(line).toMatch(/reports/);
});

test("ready says whether the database answers with all its migrations; healthy only that we run", async () => {
  const server = await startServer();
  expect((await server.app.request(`${url}/readyz`)).status).toBe(200);
  await server.db.schema.dropTable("kysely_migration").execute();
  expect((await server.app.request(`${url}/readyz`)).status).toBe(503);
  await server.db.destroy();
  expect((await server.app.request(`${url}/readyz`)).status).toBe(503);
  expect((await server.app.request(`${url}/healthz`)).status).toBe(200);
});

test("no secret and nothing anyone wrote is in the log", async () => {
  const server = await startServer();
  const license = await newLicense(server);
  const code = await newCode(server, license);
  const canary = "canary-7f3a";
  const { token } = await server.as({}).devices.enrol.mutate({ code, storeOrigin, label: canary });
  const device = server.as(bearer(token));
  const { text, sha256, ticketId } = newSubmission({ subject: canary, message: canary });
  await device.tickets.file.mutate({ text, sha256 });
  const { api, cookie, email } = await signedIn(server);
  await api.tickets.queue.query({ search: canary });
  await api.tickets.open.query({ ticketId });
  await keyOnlyDevice(server, license);
  await server.app.request(`${url}/?token=${canary}`);
  await server.db.schema.dropTable("audit").execute();
  await device.devices.leave.mutate().catch(() => null);
  await server
    .as({})
    .devices.enrolWithKey.mutate({ key: license.key, storeOrigin, label: canary })
    .catch(() => null);
  const log = server.logged.join("\n");
  expect(log).toContain('"fault"');
  const session = decodeURIComponent(cookie.split("=")[1] ?? "");
  for (const secret of [token, code, license.key, canary, password, session, email, server.ctx.keys.setupToken]) {
    expect(secret.length).toBeGreaterThan(8);
    expect(log).not.toContain(secret);
  }
});

test("every line of the log is one JSON object, whatever a caller puts in a path", async () => {
  const server = await startServer();
  await server.app.request(`${url}/a%0d%0a{"level":"fatal"}%1b]0;x`);
  for (const line of server.logged) {
    for (const control of ["\r", "\n", "\u001b"]) expect(line.trimEnd()).not.toContain(control);
    expect(JSON.parse(line)).toMatchObject({ level: "info", method: "GET" });
  }
});

async function withTicket(server: TestServer) {
  const { api } = await enrolledDevice(server, await newLicense(server));
  const { ticketId, text, sha256 } = newSubmission();
  await api.tickets.file.mutate({ text, sha256 });
  return { api, ticketId };
}
