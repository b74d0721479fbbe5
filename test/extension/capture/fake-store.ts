import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CaptureOptions } from "../../../extension/capture/run.ts";
import type { CaptureProgress } from "../../../extension/messages.ts";
import { token } from "../../support/pages.ts";

const pagesOf3 = {
  "setting/store": "3x-stores",
  "localisation/language": "3x-languages",
  "user/user_permission": "3x-user-groups",
  "user/user_permission/edit": "3x-user-group",
  "marketplace/modification": "3x-modifications",
  "marketplace/installer/history": "3x-installer-history",
};

export const log =
  "2026-03-03 22:10:00 - PHP Warning:  mail of ann@mail.example failed in /srv/x/system/library/mail.php on line 12\n";

export type Reply = Response | Promise<Response> | (() => Response | Promise<Response>);

export function html(name: string): string {
  return readFileSync(join(import.meta.dirname, "../../fixtures/pages/opencart", `${name}.html`), "utf8");
}

export function page(name: string, status = 200): Response {
  return new Response(html(name), {
    status,
    headers: { "content-type": "text/html; charset=utf-8", "x-powered-by": "PHP/8.2.1", server: "nginx" },
  });
}

function logAnswer(text: string): Response {
  return new Response(text, { headers: { "content-type": "application/octet-stream" } });
}

/** A store that answers with fixtures and writes down what it was asked, when, and how many at once. */
export function fakeStore(replies: Record<string, Reply> = {}) {
  const asked: { route: string; url: URL; init: RequestInit }[] = [];
  let [inFlight, mostInFlight] = [0, 0];
  const get = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(String(input));
    const route = url.searchParams.get("route") ?? "";
    asked.push({ route, url, init });
    inFlight += 1;
    mostInFlight = Math.max(mostInFlight, inFlight);
    try {
      await Promise.resolve();
      const reply = replies[route];
      if (reply) return await (typeof reply === "function" ? reply() : reply);
      if (route === "tool/log/download") return logAnswer(log);
      return page(pagesOf3[route as keyof typeof pagesOf3] ?? "3x-denied");
    } finally {
      inFlight -= 1;
    }
  };
  return {
    fetch: get as typeof fetch,
    asked,
    routes: () => asked.map(({ route }) => route),
    mostInFlight: () => mostInFlight,
  };
}

/** Options for a capture of this fixture, standing open at its own address. */
export function captureOf(
  fixture: string,
  get: typeof fetch,
  more: Partial<CaptureOptions> = {},
): CaptureOptions & { progress: CaptureProgress[] } {
  const text = html(fixture);
  const address = /GET (\S+)/.exec(text)?.[1] ?? `https://shop.example/admin/index.php?user_token=${token}`;
  const progress: CaptureProgress[] = [];
  let clock = Date.parse("2026-03-04T08:00:00Z");
  return {
    captureId: "one",
    depth: "safe",
    declared: [],
    document: new DOMParser().parseFromString(text, "text/html"),
    url: new URL(address),
    fetch: get,
    parse: (answer) => new DOMParser().parseFromString(answer, "text/html"),
    now: () => {
      clock += 5;
      return new Date(clock);
    },
    clock: () => 0,
    view: {
      userAgent: "Mozilla/5.0 Chrome/156.0.0.0 Safari/537.36",
      viewport: { width: 1366, height: 768 },
      resources: [],
    },
    clicks: new EventTarget(),
    isStopped: () => false,
    follow: () => {},
    onProgress: (one) => progress.push(one),
    progress,
    ...more,
  };
}
