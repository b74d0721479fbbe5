import "./access.css";
import { signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { ResellerAccess as Known, ResellerCredential } from "../../../shared/credentials.ts";
import type { Refusal } from "../../../shared/problems.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { when } from "../../../shared/ui/when.ts";
import { ProblemNote } from "../problem.tsx";
import { wholeWords } from "../times.ts";
import type { AccessApi } from "./api.ts";
import { Receipt } from "./receipt.tsx";
import { kindWords, leftWords, readinessLooks, type Standing } from "./words.ts";

export interface ResellerAccessProps {
  api: Pick<AccessApi, "readAsReseller">;
  ticketId: string;
  /** When the ticket was read; access is read with it. */
  readAt: Date;
}

/** That a client handed access over, and what became of it: never where to, nor as whom. */
export function ResellerAccess({ api, ticketId, readAt }: ResellerAccessProps) {
  const nowMs = readAt.getTime();
  const { access, refusal, read } = useMemo(() => reading(api, ticketId), [ticketId]);
  useEffect(() => {
    void read();
  }, [read, readAt]);
  const found = access.value;
  return (
    <section class="part access" aria-labelledby="access-title">
      <h2 class="side-title" id="access-title">
        Access
      </h2>
      {refusal.value && <ProblemNote refusal={refusal.value} onRetry={read} />}
      {found && found.credentials.length === 0 && found.asked.length === 0 && (
        <p class="soft">Nothing was handed over.</p>
      )}
      {found?.asked.map(({ kind }) => (
        <p class="access-row line wrap" key={kind}>
          <b>{kindWords[kind]}</b>
          <Badge look={readinessLooks.asked} />
        </p>
      ))}
      {found?.credentials.map((credential) =>
        credential.state === "destroyed" ? (
          <Receipt key={credential.credentialId} credential={credential} nowMs={nowMs} />
        ) : (
          <Live key={credential.credentialId} credential={credential} nowMs={nowMs} />
        ),
      )}
    </section>
  );
}

function Live({ credential: { kind, readiness, handedOverAt, expiresAt }, nowMs }: LiveProps) {
  const left = leftWords(expiresAt, nowMs);
  return (
    <article class="access-row" aria-label={kindWords[kind]}>
      <p class="line wrap">
        <b>{kindWords[kind]}</b>
        {readiness !== "none" && <Badge look={readinessLooks[readiness]} />}
      </p>
      <p class="meta num">
        Handed over{" "}
        <time dateTime={handedOverAt} title={wholeWords(handedOverAt)}>
          {when(handedOverAt, nowMs)}
        </time>
        . {left === null ? "Its time is over." : `Ends in ${left}.`}
      </p>
    </article>
  );
}

interface LiveProps {
  credential: ResellerCredential;
  nowMs: number;
}

function Badge({ look }: { look: Standing }) {
  return (
    <span class={`badge end ${look.tone}`}>
      <Icon name={look.icon} />
      {look.words}
    </span>
  );
}

function reading(api: ResellerAccessProps["api"], ticketId: string) {
  const access = signal<Known | null>(null);
  const refusal = signal<Refusal | null>(null);
  return {
    access,
    refusal,
    async read() {
      const answer = await api.readAsReseller(ticketId);
      refusal.value = answer.ok ? null : answer.refusal;
      if (answer.ok) access.value = answer.value;
    },
  };
}
