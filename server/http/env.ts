import type { HttpBindings } from "@hono/node-server";

export interface Env {
  /** Absent where a test asks the app directly. */
  Bindings: Partial<HttpBindings>;
  Variables: { requestId: string; isTokenDue?: boolean };
}
