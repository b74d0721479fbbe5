import { once } from "node:events";

/** Resolves on the first SIGTERM or SIGINT from now on. Called first of all: whoever starts us may stop us at once. */
export async function askedToStop(): Promise<void> {
  await Promise.race([once(process, "SIGTERM"), once(process, "SIGINT")]);
}
