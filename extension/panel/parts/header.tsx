import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Logo } from "../../../shared/ui/logo.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import type { Panel } from "../state.ts";

/** The head of the home screen: whose support this is. */
export function HomeHeader({ panel }: { panel: Panel }) {
  const enrolment = panel.start.value?.enrolment;
  const origin = panel.start.value?.storeOrigin;
  return (
    <header>
      <span class="mark" aria-hidden="true">
        <Logo brand={enrolment?.brand} />
      </span>
      <div class="grow">
        <h1 class="h3 clip" id="panel-title" tabIndex={-1}>
          {enrolment?.serverName || "Get Support"}
        </h1>
        <p class="meta clip">{enrolment?.holderName || (origin && hostOf(origin)) || "\u00a0"}</p>
      </div>
      <button
        type="button"
        class="btn quiet square"
        aria-label="Settings"
        onClick={() => panel.openOwn({ page: "settings" })}
      >
        <Icon name="sliders" />
      </button>
      <CloseButton panel={panel} />
    </header>
  );
}

/** The head of every other screen; it takes the focus, so that a reader hears where they are. */
export function InnerHeader({
  panel,
  title,
  detail,
  back,
  aside,
  takesFocus = true,
}: {
  panel: Panel;
  title: string;
  detail?: string;
  back?: { label: string; go(): void };
  aside?: ComponentChildren;
  takesFocus?: boolean;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  return (
    <header class={back ? "inner" : ""}>
      {back ? (
        <button type="button" class="btn quiet square" aria-label={back.label} onClick={back.go}>
          <Icon name="back" look="flip" />
        </button>
      ) : null}
      <div class="grow">
        <h1 class="h3 clip" id="panel-title" tabIndex={-1} ref={heading} dir="auto">
          <Plain text={title} />
        </h1>
        {detail ? <p class="meta clip">{detail}</p> : null}
      </div>
      {aside}
      <CloseButton panel={panel} />
    </header>
  );
}

function CloseButton({ panel }: { panel: Panel }) {
  if (panel.place.isOwnTab) return null;
  return (
    <button
      type="button"
      class="btn quiet square"
      aria-label="Close"
      aria-keyshortcuts="Escape"
      onClick={() => panel.close()}
    >
      <Icon name="x" />
    </button>
  );
}

export function hostOf(origin: string): string {
  return origin.replace(/^https?:\/\//, "");
}
