import type { CredentialSummary } from "../../shared/credentials.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import { Trouble, Withdraw } from "./held-card.tsx";
import { OwnIcon } from "./icons.tsx";
import { Field, SecretField } from "./parts.tsx";
import { AdminRecipe, FilesRecipe } from "./recipe.tsx";
import type { Access } from "./state.ts";
import { whyNotTried } from "./try-login.ts";
import { kindWords, notTriedWords } from "./words.ts";

/** What support asks back: to be disabled where it was made, tried once, and destroyed. */
export function TakeBack({ access }: { access: Access }) {
  const asked = access.view.value?.credentials.filter(({ state }) => state === "disable-asked") ?? [];
  if (asked.length === 0) return null;
  return (
    <section class="card form" aria-labelledby="take-back">
      <header class="pad">
        <h2 class="h3" id="take-back">
          To be disabled
        </h2>
      </header>
      {asked.map((credential) => (
        <Row key={credential.credentialId} access={access} credential={credential} />
      ))}
      <p class="pad rule line top sm soft">
        <Icon name="clock" />
        <span>
          We remind you by mail. After three days it is tried once by itself where that can be done, and our copy is
          destroyed.
        </span>
      </p>
    </section>
  );
}

function Row({ access, credential }: { access: Access; credential: CredentialSummary }) {
  const { credentialId, kind, protocol, host, user } = credential;
  const isFiles = kind === "ftp";
  const asking = access.asking.value;
  const isTyping = asking?.what === "disabled" && asking.credentialId === credentialId;
  const running = access.running.value;
  const isOff = running !== null;
  return (
    <div class="pad rule stack">
      <p class="line top">
        {isFiles ? <OwnIcon name="folder" /> : <Icon name="store" />}
        <span class="grow">
          <b>{kindWords(kind, protocol)}</b>
          <br />
          <span class="meta" dir="ltr">
            {user} · {host}
          </span>
        </span>
        <span class="badge caution">To be disabled</span>
      </p>
      {isFiles ? <FilesRecipe way="disable" /> : <AdminRecipe access={access} way="disable" />}
      {running?.credentialId === credentialId ? (
        <p class="line sm" role="status">
          <i class="spin" aria-hidden="true" />
          Trying it once, then destroying our copy …
        </p>
      ) : isTyping ? (
        <TypeAgain access={access} credential={credential} />
      ) : (
        <div class="line wrap">
          <button
            type="button"
            class="btn small"
            aria-disabled={isOff}
            onClick={() => {
              if (isOff) return;
              if (isFiles) void access.saidDisabled(credentialId);
              else access.asking.value = { what: "disabled", credentialId };
            }}
          >
            <Icon name="check" look="sm" />I have disabled it
          </button>
          <span class="hint grow">
            {isFiles
              ? "Support tries it once. It has to be refused."
              : "Your own browser tries it once. It has to be refused."}
          </span>
          <Withdraw access={access} credential={credential} />
        </div>
      )}
      <Trouble access={access} credentialId={credentialId} />
    </div>
  );
}

/** The store's login is tried by this browser, so the person types it once more. */
function TypeAgain({ access, credential }: { access: Access; credential: CredentialSummary }) {
  const { user, password } = access.again.value;
  const { loginUrl } = access.admin.value;
  const platform = access.start.value?.claim?.platform ?? null;
  const why = whyNotTried({ platform, storeOrigin: access.place.storeOrigin, loginUrl });
  const { credentialId } = credential;
  const without = (
    <button type="button" class="btn small" onClick={() => access.saidDisabled(credentialId)}>
      It is disabled; do not try
    </button>
  );
  const back = (
    <button
      type="button"
      class="btn small quiet"
      onClick={() => {
        access.asking.value = null;
        access.again.value = { user: "", password: "" };
      }}
    >
      Not yet
    </button>
  );
  if (why) {
    return (
      <div class="stack">
        <p class="sm">
          {notTriedWords[why]} What you see there is not confirmed by us; our copy is destroyed either way.
        </p>
        <p class="line wrap">
          {without}
          {back}
        </p>
      </div>
    );
  }
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void access.tryDisabled(credential);
      }}
    >
      <p class="sm">
        Type the login once more, exactly as you handed it over. Your browser tries it once; sealed, it shows support
        that it was the same one.
      </p>
      <Field
        label="Login page"
        inputMode="url"
        value={loginUrl}
        onInput={(value) => access.editAdmin({ loginUrl: value })}
      />
      <div class="two">
        <Field
          label="User name"
          value={user}
          onInput={(value) => {
            access.again.value = { user: value, password };
          }}
        />
        <SecretField
          label="Password"
          value={password}
          onInput={(value) => {
            access.again.value = { user, password: value };
          }}
        />
      </div>
      <p class="line wrap">
        <button type="submit" class="btn small" aria-disabled={user === "" || password === ""}>
          <Icon name="check-circle" look="sm" />
          Try it once
        </button>
        {without}
        {back}
      </p>
    </form>
  );
}
