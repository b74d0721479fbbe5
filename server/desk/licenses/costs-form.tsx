import { useSignal } from "@preact/signals";
import type { Costs } from "../../../shared/licenses.ts";
import { Select } from "../account/select.tsx";
import { Field } from "../field.tsx";

const currencies = ["USD", "EUR", "GBP"].map((value) => ({ value, words: value }));

interface CostsFormProps {
  busy: boolean;
  /** What was stated before. */
  costs: Costs | null;
  onState: (costs: Costs) => void;
}

/** What a party will charge, said before either agrees. */
export function CostsForm({ busy, costs, onState }: CostsFormProps) {
  const amount = useSignal(costs ? (costs.amount.minor / 100).toFixed(2) : "0.00");
  const currency = useSignal(costs?.amount.currency ?? "USD");
  const text = useSignal(costs?.text ?? "");
  const minor = /^\d{1,6}(?:[.,]\d{1,2})?$/.test(amount.value.trim())
    ? Math.round(Number(amount.value.trim().replace(",", ".")) * 100)
    : null;
  const submit = (event: Event) => {
    event.preventDefault();
    if (minor === null || text.value.trim() === "" || busy) return;
    onState({ text: text.value.trim(), amount: { minor, currency: currency.value } });
  };
  return (
    <form class="stack" onSubmit={submit} aria-label="Your costs">
      <p class="soft">The other company reads this before it agrees. Costs stated anew ask both to agree anew.</p>
      <div class="form-grid">
        <Field
          label="Amount"
          value={amount}
          kind="text"
          autocomplete="off"
          {...(minor === null && { hint: "A number such as 40 or 40.00; 0 where it is free." })}
        />
        <Select label="Currency" value={currency} options={currencies} />
        <Field
          label="What it is for"
          value={text}
          kind="text"
          autocomplete="off"
          hint="Transfer, support, or neither."
        />
      </div>
      <div class="line wrap">
        <button type="submit" class="btn small primary" aria-disabled={busy || minor === null}>
          State these costs
        </button>
      </div>
    </form>
  );
}
