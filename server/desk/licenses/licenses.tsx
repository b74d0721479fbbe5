import { useEffect, useMemo } from "preact/hooks";
import { Icon } from "../../../shared/ui/icon.tsx";
import type { Role } from "../api.ts";
import { useScreenKeys } from "../keyboard.ts";
import { listKeys } from "../list-keys.ts";
import { ListSearch } from "../list-search.tsx";
import { ProblemNote, ProblemScreen } from "../problem.tsx";
import { counted } from "../words.ts";
import { AdoptionForm } from "./adoption-form.tsx";
import type { LicensesApi } from "./api.ts";
import { Filters } from "./filters.tsx";
import { Incoming } from "./incoming.tsx";
import "../account/account.css";
import "./licenses.css";
import { createLicenses } from "./list-state.ts";
import { LicenseTable } from "./list-table.tsx";
import { type LicensesQuery, licenseHref, licensesHref } from "./query.ts";

export interface LicensesProps {
  licenses: LicensesApi;
  role: Role;
  query: LicensesQuery;
  now: () => Date;
  go: (href: string, options?: { replace?: boolean }) => void;
}

/** The licenses that somebody looks after: an operator all of them, a reseller and a holder their own. */
export function Licenses({ licenses: api, role, query, now, go }: LicensesProps) {
  const state = useMemo(() => createLicenses(api, role), []);
  useEffect(() => {
    state.show(query);
  }, [licensesHref(query)]);
  useScreenKeys(listKeys(state, "license-search", (licenseId) => go(licenseHref(licenseId))));
  const list = state.licenses.value;
  const refusal = state.refusal.value;
  const change = (part: Partial<LicensesQuery>) => go(licensesHref({ ...query, ...part }), { replace: true });
  return (
    <>
      <header class="head licenses-head">
        <h1 class="h2">Licenses</h1>
        <ListSearch
          id="license-search"
          label="Search licenses"
          placeholder="Store, holder, last four"
          words={query.search}
          onSearch={(search) => change({ search })}
        />
        {state.credits.value && state.credits.value.available + state.credits.value.held > 0 && (
          <p class="meta num licenses-credits">{counted(state.credits.value.available, "credit")} available</p>
        )}
      </header>
      <Filters query={query} state={state} role={role} onChange={change} />
      {role === "reseller" && state.incoming.value.length > 0 && (
        <Incoming api={api} transfers={state.incoming.value} onChanged={state.again} />
      )}
      {refusal && list && (
        <div class="bar">
          <ProblemNote refusal={refusal} onRetry={state.again} />
        </div>
      )}
      {refusal && !list && <ProblemScreen title="Licenses could not be read" refusal={refusal} onRetry={state.again} />}
      {list === null && !refusal && <section class="late" aria-busy="true" />}
      {list?.length === 0 && <Empty isFiltered={licensesHref(query) !== "/desk/licenses"} role={role} />}
      {list && list.length > 0 && <LicenseTable state={state} role={role} now={now()} />}
      {state.hasMore.value && (
        <div class="more">
          <button type="button" class="btn small" aria-disabled={state.isReading.value} onClick={state.more}>
            {state.isReading.value ? "Reading more" : "Show more"}
          </button>
        </div>
      )}
      {role === "reseller" && list && <AdoptionForm api={api} />}
    </>
  );
}

function Empty({ isFiltered, role }: { isFiltered: boolean; role: Role }) {
  const says =
    role === "operator"
      ? "A license is added on the server: deskbell license add."
      : "Licenses that you look after appear here by themselves.";
  return (
    <section class="blank">
      <span class="blank-mark">
        <Icon name={isFiltered ? "search" : "file"} look="lg" />
      </span>
      <h2 class="h2">{isFiltered ? "Nothing matches" : "No licenses yet"}</h2>
      <p class="soft">{isFiltered ? "No license is like that." : says}</p>
      {isFiltered && (
        <a class="btn small" href="/desk/licenses">
          Show all licenses
        </a>
      )}
    </section>
  );
}
