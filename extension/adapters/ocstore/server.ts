import type { Facts, Source } from "../adapter.ts";

/** A box of the dashboard; seen on 3.0.3.7. */
export function dashboardServer({ page }: Source): Facts | null {
  const php = /\d+\.\d+[\w.+~-]*/.exec(page.text("#phpversion", 100) ?? "")?.[0];
  const database = page.text("#database_version", 100);
  if (!php && !database) return null;
  const from = "the dashboard";
  return {
    server: {
      ...(php ? { php } : {}),
      ...(database ? { database } : {}),
      from: { ...(php ? { php: from } : {}), ...(database ? { database: from } : {}) },
    },
  };
}
