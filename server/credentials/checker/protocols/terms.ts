import type { LoginTarget } from "../task.ts";

/** How long a task may take inside the child. The parent's own limits stand behind these, and end the process. */
export interface Terms {
  /** A login, and all that a proof does before it tidies up. */
  workMs: number;
  /** For removing what a proof wrote, on the connection that it has. */
  tidyMs: number;
  /** Authorities trusted in place of Node's own, in PEM; null outside of tests. */
  authorities: string[] | null;
}

export const loginTerms: Terms = { workMs: 12_000, tidyMs: 0, authorities: null };
export const proofTerms: Terms = { workMs: 10_000, tidyMs: 3_000, authorities: null };
export const removeTerms: Terms = { workMs: 7_000, tidyMs: 0, authorities: null };

/** Whom to log in to, and as whom. */
export type Target = Omit<LoginTarget, "port"> & { servername: string };
