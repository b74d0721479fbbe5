import { useId } from "preact/hooks";
import { sentence } from "../../shared/problems.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import { Print, useFocus } from "./parts.tsx";
import type { Access, OtherKey } from "./state.ts";

/** The server shows another key than the one that was pinned: nothing is sealed, and both are shown. */
export function OtherKeyCard({ access }: { access: Access }) {
  const other = access.otherKey.value;
  return other ? <Shown access={access} other={other} /> : null;
}

function Shown({ access, other: { pinned, shown } }: { access: Access; other: OtherKey }) {
  const heading = useFocus<HTMLHeadingElement>();
  return (
    <section class="verdict critical" aria-labelledby="other-key">
      <header>
        <Icon name="alert" />
        <h2 id="other-key" tabIndex={-1} ref={heading}>
          The server shows another key. Nothing is sealed.
        </h2>
      </header>
      <div class="pad">
        <div class="two">
          <div class="stack tight">
            <p class="label">Known to this browser</p>
            <Print fingerprint={pinned} label="Known to this browser" />
          </div>
          <div class="stack tight">
            <p class="label">Shown now</p>
            <Print fingerprint={shown} label="Shown now" />
          </div>
        </div>
        <p>
          Either support has a new key, or somebody stands between you and support. Ask support in another way, by
          telephone or in a mail that you begin yourself, and compare the fingerprints. What you typed is still here.
        </p>
        <ConnectAgain access={access} />
        <button type="button" class="link sm" onClick={() => access.open()}>
          <Icon name="refresh" look="sm" />
          Look again
        </button>
      </div>
    </section>
  );
}

/** A new text from support names the new key: connecting with it is what pins it. */
function ConnectAgain({ access }: { access: Access }) {
  const id = useId();
  const problem = access.connectProblem.value;
  const isConnecting = access.running.value?.work === "connecting";
  return (
    <form
      class="field"
      onSubmit={(event) => {
        event.preventDefault();
        void access.connectAgain();
      }}
    >
      <label for={id}>If it is right: the new text from support, which connects this store anew</label>
      <div class="line">
        <input
          class="input grow mono"
          id={id}
          dir="ltr"
          autocomplete="off"
          spellcheck={false}
          placeholder="https://…/#…"
          value={access.connectText.value}
          aria-invalid={problem !== null}
          aria-describedby={problem ? `${id}-fault` : undefined}
          onInput={(event) => {
            access.connectText.value = event.currentTarget.value;
          }}
        />
        <button type="submit" class="btn" aria-disabled={isConnecting}>
          {isConnecting ? "Connecting …" : "Connect anew"}
        </button>
      </div>
      {problem ? (
        <p class="error" id={`${id}-fault`}>
          <Icon name="alert" />
          {sentence(problem)}
        </p>
      ) : null}
    </form>
  );
}
