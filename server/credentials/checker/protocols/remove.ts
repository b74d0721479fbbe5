import { setTimeout as wait } from "node:timers/promises";
import type { Channels } from "../channels.ts";
import type { RemoveOutcome } from "../task.ts";
import { isSendable, nothingSeen, openFiles } from "./enter.ts";
import type { Target, Terms } from "./terms.ts";
import { Cut, Late, NoData, startVisit, within } from "./visit.ts";

/** How long a server may still be busy with a connection that was cut. */
const settleMs = 500;

/**
 * Removes a file that a proof left, by a login of its own. Twice: a server may only now be making the file that the cut
 * connection asked for.
 */
export async function removeLeft(
  target: Target & { path: string },
  channels: Pick<Channels, "open">,
  terms: Terms,
): Promise<RemoveOutcome> {
  if (!isSendable(target, target.path)) return { isGone: false };
  const visit = startVisit(channels);
  const remove = async () => {
    const files = await openFiles(visit, target, terms, nothingSeen());
    if (!files) return { isGone: false };
    await files.remove(target.path);
    await wait(settleMs);
    const isGone = await files.remove(target.path);
    await files.leave();
    return { isGone };
  };
  try {
    return await within(terms.workMs, remove());
  } catch (error) {
    if (error instanceof Cut || error instanceof Late || error instanceof NoData) return { isGone: false };
    throw error;
  } finally {
    visit.close();
  }
}
