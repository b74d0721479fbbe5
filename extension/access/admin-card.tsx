import { Icon } from "../../shared/ui/icon.tsx";
import { HeldCard } from "./held-card.tsx";
import { Field, SecretField, TextField, useFirstEmpty } from "./parts.tsx";
import { AdminRecipe } from "./recipe.tsx";
import { type Access, liveOf } from "./state.ts";
import { whyNotTried } from "./try-login.ts";
import { notTriedWords } from "./words.ts";

export function AdminCard({ access }: { access: Access }) {
  const live = liveOf(access.view.value, "store-admin");
  const form = useFirstEmpty<HTMLElement>(access.replacing.value.has("store-admin"));
  if (live && !access.replacing.value.has("store-admin")) return <HeldCard access={access} credential={live} />;
  return (
    <section class="card form" aria-labelledby="store-admin" ref={form}>
      <header class="pad line wrap">
        <Icon name="store" />
        <h2 class="h3 grow" id="store-admin">
          Store admin
        </h2>
        {live ? (
          <button type="button" class="link sm" onClick={() => access.keepPresent("store-admin")}>
            Keep the one that is handed over
          </button>
        ) : null}
      </header>
      <div class="pad rule stack">
        <AdminRecipe access={access} way="make" />
        <Fields access={access} />
        <TryOnce access={access} />
      </div>
    </section>
  );
}

function Fields({ access }: { access: Access }) {
  const { loginUrl, user, password, note } = access.admin.value;
  const faults = access.adminFaults.value;
  return (
    <>
      <Field
        label="Login page"
        inputMode="url"
        value={loginUrl}
        fault={faults.loginUrl}
        onInput={(value) => access.editAdmin({ loginUrl: value })}
      />
      <div class="two">
        <Field
          label="User name"
          value={user}
          fault={faults.user}
          onInput={(value) => access.editAdmin({ user: value })}
        />
        <SecretField
          label="Password"
          value={password}
          fault={faults.password}
          onInput={(value) => access.editAdmin({ password: value })}
        />
      </div>
      <TextField
        label="Note (optional)"
        value={note}
        fault={faults.note}
        hint="Sealed like the password: a second factor, a shop to choose, something to leave alone."
        onInput={(value) => access.editAdmin({ note: value })}
      />
    </>
  );
}

/** The person's own browser tries the login, once a press. Support never does. */
function TryOnce({ access }: { access: Access }) {
  const { loginUrl, user, password } = access.admin.value;
  const platform = access.start.value?.claim?.platform ?? null;
  const why = whyNotTried({ platform, storeOrigin: access.place.storeOrigin, loginUrl });
  const isTrying = access.running.value?.work === "trying";
  if (why) return user || password ? <p class="hint">{notTriedWords[why]}</p> : null;
  return (
    <div class="line wrap">
      <button
        type="button"
        class="btn small"
        aria-disabled={access.running.value !== null}
        onClick={() => access.tryAdmin()}
      >
        {isTrying ? <i class="spin" aria-hidden="true" /> : <Icon name="check-circle" look="sm" />}
        {isTrying ? "Trying once …" : "Try this login once"}
      </button>
      <TryResult access={access} />
    </div>
  );
}

function TryResult({ access }: { access: Access }) {
  const tried = access.tried.value;
  if (!tried) return <span class="hint grow">From this browser, without touching your own session.</span>;
  if (tried.result === "ready") return <Said tone="positive" icon="check" text="Your store let it in." />;
  if (tried.result === "wrong-login") {
    return (
      <Said tone="critical" icon="alert" text="Your store refused it. It was tried once, so nobody is locked out." />
    );
  }
  if (tried.result === "unreachable") return <Said tone="caution" icon="offline" text="Your store did not answer." />;
  return <Said tone="caution" icon="info" text={notTriedWords[tried.why ?? "no-answer-known"]} />;
}

function Said({ tone, icon, text }: { tone: string; icon: "check" | "alert" | "offline" | "info"; text: string }) {
  return (
    <span class={`line top grow sm ${tone}`}>
      <span class="tone line">
        <Icon name={icon} look="sm" />
      </span>
      <span>{text}</span>
    </span>
  );
}
