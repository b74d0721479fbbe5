import { useEffect, useRef } from "preact/hooks";
import { parseInvitation } from "../../shared/invitation.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import { Note } from "../../shared/ui/note.tsx";
import type { SiteStatus } from "../messages.ts";
import { ForgetSite } from "./forget.tsx";
import { Header, hostOf, PairLink, Problem } from "./parts.tsx";
import type { ResellerRole } from "./reseller-role.ts";
import type { ConnectForm, Popup } from "./state.ts";

interface Props {
  popup: Popup;
  status: SiteStatus;
  role: ResellerRole | null;
}

/** An enabled store that no support knows yet. */
export function ConnectScreen({ popup, status, role }: Props) {
  const { form } = popup;
  const isBusy = popup.busy.value === "connecting" || status.attempt?.state === "connecting";
  const isReady =
    form.how.value === "link" ? form.link.value !== "" : form.server.value !== "" && form.key.value !== "";
  return (
    <form
      class="screen"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) void popup.connect();
      }}
    >
      <Header popup={popup} title="Connect this store" />
      <main>
        <p class="line soft sm">
          <Icon name="store" />
          <span class="clip">{hostOf(status.origin)}</span>
          <span class="badge positive end">
            <Icon name="check" />
            Enabled
          </span>
        </p>
        {form.how.value === "link" ? <LinkFields form={form} /> : <KeyFields form={form} />}
        <ForgetSite popup={popup} status={status} />
        <PairLink role={role} />
      </main>
      <footer>
        <button type="submit" class="btn primary block" aria-disabled={!isReady || isBusy}>
          {isBusy ? "Connecting …" : "Connect"}
        </button>
      </footer>
    </form>
  );
}

function LinkFields({ form }: { form: ConnectForm }) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    // What had the focus may be gone with the screen before; nobody is led away from where they are.
    if (document.activeElement === document.body) field.current?.focus();
  }, []);
  const read = parseInvitation(form.link.value);
  return (
    <>
      <div class="field">
        <label for="link">Connection link</label>
        <textarea
          ref={field}
          class="input mono"
          id="link"
          rows={3}
          dir="ltr"
          spellcheck={false}
          autocomplete="off"
          placeholder="https://support.example/#code.fingerprint"
          value={form.link}
          aria-invalid={form.refusal.value !== null}
          aria-describedby="link-problem link-hint"
          onInput={(event) => {
            form.link.value = event.currentTarget.value.trim();
            form.refusal.value = null;
          }}
        />
        <Problem why={form.refusal.value} id="link-problem" />
        <p class="hint" id="link-hint">
          {read.ok ? (
            <>
              Connects to <b dir="ltr">{hostOf(read.value.server)}</b>. Its key is compared with the link before
              anything is sent.
            </>
          ) : (
            "Whoever supports this store gives you one link. Paste the whole of it."
          )}
        </p>
      </div>
      <Note tone="neutral" icon="info">
        <p>
          <b>No link at hand?</b> With the license key alone this browser can send requests and read what it sent, but
          nothing earlier.
          <br />
          <button
            type="button"
            class="link"
            onClick={() => {
              form.how.value = "key";
              form.refusal.value = null;
            }}
          >
            Go on with the key alone
          </button>
        </p>
      </Note>
    </>
  );
}

function KeyFields({ form }: { form: ConnectForm }) {
  return (
    <>
      <div class="field">
        <label for="server">Address of the support server</label>
        <input
          class="input mono"
          id="server"
          dir="ltr"
          spellcheck={false}
          autocomplete="off"
          inputmode="url"
          placeholder="support.example"
          value={form.server}
          onInput={(event) => {
            form.server.value = event.currentTarget.value;
          }}
        />
      </div>
      <div class="field">
        <label for="key">License key</label>
        <input
          class="input mono"
          id="key"
          dir="ltr"
          spellcheck={false}
          autocomplete="off"
          value={form.key}
          aria-invalid={form.refusal.value !== null}
          aria-describedby="key-problem"
          onInput={(event) => {
            form.key.value = event.currentTarget.value;
            form.refusal.value = null;
          }}
        />
        <Problem why={form.refusal.value} id="key-problem" />
      </div>
      <p>
        <button
          type="button"
          class="link sm"
          onClick={() => {
            form.how.value = "link";
            form.refusal.value = null;
          }}
        >
          I have a connection link
        </button>
      </p>
    </>
  );
}
