import { useEffect, useRef } from "preact/hooks";
import type { LicenseSummary } from "../../../shared/license-list.ts";
import { Plain } from "../../../shared/ui/plain.tsx";
import { until } from "../../../shared/ui/when.ts";
import type { Role } from "../api.ts";
import { storeWords } from "../words.ts";
import { LicenseBadges } from "./badges.tsx";
import type { LicensesState } from "./list-state.ts";
import { licenseHref } from "./query.ts";
import { dayWords } from "./words.ts";

interface TableProps {
  state: LicensesState;
  role: Role;
  now: Date;
}

export function LicenseTable({ state, role, now }: TableProps) {
  const isOperator = role === "operator";
  return (
    <table class="table licenses-table" aria-busy={state.isReading.value}>
      <caption class="sr">Licenses, newest first</caption>
      <thead>
        <tr>
          <th scope="col">License</th>
          <th scope="col">Store</th>
          <th scope="col" class="col-wide">
            Holder
          </th>
          {isOperator && (
            <th scope="col" class="col-wide">
              Reseller
            </th>
          )}
          <th scope="col" class="col-wide">
            Plan
          </th>
          <th scope="col">State</th>
          <th scope="col" class="col-count">
            Open
          </th>
        </tr>
      </thead>
      <tbody>
        {(state.licenses.value ?? []).map((license) => (
          <Row key={license.licenseId} license={license} state={state} isOperator={isOperator} now={now} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  license: LicenseSummary;
  state: LicensesState;
  isOperator: boolean;
  now: Date;
}

function Row({ license, state, isOperator, now }: RowProps) {
  const link = useRef<HTMLAnchorElement>(null);
  const { licenseId, last4, product, kind, stores, holderName, reseller, plan, planUntil, openTickets } = license;
  const isAt = state.cursor.value === licenseId;
  useEffect(() => {
    if (!isAt || document.activeElement === link.current || document.activeElement instanceof HTMLInputElement) return;
    link.current?.focus({ preventScroll: true });
    link.current?.closest("tr")?.scrollIntoView?.({ block: "nearest" });
  }, [isAt]);
  return (
    <tr class={isAt ? "cursor" : ""}>
      <td>
        <a
          ref={link}
          class="ticket-link"
          href={licenseHref(licenseId)}
          onFocus={() => {
            state.cursor.value = licenseId;
          }}
        >
          {product} <span class="meta num">{last4}</span>
        </a>
        <p class="meta">{kind}</p>
      </td>
      <td>
        <Plain text={storeWords(stores[0] ?? "")} />
        {stores.length > 1 && <span class="meta"> and {stores.length - 1} more</span>}
        {stores.length === 0 && <span class="meta">none yet</span>}
      </td>
      <td class="col-wide">
        <Plain text={holderName} />
      </td>
      {isOperator && (
        <td class="col-wide">{reseller === null ? <span class="meta">none</span> : <Plain text={reseller} />}</td>
      )}
      <td class="col-wide">
        {plan ?? <span class="meta">none</span>}
        {planUntil && <p class="meta">until {dayWords(planUntil)}</p>}
      </td>
      <td>
        <LicenseBadges {...license} />
        {license.orphanAt && <p class="meta">orphaned {until(license.orphanAt, now.getTime())}</p>}
      </td>
      <td class="col-count num">{openTickets > 0 ? openTickets : ""}</td>
    </tr>
  );
}
