import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import type { AccountApi } from "../account/api.ts";

interface AccountFieldProps {
  account: AccountApi;
  kind: "reseller" | "holder";
  chosen: Signal<string | null>;
}

/** Whose they are: an account found by a part of its name, or a reseller that is new here. */
export function AccountField({ account, kind, chosen }: AccountFieldProps) {
  const id = useId();
  const search = useSignal("");
  const found = useSignal<{ id: string; name: string }[]>([]);
  const look = async () => {
    const words = search.value;
    const answer = await account.findAccounts({ kind, search: words });
    if (!answer.ok || search.value !== words) return;
    found.value = answer.value;
    chosen.value = answer.value[0]?.id ?? null;
  };
  useEffect(() => {
    look();
  }, []);
  const add = async () => {
    const answer = await account.addReseller(search.value.trim());
    if (answer.ok) await look();
  };
  return (
    <div class="field">
      <label for={id}>{kind === "reseller" ? "Which reseller" : "Which holder"}</label>
      <input
        class="input"
        id={id}
        type="search"
        placeholder="A part of the name"
        autocomplete="off"
        value={search.value}
        onInput={(event) => {
          search.value = event.currentTarget.value;
          look();
        }}
      />
      {found.value.length > 0 && (
        <select
          class="input"
          aria-label="Account"
          value={chosen.value ?? ""}
          onChange={(event) => {
            chosen.value = event.currentTarget.value;
          }}
        >
          {found.value.map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
            </option>
          ))}
        </select>
      )}
      {found.value.length === 0 && <p class="hint">Nobody has this name.</p>}
      {found.value.length === 0 && kind === "reseller" && search.value.trim() !== "" && (
        <button type="button" class="btn small" onClick={add}>
          Add {search.value.trim()} as a new reseller
        </button>
      )}
    </div>
  );
}
