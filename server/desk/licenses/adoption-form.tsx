import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { asking } from "../account/asking.ts";
import { Field } from "../field.tsx";
import { ProblemNote } from "../problem.tsx";
import type { LicensesApi } from "./api.ts";

/** A written request for the orphaned license of a store. What it says is the same whether there is such a license. */
export function AdoptionForm({ api }: { api: LicensesApi }) {
  const { busy, refusal, ask } = useMemo(() => asking(), []);
  const address = useSignal("");
  const text = useSignal("");
  const isSent = useSignal(false);
  const origin = URL.parse(/^https?:\/\//.test(address.value) ? address.value : `https://${address.value}`)?.origin;
  const submit = (event: Event) => {
    event.preventDefault();
    if (!origin || text.value.trim() === "") return;
    isSent.value = false;
    ask(
      () => api.requestAdoption({ storeOrigin: origin, text: text.value.trim() }),
      () => {
        isSent.value = true;
        address.value = "";
        text.value = "";
      },
    );
  };
  return (
    <details class="bar adoption">
      <summary>A store without a reseller asked you to take over</summary>
      <form class="stack" onSubmit={submit} aria-label="Written request">
        <p class="soft">
          Where its license is orphaned it becomes yours, once the store’s owner has named you and you ask for it here.
        </p>
        <div class="form-grid">
          <Field label="The store’s address" value={address} kind="text" autocomplete="off" hint="shop.example" />
          <Field label="Your request" value={text} kind="text" autocomplete="off" />
        </div>
        {refusal.value && <ProblemNote refusal={refusal.value} />}
        <div class="line wrap">
          <button type="submit" class="btn small primary" aria-disabled={busy.value || !origin}>
            Ask for the license
          </button>
          <p role="status" class="meta">
            {isSent.value && "Your request is noted. You hear by mail when the license is yours."}
          </p>
        </div>
      </form>
    </details>
  );
}
