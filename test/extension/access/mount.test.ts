// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import { mountAccess } from "../../../extension/access/mount.tsx";
import { fakeAccessHost, storeOrigin, ticketId } from "../../support/fake-access-host.ts";

let unmount = () => {};
afterEach(() => {
  unmount();
  vi.unstubAllGlobals();
});

async function mountIn(top: unknown) {
  vi.stubGlobal("top", top);
  window.history.replaceState(
    null,
    "",
    `/access.html?${new URLSearchParams({ store: storeOrigin, ticket: ticketId })}`,
  );
  const root = document.createElement("div");
  document.body.replaceChildren(root);
  const host = fakeAccessHost();
  unmount = mountAccess(root, host);
  await new Promise((resolve) => setTimeout(resolve, 50));
  return { root, host };
}

test("in a frame there is nothing to type in, and nobody is asked for anything", async () => {
  const { root, host } = await mountIn({});
  expect(root.textContent).toContain("in a tab of its own only");
  expect(root.querySelectorAll("input, textarea, select, button")).toHaveLength(0);
  expect(host.sent).toEqual([]);
});

test("on top it begins with the store and the ticket that its address names", async () => {
  const { root, host } = await mountIn(window);
  expect(host.sent[0]).toEqual({ name: "access.start", args: [{ storeOrigin, ticketId }] });
  expect(root.querySelectorAll("input").length).toBeGreaterThan(5);
});
