import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Icon } from "../../shared/ui/icon.tsx";
import { hostOf } from "./answer.ts";
import { type Access, liveOf } from "./state.ts";
import { type LiveStep, stepsOf } from "./steps.ts";

const marks = {
  passed: { icon: "check-circle", tone: "positive", word: "done" },
  warned: { icon: "alert", tone: "caution", word: "with a reservation" },
  failed: { icon: "alert", tone: "critical", word: "failed" },
} as const;

export function LiveCheck({ access }: { access: Access }) {
  const { view, running, measured, start } = access;
  const enrolment = start.value?.enrolment;
  const steps = stepsOf({
    admin: liveOf(view.value, "store-admin"),
    files: liveOf(view.value, "ftp"),
    running: running.value,
    measured: measured.value,
  });
  return (
    <section class="card" aria-labelledby="live-check">
      <header class="pad line wrap">
        <h2 class="h3 grow" id="live-check" tabIndex={-1}>
          Live check
        </h2>
        {enrolment && !enrolment.brand?.isWhiteLabel ? (
          <span class="meta clip" dir="ltr">
            from {hostOf(enrolment.server)}
          </span>
        ) : null}
      </header>
      <div class="pad rule">
        <ol class="check">
          {steps.map((step) => (
            <StepRow key={step.id} step={step} since={running.value?.since ?? 0} now={access.place.now} />
          ))}
        </ol>
      </div>
    </section>
  );
}

function StepRow({ step, since, now }: { step: LiveStep; since: number; now: () => number }) {
  const { words, state, aside, print } = step;
  return (
    <li class={state === "open" ? "wait" : ""}>
      <Mark state={state} />
      {state === "running" ? <b>{words}</b> : <span>{words}</span>}
      {state === "running" ? <Elapsed since={since} now={now} /> : <span class="meta num">{aside}</span>}
      {print ? (
        <span class="meta mono below" dir="ltr">
          {print}
        </span>
      ) : null}
    </li>
  );
}

function Mark({ state }: { state: LiveStep["state"] }) {
  if (state === "running") return <i class="spin" role="img" aria-label="running" />;
  if (state === "open") {
    return (
      <span class="later" role="img" aria-label="not yet">
        <i class="dot ring neutral" />
      </span>
    );
  }
  const { icon, tone, word } = marks[state];
  return (
    <span class={`tone ${tone} line`} role="img" aria-label={word}>
      <Icon name={icon} />
    </span>
  );
}

/** Seconds that something takes already; nobody is read them aloud. */
function Elapsed({ since, now }: { since: number; now: () => number }) {
  const seconds = useSignal(0);
  useEffect(() => {
    const timer = setInterval(() => {
      seconds.value = Math.max(0, Math.round((now() - since) / 1_000));
    }, 1_000);
    return () => clearInterval(timer);
  }, [since, now, seconds]);
  return (
    <span class="meta num" aria-hidden="true">
      {seconds.value > 0 ? `${seconds.value} s` : ""}
    </span>
  );
}
