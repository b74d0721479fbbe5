import { useMemo } from "preact/hooks";
import type { IncomingTransfer } from "../../../shared/license-list.ts";
import type { Decision } from "../../../shared/problems.ts";
import { Plain } from "../../../shared/ui/plain.tsx";
import { asking } from "../account/asking.ts";
import { ProblemNote } from "../problem.tsx";
import { storeWords } from "../words.ts";
import type { LicensesApi } from "./api.ts";
import { CostsForm } from "./costs-form.tsx";
import { TransferSteps } from "./transfer-view.tsx";

interface IncomingProps {
  api: LicensesApi;
  transfers: readonly IncomingTransfer[];
  onChanged: () => Promise<void>;
}

/** Licenses that other resellers would hand over. */
export function Incoming({ api, transfers, onChanged }: IncomingProps) {
  return (
    <section class="bar incoming" aria-labelledby="incoming-title">
      <h2 class="h2" id="incoming-title">
        Asked to take over
      </h2>
      {transfers.map((transfer) => (
        <Asked key={transfer.licenseId} api={api} asked={transfer} onChanged={onChanged} />
      ))}
    </section>
  );
}

function Asked({
  api,
  asked,
  onChanged,
}: {
  api: LicensesApi;
  asked: IncomingTransfer;
  onChanged: () => Promise<void>;
}) {
  const { busy, refusal, ask } = useMemo(() => asking(), []);
  const { licenseId, product, last4, stores, transfer } = asked;
  const act = (call: () => Promise<Decision<unknown>>) => ask(call, onChanged);
  const decide = (decision: "consented" | "declined") => () => act(() => api.decideTransfer({ licenseId, decision }));
  const isStated = transfer.from.costs !== null && transfer.to.costs !== null;
  return (
    <article class="card pad stack">
      <p>
        <b>
          {product} {last4}
        </b>{" "}
        <Plain text={stores.map(storeWords).join(", ")} />
      </p>
      <TransferSteps transfer={transfer} />
      <CostsForm
        busy={busy.value}
        costs={transfer.to.costs}
        onState={(costs) => act(() => api.stateCosts({ licenseId, costs }))}
      />
      {refusal.value && <ProblemNote refusal={refusal.value} />}
      <div class="line wrap">
        <button
          type="button"
          class="btn small primary"
          aria-disabled={!isStated || transfer.to.agrees || busy.value}
          onClick={() => isStated && !transfer.to.agrees && decide("consented")()}
        >
          {transfer.to.agrees ? "You agree" : "Agree and take it over"}
        </button>
        <button type="button" class="btn small danger" aria-disabled={busy.value} onClick={decide("declined")}>
          Decline
        </button>
      </div>
    </article>
  );
}
