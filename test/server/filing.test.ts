import canonicalize from "canonicalize";
import { expect, test } from "vitest";
import type { Db } from "../../server/db/open.ts";
import {
  enrolledDevice,
  hashed,
  keyOnlyDevice,
  newLicense,
  newSubmission,
  refusalOf,
  signedIn,
  startServer,
} from "../support/app.ts";
import { failingAt } from "../support/db.ts";

test("what is stored is what was sent, byte for byte", async () => {
  const server = await startServer();
  const { api } = await enrolledDevice(server, await newLicense(server));
  const { ticketId, text, sha256 } = newSubmission({ subject: "Zażółć 🛒 \u0000 <script>", message: "\u0000\u202e" });
  const receipt = await api.tickets.file.mutate({ text, sha256 });
  const engineer = await signedIn(server);
  const ticket = await engineer.api.tickets.open.query({ ticketId });
  expect(ticket.text).toBe(text);
  expect(hashed(ticket.text).sha256).toBe(receipt.sha256);
  expect(receipt).toMatchObject({ ticketId, sha256, size: Buffer.byteLength(text), number: 1001 });
});

test("one submission sent twenty times at once is one ticket, and every sender gets the same receipt", async () => {
  const server = await startServer();
  const { api } = await enrolledDevice(server, await newLicense(server));
  const { text, sha256 } = newSubmission();
  const receipts = await Promise.all(Array.from({ length: 20 }, () => api.tickets.file.mutate({ text, sha256 })));
  expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
  expect(await rows(server.db)).toEqual({ tickets: 1, messages: 1, reports: 1, filings: 1 });
});

test("a browser of the same license that sends the same bytes gets the same receipt", async () => {
  const server = await startServer();
  const license = await newLicense(server);
  const [one, other] = [await enrolledDevice(server, license), await enrolledDevice(server, license)];
  const { text, sha256 } = newSubmission();
  const receipt = await one.api.tickets.file.mutate({ text, sha256 });
  expect(await other.api.tickets.file.mutate({ text, sha256 })).toEqual(receipt);
});

test("other bytes under a used id are refused, and what is stored stays", async () => {
  const server = await startServer();
  const { api } = await enrolledDevice(server, await newLicense(server));
  const first = newSubmission();
  const other = newSubmission({ ticketId: first.ticketId, subject: "Something else" });
  await api.tickets.file.mutate({ text: first.text, sha256: first.sha256 });
  const refusal = await refusalOf(api.tickets.file.mutate({ text: other.text, sha256: other.sha256 }));
  expect(refusal).toMatchObject({ code: "ticket.id-taken", status: 409 });
  const thread = await api.tickets.thread.query({ ticketId: first.ticketId });
  expect(thread).toMatchObject({ sha256: first.sha256, subject: "Checkout shows a blank page" });
});

test("an id that another license used makes a ticket of one's own, and tells nothing of the other", async () => {
  const server = await startServer();
  const [ours, theirs] = [await newLicense(server, "Ours"), await newLicense(server, "Theirs")];
  const [one, other] = [await enrolledDevice(server, ours), await enrolledDevice(server, theirs)];
  const first = newSubmission({ subject: "Ours" });
  const second = newSubmission({ ticketId: first.ticketId, subject: "Theirs" });
  const unknown = newSubmission({ subject: "Theirs too" });
  await one.api.tickets.file.mutate({ text: first.text, sha256: first.sha256 });
  const receipt = await other.api.tickets.file.mutate({ text: second.text, sha256: second.sha256 });
  const plain = await other.api.tickets.file.mutate({ text: unknown.text, sha256: unknown.sha256 });
  expect(Object.keys(receipt)).toEqual(Object.keys(plain));
  expect(receipt).toMatchObject({ ticketId: first.ticketId, sha256: second.sha256 });
  expect((await other.api.tickets.thread.query({ ticketId: first.ticketId })).subject).toBe("Theirs");
  expect((await one.api.tickets.thread.query({ ticketId: first.ticketId })).subject).toBe("Ours");
  const engineer = await signedIn(server);
  const { tickets } = await engineer.api.tickets.queue.query({});
  const opened = await Promise.all(tickets.map(({ ticketId }) => engineer.api.tickets.open.query({ ticketId })));
  expect(opened.map(({ holderName, subject }) => `${holderName}: ${subject}`).sort()).toEqual([
    "Ours: Ours",
    "Theirs: Theirs",
    "Theirs: Theirs too",
  ]);
});

test("bytes that arrive changed are not stored", async () => {
  const server = await startServer();
  const { api } = await enrolledDevice(server, await newLicense(server));
  const { text } = newSubmission();
  const refusal = await refusalOf(api.tickets.file.mutate({ text, sha256: hashed(`${text} `).sha256 }));
  expect(refusal).toMatchObject({ code: "ticket.bytes-changed", status: 422 });
  expect(await rows(server.db)).toEqual({ tickets: 0, messages: 0, reports: 0, filings: 0 });
});

test.each([
  ["spaces", (text: string) => text.replace(":", ": ")],
  ["keys out of order", (text: string) => text.replace(/^\{("ask":null),(.*)\}$/s, "{$2,$1}")],
  ["a key twice", (text: string) => text.replace("{", '{"client":{},')],
  ["a number in another form", (text: string) => text.replace('"schema":1,', '"schema":1.0,')],
  ["an escape that is not needed", (text: string) => text.replace("Checkout", "\\u0043heckout")],
  ["a lone surrogate", (text: string) => text.replace("Checkout", "\\ud800")],
  ["no JSON", () => "{"],
  ["nothing", () => ""],
  ["no object", () => "[]"],
  ["a field missing", (text: string) => text.replace(/"subject":"[^"]*",/, "")],
  [
    "an id of another version",
    (text: string) => text.replace(/"ticketId":"[^"]*"/, `"ticketId":"${crypto.randomUUID()}"`),
  ],
])("a text that is not the one canonical form of a submission is refused: %s", async (_, change) => {
  const server = await startServer();
  const { api } = await enrolledDevice(server, await newLicense(server));
  const original = newSubmission().text;
  const changed = change(original);
  expect(changed).not.toBe(original);
  const refusal = await refusalOf(api.tickets.file.mutate(hashed(changed)));
  expect(refusal).toMatchObject({ code: "report.unreadable", status: 422 });
  expect(await rows(server.db)).toMatchObject({ tickets: 0 });
});

test("a text that is nested without end is refused before it is taken apart", async () => {
  const server = await startServer();
  const { api } = await enrolledDevice(server, await newLicense(server));
  const refusal = await refusalOf(api.tickets.file.mutate(hashed(`${"[".repeat(200_000)}${"]".repeat(200_000)}`)));
  expect(refusal).toMatchObject({ code: "report.unreadable", values: { where: "it is nested too deep" } });
});

test("a report with fields that this server does not know yet is stored whole", async () => {
  const server = await startServer();
  const { api } = await enrolledDevice(server, await newLicense(server));
  const { ticketId, text } = newSubmission();
  const newer = hashed(text.replace('{"ask"', '{"aNewerField":{"with":[1]},"ask"'));
  expect(newer.text).not.toBe(text);
  await api.tickets.file.mutate(newer);
  const engineer = await signedIn(server);
  expect((await engineer.api.tickets.open.query({ ticketId })).text).toBe(newer.text);
});

test.each([
  ["a value", { missing: [{ fact: "logs", why: "Authorization: Bearer 4f3a9c1d7e2b8a6f5c4d3e2b1a0f9e8d" }] }],
  ["a field this server does not know", { smtp_password: "hunter2-long" }],
])("a captured secret is refused by its kind and not stored, in %s", async (_, captured) => {
  const server = await startServer();
  const { api } = await enrolledDevice(server, await newLicense(server));
  const original = JSON.parse(newSubmission().text);
  const text = canonicalize({ ...original, report: { ...original.report, ...captured } }) ?? "";
  const refusal = await refusalOf(api.tickets.file.mutate(hashed(text)));
  expect(refusal).toMatchObject({ code: "report.secret-found", status: 422, values: { kind: expect.any(String) } });
  expect(JSON.stringify(refusal)).not.toMatch(/hunter2|4f3a9c/);
  expect(await rows(server.db)).toMatchObject({ tickets: 0 });
});

test("a submission of a megabyte is stored, and a larger one is refused by its size", async () => {
  const server = await startServer();
  const { api } = await enrolledDevice(server, await newLicense(server));
  const leftOut = Array.from({ length: 3_250 }, (_, index) => `${index}`.padEnd(300, "x"));
  const fits = newSubmission({ leftOut });
  expect(Buffer.byteLength(fits.text)).toBeGreaterThan(980_000);
  expect((await api.tickets.file.mutate({ text: fits.text, sha256: fits.sha256 })).size).toBeLessThanOrEqual(1_000_000);
  const larger = newSubmission({ leftOut: [...leftOut, ...leftOut.slice(0, 100)] });
  const refusal = await refusalOf(api.tickets.file.mutate({ text: larger.text, sha256: larger.sha256 }));
  expect(refusal).toMatchObject({ code: "request.too-large", status: 413 });
});

test("under a license that is not active nothing new is filed, but what was stored is still acknowledged", async () => {
  const server = await startServer();
  const license = await newLicense(server);
  const { api } = await keyOnlyDevice(server, license);
  const { text, sha256 } = newSubmission();
  const receipt = await api.tickets.file.mutate({ text, sha256 });
  await server.db.updateTable("licenses").set({ state: "suspended" }).where("id", "=", license.licenseId).execute();
  expect(await api.tickets.file.mutate({ text, sha256 })).toEqual(receipt);
  const { text: fresh, sha256: freshHash } = newSubmission();
  const refusal = await refusalOf(api.tickets.file.mutate({ text: fresh, sha256: freshHash }));
  expect(refusal).toMatchObject({ code: "license.not-active", status: 403, values: { state: "suspended" } });
});

test("whichever statement of a filing fails, nothing of it stays, and sending again works", async () => {
  const fault = failingAt();
  const server = await startServer({ db: fault.wrap });
  const { api } = await enrolledDevice(server, await newLicense(server));
  let statements = 0;
  for (let failing = 1; ; failing++) {
    const { text, sha256 } = newSubmission();
    const before = await rows(server.db);
    fault.arm(failing);
    const outcome = await refusalOf(api.tickets.file.mutate({ text, sha256 })).catch(() => null);
    const wasHit = fault.disarm();
    if (!wasHit) break;
    statements++;
    expect(outcome).toMatchObject({ code: "server.fault", status: 500 });
    expect(await rows(server.db), `statement ${failing}`).toEqual(before);
    await api.tickets.file.mutate({ text, sha256 });
  }
  // Who sends, lock, look-up, license, id, store, ticket, report, message, audit.
  expect(statements).toBeGreaterThanOrEqual(9);
});

async function rows(db: Db): Promise<Record<string, number>> {
  const count = async (table: "tickets" | "messages" | "reports") => {
    const query = db.selectFrom(table).select(({ fn }) => fn.countAll<number>().as("count"));
    return (await query.executeTakeFirstOrThrow()).count;
  };
  const filings = await db.selectFrom("audit").select("seq").where("action", "=", "ticket.filed").execute();
  return {
    tickets: await count("tickets"),
    messages: await count("messages"),
    reports: await count("reports"),
    filings: filings.length,
  };
}
