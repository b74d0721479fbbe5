import { useComputed } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { ticketName } from "../../shared/tickets.ts";
import type { AccountApi } from "./account/api.ts";
import { type DeskApi, type Person, watchSession } from "./api.ts";
import type { BrandApi } from "./brand/api.ts";
import { CodeStepLater, JoinLater, LaterScreen, SetUpLater } from "./later-screens.tsx";
import type { LicensesApi } from "./licenses/api.ts";
import { placesFor } from "./places.ts";
import { ProblemScreen } from "./problem.tsx";
import { Queue } from "./queue/queue.tsx";
import { createQueue } from "./queue/state.ts";
import { clientDesk, type RelayApi } from "./relay/api.ts";
import { queueHref, type Route, type Router, routeOf, signInHref } from "./router.ts";
import { queueKeys, ticketKeys } from "./screen-keys.ts";
import { createSession } from "./session.ts";
import { Setup } from "./setup/setup.tsx";
import { createSetup } from "./setup/state.ts";
import { Shell } from "./shell.tsx";
import { SignIn } from "./sign-in/sign-in.tsx";
import { createSignIn } from "./sign-in/state.ts";
import { createTicket, type TicketDeps } from "./ticket/state.ts";
import { Ticket } from "./ticket/ticket.tsx";

export interface DeskDeps extends Omit<TicketDeps, "person" | "onOtherPerson"> {
  router: Router;
  /** From the fragment of a setup link or an invitation; empty on every other page. */
  setupToken: string;
  /** What people and their accounts ask of the server, loaded when it is needed. */
  account: () => Promise<AccountApi>;
  /** What the pages of licenses ask of the server; without it, of the server that this page came from. */
  licenses?: () => Promise<LicensesApi>;
  /** What the page of a brand asks of the server; without it, of the server that this page came from. */
  brand?: () => Promise<BrandApi>;
  /** What a reseller's people ask of the server; without it they have no queue. */
  relay?: RelayApi;
}

const openPages: readonly Route["page"][] = ["setup", "join"];

/** The whole desk: who sits here and which screen the address asks for. */
export function Desk(deps: DeskDeps) {
  const { router, setupToken } = deps;
  const session = useMemo(() => createSession(deps.api), []);
  const api = useMemo<DeskApi>(() => watchSession(deps.api, session.end), []);
  const clients = useMemo(() => deps.relay && watchSession(clientDesk(deps.api, deps.relay), session.end), []);
  const route = useComputed(() => routeOf(router.url.value)).value;
  const state = session.session.value;

  useEffect(() => {
    if (!openPages.includes(route.page) && state.state === "unknown") session.look();
    if (state.state === "nobody" && isBehindDoor(route)) {
      const { pathname, search } = router.url.value;
      router.go(signInHref(pathname + search), { replace: true });
    }
    if (state.state === "person" && route.page === "sign-in") router.go(route.next, { replace: true });
  }, [route, state]);

  async function enter(): Promise<void> {
    await session.look();
    if (openPages.includes(routeOf(router.url.value).page)) router.go("/desk", { replace: true });
  }

  const signIn = useMemo(() => createSignIn(api, deps.account, enter), []);
  const setup = useMemo(() => createSetup(api, setupToken, enter), []);

  if (route.page === "setup") return <Setup state={setup} />;
  if (route.page === "join") return <JoinLater deps={{ ...deps, api }} onSignedIn={enter} />;
  if (state.state === "unreachable") {
    return (
      <main class="work">
        <ProblemScreen title="The desk could not be opened" refusal={state.refusal} onRetry={session.look} />
      </main>
    );
  }
  if (state.state === "unknown") return <main class="work" aria-busy="true" />;
  if (state.state === "nobody" && signIn.needsCode.value) {
    return <CodeStepLater deps={deps} signIn={signIn} onSignedIn={enter} />;
  }
  if (state.state === "nobody") return <SignIn state={signIn} />;
  if (state.state === "half") return <SetUpLater deps={deps} onDone={enter} onLeave={session.leave} />;
  const changed = { onLeave: session.leave, onChanged: session.look };
  if (state.person.role === "reseller" && clients) {
    return (
      <StaffScreen
        key={state.person.email}
        deps={{ ...deps, api: clients }}
        route={route}
        person={state.person}
        {...changed}
      />
    );
  }
  const { relay: _, ...plain } = deps;
  return <Screen key={state.person.email} deps={{ ...plain, api }} route={route} person={state.person} {...changed} />;
}

/** Pages that only those see who are signed in. */
function isBehindDoor({ page }: Route): boolean {
  return page !== "sign-in" && page !== "absent" && !openPages.includes(page);
}

interface ScreenProps {
  deps: DeskDeps;
  route: Route;
  person: Person;
  onLeave: () => void;
  onChanged: () => Promise<void>;
}

function Screen(props: ScreenProps) {
  const { role } = props.person;
  return role === "engineer" || role === "operator" ? <StaffScreen {...props} /> : <PlainScreen {...props} />;
}

/** For resellers and holders: what they may see, without the vendor's queue. */
function PlainScreen({ deps, route, person, onLeave, onChanged }: ScreenProps) {
  const places = placesFor(person.role, "/desk").filter(({ pages }) => !pages.includes("queue"));
  const begin = places[0]?.href ?? "/desk/account";
  useEffect(() => {
    if (route.page === "queue") deps.router.go(begin, { replace: true });
  }, [route]);
  const isShown = places.some(({ pages }) => pages.includes(route.page));
  const shell = { isNarrow: false, serverName: person.serverName, personName: person.name };
  return (
    <Shell {...shell} places={places} page={route.page} keys={[]} onLeave={onLeave}>
      {isShown && <LaterScreen deps={deps} route={route} person={person} onChanged={onChanged} />}
      {!isShown && route.page !== "queue" && <Absent href={begin} words="Go back" />}
    </Shell>
  );
}

function StaffScreen({ deps, route, person, onLeave, onChanged }: ScreenProps) {
  const { router } = deps;
  // Made anew for each person: what one saw is not there when the next sits down.
  const queue = useMemo(() => createQueue(deps.api, deps.now), []);
  const ticketId = route.page === "ticket" ? route.ticketId : null;
  const ticket = useMemo(() => {
    if (ticketId === null) return null;
    return createTicket(ticketId, { ...deps, person, onOtherPerson: onChanged });
  }, [ticketId]);
  const back = queueHref(queue.query.value);

  useEffect(() => {
    if (route.page === "queue") queue.show(route.query);
  }, [route]);
  useEffect(() => {
    if (!ticket) return;
    document.querySelector<HTMLElement>("main")?.focus({ preventScroll: true });
    ticket.read();
    // The keys for the next and the previous ticket need the queue.
    if (queue.tickets.value === null) queue.refresh();
  }, [ticket]);
  useEffect(() => {
    const number = ticket?.ticket.value?.number;
    document.title = number === undefined ? person.serverName : `${ticketName(number)} · ${person.serverName}`;
  }, [ticket?.ticket.value?.number, person.serverName]);

  function search(words: string): void {
    const now = routeOf(router.url.value);
    if (now.page === "queue") router.go(queueHref({ ...now.query, search: words }), { replace: true });
  }

  const places = placesFor(person.role, back);
  const isLater = route.page !== "queue" && places.some(({ pages }) => pages.includes(route.page));
  const keys = ticket ? ticketKeys(ticket, queue, router, back) : isLater ? [] : queueKeys(queue, router);
  return (
    <Shell
      isNarrow={ticket !== null}
      serverName={person.serverName}
      personName={person.name}
      places={places}
      page={route.page}
      keys={keys}
      onLeave={onLeave}
    >
      {route.page === "queue" && (
        <Queue
          state={queue}
          query={route.query}
          isVendor={person.role !== "reseller"}
          now={deps.now}
          onSearch={search}
        />
      )}
      {ticket && <Ticket key={ticketId} state={ticket} queueHref={back} personName={person.name} />}
      {isLater && <LaterScreen key={route.page} deps={deps} route={route} person={person} onChanged={onChanged} />}
      {!isLater && route.page !== "queue" && !ticket && <Absent href={back} words="Go to the queue" />}
    </Shell>
  );
}

function Absent({ href, words }: { href: string; words: string }) {
  return (
    <section class="blank">
      <h1 class="h2">There is nothing at this address</h1>
      <a class="btn small" href={href}>
        {words}
      </a>
    </section>
  );
}
