import { type ReadonlySignal, signal } from "@preact/signals";
import { type QueueFilter, queueFilters, type TicketState, ticketStates } from "../../shared/tickets.ts";
import { type LicensesQuery, licensesQueryOf } from "./licenses/query.ts";

/** Addresses of the desk and what they show. Links are real; this only keeps them from loading the page anew. */
export type Route =
  | { page: "setup" }
  | { page: "sign-in"; next: string }
  | { page: "queue"; query: QueueQuery }
  | { page: "ticket"; ticketId: string }
  | { page: "account" }
  | { page: "people" }
  | { page: "pair" }
  | { page: "licenses"; query: LicensesQuery }
  | { page: "license"; licenseId: string }
  | { page: "resellers" }
  /** Of this reseller; null is the one who looks. */
  | { page: "brand"; resellerId: string | null }
  /** With an invitation's token in the fragment. */
  | { page: "join" }
  | { page: "absent" };

/** What the queue shows; `null` is every state. */
export interface QueueQuery {
  state: TicketState | null;
  search: string;
  /** Null is all of them. */
  only: QueueFilter | null;
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function routeOf(url: URL): Route {
  const [, desk, page = "", id = "", ...rest] = url.pathname.replace(/\/$/, "").split("/");
  if (desk !== "desk" || rest.length > 0) return { page: "absent" };
  if (page === "t" && uuid.test(id)) return { page: "ticket", ticketId: id };
  if (page === "licenses" && uuid.test(id)) return { page: "license", licenseId: id };
  if (page === "brand" && uuid.test(id)) return { page, resellerId: id };
  if (id !== "") return { page: "absent" };
  if (page === "brand") return { page, resellerId: null };
  if (page === "licenses") return { page, query: licensesQueryOf(url.searchParams) };
  if (page === "resellers" || page === "pair") return { page };
  if (page === "") return { page: "queue", query: queryOf(url.searchParams) };
  if (page === "setup" || page === "account" || page === "people" || page === "join") return { page };
  if (page === "sign-in") return { page: "sign-in", next: safeNext(url.searchParams.get("next")) };
  return { page: "absent" };
}

function queryOf(parameters: URLSearchParams): QueueQuery {
  const state = parameters.get("state");
  const only = parameters.get("only");
  return {
    state: ticketStates.find((known) => known === state) ?? null,
    search: parameters.get("search") ?? "",
    only: queueFilters.find((known) => known === only) ?? null,
  };
}

export function queueHref({ state, search, only }: QueueQuery): string {
  const parameters = new URLSearchParams();
  if (state) parameters.set("state", state);
  if (search) parameters.set("search", search);
  if (only) parameters.set("only", only);
  return parameters.size > 0 ? `/desk?${parameters}` : "/desk";
}

export function ticketHref(ticketId: string): string {
  return `/desk/t/${ticketId}`;
}

export function signInHref(next: string): string {
  return next === "/desk" ? "/desk/sign-in" : `/desk/sign-in?${new URLSearchParams({ next })}`;
}

export function brandHref(resellerId: string): string {
  return `/desk/brand/${resellerId}`;
}

/** Where to go after signing in: an address of the desk, never another site. */
function safeNext(next: string | null): string {
  return next && /^\/desk(?:[/?]|$)/.test(next) && !next.startsWith("/desk/sign-in") ? next : "/desk";
}

export interface Router {
  url: ReadonlySignal<URL>;
  go(href: string, options?: { replace?: boolean }): void;
  /** Stops listening. */
  stop(): void;
}

export function createRouter(window: Window): Router {
  const { history, document } = window;
  const url = signal(new URL(window.location.href));
  // Rows come from memory a moment after the address changes, so the browser would restore the place too early.
  history.scrollRestoration = "manual";

  function go(href: string, { replace = false } = {}): void {
    const to = new URL(href, url.value);
    if (replace) {
      history.replaceState(history.state, "", to);
    } else {
      history.replaceState({ scroll: window.scrollY }, "");
      history.pushState(null, "", to);
      if (to.pathname + to.search !== url.value.pathname + url.value.search) window.scrollTo(0, 0);
    }
    url.value = to;
  }

  function follow(event: MouseEvent): void {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || link.target || link.hasAttribute("download") || link.origin !== url.value.origin) return;
    if (routeOf(new URL(link.href)).page === "absent") return;
    event.preventDefault();
    go(link.href);
  }

  function back(event: PopStateEvent): void {
    url.value = new URL(window.location.href);
    const scroll: unknown = event.state?.scroll;
    window.requestAnimationFrame(() => window.scrollTo(0, typeof scroll === "number" ? scroll : 0));
  }

  document.addEventListener("click", follow);
  window.addEventListener("popstate", back);
  return {
    url,
    go,
    stop() {
      document.removeEventListener("click", follow);
      window.removeEventListener("popstate", back);
    },
  };
}

/** The address's fragment, taken out of the address bar and out of the history. */
export function takeFragment(window: Window): string {
  const { hash, pathname, search } = window.location;
  if (hash) window.history.replaceState(window.history.state, "", pathname + search);
  return hash.slice(1);
}
