import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { declaredStore } from "../adapters/declared/declared-store.ts";
import { detectors, detectStore } from "../adapters/detect.ts";
import { adapterOf } from "../adapters/facts.ts";
import { openPage } from "../adapters/page.ts";
import { type CoverReading, readCovers } from "../picture/covers.ts";

/** A page that draws nothing, as one behind another window, is not waited for any longer. */
const longestWaitMs = 1_000;

/**
 * Injected as a picture is taken, in our own world of the page: waits until what was hidden is off the screen, and says
 * where there is something to cover.
 */
export default defineUnlistedScript(async (): Promise<CoverReading> => {
  await Promise.race([twoFrames(), new Promise((resolve) => setTimeout(resolve, longestWaitMs))]);
  const declared = (globalThis.deskbellProfiles ?? []).map(declaredStore);
  const known = [...declared.map(({ detector }) => detector), ...detectors];
  const found = detectStore(openPage(document, new URL(location.href)), known);
  const facts = declared.map((one) => one.facts);
  const adapter = found && adapterOf(found.claim, facts);
  return readCovers(document, window, adapter?.covers ?? []);
});

/** After the first one the change is drawn, after the second it is shown. */
async function twoFrames(): Promise<void> {
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
}
