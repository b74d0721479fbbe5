// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { guardLogout, type LogoutGuard, longestWaitMs } from "../../../extension/capture/logout-guard.ts";

const followed: { href: string; inNewTab: boolean }[] = [];
let guard: LogoutGuard;

beforeEach(() => {
  vi.useFakeTimers();
  followed.length = 0;
  document.body.innerHTML = '<a href="?route=common/logout"><i>x</i></a><a id="other" href="?route=a/b">y</a>';
  guard = guardLogout({
    target: window,
    pageUrl: new URL("https://shop.example/admin/index.php"),
    isLogout: (url) => url.searchParams.get("route") === "common/logout",
    follow: ({ href }, inNewTab) => followed.push({ href, inNewTab }),
  });
  // What the page would do: navigate, which is not to happen in a test.
  document.body.addEventListener("click", (event) => event.preventDefault());
});

afterEach(() => {
  guard.release();
  vi.useRealTimers();
});

function press(selector: string, how: MouseEventInit = {}): MouseEvent {
  const event = new MouseEvent(how.button === 1 ? "auxclick" : "click", {
    bubbles: true,
    cancelable: true,
    composed: true,
    ...how,
  });
  document.querySelector(selector)?.dispatchEvent(event);
  return event;
}

test("a click is held no longer than three seconds, however long the store takes", async () => {
  guard.track(new Promise(() => {}), "safe");
  press("i");
  await vi.advanceTimersByTimeAsync(longestWaitMs.safe - 1);
  expect(followed).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(followed).toEqual([{ href: "https://shop.example/admin/index.php?route=common/logout", inNewTab: false }]);
  expect(longestWaitMs.safe).toBe(3_000);
});

test.each([{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }, { button: 1 }])(
  "a click with %o goes to a new tab after the wait",
  async (how) => {
    guard.track(Promise.resolve(), "safe");
    press("i", how);
    await vi.advanceTimersByTimeAsync(0);
    expect(followed.map(({ inNewTab }) => inNewTab)).toEqual([true]);
  },
);

test("a request that fails lets the click go as well", async () => {
  guard.track(Promise.reject(new Error("broken")), "safe");
  press("i");
  await vi.advanceTimersByTimeAsync(0);
  expect(followed).toHaveLength(1);
});

test("with nothing in flight the click goes its own way, and closes the guard", async () => {
  guard.track(Promise.resolve(), "safe");
  await vi.advanceTimersByTimeAsync(0);
  press("i");
  expect(guard.isClosed()).toBe(true);
  await vi.advanceTimersByTimeAsync(longestWaitMs.safe);
  expect(followed).toEqual([]);
});

test("any other link is none of our business", () => {
  guard.track(new Promise(() => {}), "safe");
  press("#other");
  expect(guard.isClosed()).toBe(false);
});
