import { useEffect } from "preact/hooks";
import type { CredentialKind } from "../../shared/credentials.ts";
import { type Refusal, sentence } from "../../shared/problems.ts";
import { type TicketSummary, ticketName } from "../../shared/tickets.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import { Logo } from "../../shared/ui/logo.tsx";
import { Note } from "../../shared/ui/note.tsx";
import { Plain } from "../../shared/ui/plain.tsx";
import { when } from "../../shared/ui/when.ts";
import type { AccessStart } from "../messages.ts";
import { AdminCard } from "./admin-card.tsx";
import { hostOf } from "./answer.ts";
import { EndsCard } from "./ends-card.tsx";
import { FilesCard } from "./files-card.tsx";
import { HandOverButton } from "./hand-over-button.tsx";
import { LiveCheck } from "./live-check.tsx";
import { AccessLog, Receipts } from "./log.tsx";
import { OtherKeyCard } from "./other-key-card.tsx";
import { SealedFor } from "./sealed-for.tsx";
import { type Access, liveOf } from "./state.ts";
import { TakeBack } from "./take-back.tsx";

export function App({ access }: { access: Access }) {
  const brand = access.start.value?.enrolment?.brand;
  useWarning(access);
  return (
    <>
      <div class="access" data-brand="" style={{ "--brand": brand?.colour }}>
        <Bar start={access.start.value} />
        <OfflineStrip access={access} />
        <Content access={access} />
      </div>
      <p class="sr" role="status" aria-live="polite">
        {access.voice.polite}
      </p>
      <p class="sr" role="alert" aria-live="assertive">
        {access.voice.assertive}
      </p>
    </>
  );
}

/** In a frame, where a page could lie around or over it, there is nothing to type in. */
export function Framed() {
  return (
    <main class="alone">
      <Note tone="critical" icon="lock">
        <p>
          <b>Access is handed over in a tab of its own only.</b> This is a frame within another page, so nothing can be
          typed here. Open it from the ticket, or from the bell in the browser’s toolbar.
        </p>
      </Note>
    </main>
  );
}

function Bar({ start }: { start: AccessStart | null }) {
  const enrolment = start?.enrolment;
  const ticket = start?.ticket.ok ? start.ticket.value : null;
  const about = [
    ticket ? ticketName(ticket.number) : null,
    ticket?.subject,
    enrolment?.holderName || (enrolment ? hostOf(enrolment.storeOrigin) : null),
  ];
  return (
    <header class="bar">
      <span class="mark" aria-hidden="true">
        <Logo brand={enrolment?.brand} />
      </span>
      <div class="grow">
        <p class="h3 clip">{enrolment?.serverName || "Get Support"}</p>
        <p class="meta clip" dir="auto">
          <Plain text={about.filter(Boolean).join(" · ") || "\u00a0"} />
        </p>
      </div>
      <span class="badge positive">
        <Icon name="lock" />A page of the extension
      </span>
    </header>
  );
}

function OfflineStrip({ access }: { access: Access }) {
  if (access.place.isOnline.value) return null;
  return (
    <p class="strip caution" role="status">
      <Icon name="offline" />
      <span>
        <b>You are offline.</b> What you type stays on this page until it is sealed and sent.
      </span>
    </p>
  );
}

function Content({ access }: { access: Access }) {
  const start = access.start.value;
  if (access.fault.value) return <Alone why={access.fault.value} access={access} />;
  if (!start) {
    return (
      <main class="alone" aria-busy="true">
        <div class="card pad stack late" aria-hidden="true">
          <i class="skeleton" style={{ inlineSize: "42%" }} />
          <i class="skeleton" style={{ inlineSize: "64%" }} />
        </div>
        <div class="card pad stack late" aria-hidden="true">
          <i class="skeleton" style={{ inlineSize: "90%" }} />
          <i class="skeleton" style={{ inlineSize: "76%" }} />
          <i class="skeleton" style={{ inlineSize: "40%" }} />
        </div>
        <p class="sr">Loading</p>
      </main>
    );
  }
  if (!start.enrolment) {
    return (
      <main class="alone">
        <Note tone="caution" icon="lock">
          <p>
            <b>This store is not connected to support.</b> Connect it first: press the bell in the browser’s toolbar
            over the store’s admin.
          </p>
        </Note>
      </main>
    );
  }
  if (!start.ticket.ok) return <Alone why={start.ticket.refusal} access={access} />;
  return <Whole access={access} ticket={start.ticket.value} />;
}

function Alone({ why, access }: { why: Refusal; access: Access }) {
  return (
    <main class="alone">
      <Note tone="critical" icon="alert">
        <p>{sentence(why)}</p>
        <button type="button" class="link" onClick={() => access.open()}>
          Try again
        </button>
      </Note>
    </main>
  );
}

function Whole({ access, ticket }: { access: Access; ticket: TicketSummary }) {
  const view = access.view.value;
  const isDone = ticket.state === "resolved" || ticket.state === "closed";
  const shows = (kind: CredentialKind) => !isDone || liveOf(view, kind) !== null;
  const isOpen = (kind: CredentialKind) => !liveOf(view, kind) || access.replacing.value.has(kind);
  const takesMore = !isDone && (isOpen("store-admin") || isOpen("ftp"));
  const isTakingBack = view?.credentials.some(({ state }) => state === "disable-asked") ?? false;
  return (
    <main class="page">
      <div class="stack roomy">
        <Lead access={access} isTakingBack={isTakingBack} isDone={isDone} />
        <Stale access={access} />
        <OtherKeyCard access={access} />
        <TakeBack access={access} />
        {shows("store-admin") ? <AdminCard access={access} /> : null}
        {shows("ftp") ? <FilesCard access={access} /> : null}
      </div>
      <aside class="stack roomy">
        {shows("ftp") || shows("store-admin") ? <LiveCheck access={access} /> : null}
        {takesMore ? <EndsCard access={access} ticket={ticketName(ticket.number)} /> : null}
        <SealedFor access={access} />
        {isDone ? null : <HandOverButton access={access} takesMore={takesMore} />}
      </aside>
      <div class="stack roomy after">
        <Receipts access={access} />
        <AccessLog access={access} />
      </div>
    </main>
  );
}

function Lead({ access, isTakingBack, isDone }: { access: Access; isTakingBack: boolean; isDone: boolean }) {
  const asked = access.view.value?.asked ?? [];
  const title = isTakingBack ? "Take your access back" : isDone ? "Access to your store" : "Hand over access";
  return (
    <div class="stack lead">
      <h1 class="h1">{title}</h1>
      <p class="soft">
        {isTakingBack
          ? "Disable it in your store and at your host, then let it be tried once. Our copy is destroyed either way."
          : isDone
            ? "This ticket is settled. Nothing more is needed here; what was done with your access stands below."
            : "What you type here is sealed in this browser. Your store’s pages cannot read it, and neither can mails, logs or backups."}
      </p>
      {asked.map(({ kind, note, at }) => (
        <Note tone="accent" icon="message" key={kind}>
          <p>
            <b>{kind === "ftp" ? "Access to the files is asked for" : "Access to the store’s admin is asked for"}</b>,{" "}
            {when(at, access.place.now())}.
          </p>
          {note ? (
            <p class="words" dir="auto">
              <Plain text={note} />
            </p>
          ) : null}
        </Note>
      ))}
    </div>
  );
}

function Stale({ access }: { access: Access }) {
  const why = access.stale.value;
  if (!why) return null;
  return (
    <Note tone="caution" icon="offline">
      <p>
        {access.view.value ? "What stands here may be old. " : ""}
        {sentence(why)}
      </p>
      <button type="button" class="link" onClick={() => access.refresh()}>
        Try now
      </button>
    </Note>
  );
}

/** The browser asks before it throws away what is typed. */
function useWarning(access: Access) {
  const isTyped = access.isTyped.value;
  useEffect(() => {
    if (!isTyped) return;
    const warn = (event: Event) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isTyped]);
}
