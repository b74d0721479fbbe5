import type { AdminTryResult } from "../../shared/credentials.ts";
import { isLoopback } from "../../shared/invitation.ts";
import { isKnownForm, type LoginForm, loginFormOf } from "../adapters/login.ts";

/** Why a login was not tried, or could not be understood. */
export type NotTried = "platform" | "other-site" | "not-encrypted" | "other-form" | "no-answer-known";

export interface Tried {
  result: AdminTryResult;
  /** Only of `not-tried`. */
  why: NotTried | null;
}

const timeoutMs = 15_000;

export interface Login {
  platform: string | null;
  storeOrigin: string;
  loginUrl: string;
  user: string;
  password: string;
}

/** Why this login cannot be tried from here at all; null where it can. */
export function whyNotTried({ platform, storeOrigin, loginUrl }: Omit<Login, "user" | "password">): NotTried | null {
  const url = URL.parse(loginUrl.trim());
  if (!loginFormOf(platform)) return "platform";
  if (!url || `${url.protocol}//${url.host}` !== storeOrigin) return "other-site";
  return url.protocol === "https:" || isLoopback(url.hostname) ? null : "not-encrypted";
}

/**
 * Tries a store's login once, as the store's own form would: without cookies, so that nobody's session is touched, and
 * without following a redirect. Its page is looked at first; a form that is not wholly known is not sent anything.
 */
export async function tryLogin(login: Login, fetchIt: typeof fetch): Promise<Tried> {
  const form = loginFormOf(login.platform);
  const why = whyNotTried(login);
  if (!form || why) return { result: "not-tried", why };
  const address = form.address(new URL(login.loginUrl.trim()));
  try {
    const shown = await ask(fetchIt, address);
    if (!shown.ok || !isKnownForm(parse(await shown.text()), form)) return { result: "not-tried", why: "other-form" };
    return await send(login, form, address, fetchIt);
  } catch {
    return { result: "unreachable", why: null };
  }
}

async function send({ user, password }: Login, form: LoginForm, address: URL, fetchIt: typeof fetch): Promise<Tried> {
  const body = new URLSearchParams({ [form.user]: user, [form.password]: password, ...form.sends });
  const answer = await ask(fetchIt, address, { method: "POST", body });
  const result = form.answer === "json" ? await readJson(answer) : await readPage(answer, form);
  return { result: result ?? "not-tried", why: result ? null : "no-answer-known" };
}

function ask(fetchIt: typeof fetch, address: URL, how: RequestInit = {}): Promise<Response> {
  return fetchIt(address, {
    ...how,
    credentials: "omit",
    redirect: "manual",
    cache: "no-store",
    referrerPolicy: "no-referrer",
    signal: AbortSignal.timeout(timeoutMs),
  });
}

async function readPage(answer: Response, form: LoginForm): Promise<AdminTryResult | null> {
  // A browser shows nothing of a redirect that is not followed; elsewhere it has its status.
  if (answer.type === "opaqueredirect" || (answer.status >= 300 && answer.status < 400)) return "ready";
  return answer.ok && isKnownForm(parse(await answer.text()), form) ? "wrong-login" : null;
}

async function readJson(answer: Response): Promise<AdminTryResult | null> {
  const said: unknown = answer.ok ? await answer.json().catch(() => null) : null;
  if (typeof said !== "object" || said === null || !("hasErrors" in said)) return null;
  return said.hasErrors === false ? "ready" : "wrong-login";
}

/** A document of its own: nothing in it runs or is loaded. */
function parse(html: string): Document {
  return new DOMParser().parseFromString(html, "text/html");
}
