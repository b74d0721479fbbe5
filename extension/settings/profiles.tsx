import { sentence } from "../../shared/problems.ts";
import type { Mistake } from "../../shared/strict-json.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import type { ProfileSummary } from "../messages.ts";
import { hostOf } from "../popup/parts.tsx";
import type { ProfilesState } from "./profiles-state.ts";

/** Stores that only their reseller knows: what profiles there are, and how another comes in. */
export function Profiles({ profiles }: { profiles: ProfilesState }) {
  const { list, removed, done, fault } = profiles;
  return (
    <section class="profiles stack" aria-labelledby="profiles-title">
      <div class="stack tight">
        <h2 class="h2" id="profiles-title">
          Store profiles
        </h2>
        <p class="soft">
          For a cart that only its reseller knows. A profile names the reseller’s sites and what may be read there. It
          holds no program and works nowhere else.
        </p>
      </div>
      {list.value && list.value.length > 0 ? (
        <ul class="card list">
          {list.value.map((profile) => (
            <Row key={profile.id} profile={profile} profiles={profiles} />
          ))}
        </ul>
      ) : null}
      <p role="status" class={removed.value || done.value ? "line wrap sm" : "sr"}>
        {removed.value ? (
          <>
            <span>{removed.value.name} was removed.</span>
            <button type="button" class="link" onClick={() => profiles.undo()}>
              Undo
            </button>
          </>
        ) : (
          done.value
        )}
      </p>
      {fault.value ? (
        <p class="error" role="alert">
          <Icon name="alert" />
          <span>{sentence(fault.value)}</span>
        </p>
      ) : null}
      <Import profiles={profiles} />
    </section>
  );
}

const states: Record<ProfileSummary["state"], [tone: string, words: string]> = {
  "in-use": ["positive", "In use"],
  ended: ["caution", "Ended"],
  unreadable: ["critical", "Cannot be read"],
};

function Row({ profile, profiles }: { profile: ProfileSummary; profiles: ProfilesState }) {
  const { brandName, title, origins, reads, asksFor, importedAt, validUntil, state } = profile;
  const [tone, words] = states[state];
  return (
    <li class="pad stack">
      <div class="line top">
        <span class="grow stack tight">
          <span class="line wrap">
            <b>{brandName}</b>
            <span class={`badge ${tone}`}>{words}</span>
          </span>
          <span class="meta">{title}</span>
        </span>
        <button
          type="button"
          class="btn small quiet"
          aria-label={`Remove ${brandName}`}
          aria-disabled={profiles.isBusy.value}
          onClick={() => profiles.remove(profile)}
        >
          Remove
        </button>
      </div>
      {state === "unreadable" ? (
        <p class="sm">It was imported by a newer version. Nothing is read by it here.</p>
      ) : (
        <dl class="facts">
          <dt>Sites</dt>
          <dd dir="ltr">{origins.map(hostOf).join(", ")}</dd>
          <dt>Reads</dt>
          <dd>{reads.join(", ") || "nothing"}</dd>
          <dt>Asks for</dt>
          <dd class="mono" dir="ltr">
            {asksFor.join(", ") || "nothing"}
          </dd>
          <dt>Valid</dt>
          <dd>
            from <time dateTime={importedAt}>{dayOf(importedAt)}</time>
            {validUntil ? ` until ${dayOf(validUntil)}` : ", without an end"}
          </dd>
        </dl>
      )}
    </li>
  );
}

function Import({ profiles }: { profiles: ProfilesState }) {
  const { text, mistakes, isBusy } = profiles;
  const isWrong = mistakes.value.length > 0;
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void profiles.take();
      }}
    >
      <div class="field">
        <label for="profile-text">Import a profile</label>
        <textarea
          id="profile-text"
          class="input mono"
          dir="ltr"
          rows={5}
          spellcheck={false}
          placeholder="Paste the text that your reseller gave you"
          aria-invalid={isWrong}
          aria-describedby={isWrong ? "profile-mistakes" : undefined}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
      </div>
      {isWrong ? <Mistakes mistakes={mistakes.value} /> : null}
      <div class="line wrap">
        <button type="submit" class="btn" aria-disabled={isBusy.value || text.value.trim() === ""}>
          {isBusy.value ? "Checking …" : "Check and import"}
        </button>
        <label class="btn quiet file-choice">
          <Icon name="file" />
          Choose a file
          <input
            type="file"
            class="sr"
            accept=".json,application/json"
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              event.currentTarget.value = "";
              if (file) void profiles.choose(file);
            }}
          />
        </label>
      </div>
    </form>
  );
}

function Mistakes({ mistakes }: { mistakes: readonly Mistake[] }) {
  return (
    <div class="note critical" role="alert" id="profile-mistakes">
      <Icon name="alert" />
      <div class="grow stack tight">
        <p>
          {mistakes.length === 1 ? "One thing is wrong" : `${mistakes.length} things are wrong`} in this profile.
          Nothing was imported.
        </p>
        <ol class="stack tight">
          {mistakes.map(({ line, where, says }) => (
            <li key={`${line} ${where} ${says}`}>
              Line {line}
              {where ? (
                <>
                  , <code class="mono">{where}</code>
                </>
              ) : null}
              : {says}
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}

/** A day as the person writes days. */
function dayOf(iso: string): string {
  const day = iso.length === 10 ? new Date(`${iso}T12:00:00`) : new Date(iso);
  return Number.isNaN(day.getTime()) ? iso : day.toLocaleDateString();
}
