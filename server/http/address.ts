import type { Context } from "hono";
import type { Env } from "./env.ts";

/** The caller's address. A header names it only behind a proxy of the operator's own, and then the last one counts. */
export function addressOf(c: Context<Env>, behindProxy: boolean): string {
  const forwarded = behindProxy ? c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
  return forwarded || c.env?.incoming?.socket.remoteAddress || "unknown";
}
