import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { sentence } from "../../../shared/problems.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Note } from "../../../shared/ui/note.tsx";
import type { ResellerView } from "../../messages.ts";
import { hostOf } from "../parts.tsx";
import { focusOn, useEscape } from "./focus.ts";
import type { ResellerState } from "./state.ts";

const lookEveryMs = 2_000;

/** The way to a reseller's account: which server, then a code that somebody types at its desk. */
export function PairScreen({ state }: { state: ResellerState }) {
  const waiting = state.pairing.value?.pairing ?? null;
  const { role } = state;
  const back = () => {
    role.isBack.value = true;
    role.side.value = "store";
  };
  useEscape(back);
  useEffect(() => void focusOn(waiting ? "pairing-page" : "reseller-server"), [waiting === null]);
  return (
    <div class="screen">
      <header class="inner">
        <button type="button" class="btn quiet square" aria-label="Back to this store" onClick={back}>
          <Icon name="back" look="flip" />
        </button>
        <h1 class="h3 grow">Pair this browser</h1>
      </header>
      {waiting ? <Code state={state} waiting={waiting} /> : <ServerForm state={state} />}
    </div>
  );
}

function ServerForm({ state }: { state: ResellerState }) {
  const { server, busy, fault, pairing } = state;
  const why = fault.value ?? pairing.value?.refusal ?? null;
  const isReady = server.value.trim() !== "" && busy.value === null;
  return (
    <form
      class="screen"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) void state.pair();
      }}
    >
      <main>
        <p class="soft">See your clients’ licenses, tickets and credits here, beside the store on screen.</p>
        <div class="field">
          <label for="reseller-server">Address of the support server</label>
          <input
            class="input mono"
            id="reseller-server"
            dir="ltr"
            spellcheck={false}
            autocomplete="off"
            inputmode="url"
            placeholder="support.example"
            value={server.value}
            aria-invalid={why !== null}
            aria-describedby="reseller-problem reseller-hint"
            onInput={({ currentTarget }) => {
              server.value = currentTarget.value;
              fault.value = null;
            }}
          />
          <p class={why ? "error" : "sr"} role="alert" id="reseller-problem">
            {why ? sentence(why) : null}
          </p>
          <p class="hint" id="reseller-hint">
            Your browser asks once whether it may be reached. Then a code is shown here.
          </p>
        </div>
      </main>
      <footer>
        <button type="submit" class="btn primary block" aria-disabled={!isReady}>
          {busy.value === "pairing" ? "Asking for a code …" : "Show a code"}
        </button>
      </footer>
    </form>
  );
}

function Code({ state, waiting }: { state: ResellerState; waiting: NonNullable<ResellerView["pairing"]> }) {
  const { code, server, expiresAt } = waiting;
  const nowMs = useSignal(state.role.host.now());
  useEffect(() => {
    const looking = setInterval(() => void state.poll(), lookEveryMs);
    const counting = setInterval(() => {
      nowMs.value = state.role.host.now();
    }, 1_000);
    void state.poll();
    return () => {
      clearInterval(looking);
      clearInterval(counting);
    };
  }, [code]);
  const leftMs = Date.parse(expiresAt) - nowMs.value;
  return (
    <>
      <main>
        <p>
          Type this code at <b dir="ltr">{hostOf(server)}/desk/pair</b>, signed in as one of your company.
        </p>
        <p class="code" dir="ltr" aria-hidden="true">
          <b>{code.slice(0, 4)}</b>
          <b>{code.slice(5)}</b>
        </p>
        <p class="sr">The code is {code.replace("-", "").split("").join(" ")}.</p>
        <p class="soft sm line" role="timer">
          <Icon name="clock" />
          {leftWords(leftMs)}
        </p>
        {leftMs > 0 ? null : (
          <Note tone="caution" icon="offline">
            <p role="status">
              The server does not answer. If the code was typed in time, your clients appear here once it does. If not,
              cancel and begin anew.
            </p>
          </Note>
        )}
        <Note tone="neutral" icon="shield">
          <p>
            <b>Only type it yourself.</b> Whoever types it shows your clients to this browser. The page tells which
            browser asks, and from which address.
          </p>
        </Note>
      </main>
      <footer class="line">
        <button type="button" class="btn" onClick={() => state.giveUpPairing()}>
          Cancel
        </button>
        <a class="btn primary grow" id="pairing-page" href={`${server}/desk/pair`} target="_blank" rel="noreferrer">
          Open that page
        </a>
      </footer>
    </>
  );
}

/** "Good for 9 min 59 s more". */
export function leftWords(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  if (!(seconds > 0)) return "This code is over.";
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return `Good for ${minutes > 0 ? `${minutes} min ` : ""}${rest} s more`;
}
