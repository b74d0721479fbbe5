// @vitest-environment jsdom
import { expect, test, vi } from "vitest";
import { arm } from "../../../extension/capture/armed.ts";
import { hookPageErrors } from "../../../extension/capture/page-errors.ts";
import type { ResourceView } from "../../../extension/capture/surroundings.ts";

const origin = "https://shop.example";

function armed(own: string[] = []) {
  const target = new EventTarget();
  let tell: (resources: readonly ResourceView[]) => void = () => {};
  const watcher = arm({
    target,
    channel: "the-name",
    origin,
    watch: (seen) => {
      tell = seen;
    },
    isOwn: (url) => own.includes(url),
  });
  const claim = (detail: unknown, name = "the-name") => target.dispatchEvent(new CustomEvent(name, { detail }));
  return { watcher, claim, request: (...resources: ResourceView[]) => tell(resources) };
}

const error = (message: string) => JSON.stringify({ message, source: `${origin}/a.js:3` });

test("an error of the page is its claim, once however often it comes, and without secrets", () => {
  const { watcher, claim } = armed();
  for (let at = 0; at < 5; at += 1) claim(error("x is not defined, user_token=a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6"));
  const { errors } = watcher.observed();
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatchObject({ source: `${origin}/a.js:3`, claimedByPage: true });
  expect(errors[0]?.message).toContain("x is not defined");
  expect(errors[0]?.message).not.toContain("a1b2c3");
});

test.each([
  ["under another name", error("x"), "other"],
  ["that is no text", { message: "x", source: null }, undefined],
  ["that is no JSON", "{", undefined],
  ["without a message", JSON.stringify({ source: null }), undefined],
  ["of more than was agreed", JSON.stringify({ message: "x".repeat(501), source: null }), undefined],
])("a claim %s is passed over", (_, detail, name) => {
  const { watcher, claim } = armed();
  claim(detail, name);
  expect(watcher.observed().errors).toEqual([]);
});

test("a page that floods is heard fifty times and no more", () => {
  const { watcher, claim } = armed();
  for (let at = 0; at < 10_000; at += 1) claim(error(`error ${at}`));
  expect(watcher.observed().errors).toHaveLength(50);
});

test("a request that failed is told by path, status and time, unless we made it", () => {
  const own = `${origin}/admin/index.php?route=tool/log&user_token=x`;
  const { watcher, request } = armed([own]);
  request(
    { name: `${origin}/admin/save?key=secret`, responseStatus: 500, duration: 12.4 },
    { name: `${origin}/fine`, responseStatus: 200, duration: 1 },
    { name: own, responseStatus: 404, duration: 1 },
  );
  request({ name: "https://cdn.example/x.js?v=1", responseStatus: 404, duration: 3 });
  expect(watcher.observed().failedRequests).toEqual([
    { path: "/admin/save", status: 500, ms: 12 },
    { path: "https://cdn.example/x.js", status: 404, ms: 3 },
  ]);
});

test("in the page's own world errors and rejections are told as text, a few, and short", () => {
  const heard: unknown[] = [];
  document.addEventListener("its-name", (event) => heard.push(event instanceof CustomEvent ? event.detail : null));
  hookPageErrors("its-name");
  vi.spyOn(console, "error").mockReturnValue();
  const fail = (message: string) =>
    window.dispatchEvent(new ErrorEvent("error", { message, filename: `${origin}/a.js?key=1#x`, lineno: 7 }));
  fail("a is not a function");
  window.dispatchEvent(Object.assign(new Event("unhandledrejection"), { reason: new TypeError("no answer") }));
  expect(heard.map((one) => JSON.parse(String(one)))).toEqual([
    { message: "a is not a function", source: `${origin}/a.js:7` },
    { message: "TypeError: no answer", source: null },
  ]);
  for (let at = 0; at < 100; at += 1) fail("y".repeat(10_000));
  expect(heard).toHaveLength(50);
  expect(String(heard.at(-1)).length).toBeLessThan(1_200);
});
