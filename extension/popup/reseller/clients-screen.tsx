import { creditCount } from "../../../shared/credit-words.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import type { KeptClients } from "../../messages.ts";
import { ageOf } from "./age.ts";
import { type ClientRow, chipWords } from "./clients.ts";
import { focusOn, useFocusOf } from "./focus.ts";
import type { ResellerState } from "./state.ts";
import { VirtualList } from "./virtual-list.tsx";
import { badgeOf, planWords, ticketCount, unreadWords } from "./words.ts";

const rowHeight = 56;

interface Props {
  state: ResellerState;
  kept: KeptClients;
}

export function ClientsScreen({ state, kept }: Props) {
  const here = state.here.value[0];
  return (
    <div class="screen clients">
      <Header state={state} kept={kept} />
      {here ? <Here state={state} row={here} /> : null}
      <Finder state={state} />
      <Offered kept={kept} />
      <Rows state={state} kept={kept} />
      <Age state={state} kept={kept} />
    </div>
  );
}

function Header({ state, kept }: Props) {
  const { names, server, snapshot } = kept;
  const { licenses, openTickets } = state.total.value;
  return (
    <header>
      <span class="mark" aria-hidden="true">
        {initials(names.resellerName)}
      </span>
      <div class="grow">
        <h1 class="h3 clip">{names.resellerName}</h1>
        <p class="meta clip">
          {snapshot ? `${licenseCount(licenses)}, ${ticketCount(openTickets)}` : "Reading your clients"}
        </p>
      </div>
      <button
        type="button"
        class="btn quiet small"
        id="to-statement"
        onClick={() => state.readStatement("to-statement")}
      >
        <Icon name="credits" />
        <span class="num">{snapshot ? creditCount(snapshot.credits.available) : "Credits"}</span>
        <span class="sr"> available, statement</span>
      </button>
      <a class="btn quiet square" href={`${server}/desk`} target="_blank" rel="noreferrer" aria-label="Open the desk">
        <Icon name="open" />
      </a>
    </header>
  );
}

/** The license of the store on screen. */
function Here({ state, row: { license, title, where } }: { state: ResellerState; row: ClientRow }) {
  const badge = badgeOf(license, state.role.host.now());
  const credits = license.credits === null ? [] : [creditCount(license.credits)];
  const facts = [planWords(license), ...credits, ticketCount(license.openTickets)];
  return (
    <button
      type="button"
      class="here"
      id="here"
      aria-current="true"
      onClick={() => state.open(license.licenseId, "here")}
    >
      <b class="clip">{title}</b>
      <span class="badge accent">This site</span>
      <span class="meta clip">{where === title ? `${license.product} · ${license.kind}` : where}</span>
      <span class={`badge ${badge.tone}`}>
        <Icon name={badge.icon} />
        {badge.words}
      </span>
      <span class="meta facts-line">{facts.join(" · ")}</span>
    </button>
  );
}

function Finder({ state }: { state: ResellerState }) {
  useFocusOf(state, "find-client");
  return (
    <div class="finder">
      <label class="input affix">
        <Icon name="search" />
        <input
          id="find-client"
          type="text"
          autocomplete="off"
          spellcheck={false}
          aria-label="Search clients"
          placeholder="Store, name, product or key"
          value={state.search.value}
          onInput={({ currentTarget }) => state.find(currentTarget.value)}
          onKeyDown={(event) => actOnSearch(event, state)}
        />
        <span class="kbd" aria-hidden="true">
          /
        </span>
      </label>
      {state.total.value.licenses > 0 ? <Chips state={state} /> : null}
      <p class="sr" role="status">
        {state.shown.value.length} of {state.total.value.licenses} shown
      </p>
    </div>
  );
}

function Chips({ state }: { state: ResellerState }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a scrolling line everywhere
    <div class="chips" role="group" aria-label="Show only">
      {state.counts.value.map(({ chip, count }) => (
        <button
          key={chip}
          type="button"
          class="chip"
          aria-pressed={state.pressed.value.has(chip)}
          onClick={() => state.press(chip)}
        >
          {chipWords[chip]} <span class="num">{count}</span>
        </button>
      ))}
    </div>
  );
}

function actOnSearch(event: KeyboardEvent, state: ResellerState): void {
  const first = state.shown.value[state.active.value];
  if (event.key === "ArrowDown" || event.key === "PageDown") focusOn("client-rows");
  else if (event.key === "Enter" && first) state.open(first.license.licenseId, "find-client");
  else if (event.key === "Escape" && state.search.value !== "") state.find("");
  else return;
  event.preventDefault();
}

/** Licenses that another reseller would hand over; what they cost and the decision are at the desk. */
function Offered({ kept: { snapshot, server } }: { kept: KeptClients }) {
  const offered = snapshot?.offered ?? [];
  if (offered.length === 0) return null;
  return (
    <p class="offered sm">
      <Icon name="refresh" />
      <span class="grow">
        {offered.length === 1 ? "A license is" : `${offered.length} licenses are`} offered to you by transfer.
      </span>
      <a class="link sm" href={`${server}/desk/licenses`} target="_blank" rel="noreferrer">
        See the terms
      </a>
    </p>
  );
}

function Rows({ state, kept }: Props) {
  const { shown, active, scrollTop } = state;
  if (!kept.snapshot) return <Reading state={state} />;
  if (shown.value.length === 0) return <Nothing state={state} />;
  const nowMs = state.role.host.now();
  return (
    <VirtualList
      items={shown.value}
      rowHeight={rowHeight}
      id="client-rows"
      label="Clients"
      active={active.value}
      scrollTop={scrollTop.value}
      idOf={({ license }) => license.licenseId}
      onActive={(index) => {
        active.value = index;
      }}
      onScroll={(top) => {
        scrollTop.value = top;
      }}
      onOpen={({ license }) => state.open(license.licenseId, "client-rows")}
      onLeave={() => void focusOn("find-client")}
    >
      {(row) => <Row row={row} nowMs={nowMs} />}
    </VirtualList>
  );
}

function Row({ row: { license, title, where }, nowMs }: { row: ClientRow; nowMs: number }) {
  const { last4, product, openTickets } = license;
  const badge = badgeOf(license, nowMs);
  return (
    <>
      <b class="clip">{title}</b>
      <span class={`badge ${badge.tone}`}>
        <Icon name={badge.icon} />
        {badge.words}
      </span>
      <span class="meta clip">
        {where === title ? product : where} · <span dir="ltr">…{last4}</span>
      </span>
      <span class="meta">{openTickets > 0 ? ticketCount(openTickets) : ""}</span>
    </>
  );
}

function Reading({ state }: { state: ResellerState }) {
  const why = state.fault.value;
  return (
    <main aria-busy={!why}>
      <p class="soft sm">{why ? "Your clients have not been read yet." : "Reading your clients …"}</p>
    </main>
  );
}

function Nothing({ state }: { state: ResellerState }) {
  const isNarrowed = state.search.value !== "" || state.pressed.value.size > 0;
  return (
    <main>
      <div class="empty">
        <Icon name={isNarrowed ? "search" : "store"} look="lg" />
        <p class="soft">
          {isNarrowed ? "No client fits this." : "You look after no licenses yet. They appear here once you do."}
        </p>
      </div>
    </main>
  );
}

/** How old what is shown is, and why it is not newer. */
function Age({ state, kept: { asOf } }: Props) {
  const { fault, busy, role } = state;
  const nowMs = role.host.now();
  const why = fault.value;
  return (
    <footer class="age sm soft">
      <Icon name={why ? "offline" : "clock"} />
      <span class="grow" role="status">
        {why ? `${unreadWords(why, role.host.isOnline())} ` : ""}
        {asOf === null ? "Nothing is kept here yet." : `As of ${ageOf(asOf, nowMs)}.`}
      </span>
      <button
        type="button"
        class="btn quiet square small"
        aria-label="Read again"
        aria-disabled={busy.value !== null}
        onClick={() => state.refresh()}
      >
        <Icon name="refresh" />
      </button>
    </footer>
  );
}

function licenseCount(licenses: number): string {
  return `${licenses.toLocaleString("en")} license${licenses === 1 ? "" : "s"}`;
}

/** "Brightside Web" is BW. */
function initials(name: string): string {
  const letters = name.split(/\s+/).map((word) => [...word][0] ?? "");
  return letters.slice(0, 2).join("").toUpperCase();
}
