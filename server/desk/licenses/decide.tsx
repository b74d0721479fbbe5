import { Confirm } from "./confirm.tsx";
import type { DeedProps } from "./deeds.tsx";

/** A party agrees, declines, or takes its own request back. */
export function Decide({ api, state, page }: DeedProps) {
  const { licenseId, transfer } = page;
  const deed = state.open.value;
  const decide = (decision: "consented" | "declined" | "cancelled", sentence: string) => () =>
    state.act(() => api.decideTransfer({ licenseId, decision }), sentence);
  if (deed === "consent") {
    const partner = transfer?.we === "from" ? transfer.to : transfer?.from;
    const says = partner?.agrees
      ? `${partner.name} agrees already: the license moves at once, with its requests, and the old reseller sees it no more.`
      : "Once the other company agrees too, the license moves at once, and the old reseller sees it no more.";
    return (
      <Confirm state={state} says={says} words="Agree to the transfer" onAct={decide("consented", "You agree.")} />
    );
  }
  if (deed === "decline") {
    const act = decide("declined", "The transfer is declined.");
    return <Confirm state={state} says="The license stays where it is." words="Decline it" isDanger onAct={act} />;
  }
  const act = decide("cancelled", "The request is taken back.");
  return <Confirm state={state} says="The license stays yours." words="Take the request back" onAct={act} />;
}
