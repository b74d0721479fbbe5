import { setTimeout as wait } from "node:timers/promises";
import { errorForLog } from "../log.ts";
import { type Postman, sendDue, settleTraces } from "./send-due.ts";
import { onMailQueued } from "./wake.ts";

const everyMs = 2_000;
/** A mail that is on its way when the server is stopped has this long to arrive. */
const lastMailMs = 5_000;

/** Sends mails from now on: every two seconds, and right after one was queued here. */
export function startSender(postman: Postman, pauseMs = everyMs): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  /** A mail was queued since this round began, which may have been too late for it. */
  let isWoken = false;
  let wake = () => {};
  onMailQueued(postman.ctx.db, () => {
    isWoken = true;
    wake();
  });

  const pause = async () => {
    if (isWoken) return;
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    await Promise.race([woken, untilAborted(pauseMs, stopping.signal)]);
  };
  const run = async () => {
    await told(postman, () => settleTraces(postman));
    while (!stopping.signal.aborted) {
      isWoken = false;
      await told(postman, () => sendDue(postman, () => stopping.signal.aborted));
      await pause();
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      wake();
      const cutOff = setTimeout(postman.transport.close, lastMailMs);
      await running;
      clearTimeout(cutOff);
    },
  };
}

/** What fails is told, and tried again the next time. */
async function told({ log }: Postman, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.error(errorForLog(error), "mails could not be sent");
  }
}

async function untilAborted(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch(() => {});
}
