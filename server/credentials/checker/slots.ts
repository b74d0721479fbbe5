import { AppError, refusal } from "../../../shared/problems.ts";
import { within } from "./deadline.ts";

/** Runs so many at once, each in a slot of its own; who waits too long for one is refused with `server.busy`. */
export type InSlot = <T>(run: (slot: number) => Promise<T>) => Promise<T>;

export function createSlots(count: number, turnMs: number): InSlot {
  const free = [...Array(count).keys()];
  const waiting: ((slot: number) => void)[] = [];
  const giveBack = (slot: number) => {
    const next = waiting.shift();
    if (next) next(slot);
    else free.push(slot);
  };

  const take = async (): Promise<number> => {
    const slot = free.shift();
    if (slot !== undefined) return slot;
    const turn = Promise.withResolvers<number>();
    waiting.push(turn.resolve);
    try {
      return await within(turnMs, turn.promise);
    } catch (error) {
      const at = waiting.indexOf(turn.resolve);
      // Its turn may have come in the same moment.
      if (at < 0) return turn.promise;
      waiting.splice(at, 1);
      throw new AppError(refusal("server.busy"), { cause: error });
    }
  };

  return async (run) => {
    const slot = await take();
    try {
      return await run(slot);
    } finally {
      giveBack(slot);
    }
  };
}
