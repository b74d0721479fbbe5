// @vitest-environment jsdom
import { describe, expect, test, vi } from "vitest";
import type { Read } from "../../../extension/adapters/adapter.ts";
import { fetchRead } from "../../../extension/capture/fetch-read.ts";
import { reportLimit } from "../../../extension/capture/limits.ts";
import { runCapture } from "../../../extension/capture/run.ts";
import { type Report, report as reportSchema } from "../../../shared/report.ts";
import { token } from "../../support/pages.ts";
import { captureOf, fakeStore, html, page, type Reply } from "./fake-store.ts";

/** Safe reads of a store that answers what it likes. */

const list = "marketplace/modification";
const log = "tool/log/download";
const mega = 1024 * 1024;
const text = { "content-type": "application/octet-stream" };
const markup = { "content-type": "text/html" };

/** A body without an end, which stops where nobody reads on or the request is given up. */
function endless(piece: Uint8Array<ArrayBuffer>, headers: Record<string, string>, sent = { bytes: 0 }): Response {
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent.bytes += piece.length;
      controller.enqueue(piece);
    },
  });
  return new Response(stream, { headers });
}

async function captured(replies: Record<string, Reply>, fixture = "3x-dashboard") {
  const store = fakeStore(replies);
  const report = await runCapture(captureOf(fixture, store.fetch));
  expect(reportSchema.safeParse(report).error).toBeUndefined();
  expect(new TextEncoder().encode(JSON.stringify(report)).length).toBeLessThanOrEqual(reportLimit);
  expect(store.asked.length).toBeLessThanOrEqual(30);
  for (const { url, init } of store.asked) {
    expect({ origin: url.origin, path: url.pathname }).toEqual({
      origin: "https://shop.example",
      path: "/admin/index.php",
    });
    expect(init).toMatchObject({ method: "GET", redirect: "manual", credentials: "same-origin" });
  }
  return { report, store };
}

const why = (report: Report, fact: string) => report.missing.filter((one) => one.fact === fact).map((one) => one.why);

const broken = new ReadableStream({
  start: (controller) => controller.enqueue(new TextEncoder().encode("<p>half")),
  pull: (controller) => controller.error(new Error("reset")),
});
// A constructed response can be neither.
const opaque = { type: "opaqueredirect", status: 0, headers: new Headers() } as Response;

describe("an answer that is no list of modifications says why there is none", () => {
  const notGotten = "the request did not get through";
  const elsewhere = "the store sent another page instead";
  const refused = "you may not open it, or this version has no such page";
  const nothing = "no list of them was read";
  const cases: readonly (readonly [what: string, reply: Reply, why: string])[] = [
    ["leads to another site", Response.redirect("https://elsewhere.example/", 302), elsewhere],
    ["leads to a script", new Response("", { status: 301, headers: { location: "javascript:alert(1)" } }), elsewhere],
    ["leads on, unseen", opaque, elsewhere],
    ["is not there", new Response("", { status: 404 }), "the store answered with status 404"],
    ["is an error of the server", new Response("x", { status: 503 }), "the store answered with status 503"],
    ["breaks off", new Response(broken, { headers: markup }), notGotten],
    ["is refused before it is sent", () => Promise.reject("no"), notGotten],
    ["throws what is no error", () => Promise.reject(null), notGotten],
    ["is the page of a refusal", page("3x-denied"), refused],
    ["is empty", new Response("", { headers: markup }), nothing],
    ["has no body at all", new Response(null, { status: 204 }), nothing],
    [
      "is JSON",
      new Response('{"html":{"x":"<b>y</b>"}}', { headers: { "content-type": "application/json" } }),
      nothing,
    ],
    ["is JSON within JSON within JSON", new Response("[".repeat(300_000), { headers: markup }), nothing],
    [
      "is a picture",
      new Response(new Uint8Array(100_000).fill(255), { headers: { "content-type": "image/png" } }),
      nothing,
    ],
    [
      "is in another alphabet's bytes",
      new Response(new Uint8Array([255, 254, 60, 0, 98, 0, 62, 0]), { headers: markup }),
      nothing,
    ],
    ["is a million spaces", new Response(" ".repeat(mega), { headers: markup }), nothing],
  ];
  test.each(cases)("one that %s", async (_, reply, reason) => {
    const { report } = await captured({ [list]: reply });
    expect(report.modifications).toEqual([]);
    expect(why(report, "modifications")).toEqual([reason]);
    // The rest was asked for all the same.
    expect(report.logs).toHaveLength(1);
  });
});

test("an endless page is read to its limit, and the report says that it was cut", async () => {
  const sent = { bytes: 0 };
  const { report } = await captured({ [list]: endless(new Uint8Array(mega).fill(120), markup, sent) });
  expect(sent.bytes).toBeLessThanOrEqual(6 * mega);
  expect(why(report, "page")).toEqual(["modifications: too much to be read to its end"]);
});

test("an endless log is given up at its limit, with the reason", async () => {
  const sent = { bytes: 0 };
  const { report } = await captured({ [log]: endless(new Uint8Array(4 * mega).fill(10), text, sent) });
  expect(sent.bytes).toBeLessThanOrEqual(72 * mega);
  expect(why(report, "logs")).toEqual(["the log is too large to be read here; it has to be fetched by FTP"]);
});

test("an answer that drips is given up after its time, and the rest is asked for", async () => {
  vi.useFakeTimers();
  try {
    const store = fakeStore();
    let drips = 0;
    const dripping: typeof fetch = async (input, init) => {
      if (!String(input).includes(list)) return store.fetch(input, init);
      const stream = new ReadableStream<Uint8Array>({
        start: (controller) => init?.signal?.addEventListener("abort", () => controller.error(new Error("aborted"))),
        async pull(controller) {
          await new Promise((resolve) => setTimeout(resolve, 500));
          drips += 1;
          if (!init?.signal?.aborted) controller.enqueue(new Uint8Array([60]));
        },
      });
      return new Response(stream, { headers: markup });
    };
    const running = runCapture(captureOf("3x-dashboard", dripping));
    await vi.advanceTimersByTimeAsync(9_000);
    const report = await running;
    expect(why(report, "modifications")).toEqual(["the store did not answer within 8 seconds"]);
    expect(drips).toBeLessThanOrEqual(18);
    expect(report.logs).toHaveLength(1);
  } finally {
    vi.useRealTimers();
  }
});

test("a list that leads on for ever is followed for ten pages", async () => {
  let pages = 0;
  const link = (number: number) =>
    `<a href="https://shop.example/admin/index.php?route=${list}&user_token=${token}&page=${number}">x</a>`;
  const numbers = Array.from({ length: 1_000 }, (_, at) => link(at + 2)).join("");
  const reply = () => {
    pages += 1;
    const more = `<ul class="pagination">${numbers}${link(pages * 1_000)}</ul></div>`;
    return new Response(html("3x-modifications").replace(/<ul class="pagination">[\s\S]*?<\/ul>/, more), {
      headers: markup,
    });
  };
  const { store } = await captured({ [list]: reply });
  expect(pages).toBe(10);
  expect(new Set(store.asked.map(({ url }) => url.href)).size).toBe(store.asked.length);
});

test("addresses that an answer names are not asked for: only numbers are taken of them", async () => {
  const bad = ["-1", "1.5", "1e9", "0x10", "Infinity", "2#x", "2&route=tool/log/clear", "%32%26x=y", "99999999999"];
  const links = bad
    .map((page) => `<a href="https://elsewhere.example/?page=${page}&route=tool/log/clear">x</a>`)
    .join("");
  const answer = html("3x-modifications").replace(
    /<ul class="pagination">[\s\S]*?<\/ul>/,
    `<ul class="pagination">${links}</ul>`,
  );
  const groups = `<div id="content"><table><tbody>${["-5", "1;drop", "99999999999", "1e3"]
    .map(
      (id) =>
        `<tr><td><a href="https://shop.example/admin/index.php?route=user/user_permission/edit&user_token=${token}&user_group_id=${id}">x</a></td></tr>`,
    )
    .join("")}</tbody></table></div>`;
  const { store } = await captured({
    [list]: () => new Response(answer, { headers: markup }),
    "user/user_permission": new Response(groups, { headers: markup }),
  });
  for (const { url } of store.asked) {
    expect(url.searchParams.get("page") ?? "2").toMatch(/^(?:[2-9]|10)$/);
    expect(url.searchParams.get("user_group_id") ?? "1").toMatch(/^[1-9]\d{0,8}$/);
    expect(url.searchParams.getAll("route")).toHaveLength(1);
  }
});

test("a token, a cookie and a password that every answer repeats are in no report", async () => {
  const secrets = `user_token=${token} Set-Cookie: OCSESSID=canarycanarycanary12; password=canary-password`;
  const row = `<tr><td><input name="selected[]" value="7"></td><td>${secrets}</td><td>${secrets}</td><td>${secrets}</td><td></td><td>${secrets}</td><td></td></tr>`;
  const { report } = await captured({
    [list]: new Response(`<form id="form-modification"><table><tbody>${row}</tbody></table></form>`, {
      headers: markup,
    }),
    [log]: new Response(`2026-03-03 22:10:00 - PHP Warning: ${secrets}\n`, { headers: text }),
  });
  expect(report.modifications).toHaveLength(1);
  expect(report.logs).toHaveLength(1);
  for (const secret of [token, "canary"]) expect(JSON.stringify(report)).not.toContain(secret);
});

test("what headers claim of the server is cut to what a server says of itself", async () => {
  const headers = { ...markup, "x-powered-by": `PHP/8.2<script>${"9".repeat(10_000)}`, server: "x".repeat(10_000) };
  const { report } = await captured({
    "setting/store": new Response("", { headers }),
    "localisation/language": new Response("", { headers }),
  });
  expect(report.server.php).toBe("8.2");
  expect(report.server.web?.length).toBeLessThanOrEqual(100);
});

test("a sign-in page among the answers ends the reading, and says so", async () => {
  const { report, store } = await captured({ "localisation/language": page("3x-login", 401) });
  expect(why(report, "modifications")).toEqual(["the store has signed you out"]);
  expect(store.routes()).not.toContain(list);
});

describe("an answer whose parts come in JSON", () => {
  const ajax: Read = {
    id: "x",
    facts: [],
    depth: "safe",
    route: "x",
    params: [],
    words: "x",
    timeoutMs: 1_000,
    limitBytes: 4 * mega,
    as: "ajax",
  };
  const cases: readonly (readonly [what: string, body: string, html: string])[] = [
    ["nests without end", `{"html":${"[".repeat(300_000)}`, `{"html":${"[".repeat(300_000)}`],
    ["has parts of other kinds", '{"html":{"a":1,"b":null,"c":{"d":"x"},"e":"<p>y"}}', "<p>y"],
    ["has parts named as every object's own", '{"html":{"__proto__":"<p>a","constructor":"<p>b"}}', "<p>a\n<p>b"],
    ["has its parts in a text", '{"html":"<p>x"}', '{"html":"<p>x"}'],
    ["is a page after all", "<html><p>x", "<html><p>x"],
    ["has a warning before it", '<b>Warning</b> {"html":{"a":"<p>x"}}', "<p>x"],
  ];
  test.each(cases)("is taken for what it is where it %s", async (_, body, expected) => {
    const answer = await fetchRead(new URL("https://shop.example/"), ajax, async () => new Response(body));
    expect(answer).toMatchObject({ kind: "document", html: expected });
  });
});
