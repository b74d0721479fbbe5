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

interface Claim {
  message: string;
  source: string | null;
}

const mostErrors = 50;
const longest = 500;
const mostFailed = 100;

/** Keeps an eye on what fails in the page from the click on; nothing is sent until somebody asks. */
export function arm({ target, channel, origin, watch, isOwn }: ArmedOptions): Armed {
  const errors = new Map<string, Claim>();
  let failed: Observed["failedRequests"] = [];
  target.addEventListener(channel, (event) => {
    if (errors.size >= mostErrors) return;
    const said = claimIn(parse(event instanceof CustomEvent ? event.detail : null));
    if (said) errors.set(JSON.stringify(said), said);
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

/** Nothing but the two texts is taken over, and only of the agreed length. */
function claimIn(said: unknown): Claim | null {
  if (typeof said !== "object" || said === null) return null;
  const { message, source } = said as Record<string, unknown>; // Whatever they are, they are looked at below.
  if (!isShort(message) || !(source === null || isShort(source))) return null;
  return { message, source };
}

function isShort(text: unknown): text is string {
  return typeof text === "string" && text.length <= longest;
}

function parse(detail: unknown): unknown {
  try {
    return typeof detail === "string" && detail.length < 4_000 ? JSON.parse(detail) : null;
  } catch {
    return null;
  }
}
