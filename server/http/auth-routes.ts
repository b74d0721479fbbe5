import { type Context, Hono } from "hono";
import type { z } from "zod";
import { AppError, refusal } from "../../shared/problems.ts";
import { cookiePrefix, type Session, type SignIn } from "../accounts/sign-in.ts";
import { refusedBy } from "../accounts/sign-in-refusals.ts";
import { type SignInRoute, signInRoutes } from "../accounts/sign-in-routes.ts";
import { addressOf } from "./address.ts";
import { requireShallowJson } from "./bodies.ts";
import type { Env } from "./env.ts";
import type { Tries } from "./tries.ts";

const base = "/api/auth";

interface AuthDependencies {
  signIn: SignIn;
  tries: Tries;
  behindProxy: boolean;
  /** Ends a session that another one took the place of. */
  endSession: (session: Session) => Promise<void>;
  /** What whoever it is knows this server by; a reseller's clients know no vendor. */
  nameFor: (session: Session | null) => Promise<string>;
}

/** The sign-in library's few open routes, with its refusals in our words. */
export function authRoutes({ signIn, tries, behindProxy, endSession, nameFor }: AuthDependencies): Hono<Env> {
  const app = new Hono<Env>();
  app.use(`${base}/*`, requireShallowJson);
  app.all(`${base}/*`, async (c) => {
    const name = `${c.req.method} ${c.req.path.slice(base.length)}`;
    const route = Object.hasOwn(signInRoutes, name) ? signInRoutes[name] : undefined;
    if (!route) throw new AppError(refusal("request.not-found"));
    const address = addressOf(c, behindProxy);
    if (route.guesses) await tries.take("signIns", address);
    const session = await signIn.sessionOf(c.req.raw.headers);
    const headers = headersFor(route, name, session, c.req.raw.headers);
    const serverName = await nameFor(session);
    const response = await signIn.handle(await requestFor(c, route, headers, serverName));
    const told = await bodyOf(response);
    if (!response.ok) throw refusedBy({ name, status: response.status, told, isSignedIn: session !== null });
    if (route.guesses) await tries.giveBack("signIns", address);
    if (session && name === "POST /passkey/verify-authentication") await endSession(session);
    return answerOf(route.answer(told, serverName), response);
  });
  return app;
}

/** What the library is told of who asks. Refuses where the session is not enough for the route. */
function headersFor(route: SignInRoute, name: string, session: Session | null, headers: Headers): Headers {
  const isEnough = !session?.hasSecondFactor || session.factor === "second";
  if (session && !isEnough && (route.session === "setting-up" || route.session === "second")) {
    throw new AppError(refusal("session.second-factor"));
  }
  const isOfSession = route.session !== "none" && (name !== "POST /two-factor/verify-totp" || isEnough);
  return isOfSession ? headers : withoutSession(headers);
}

const sessionCookie = new RegExp(`^(?:__Secure-|__Host-)?${cookiePrefix}\\.session_`);

function withoutSession(headers: Headers): Headers {
  const cookies = (headers.get("cookie") ?? "").split(/;\s*/).filter((cookie) => !sessionCookie.test(cookie));
  const left = new Headers(headers);
  left.set("cookie", cookies.join("; "));
  return left;
}

/** The same request with what the route takes, and nothing else: no query, no other field. */
async function requestFor(
  c: Context<Env>,
  { body, names }: SignInRoute,
  headers: Headers,
  serverName: string,
): Promise<Request> {
  const { origin, pathname } = new URL(c.req.url);
  const url = origin + pathname;
  if (!body) return new Request(url, { headers });
  const read = body.safeParse(jsonOf(await c.req.text()));
  if (!read.success) throw new AppError(refusal("request.invalid", { where: placesOf(read.error) }));
  const plain = new Headers(headers);
  plain.delete("content-length");
  return new Request(url, {
    method: "POST",
    headers: plain,
    body: JSON.stringify(Object.assign({}, read.data, names?.(serverName))),
  });
}

function jsonOf(text: string): unknown {
  try {
    return text === "" ? {} : JSON.parse(text);
  } catch {
    return null;
  }
}

function placesOf({ issues }: z.ZodError): string {
  const places = issues.map(({ path, code }) =>
    code === "unrecognized_keys" ? "a field that is not known here" : String(path[0] ?? "the whole input"),
  );
  return [...new Set(places)].join(", ");
}

async function bodyOf(response: Response): Promise<unknown> {
  return jsonOf(await response.text());
}

/** The library also tells the session's token in the body; a script has no use for it that is ours. */
function answerOf(told: object, response: Response): Response {
  const answer = Response.json(told);
  for (const cookie of response.headers.getSetCookie()) answer.headers.append("set-cookie", cookie);
  return answer;
}
