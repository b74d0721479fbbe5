import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { DatabasePlace } from "../../support/db.ts";

/** What one server beside others does with a database: a thread of its own, because SQLite waits without yielding. */
export interface Contention {
  place: DatabasePlace;
  job: "migrate" | "rename" | "rename-unlocked";
  times: number;
}

/** Resolves to what the other server answered: the migrations it ran. */
export async function contend(contention: Contention): Promise<string[]> {
  const worker = new Worker(new URL("./contender.ts", import.meta.url), { workerData: contention });
  const [[answer]] = await Promise.all([once(worker, "message"), once(worker, "exit")]);
  return answer as string[];
}
