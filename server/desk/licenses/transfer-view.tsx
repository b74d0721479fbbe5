import type { ComponentChildren } from "preact";
import type { TransferParty, TransferView } from "../../../shared/license-list.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import { money } from "./words.ts";

/** Where a transfer stands: what each has said and whether each agrees. */
export function TransferSteps({ transfer }: { transfer: TransferView }) {
  return (
    <ul class="signs">
      <Party party={transfer.from} words="Present reseller" isWe={transfer.we === "from"} />
      <Party party={transfer.to} words="New reseller" isWe={transfer.we === "to"} />
    </ul>
  );
}

function Party({ party, words, isWe }: { party: TransferParty; words: string; isWe: boolean }) {
  const { name, costs, agrees } = party;
  return (
    <li>
      <b>
        {words}: <Plain text={name} />
        {isWe && " (you)"}
      </b>
      <Step isDone={costs !== null}>
        {costs === null ? (
          "Costs are not stated yet"
        ) : (
          <>
            {money(costs)}: <Plain text={costs.text} />
          </>
        )}
      </Step>
      <Step isDone={agrees}>{agrees ? "Agrees" : "Has not agreed yet"}</Step>
    </li>
  );
}

function Step({ isDone, children }: { isDone: boolean; children: ComponentChildren }) {
  return (
    <p class={`sign ${isDone ? "positive" : "soft"}`}>
      <Icon name={isDone ? "check" : "clock"} />
      <span>{children}</span>
    </p>
  );
}
