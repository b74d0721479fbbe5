import type { MiddlewareHandler } from "hono";
import { AppError, refusal } from "../../shared/problems.ts";

const reading = new Set(["GET", "HEAD"]);

/**
 * A request that acts by a cookie, or asks for one, must come from our own pages. Browsers say where a request comes
 * from; the extension sends no cookies, so its foreign origin is no matter.
 */
export function cookiesFromOwnPagesOnly(publicUrl: string): MiddlewareHandler {
  return async (c, next) => {
    const origin = c.req.header("origin");
    const site = c.req.header("sec-fetch-site");
    const isForeign =
      origin !== undefined ? origin !== publicUrl : site !== undefined && site !== "same-origin" && site !== "none";
    const acts = !reading.has(c.req.method) || c.req.path.startsWith("/trpc/");
    const byCookie = c.req.header("cookie") !== undefined || c.req.path.startsWith("/api/auth/");
    if (isForeign && acts && byCookie) {
      throw new AppError(refusal("request.cross-origin"));
    }
    await next();
  };
}
