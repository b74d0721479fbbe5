import { Hono } from "hono";
import { AppError, type Refusal, refusal } from "../../shared/problems.ts";
import { type SignIn, signInRoutes } from "../accounts/sign-in.ts";
import { addressOf } from "./address.ts";
import { requireShallowJson } from "./bodies.ts";
import type { Env } from "./env.ts";
import type { Tries } from "./tries.ts";

const base = "/api/auth";

interface AuthDependencies {
  signIn: SignIn;
  tries: Tries;
  behindProxy: boolean;
}

/** The sign-in library's few open routes, with its refusals in our words. */
export function authRoutes({ signIn, tries, behindProxy }: AuthDependencies): Hono<Env> {
  const app = new Hono<Env>();
  app.use(`${base}/*`, requireShallowJson);
  app.all(`${base}/*`, async (c) => {
    const path = c.req.path.slice(base.length);
    if (!signInRoutes.includes(`${c.req.method} ${path}`)) throw new AppError(refusal("request.not-found"));
    const address = addressOf(c, behindProxy);
    await tries.take("signIns", address);
    const { method, url, raw } = c.req;
    const response = await signIn.handle(new Request(url, { method, headers: raw.headers, body: await c.req.text() }));
    if (response.status >= 500) throw new Error(`The sign-in library failed: ${await response.text()}`);
    if (!response.ok) throw new AppError(refusalFor(response));
    await tries.giveBack("signIns", address);
    return onlyCookies(response);
  });
  return app;
}

/** The library also tells the session's token in the body; a script has no use for it that is ours. */
function onlyCookies(response: Response): Response {
  const answer = Response.json({ done: true });
  for (const cookie of response.headers.getSetCookie()) answer.headers.append("set-cookie", cookie);
  return answer;
}

function refusalFor({ status }: Response): Refusal {
  if (status === 401) return refusal("session.wrong-password");
  if (status === 403) return refusal("request.cross-origin");
  return refusal("request.invalid", { where: "e-mail or password" });
}
