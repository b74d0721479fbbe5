import type { Report } from "../../shared/report.ts";

/** What the server says of itself in an answer's headers. Many servers are told to keep it to themselves. */
export function serverFacts(header: (name: string) => string | null): Partial<Report["server"]> {
  const php = /\bPHP\/(\d[\w.+~-]{0,40})/i.exec(header("x-powered-by") ?? "")?.[1];
  const web = header("server")?.trim().slice(0, 100);
  return {
    ...(php ? { php } : {}),
    ...(web ? { web } : {}),
    from: { ...(php ? { php: "X-Powered-By header" } : {}), ...(web ? { web: "Server header" } : {}) },
  };
}
