import "./access.css";
import { useEffect } from "preact/hooks";
import type { TicketAccess } from "../../../shared/credentials.ts";
import type { Report } from "../../../shared/report.ts";
import type { TicketState } from "../../../shared/tickets.ts";
import { ProblemNote } from "../problem.tsx";
import { AccessLog } from "./access-log.tsx";
import { AskForm } from "./ask-form.tsx";
import { Asked } from "./asked.tsx";
import { Assignee } from "./assignee.tsx";
import { CredentialRow } from "./credential-row.tsx";
import { Receipt } from "./receipt.tsx";
import { RevealDialog } from "./reveal-dialog.tsx";
import type { AccessState } from "./state.ts";

export interface AccessProps {
  state: AccessState;
  ticketState: TicketState;
  /** Null where nothing was captured. */
  report: Report | null;
  /** When the ticket was read; access is read with it. */
  readAt: Date;
}

/** Who works on the ticket, what was asked for and handed over, and what became of it. */
export function Access({ state, ticketState, report, readAt }: AccessProps) {
  const { access, refusal, reveal } = state;
  useEffect(() => {
    void state.read();
  }, [state, readAt]);
  useEffect(
    () => () => {
      reveal.close();
      state.signInAnew.reset();
    },
    [state],
  );
  const found = access.value;
  return (
    <section class="part access" aria-labelledby="access-title">
      <h2 class="side-title" id="access-title">
        Access
      </h2>
      {refusal.value && <ProblemNote refusal={refusal.value} onRetry={state.read} />}
      {!found && !refusal.value && <p class="soft sm late">Reading what was handed over.</p>}
      {found && <Found state={state} found={found} ticketState={ticketState} report={report} readAt={readAt} />}
      <ClipboardNote state={state} />
      <RevealDialog state={state} />
    </section>
  );
}

interface FoundProps extends AccessProps {
  found: TicketAccess;
}

function Found({ state, found, ticketState, report, readAt }: FoundProps) {
  const nowMs = readAt.getTime();
  const { asking } = state;
  const there = found.credentials.filter((credential) => credential.state !== "destroyed");
  const ended = found.credentials.filter((credential) => credential.state === "destroyed");
  const isClosed = ticketState === "closed";
  const isEmpty = there.length === 0 && found.asked.length === 0;
  return (
    <>
      {!isClosed && <Assignee state={state} found={found} />}
      {there.map((credential) => (
        <CredentialRow
          key={credential.credentialId}
          state={state}
          credential={credential}
          isMine={found.isMine}
          nowMs={nowMs}
        />
      ))}
      {found.asked.map(({ kind, at, note }) => (
        <Asked key={kind} {...{ kind, at, note, nowMs, isBusy: asking.busy.value }} onUnask={() => state.unask(kind)} />
      ))}
      {found.isShared !== null && <Shared isShared={found.isShared} />}
      {isEmpty && <p class="soft">{ended.length > 0 ? "Nothing is handed over now." : "Nothing was handed over."}</p>}
      <Declared report={report} />
      {there.some((credential) => credential.state === "live") && !isClosed && (
        <p class="meta">Resolving the ticket asks the holder to disable it, and then our copy is destroyed.</p>
      )}
      {!isClosed && ticketState !== "resolved" && <AskForm state={state} found={found} />}
      {asking.refusal.value && <ProblemNote refusal={asking.refusal.value} />}
      {ended.map((credential) => (
        <Receipt key={credential.credentialId} credential={credential} nowMs={nowMs} />
      ))}
      <AccessLog log={found.log} nowMs={nowMs} />
    </>
  );
}

/** Of an escalation: what is asked for here is asked of the reseller, and their client hands over to them. */
function Shared({ isShared }: { isShared: boolean }) {
  return (
    <p class="meta">
      {isShared
        ? "The reseller shares what their client handed over. The client reads who sees it, and why."
        : "What the reseller’s client handed over is seen here once the reseller shares it. Ask for what you need."}
    </p>
  );
}

const parts = { host: "host", user: "user", password: "password", directory: "folder" } as const;

/** What the store itself says of FTP, as it was captured. */
function Declared({ report }: { report: Report | null }) {
  const { ftpDeclared = null, ftp = null } = report?.access ?? {};
  if (ftpDeclared === null && ftp === null) return null;
  const filled = Object.entries(parts).flatMap(([part, words]) => (ftp?.[part as keyof typeof parts] ? [words] : [])); // Keys of `parts`.
  return (
    <p class="sm">
      <span class="soft">In the store’s own settings: </span>
      {ftpDeclared === false || (ftp && filled.length === 0)
        ? "no FTP account is filled in."
        : `an FTP account${filled.length > 0 ? `, with ${filled.join(", ")}` : " is named"}. Its values are never read.`}
    </p>
  );
}

/** After the dialog was closed: whether what was copied may still be there. */
function ClipboardNote({ state: { reveal } }: { state: AccessState }) {
  if (reveal.step.value !== "closed" || reveal.clearing.value !== "unknown") return null;
  return (
    <p class="sm" role="status">
      What you copied may still be in the clipboard: this browser does not let us look.{" "}
      <button type="button" class="link" onClick={reveal.clearClipboard}>
        Clear the clipboard
      </button>
    </p>
  );
}
