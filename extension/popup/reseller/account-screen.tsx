import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Statement } from "../../../shared/charges.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Note } from "../../../shared/ui/note.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import { when } from "../../../shared/ui/when.ts";
import type { KeptClients } from "../../messages.ts";
import { InnerHeader } from "./inner-header.tsx";
import type { ResellerState } from "./state.ts";
import { unreadWords } from "./words.ts";

/** The reseller's own account with the vendor, and this browser's connection to it. */
export function AccountScreen({ state, kept }: { state: ResellerState; kept: KeptClients }) {
  const answer = state.statement.value;
  return (
    <div class="screen">
      <InnerHeader state={state} title="Credits" detail={kept.names.resellerName} />
      <main aria-busy={!answer}>
        {answer === null ? <p class="soft sm">Reading the statement …</p> : null}
        {answer?.ok ? <Account statement={answer.value} nowMs={state.role.host.now()} /> : null}
        {answer && !answer.ok ? (
          <Note tone="caution" icon="offline">
            <p role="alert">{unreadWords(answer.refusal, state.role.host.isOnline())}</p>
            {kept.snapshot ? <p>{kept.snapshot.credits.available} credits were available when last read.</p> : null}
          </Note>
        ) : null}
        <Connection state={state} kept={kept} />
      </main>
    </div>
  );
}

function Account({ statement, nowMs }: { statement: Statement; nowMs: number }) {
  const { available, held, spent, lines } = statement;
  return (
    <>
      <dl class="card tally">
        {(
          [
            [available, "available"],
            [held, "held"],
            [spent, "spent"],
          ] as const
        ).map(([number, word]) => (
          <div key={word}>
            <dt class="meta">{word}</dt>
            <dd class="num">{number}</dd>
          </div>
        ))}
      </dl>
      {lines.length === 0 ? (
        <p class="card pad sm soft">Nothing here yet. Credits that come and go are written down here.</p>
      ) : (
        <ol class="card list">
          {lines
            .toReversed()
            .slice(0, 100)
            .map(({ id, at, says, change, available: after }) => (
              <li class="pad ticket" key={id}>
                <span>
                  <Plain text={says} />
                </span>
                <b class="num">{change === 0 ? "±0" : `${change > 0 ? "+" : "−"}${Math.abs(change)}`}</b>
                <span class="meta">{when(at, nowMs)}</span>
                <span class="meta num">{after} available</span>
              </li>
            ))}
        </ol>
      )}
    </>
  );
}

/** Two presses: what is forgotten is paired anew. */
function Connection({ state, kept: { names, server } }: { state: ResellerState; kept: KeptClients }) {
  const isAsking = useSignal(false);
  const isBack = useSignal(false);
  return (
    <section class="section">
      <h2 class="label">This browser</h2>
      <dl class="card pad facts">
        <dt>Paired by</dt>
        <dd>{names.personName}</dd>
        <dt>Server</dt>
        <dd dir="ltr">{server}</dd>
      </dl>
      {isAsking.value ? (
        <Disconnecting
          state={state}
          onKeep={() => {
            isBack.value = true;
            isAsking.value = false;
          }}
        />
      ) : (
        <DisconnectLink
          hasFocus={isBack.value}
          onPress={() => {
            isAsking.value = true;
          }}
        />
      )}
    </section>
  );
}

function DisconnectLink({ hasFocus, onPress }: { hasFocus: boolean; onPress: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (hasFocus) button.current?.focus();
  }, []);
  return (
    <p>
      <button ref={button} type="button" class="link sm" onClick={onPress}>
        Disconnect this browser
      </button>
    </p>
  );
}

function Disconnecting({ state, onKeep }: { state: ResellerState; onKeep: () => void }) {
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => keep.current?.focus(), []);
  return (
    <fieldset
      class="card pad stack"
      aria-label="Disconnect this browser"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        onKeep();
      }}
    >
      <p class="sm">What this browser keeps of your clients goes, and so does its key to the server.</p>
      <div class="line wrap">
        <button
          type="button"
          class="btn small danger"
          aria-disabled={state.busy.value !== null}
          onClick={() => state.leave()}
        >
          Disconnect
        </button>
        <button ref={keep} type="button" class="btn small quiet" onClick={onKeep}>
          <Icon name="back" look="sm flip" />
          Keep it
        </button>
      </div>
    </fieldset>
  );
}
