// @vitest-environment happy-dom
// @vitest-environment-options { "settings": { "navigation": { "disableMainFrameNavigation": true, "disableChildPageNavigation": true, "disableFallbackToSetURL": true } } }
import { afterEach, describe, expect, test, vi } from "vitest";
import { createRouter, queueHref, type Route, type Router, routeOf, signInHref } from "../../../server/desk/router.ts";

const id = "0193c8a2-7b1e-7c3d-9f00-1a2b3c4d5e6f";
const at = (path: string): Route => routeOf(new URL(path, "https://support.example"));

let router: Router | undefined;
afterEach(() => router?.stop());

function start(path: string): Router {
  window.history.replaceState(null, "", path);
  router = createRouter(window);
  return router;
}

/** Whether the desk took the click upon itself. Nothing is loaded here either way. */
function isTaken(attributes: string, init: MouseEventInit = {}): boolean {
  document.body.innerHTML = `<a ${attributes}><b>words</b></a>`;
  let taken = false;
  const last = (event: Event) => {
    taken = event.defaultPrevented;
    event.preventDefault();
  };
  window.addEventListener("click", last, { once: true });
  document.querySelector("b")?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ...init }));
  return taken;
}

describe("addresses", () => {
  test.each<[string, Route]>([
    ["/desk", { page: "queue", query: { state: null, search: "", only: null } }],
    ["/desk/", { page: "queue", query: { state: null, search: "", only: null } }],
    ["/desk?state=sent&search=a+b", { page: "queue", query: { state: "sent", search: "a b", only: null } }],
    ["/desk?only=mine", { page: "queue", query: { state: null, search: "", only: "mine" } }],
    ["/desk?only=nonsense", { page: "queue", query: { state: null, search: "", only: null } }],
    ["/desk?state=nonsense", { page: "queue", query: { state: null, search: "", only: null } }],
    [`/desk/t/${id}`, { page: "ticket", ticketId: id }],
    ["/desk/t/nonsense", { page: "absent" }],
    [`/desk/t/${id}/more`, { page: "absent" }],
    ["/desk/setup", { page: "setup" }],
    ["/desk/sign-in", { page: "sign-in", next: "/desk" }],
    ["/desk/sign-in?next=%2Fdesk%3Fstate%3Dsent", { page: "sign-in", next: "/desk?state=sent" }],
    ["/desk/sign-in?next=%2F%2Fevil.example", { page: "sign-in", next: "/desk" }],
    ["/desk/else", { page: "absent" }],
    ["/", { page: "absent" }],
  ])("%s shows what it says", (path, route) => {
    expect(at(path)).toEqual(route);
  });

  test("a query survives its way through the address, whatever was searched for", () => {
    for (const search of ["", "a&b=c", "100% #1", "صفحة", "?"]) {
      const query = { state: "answered", search, only: "mine" } as const;
      expect(at(queueHref(query))).toEqual({ page: "queue", query });
      expect(at(signInHref(queueHref(query)))).toEqual({ page: "sign-in", next: queueHref(query) });
    }
  });
});

describe("links", () => {
  test("to the desk's own pages change the screen without loading a page", () => {
    const { url } = start("/desk");
    expect(isTaken(`href="/desk/t/${id}"`)).toBe(true);
    expect(url.value.pathname).toBe(`/desk/t/${id}`);
    expect(window.location.pathname).toBe(`/desk/t/${id}`);
  });

  test.each([
    ["another site", 'href="https://evil.example/desk"', {}],
    ["a new tab", `href="/desk/t/${id}" target="_blank"`, {}],
    ["a download", 'href="/desk" download="a.json"', {}],
    ["no page of the desk", 'href="/healthz"', {}],
    ["a page of the desk, with Ctrl held", 'href="/desk"', { ctrlKey: true }],
    ["a page of the desk, with the middle button", 'href="/desk"', { button: 1 }],
  ])("to %s are left to the browser", (_, attributes, init) => {
    const { url } = start("/desk");
    const before = url.value.href;
    expect(isTaken(attributes, init)).toBe(false);
    expect(url.value.href).toBe(before);
  });

  test("going back returns to the place in the page that was left", async () => {
    const { go, url } = start("/desk");
    const scrolled = vi.spyOn(window, "scrollTo").mockImplementation(() => {});
    vi.spyOn(window, "scrollY", "get").mockReturnValue(740);
    go(`/desk/t/${id}`);
    expect(scrolled).toHaveBeenLastCalledWith(0, 0);
    window.history.replaceState({ scroll: 740 }, "", "/desk");
    window.dispatchEvent(new PopStateEvent("popstate", { state: { scroll: 740 } }));
    expect(url.value.pathname).toBe("/desk");
    await vi.waitFor(() => expect(scrolled).toHaveBeenLastCalledWith(0, 740));
  });
});
