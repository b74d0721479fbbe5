import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { AppError, refusal } from "../../shared/problems.ts";
import { isDeeperThan, mostDepth } from "./json-depth.ts";

const kibi = 1_024;
const callLimit = 256 * kibi;
/** A submission is text inside JSON: its quotes are escaped on the way. */
const filingLimit = Math.floor(1.3 * kibi * kibi);

function limitedTo(maxSize: number, limit: string): MiddlewareHandler {
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new AppError(refusal("request.too-large", { limit }));
    },
  });
}

const calls = limitedTo(callLimit, "256 kB");
const filings = limitedTo(filingLimit, "1 MB");

/**
 * Bodies no larger than what is asked for: one megabyte for filing, little for everything else. A file's bytes are counted
 * as they are written down.
 */
export const limitBody: MiddlewareHandler = (c, next) => {
  if (c.req.path === "/files" && c.req.method === "POST") return next();
  return c.req.path.split(/[/,]/).includes("tickets.file") ? filings(c, next) : calls(c, next);
};

/** Calls are JSON and nothing else (forms need no preflight), and no deeper than ours ever are. */
export const requireShallowJson: MiddlewareHandler = async (c, next) => {
  if (c.req.method === "POST") {
    if (!/^application\/json\b/i.test(c.req.header("content-type") ?? "")) {
      throw new AppError(refusal("request.not-json"));
    }
    if (isDeeperThan(await c.req.text(), mostDepth)) throw tooDeep();
  }
  const input = c.req.query("input");
  if (input !== undefined && isDeeperThan(input, mostDepth)) throw tooDeep();
  await next();
};

function tooDeep(): AppError {
  return new AppError(refusal("request.invalid", { where: "it is nested too deep" }));
}
