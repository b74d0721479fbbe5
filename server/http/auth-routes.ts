import { Hono } from "hono";
import { AppError, type Refusal, refusal } from "../../shared/problems.ts";
import { addressHeader, type SignIn, signInRoutes } from "../accounts/sign-in.ts";
import { addressOf } from "./address.ts";
import { requireShallowJson } from "./bodies.ts";
import type { Env } from "./env.ts";

const base = "/api/auth";

/** The sign-in library's few open routes, with its refusals in our words. */
export function authRoutes(signIn: SignIn, behindProxy: boolean): Hono<Env> {
  const app = new Hono<Env>();
  app.use(`${base}/*`, requireShallowJson);
  app.all(`${base}/*`, async (c) => {
    const route = `${c.req.method} ${c.req.path.slice(base.length)}`;
    if (!signInRoutes.includes(route)) throw new AppError(refusal("request.not-found"));
    const headers = new Headers(c.req.raw.headers);
    headers.set(addressHeader, addressOf(c, behindProxy));
    const request = new Request(c.req.url, { method: c.req.method, headers, body: await c.req.text() });
    const response = await signIn.handle(request);
    if (response.ok) return onlyCookies(response);
    if (response.status >= 500) throw new Error("The sign-in library failed", { cause: await response.text() });
    throw new AppError(refusalFor(response));
  });
  return app;
}

/** The library also tells the session's token in the body; a script has no use for it that is ours. */
function onlyCookies(response: Response): Response {
  const answer = Response.json({ done: true });
  for (const cookie of response.headers.getSetCookie()) answer.headers.append("set-cookie", cookie);
  return answer;
}

function refusalFor(response: Response): Refusal {
  if (response.status === 401) return refusal("session.wrong-password");
  if (response.status === 403) return refusal("request.cross-origin");
  if (response.status === 429) {
    return refusal("request.too-many", { seconds: Number(response.headers.get("x-retry-after")) || 60 });
  }
  return refusal("request.invalid", { where: "e-mail or password" });
}
