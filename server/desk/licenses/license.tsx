import { useEffect, useMemo } from "preact/hooks";
import type { LicensePage } from "../../../shared/license-list.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import type { Role } from "../api.ts";
import { ProblemNote, ProblemScreen } from "../problem.tsx";
import { ticketHref } from "../router.ts";
import { StateBadge } from "../state-badge.tsx";
import { storeWords } from "../words.ts";
import type { LicensesApi } from "./api.ts";
import { LicenseBadges } from "./badges.tsx";
import { ContactClock } from "./contact-clock.tsx";
import { Deeds } from "./deeds.tsx";
import { Devices } from "./devices.tsx";
import { History } from "./history.tsx";
import { createLicense, type LicenseState } from "./license-state.ts";
import "../account/account.css";
import "./licenses.css";
import { Orphan } from "./orphan.tsx";
import { TransferSteps } from "./transfer-view.tsx";
import { dayWords } from "./words.ts";

export interface LicenseProps {
  licenses: LicensesApi;
  role: Role;
  licenseId: string;
  now: () => Date;
}

/** One license: what it is, what goes on with it, and what its reader may do. */
export function License({ licenses: api, role, licenseId, now }: LicenseProps) {
  const state = useMemo(() => createLicense(api, licenseId, role), []);
  useEffect(() => {
    state.read();
  }, []);
  const page = state.page.value;
  const refusal = state.refusal.value;
  if (state.isGone.value) return <Gone />;
  if (!page && refusal)
    return <ProblemScreen title="The license could not be read" refusal={refusal} onRetry={state.read} />;
  if (!page) return <section class="late" aria-busy="true" />;
  return (
    <>
      <header class="head">
        <a class="btn quiet square small" href="/desk/licenses" aria-label="Back to licenses" title="Back to licenses">
          <Icon name="back" />
        </a>
        <h1 class="h2 clip">
          <Plain text={page.stores[0] ? storeWords(page.stores[0]) : page.holderName} />{" "}
          <span class="meta num">{page.last4}</span>
        </h1>
        <LicenseBadges {...page} />
      </header>
      <SaidLine state={state} />
      <div class="license-body">
        <div>
          {page.orphanAt && <ContactClock page={page} orphanAt={page.orphanAt} now={now()} role={role} />}
          <Deeds api={api} state={state} page={page} role={role} />
          {page.account && <Account account={page.account} />}
          <History lines={page.history} now={now()} />
        </div>
        <aside>
          <Facts page={page} role={role} />
          {page.transfer && (
            <section class="section card pad">
              <h2 class="label">Transfer</h2>
              <TransferSteps transfer={page.transfer} />
            </section>
          )}
          {page.adoption && <Orphan adoption={page.adoption} />}
          <Devices api={api} state={state} page={page} now={now()} />
          <Tickets tickets={page.tickets} isLinked={role !== "holder"} />
        </aside>
      </div>
    </>
  );
}

function SaidLine({ state }: { state: LicenseState }) {
  const said = state.said.value;
  return (
    <div class={said || state.refusal.value ? "bar" : "sr"}>
      {state.refusal.value && <ProblemNote refusal={state.refusal.value} />}
      <p role="status" class="line wrap">
        {said?.sentence}
        {said?.undo && (
          <button type="button" class="btn small" onClick={said.undo}>
            Undo
          </button>
        )}
      </p>
    </div>
  );
}

function Gone() {
  return (
    <section class="blank" role="status">
      <h1 class="h2">This license is not yours any more</h1>
      <a class="btn small" href="/desk/licenses">
        Go to your licenses
      </a>
    </section>
  );
}

function Account({ account }: { account: NonNullable<LicensePage["account"]> }) {
  const sums = [
    ["Available", account.available],
    ["Held", account.held],
    ["Settled", account.spent],
    ["Granted", account.granted],
  ] as const;
  return (
    <section class="card sums" aria-label="Credits">
      {sums.map(([words, credits]) => (
        <div key={words}>
          <span class="soft">{words}</span>
          <b class="num">{credits}</b>
        </div>
      ))}
    </section>
  );
}

function Facts({ page, role }: { page: LicensePage; role: Role }) {
  const upgrades = { true: "yes", false: "no", null: "not known" }[`${page.upgradeSubscription}`];
  const plan =
    page.plan === null ? "none" : `${page.plan}${page.planUntil ? ` until ${dayWords(page.planUntil)}` : ""}`;
  const facts: [string, string][] = [
    ["Product", page.product],
    ["Kind", page.kind],
    ["Holder", page.holderName],
    ...(role === "operator" ? [["Reseller", page.reseller ?? "none"] satisfies [string, string]] : []),
    ["Stores", page.stores.map(storeWords).join(", ") || "none yet"],
    ...(page.purchasedOn ? [["Bought", dayWords(page.purchasedOn)] satisfies [string, string]] : []),
    ["Plan", plan],
    ["Upgrades", upgrades ?? "not known"],
    ["Rules", page.rules ?? "none"],
    ...(page.banReason ? [["Banned for", page.banReason] satisfies [string, string]] : []),
  ];
  return (
    <section class="section">
      <h2 class="label">License</h2>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>
              <Plain text={value} />
            </dd>
          </>
        ))}
      </dl>
    </section>
  );
}

function Tickets({ tickets, isLinked }: { tickets: LicensePage["tickets"]; isLinked: boolean }) {
  return (
    <section class="section">
      <h2 class="label">Open tickets</h2>
      {tickets.length === 0 && <p class="meta">None.</p>}
      <ul class="stack tight">
        {tickets.map(({ ticketId, number, subject, state }) => (
          <li key={ticketId} class="line">
            {isLinked ? (
              <a class="num" href={ticketHref(ticketId)}>
                T-{number}
              </a>
            ) : (
              <span class="num">T-{number}</span>
            )}
            <span class="clip grow">
              <Plain text={subject} />
            </span>
            <StateBadge state={state} />
          </li>
        ))}
      </ul>
    </section>
  );
}
