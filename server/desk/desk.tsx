import { useComputed } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { ticketName } from "../../shared/tickets.ts";
import { type DeskApi, type Person, watchSession } from "./api.ts";
import { ProblemScreen } from "./problem.tsx";
import { Queue } from "./queue/queue.tsx";
import { createQueue } from "./queue/state.ts";
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

export interface DeskDeps extends TicketDeps {
  router: Router;
  /** From the setup link's fragment; empty on every other page. */
  setupToken: string;
}

/** The whole desk: who sits here and which screen the address asks for. */
export function Desk(deps: DeskDeps) {
  const { router, setupToken } = deps;
  const session = useMemo(() => createSession(deps.api), []);
  const api = useMemo<DeskApi>(() => watchSession(deps.api, session.end), []);
  const route = useComputed(() => routeOf(router.url.value)).value;
  const state = session.session.value;

  useEffect(() => {
    if (route.page !== "setup" && state.state === "unknown") session.look();
    if (state.state === "nobody" && (route.page === "queue" || route.page === "ticket")) {
      const { pathname, search } = router.url.value;
      router.go(signInHref(pathname + search), { replace: true });
    }
    if (state.state === "person" && route.page === "sign-in") router.go(route.next, { replace: true });
  }, [route, state]);

  async function enter(): Promise<void> {
    await session.look();
    if (route.page === "setup") router.go("/desk", { replace: true });
  }

  const signIn = useMemo(() => createSignIn(api, session.look), []);
  const setup = useMemo(() => createSetup(api, setupToken, enter), []);

  if (route.page === "setup") return <Setup state={setup} />;
  if (state.state === "unreachable") {
    return (
      <main class="work">
        <ProblemScreen title="The desk could not be opened" refusal={state.refusal} onRetry={session.look} />
      </main>
    );
  }
  if (state.state === "unknown") return <main class="work" aria-busy="true" />;
  if (state.state === "nobody") return <SignIn state={signIn} />;
  return <Screen deps={{ ...deps, api }} route={route} person={state.person} onLeave={session.leave} />;
}

interface ScreenProps {
  deps: DeskDeps;
  route: Route;
  person: Person;
  onLeave: () => void;
}

function Screen({ deps, route, person, onLeave }: ScreenProps) {
  const { router } = deps;
  // Made anew for each person: what one saw is not there when the next sits down.
  const queue = useMemo(() => createQueue(deps.api, deps.now), []);
  const ticketId = route.page === "ticket" ? route.ticketId : null;
  const ticket = useMemo(() => (ticketId === null ? null : createTicket(ticketId, deps)), [ticketId]);
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

  const keys = ticket ? ticketKeys(ticket, queue, router, back) : queueKeys(queue, router);
  return (
    <Shell
      isNarrow={ticket !== null}
      serverName={person.serverName}
      personName={person.name}
      queueHref={back}
      isQueue={route.page === "queue"}
      keys={keys}
      onLeave={onLeave}
    >
      {route.page === "queue" && <Queue state={queue} query={route.query} now={deps.now} onSearch={search} />}
      {ticket && <Ticket key={ticketId} state={ticket} queueHref={back} personName={person.name} />}
      {route.page === "absent" && <Absent />}
    </Shell>
  );
}

function Absent() {
  return (
    <section class="blank">
      <h1 class="h2">There is nothing at this address</h1>
      <a class="btn small" href="/desk">
        Go to the queue
      </a>
    </section>
  );
}
