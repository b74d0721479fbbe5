import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Brand } from "../../shared/brand.ts";
import { type Refusal, sentence } from "../../shared/problems.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import { Logo } from "../../shared/ui/logo.tsx";
import type { StoreClaim } from "../adapters/adapter.ts";
import type { ResellerRole } from "./reseller-role.ts";
import type { Popup } from "./state.ts";

export function Header({
  popup,
  title,
  detail,
  brand,
}: {
  popup: Popup;
  title: string;
  detail?: string;
  brand?: Brand | undefined;
}) {
  return (
    <header>
      <span class="mark" aria-hidden="true">
        <Logo brand={brand} />
      </span>
      <div class="grow">
        <h1 class="h3 clip">{title}</h1>
        {detail ? <p class="meta clip">{detail}</p> : null}
      </div>
      <button
        type="button"
        class="btn quiet square to-settings"
        aria-label="Settings"
        onClick={() => popup.openOwn({ page: "settings" })}
      >
        <Icon name="sliders" />
      </button>
    </header>
  );
}

export function Problem({ why, id }: { why: Refusal | null; id?: string }) {
  return (
    <p class={why ? "error" : "sr"} role="alert" id={id}>
      {why ? (
        <>
          <Icon name="alert" />
          <span>{sentence(why)}</span>
        </>
      ) : null}
    </p>
  );
}

/** For those who look after others' stores; gone once this browser is paired. */
export function PairLink({ role }: { role: ResellerRole | null }) {
  return role?.kept.value === null ? <PairButton role={role} /> : null;
}

function PairButton({ role }: { role: ResellerRole }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (role.isBack.value) button.current?.focus();
    role.isBack.value = false;
  }, []);
  return (
    <p class="line pair-link">
      <button ref={button} type="button" class="link sm" onClick={() => role.open()}>
        I am a reseller: pair this browser
      </button>
    </p>
  );
}

export function Tick({ good = true, children }: { good?: boolean; children: ComponentChildren }) {
  return (
    <li class={`line top ${good ? "positive" : ""}`}>
      <Icon name={good ? "check" : "x"} look={good ? "tone" : ""} />
      <span class={good ? "" : "soft"}>{children}</span>
    </li>
  );
}

/** What the page says it is; a port's version is not the platform's. */
export function claimWords({ label, version, signedIn }: StoreClaim): string {
  return [[label, version].filter(Boolean).join(" "), signedIn ? "admin page" : "not signed in"].join(", ");
}

export function hostOf(origin: string): string {
  return URL.parse(origin)?.host ?? origin;
}
