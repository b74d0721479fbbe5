import "./access.css";
import { signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { CredentialKind } from "../../../shared/access-values.ts";
import type { ResellerAccess as Known, ResellerCredential, ResellerEscalation } from "../../../shared/credentials.ts";
import type { Decision, Refusal } from "../../../shared/problems.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import { when } from "../../../shared/ui/when.ts";
import { asking } from "../account/asking.ts";
import { ProblemNote } from "../problem.tsx";
import { wholeWords } from "../times.ts";
import type { AccessApi } from "./api.ts";
import { askEach, type Wanted } from "./ask-each.ts";
import { Ask } from "./ask-form.tsx";
import { Asked } from "./asked.tsx";
import { Receipt } from "./receipt.tsx";
import { kindWords, leftWords, readinessLooks, type Standing } from "./words.ts";

export interface ResellerAccessProps {
  api: Pick<AccessApi, "readAsReseller" | "share" | "askClient" | "unaskClient">;
  ticketId: string;
  /** When the ticket was read; access is read with it. */
  readAt: Date;
}

/**
 * That a client was asked for access and handed it over, what became of it, and whether those who work on an escalation see
 * it: never where to, nor as whom.
 */
export function ResellerAccess({ api, ticketId, readAt }: ResellerAccessProps) {
  const nowMs = readAt.getTime();
  const state = useMemo(() => reading(api, ticketId), [ticketId]);
  const { access, refusal, read, doing } = state;
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
      {found?.asked.map(({ kind, at, note }) => (
        <Asked
          key={kind}
          {...{ kind, at, note, nowMs, isBusy: doing.busy.value }}
          onUnask={found.escalations.length > 0 ? () => state.unask(kind) : null}
        />
      ))}
      {found?.credentials.map((credential) =>
        credential.state === "destroyed" ? (
          <Receipt key={credential.credentialId} credential={credential} nowMs={nowMs} />
        ) : (
          <Live key={credential.credentialId} credential={credential} nowMs={nowMs} />
        ),
      )}
      {found && found.escalations.length > 0 && (
        <>
          <Sharing state={state} escalations={found.escalations} />
          <Asking state={state} />
        </>
      )}
      {doing.refusal.value && <ProblemNote refusal={doing.refusal.value} />}
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

/** A box for each escalation; what it says is so at once, and is taken back by the same box. */
function Sharing({ state: { share, doing }, escalations }: SharingProps) {
  return (
    <fieldset class="stack close">
      <legend class="label">Who may see these logins</legend>
      {escalations.map(({ ticketId, subject, isShared, asked }) => (
        <label class="line top" key={ticketId}>
          <input
            type="checkbox"
            checked={isShared}
            aria-disabled={doing.busy.value}
            onClick={(event) => {
              // What it shows is what the server knows.
              event.preventDefault();
              void share({ ticketId, isShared: !isShared });
            }}
          />
          <span class="grow">
            Whoever works on “
            <bdi>
              <Plain text={subject} />
            </bdi>
            ”
            {asked.length > 0 && (
              <span class="meta fact-detail">
                They ask for: {asked.map((kind) => kindWords[kind].toLowerCase()).join(" and ")}.
              </span>
            )}
          </span>
        </label>
      ))}
      <p class="hint">
        One login at a time, for a minute, with a reason that your client reads. You see none yourself. It ends when
        they resolve it.
      </p>
    </fieldset>
  );
}

interface SharingProps {
  state: ReturnType<typeof reading>;
  escalations: readonly ResellerEscalation[];
}

/** Engineers ask the reseller; the client is asked by the reseller, in words of their own. */
function Asking({ state: { wanted, doing, startAsking, ask } }: Pick<SharingProps, "state">) {
  return (
    <Ask
      {...{ words: "Ask your client for access", whom: "your client", needed: [] }}
      {...{ wanted: wanted.value, isBusy: doing.busy.value }}
      onBegin={startAsking}
      onChange={(part) => {
        if (wanted.value) wanted.value = { ...wanted.value, ...part(wanted.value) };
      }}
      onAsk={ask}
      onLeave={() => {
        wanted.value = null;
      }}
    />
  );
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
  /** What the client is to be asked for; null while nobody asks. */
  const wanted = signal<Wanted | null>(null);
  const doing = asking(() => void read());
  let turn = 0;

  async function read(): Promise<void> {
    const mine = ++turn;
    const answer = await api.readAsReseller(ticketId);
    if (mine !== turn) return;
    refusal.value = answer.ok ? null : answer.refusal;
    if (answer.ok) access.value = answer.value;
  }

  function take(found: Known): void {
    turn += 1;
    access.value = found;
  }
  const act = (call: () => Promise<Decision<Known>>) => doing.ask(call, take);

  /** Through the oldest escalation: what the client hands over is for any of them. */
  const through = () => access.value?.escalations[0]?.ticketId ?? "";

  return {
    access,
    refusal,
    wanted,
    doing,
    read,
    share: (input: { ticketId: string; isShared: boolean }) => act(() => api.share(input)),
    unask: (kind: CredentialKind) => act(() => api.unaskClient({ ticketId: through(), kind })),
    /** What engineers ask for and the client was not asked for is chosen already. */
    startAsking() {
      const { asked = [], credentials = [], escalations = [] } = access.value ?? {};
      const there = new Set([...asked, ...credentials.filter(({ state }) => state === "live")].map(({ kind }) => kind));
      const open = escalations.flatMap((one) => one.asked).filter((kind) => !there.has(kind));
      wanted.value = { kinds: new Set(open), note: "" };
    },
    async ask() {
      const now = wanted.value;
      if (!now) return;
      // What was typed stays where it was refused, or something else is being asked.
      await doing.ask(
        async () =>
          (await askEach(now, (one) => api.askClient({ ticketId: through(), ...one }))) ?? api.readAsReseller(ticketId),
        (found) => {
          take(found);
          wanted.value = null;
        },
      );
    },
  };
}
