import type { Ask } from "../../shared/ask.ts";
import { withoutFacts } from "../../shared/facts.ts";
import { refusal } from "../../shared/problems.ts";
import type { Answer, Terms, VerdictView } from "../messages.ts";
import type { OwnCaller, PanelCaller } from "../sender.ts";
import { draftOf } from "./own-store.ts";
import type { Services } from "./services.ts";
import { termsOf, verdictView } from "./verdicts.ts";

/** The verdict over what would be sent, facts left out included. It is noted as shown: what is filed expects it. */
export async function judgeRequest(
  services: Services,
  caller: PanelCaller | OwnCaller,
  { draftId, ask }: { draftId: string; ask: Ask },
): Promise<Answer<VerdictView>> {
  const { storeOrigin, report, leftOut } = await draftOf(services, caller, draftId);
  const standing = await services.standings.read(storeOrigin);
  if (!standing.ok) return standing;
  if (!standing.value) return { ok: false, refusal: refusal("license.absent") };
  const view = verdictView(standing.value, ask, report && withoutFacts(report, leftOut), instant(services));
  const { verdict, credits } = view.verdict;
  await services.shelves.shown.put({ draftId, ask, expects: { verdict, credits } });
  return { ok: true, value: view };
}

export async function readTerms(services: Services, storeOrigin: string): Promise<Answer<Terms | null>> {
  const standing = await services.standings.read(storeOrigin);
  if (!standing.ok) return standing;
  return { ok: true, value: standing.value && termsOf(standing.value, instant(services)) };
}

function instant({ now }: Services): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(now().getTime());
}
