import { createHash } from "node:crypto";
import { existsSync, globSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { filesIn } from "../../../server/files/disk.ts";
import { sweepFiles } from "../../../server/files/sweep.ts";
import type { NamedFile } from "../../../shared/files.ts";
import {
  bearer,
  days,
  enrolledDevice,
  keyOnlyDevice,
  newLicense,
  newSubmission,
  refusalOf,
  signedIn,
  startServer,
  type TestDevice,
  type TestServer,
  url,
} from "../../support/app.ts";
import { failingAt } from "../../support/db.ts";
import { aJpeg, aPdf, aPng } from "./samples.ts";

const mebi = 1_024 * 1_024;
const text = (words: string) => Buffer.from(words);

async function begun(settings: Parameters<typeof startServer>[0] = {}) {
  const server = await startServer(settings);
  const license = await newLicense(server);
  return { server, license, device: await enrolledDevice(server, license) };
}

interface Sending {
  id?: string;
  name?: string;
  headers?: Record<string, string>;
}

function put(
  { app }: TestServer,
  { token }: Pick<TestDevice, "token">,
  body: Uint8Array | ReadableStream,
  { id = uuidv7(), name = "error.log", headers = {} }: Sending = {},
): Promise<Response> {
  const said = body instanceof Uint8Array ? { "content-length": String(body.byteLength) } : {};
  const request = new Request(`${url}/files`, {
    method: "POST",
    headers: { ...bearer(token), ...said, "x-file-id": id, "x-file-name": encodeURIComponent(name), ...headers },
    body: body as RequestInit["body"] & {},
    duplex: "half",
  } as RequestInit);
  return Promise.resolve(app.request(request));
}

async function stored(response: Response | Promise<Response>): Promise<NamedFile> {
  const answer = await response;
  expect(answer.status).toBe(200);
  return answer.json();
}

const codeOf = async (response: Response | Promise<Response>) => {
  const answer = await response;
  return `${answer.status} ${(await answer.json()).code}`;
};

/** Every file under the data folder's `files`, by its path there. */
function onDisk({ place }: TestServer): string[] {
  const folder = join(place.dataFolder, "files");
  return globSync("**/*", { cwd: folder })
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort();
}

const rows = ({ db }: TestServer) => db.selectFrom("files").selectAll().execute();

const file = ({ api }: TestDevice, files: NamedFile[]) => {
  const { ticketId, text, sha256 } = newSubmission({ files });
  return { ticketId, filed: api.tickets.file.mutate({ text, sha256 }) };
};

test("a file that was sent is downloaded by an engineer, byte for byte, with the ticket that names it", async () => {
  const { server, device } = await begun();
  const bytes = aPng(1_200, 800);
  const sent = await stored(put(server, device, bytes, { name: "Scr\u00e9en.png" }));
  expect(sent).toMatchObject({ name: "Scr\u00e9en.png", type: "image/png", size: bytes.length });
  const { ticketId, filed } = file(device, [sent]);
  await filed;
  const engineer = await signedIn(server);
  const { files } = await engineer.api.tickets.open.query({ ticketId });
  expect(files).toEqual([sent]);
  const download = await server.app.request(`${url}/files/${files[0]?.id}`, { headers: { cookie: engineer.cookie } });
  expect(Buffer.from(await download.arrayBuffer()).equals(bytes)).toBe(true);
  expect(Object.fromEntries(download.headers)).toMatchObject({
    "content-type": "image/png",
    "content-length": String(bytes.length),
    "content-disposition": `attachment; filename="Scr_en.png"; filename*=UTF-8''Scr%C3%A9en.png`,
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  });
});

test("the same bytes sent twice, under two ids and by two licenses, are one file on disk by their hash", async () => {
  const { server, device } = await begun();
  const other = await enrolledDevice(server, await newLicense(server, "Other"));
  const bytes = text("Fatal error in line 12\n");
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  for (const who of [device, device, other]) await stored(put(server, who, bytes));
  expect(onDisk(server)).toEqual([`${sha256.slice(0, 2)}/${sha256}`]);
  expect(await rows(server)).toHaveLength(3);
});

test("nobody but the server's own user may read what is on disk", async () => {
  const { server, device } = await begun();
  await stored(put(server, device, text("a log")));
  const folder = join(server.place.dataFolder, "files");
  for (const path of ["", ...globSync("**/*", { cwd: folder })]) {
    const { mode } = statSync(join(folder, path));
    expect(mode & 0o077, path).toBe(0);
  }
});

test("an id sent ten times at once is one file, and every sender gets the same answer", async () => {
  const { server, device } = await begun();
  const id = uuidv7();
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => stored(put(server, device, text("a log"), { id }))),
  );
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(await rows(server)).toHaveLength(1);
});

test("other bytes under a used id are refused, and what is stored stays", async () => {
  const { server, device } = await begun();
  const id = uuidv7();
  const { sha256 } = await stored(put(server, device, text("one"), { id }));
  expect(await codeOf(put(server, device, text("other"), { id }))).toBe("409 file.id-taken");
  expect(await rows(server)).toMatchObject([{ sentId: id, sha256 }]);
});

test("an id that another license used is one's own, and tells nothing of the other", async () => {
  const { server, device } = await begun();
  const other = await enrolledDevice(server, await newLicense(server, "Other"));
  const id = uuidv7();
  await stored(put(server, device, text("theirs"), { id }));
  const ours = await stored(put(server, other, text("ours"), { id }));
  expect(ours.id).toBe(id);
  const { ticketId, filed } = file(other, [ours]);
  await filed;
  const engineer = await signedIn(server);
  const [named] = (await engineer.api.tickets.open.query({ ticketId })).files;
  const download = await server.app.request(`${url}/files/${named?.id}`, { headers: { cookie: engineer.cookie } });
  expect(await download.text()).toBe("ours");
});

test.each([
  ["with its length said", (bytes: Uint8Array) => bytes],
  ["without its length said", (bytes: Uint8Array) => new Blob([bytes as Uint8Array<ArrayBuffer>]).stream()],
])("ten megabytes are taken and one byte more is not, %s", async (_, bodyOf) => {
  const { server, device } = await begun();
  const most = Buffer.alloc(10 * mebi, "x");
  await stored(put(server, device, bodyOf(most)));
  const before = onDisk(server);
  const more = Buffer.concat([most, text("x")]);
  expect(await codeOf(put(server, device, bodyOf(more), { name: "big.log" }))).toBe("413 file.too-large");
  expect(onDisk(server)).toEqual(before);
});

test.each([
  ["415 file.type-not-taken", text("<html><script>alert(1)</script>")],
  ["422 file.too-many-pixels", aPng(50_000, 50_000)],
  ["422 file.has-metadata", aJpeg(800, 600, text("Exif\0\0GPS 52.5200 13.4050"))],
  ["422 file.has-metadata", Buffer.concat([aPng(800, 600), text("<x:xmpmeta xmlns:x='adobe:ns:meta/'>")])],
  ["400 file.empty", text("")],
])("%s is the answer to what is not taken, and nothing of it stays", async (code, bytes) => {
  const { server, device } = await begun();
  expect(await codeOf(put(server, device, bytes, { name: "picture.png" }))).toBe(code);
  expect(onDisk(server)).toEqual([]);
  expect(await rows(server)).toEqual([]);
});

test("a body that never ends is cut off at the limit", async () => {
  const { server, device } = await begun();
  let given = 0;
  const endless = new ReadableStream({
    pull(controller) {
      given += mebi;
      controller.enqueue(new Uint8Array(mebi).fill(120));
    },
  });
  expect(await codeOf(put(server, device, endless))).toBe("413 file.too-large");
  expect(given).toBeLessThan(15 * mebi);
  expect(onDisk(server)).toEqual([]);
});

test("a file that was cut off on its way is not stored", async () => {
  const { server, device } = await begun();
  const broken = new ReadableStream({
    start: (controller) => controller.enqueue(text("the beginning")),
    pull: (controller) => controller.error(new Error("reset")),
  });
  expect(await codeOf(put(server, device, broken))).toBe("400 file.cut-off");
  const short = put(server, device, text("half").subarray(0, 4), { headers: { "content-length": "8" } });
  expect(await codeOf(short)).toBe("400 file.cut-off");
  expect(onDisk(server)).toEqual([]);
  expect(await rows(server)).toEqual([]);
});

const names = [
  "..",
  "../../../../etc/passwd",
  "..\\..\\windows\\win.ini",
  "%2e%2e%2fetc",
  "a\u0000.png",
  "CON",
  "con.txt",
  "LPT1.log",
  "/etc/cron.d/x",
  "\u202egnp.exe",
  "x".repeat(4_096),
  "\u{1f600}".repeat(300),
  "",
  " ",
  ".htaccess",
  "a/b/c",
  '"; filename=evil.html',
  "line\r\nset-cookie: a=b",
];

test("no name leads outside the store, neither here nor where it is downloaded", async () => {
  const { server, device } = await begun();
  const engineer = await signedIn(server);
  for (const name of names) {
    const sent = await stored(put(server, device, text("words"), { name }));
    expect(onDisk(server)).toEqual([`${sent.sha256.slice(0, 2)}/${sent.sha256}`]);
    const { ticketId, filed } = file(device, [sent]);
    await filed;
    const [named] = (await engineer.api.tickets.open.query({ ticketId })).files;
    const download = await server.app.request(`${url}/files/${named?.id}`, { headers: { cookie: engineer.cookie } });
    const header = download.headers.get("content-disposition") ?? "";
    expect(header).toMatch(/^attachment; filename="_?[^"/\\:\r\n]+\.(?:txt|log)"; filename\*=UTF-8''[\w.~!$&+^`|%-]+$/);
    const saved = decodeURIComponent(header.split("''")[1] ?? "");
    expect(saved, name).not.toMatch(/^(?:con|lpt|\.)|[/\\\p{Cc}\p{Cf}]/iu);
    expect(Array.from(saved).length).toBeLessThanOrEqual(110);
  }
});

test("a name that is not percent-encoded text, and an id that is none, are refused", async () => {
  const { server, device } = await begun();
  const wrong = { "x-file-name": "%ff%fe" };
  expect(await codeOf(put(server, device, text("a"), { headers: wrong }))).toBe("400 request.invalid");
  expect(await codeOf(put(server, device, text("a"), { id: "../../x" }))).toBe("400 request.invalid");
  expect(await codeOf(put(server, device, text("a"), { id: crypto.randomUUID() }))).toBe("400 request.invalid");
  expect(onDisk(server)).toEqual([]);
});

test("only a connected browser may send, and only someone at the desk may open", async () => {
  const { server, device, license } = await begun();
  expect(await codeOf(put(server, { token: "spd_wrong" }, text("a")))).toBe("401 device.missing");
  const engineer = await signedIn(server);
  const byCookie = await server.app.request(`${url}/files`, {
    method: "POST",
    headers: { cookie: engineer.cookie, origin: url, "x-file-id": uuidv7(), "x-file-name": "a" },
    body: "a",
  });
  expect(byCookie.status).toBe(401);
  const sent = await stored(put(server, await keyOnlyDevice(server, license), text("a")));
  const open = (headers: Record<string, string>, id = sent.id) => server.app.request(`${url}/files/${id}`, { headers });
  expect(await codeOf(open(bearer(device.token)))).toBe("401 session.missing");
  expect(await codeOf(open({}))).toBe("401 session.missing");
  // Not a ticket's yet, never was there, and no id at all: three times the same.
  for (const id of [sent.id, uuidv7(), "..%2f..%2fetc%2fpasswd"]) {
    expect(await codeOf(open({ cookie: engineer.cookie }, id))).toBe("404 file.absent");
  }
});

test("a ticket that names a file which is not this browser's is refused, and nothing of it is stored", async () => {
  const { server, license, device } = await begun();
  const sameLicense = await keyOnlyDevice(server, license);
  const other = await enrolledDevice(server, await newLicense(server, "Other"));
  const sent = await stored(put(server, device, text("ours")));
  const absent = { ...sent, id: uuidv7() };
  const altered = { ...sent, sha256: "0".repeat(64) };
  for (const [who, named] of [
    [other, [sent]],
    [sameLicense, [sent]],
    [device, [absent]],
    [device, [altered]],
    [device, [sent, absent]],
    [device, [sent, sent]],
  ] as const) {
    expect((await refusalOf(file(who, [...named]).filed)).code).toBe("file.absent");
  }
  expect(await server.db.selectFrom("tickets").select("number").execute()).toEqual([]);
  expect(await rows(server)).toMatchObject([{ ticketNumber: null }]);
  await file(device, [sent]).filed;
  expect((await refusalOf(file(device, [sent]).filed)).code).toBe("file.absent");
});

test("a browser that was connected anew and sends its file again may name it", async () => {
  const { server, license, device } = await begun();
  const id = uuidv7();
  await stored(put(server, device, text("ours"), { id }));
  const again = await keyOnlyDevice(server, license);
  await file(again, [await stored(put(server, again, text("ours"), { id }))]).filed;
});

test("a ticket filed again after its answer was lost is the same ticket with the same file", async () => {
  const { server, device } = await begun();
  const sent = await stored(put(server, device, text("a log")));
  const submission = newSubmission({ files: [sent] });
  const receipts = await Promise.all(
    [1, 2, 3].map(() => device.api.tickets.file.mutate({ text: submission.text, sha256: submission.sha256 })),
  );
  expect(new Set(receipts.map(({ number }) => number)).size).toBe(1);
  expect(await stored(put(server, device, text("a log"), { id: sent.id }))).toEqual(sent);
});

test("six files do not fit in a request", async () => {
  const { server, device } = await begun();
  const sent: NamedFile[] = [];
  for (let at = 0; at < 6; at++) sent.push(await stored(put(server, device, text(`log ${at}`))));
  expect(() => newSubmission({ files: sent })).toThrow();
  const { text: fits } = newSubmission({ files: sent.slice(0, 5) });
  const value = JSON.parse(fits);
  const sixth = JSON.stringify(sent[5]);
  const more = fits.replace(JSON.stringify(value.files[4]), (last) => `${last},${sixth}`);
  const sha256 = createHash("sha256").update(more).digest("hex");
  expect((await refusalOf(device.api.tickets.file.mutate({ text: more, sha256 }))).code).toBe("report.unreadable");
});

test("files that wait for a request never take up more than their room, however many come at once", async () => {
  const { server, license } = await begun();
  const devices = await Promise.all(Array.from({ length: 10 }, () => keyOnlyDevice(server, license)));
  for (const at of [1, 2, 3, 4]) await stored(put(server, devices[at]!, Buffer.alloc(10 * mebi, `${at}`)));
  // All have arrived but for their end before the first is recorded.
  const together = Promise.withResolvers<void>();
  let begunCount = 0;
  const answers = await Promise.all(
    devices.map(async (device, at) => {
      const body = new ReadableStream({
        start: (controller) => controller.enqueue(new Uint8Array(3 * mebi).fill(97 + at)),
        async pull(controller) {
          if (++begunCount === 10) together.resolve();
          await together.promise;
          controller.close();
        },
      });
      return (await put(server, device, body)).status;
    }),
  );
  expect(answers.filter((status) => status === 200)).toHaveLength(3);
  const waiting = (await rows(server)).reduce((sum, { size }) => sum + size, 0);
  expect(waiting).toBe(49 * mebi);
  const [device] = devices as [TestDevice, ...TestDevice[]];
  expect(await codeOf(put(server, device, aPdf(6 * mebi)))).toBe("409 file.no-room");
  const before = onDisk(server);
  await put(server, device, Buffer.alloc(7 * mebi, "z"));
  expect(onDisk(server)).toEqual(before);
});

test("a crash between file and row leaves no row without its file, and sending again works", async () => {
  const fault = failingAt();
  const { server, device } = await begun({ db: fault.wrap });
  let statements = 0;
  for (let failing = 1; ; failing++) {
    const id = uuidv7();
    const bytes = text(`log ${failing}`);
    fault.arm(failing);
    const { status } = await put(server, device, bytes, { id });
    if (!fault.disarm()) break;
    statements++;
    expect(status).toBe(500);
    for (const { sha256 } of await rows(server)) {
      expect(existsSync(join(server.place.dataFolder, "files", sha256.slice(0, 2), sha256))).toBe(true);
    }
    await stored(put(server, device, bytes, { id }));
  }
  // Who sends, room twice (id and bytes), lock, look-up, license, id, row.
  expect(statements).toBeGreaterThanOrEqual(9);
});

test("what nobody named for a day is forgotten, on disk too; what a ticket has stays", async () => {
  const { server, device } = await begun();
  const disk = filesIn(server.place.dataFolder);
  const kept = await stored(put(server, device, text("kept")));
  await file(device, [kept]).filed;
  await stored(put(server, device, text("forgotten")));
  const twice = await stored(put(server, device, text("kept")));
  writeFileSync(join(server.place.dataFolder, "files/arriving/half"), "half of it");
  expect(await sweepFiles(server.ctx, disk)).toBe(0);
  server.pass(days + 1_000);
  expect(await sweepFiles(server.ctx, disk)).toBe(2);
  expect(onDisk(server)).toEqual([`${kept.sha256.slice(0, 2)}/${kept.sha256}`]);
  expect(await rows(server)).toMatchObject([{ id: kept.id }]);
  expect((await refusalOf(file(device, [twice]).filed)).code).toBe("file.absent");
});

test("under a license that is not active no file is stored", async () => {
  const { server, license, device } = await begun();
  await server.db.updateTable("licenses").set({ state: "ended" }).where("id", "=", license.licenseId).execute();
  expect(await codeOf(put(server, device, text("a")))).toBe("403 license.not-active");
});
