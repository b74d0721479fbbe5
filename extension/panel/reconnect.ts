import type { Panel } from "./state.ts";

/** Of several questions to one panel, the answer to the last one counts. */
const turns = new WeakMap<Panel, number>();

/** Looks anew whether this browser is connected, and under which brand; nothing of the draft changes. */
export async function reconnect(panel: Panel): Promise<void> {
  const { start, host, support } = panel;
  const turn = (turns.get(panel) ?? 0) + 1;
  turns.set(panel, turn);
  const enrolment = await host.send("panel.enrolment").catch(() => undefined);
  if (enrolment === undefined || turns.get(panel) !== turn || !start.value) return;
  start.value = { ...start.value, enrolment };
  if (enrolment) await support.load();
}

/** The person is back: the browser may have been connected in another tab meanwhile. */
export async function lookAgain(panel: Panel): Promise<void> {
  if (panel.start.value?.enrolment) await panel.support.load();
  else await reconnect(panel);
}
