import type { html } from "hono/html";
import type { SessionData } from "./sessions.ts";
import type { StoreState, StoreUser } from "./state.ts";

export type Markup = ReturnType<typeof html>;

/** One request as the admin's own code sees it. */
export interface Visit {
  method: string;
  /** Address of the store's front, and of its admin folder, each with a slash at the end. */
  root: string;
  base: string;
  route: string;
  params: URLSearchParams;
  form: Record<string, string>;
  session: SessionData;
  state: StoreState;
  user: StoreUser | null;
  /** Whether the token in the address is the session's. */
  hasToken: boolean;
  /** What addresses call the token. */
  tokenName: string;
  /** An address in this admin, with the token where there is one. */
  link(route: string, params?: Record<string, string | number>): string;
}

export interface Reply {
  status?: 200 | 302 | 401;
  headers?: Record<string, string>;
  body: Markup | string;
}

export type Controller = (visit: Visit) => Reply;

/** What differs between the generations of this admin. */
export interface AdminKind {
  routes: Record<string, Controller>;
  /** Routes that need no session, and those that need no token. */
  open: readonly string[];
  tokenless: readonly string[];
  login: (visit: Visit, problem: string | null) => Reply;
  denied: Controller;
  /** What addresses call the token. */
  tokenName: "token" | "user_token";
  /** All of them together name the session. */
  cookies: readonly string[];
  cookieAttributes: string;
  /** Whether a request waits until the one before it in its session has ended, as with PHP's own session files. */
  isLocking?: boolean;
  headers: Record<string, string>;
  /** The store's own files by path below `view/`. */
  assets: Record<string, string>;
}

export function mayOpen(visit: Visit, route: string): boolean {
  const group = visit.state.groups.find(({ id }) => id === visit.user?.groupId);
  const controller = route.split(".")[0] ?? route;
  return group?.access === "all" || (group?.access.some((open) => controller.startsWith(open)) ?? false);
}

export function redirect(location: string): Reply {
  return { status: 302, headers: { location }, body: "" };
}

export function randomText(length: number, alphabet: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join("");
}

/** The message that is shown by whichever page comes first, once. */
export function takeNotice(visit: Visit): string | null {
  const { success } = visit.session;
  delete visit.session.success;
  return success ?? null;
}

export function pageOf<Item>(visit: Visit, items: readonly Item[], size: number) {
  const pages = Math.max(1, Math.ceil(items.length / size));
  const number = Math.max(1, Number.parseInt(visit.params.get("page") ?? "1", 10) || 1);
  const first = (number - 1) * size;
  const shown = items.slice(first, first + size);
  const summary = `Showing ${shown.length ? first + 1 : 0} to ${first + shown.length} of ${items.length} (${pages} Pages)`;
  return { shown, number, pages, summary };
}
