import { sentence } from "../../shared/problems.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import { focusHeading } from "./parts.tsx";
import type { Access } from "./state.ts";

const words = {
  sealing: "Sealing …",
  sending: "Sealed. Sending …",
  checking: "Sealed and sent. Checking …",
  proving: "Testing …",
  trying: "Trying your store’s login …",
  "taking-back": "Taking back …",
  connecting: "Connecting …",
} as const;

/** The one loud thing of the page. */
export function HandOverButton({ access, takesMore }: { access: Access; takesMore: boolean }) {
  const { running, problem } = access;
  const work = running.value?.work;
  if (!takesMore && !work) return null;
  return (
    <div class="stack close">
      {problem.value ? (
        <p class="error" role="alert">
          <Icon name="alert" />
          <span>{sentence(problem.value)} What you typed stands where it stood.</span>
        </p>
      ) : null}
      <button
        type="button"
        class={`btn block ${work ? "" : "primary"}`}
        aria-disabled={work !== undefined || access.otherKey.value !== null}
        onClick={() => (access.otherKey.value ? undefined : handOver(access))}
      >
        {work ? <i class="spin" aria-hidden="true" /> : <Icon name="lock" />}
        {work ? words[work] : "Seal and hand over"}
      </button>
      <p class="hint centred">
        {work === "checking" || work === "proving"
          ? "You may close this tab: the result also appears in the ticket."
          : "Fill in one of the two, or both. Only what is filled in is handed over."}
      </p>
    </div>
  );
}

async function handOver(access: Access): Promise<void> {
  await access.handOver();
  // To the first field that needs something.
  const [first] = document.querySelectorAll<HTMLElement>("[aria-invalid=true]");
  if (first) first.focus();
  else if (!access.problem.value) focusHeading("live-check");
}
