import { z } from "zod";
import { createRedactor } from "../../shared/redaction.ts";
import type { Report } from "../../shared/report.ts";
import { failedRequestsOf, type ResourceView } from "./surroundings.ts";

type Observed = Pick<Report["browser"], "errors" | "failedRequests">;

export interface Armed {
  /** What failed so far: errors as the page claims them, requests as the browser timed them. Redacted. */
  observed(): Observed;
}

export interface ArmedOptions {
  /** Where the page's own world tells its errors, and under which name. */
  target: EventTarget;
  channel: string;
  origin: string;
  /** Calls back with every request of the page, earlier ones too. */
  watch(seen: (resources: readonly ResourceView[]) => void): void;
  /** Requests of our own, which are no fault of the page's. */
  isOwn(url: string): boolean;
}

const claim = z.object({ message: z.string().max(500), source: z.string().max(500).nullable() });
const mostErrors = 50;
const mostFailed = 100;

/** Keeps an eye on what fails in the page from the click on; nothing is sent until somebody asks. */
export function arm({ target, channel, origin, watch, isOwn }: ArmedOptions): Armed {
  const errors = new Map<string, z.infer<typeof claim>>();
  let failed: Observed["failedRequests"] = [];
  target.addEventListener(channel, (event) => {
    if (errors.size >= mostErrors) return;
    const said = claim.safeParse(parse(event instanceof CustomEvent ? event.detail : null));
    if (said.success) errors.set(JSON.stringify(said.data), said.data);
  });
  watch((resources) => {
    const others = resources.filter(({ name }) => !isOwn(name));
    failed = [...failed, ...failedRequestsOf(others, origin)].slice(0, mostFailed);
  });
  return {
    observed: () =>
      createRedactor().redactDeep({
        errors: [...errors.values()].map((error) => ({ ...error, claimedByPage: true })),
        failedRequests: failed,
      }),
  };
}

function parse(detail: unknown): unknown {
  try {
    return typeof detail === "string" && detail.length < 4_000 ? JSON.parse(detail) : null;
  } catch {
    return null;
  }
}
