import type { Role } from "../api.ts";
import type { LicensesState } from "./list-state.ts";
import { type LicensesQuery, licensesHref } from "./query.ts";

interface FiltersProps {
  query: LicensesQuery;
  state: LicensesState;
  role: Role;
  onChange: (part: Partial<LicensesQuery>) => void;
}

type Choice = { words: string } & Pick<LicensesQuery, "state" | "life">;

const everybodys: readonly Choice[] = [
  { words: "All", state: null, life: null },
  { words: "Suspended", state: "suspended", life: null },
  { words: "Banned", state: "banned", life: null },
];
const transfers: readonly Choice[] = [
  { words: "Transfer pending", state: null, life: "transfer-pending" },
  { words: "Reseller not reached", state: null, life: "contacting-reseller" },
];
const orphans: Choice = { words: "Orphaned", state: null, life: "orphaned" };

/** Links, so that a filter can be kept, shared and gone back to. */
export function Filters({ query, state, role, onChange }: FiltersProps) {
  const choices = [
    ...everybodys,
    ...(role === "holder" ? [] : transfers),
    // An orphan is no reseller's.
    ...(role === "operator" ? [orphans] : []),
  ];
  return (
    <div class="tools">
      <nav class="filters" aria-label="States">
        {choices.map(({ words, ...choice }) => (
          <a
            key={words}
            class="chip"
            href={licensesHref({ ...query, ...choice })}
            aria-current={query.state === choice.state && query.life === choice.life ? "true" : undefined}
          >
            {words}
          </a>
        ))}
      </nav>
      {role === "operator" && (
        <>
          <Choose
            label="Product"
            value={query.product}
            options={state.products.value.map((name) => ({ value: name, words: name }))}
            onChange={(product) => onChange({ product })}
          />
          <Choose
            label="Reseller"
            value={query.resellerId}
            options={state.resellers.value.map(({ resellerId, name }) => ({ value: resellerId, words: name }))}
            onChange={(resellerId) => onChange({ resellerId })}
          />
        </>
      )}
    </div>
  );
}

interface ChooseProps {
  label: string;
  value: string;
  options: { value: string; words: string }[];
  onChange: (value: string) => void;
}

function Choose({ label, value, options, onChange }: ChooseProps) {
  return (
    <select
      class="input licenses-choose"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      <option value="">{`${label}: all`}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.words}
        </option>
      ))}
    </select>
  );
}
