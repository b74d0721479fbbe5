import { useRef } from "preact/hooks";
import type { Protocol } from "../../shared/credentials.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import { Note } from "../../shared/ui/note.tsx";
import { Segments } from "../../shared/ui/segments.tsx";
import { HeldCard } from "./held-card.tsx";
import { OwnIcon } from "./icons.tsx";
import { Field, SecretField, TextField, useFirstEmpty } from "./parts.tsx";
import { FilesRecipe } from "./recipe.tsx";
import { type Access, liveOf } from "./state.ts";

const families = [
  ["sftp", "SFTP"],
  ["ftps", "FTPS"],
  ["ftp", "FTP"],
] as const;
type Family = (typeof families)[number][0];

const familyOf = (protocol: Protocol): Family => (protocol === "sftp" ? "sftp" : protocol === "ftp" ? "ftp" : "ftps");
const firstOf: Record<Family, Protocol> = { sftp: "sftp", ftps: "ftps-explicit", ftp: "ftp" };

export function FilesCard({ access }: { access: Access }) {
  const live = liveOf(access.view.value, "ftp");
  const form = useFirstEmpty<HTMLElement>(access.replacing.value.has("ftp"));
  if (live && !access.replacing.value.has("ftp")) return <HeldCard access={access} credential={live} />;
  const { protocol } = access.files.value;
  return (
    <section class="card form" aria-labelledby="files" ref={form}>
      <header class="pad line wrap">
        <OwnIcon name="folder" />
        <h2 class="h3 grow" id="files">
          Files
        </h2>
        {live ? (
          <button type="button" class="link sm" onClick={() => access.keepPresent("ftp")}>
            Keep the one that is handed over
          </button>
        ) : null}
        <Segments
          label="How the files are reached"
          options={families}
          value={familyOf(protocol)}
          onChoose={(family) => access.editFiles({ protocol: firstOf[family] })}
        />
      </header>
      <div class="pad rule stack">
        <FilesRecipe way="make" />
        {familyOf(protocol) === "ftps" ? <Encryption access={access} /> : null}
        <Server access={access} />
        <Login access={access} />
        {protocol === "ftp" ? <PlainFtp access={access} /> : null}
        <Place access={access} />
      </div>
    </section>
  );
}

/** FTPS begins encrypted, or turns so right after; hosts differ. */
function Encryption({ access }: { access: Access }) {
  const { protocol } = access.files.value;
  return (
    <div class="field">
      <span class="label" id="encryption">
        Encryption
      </span>
      <Segments
        label="Encryption"
        options={[
          ["ftps-explicit", "Explicit (usual, port 21)"],
          ["ftps-implicit", "Implicit (older, port 990)"],
        ]}
        value={protocol}
        onChoose={(next) => access.editFiles({ protocol: next as Protocol })} // One of the two above.
      />
    </div>
  );
}

function Server({ access }: { access: Access }) {
  const { host, port } = access.files.value;
  const faults = access.filesFaults.value;
  return (
    <div class="host">
      <Field
        label="Server"
        value={host}
        fault={faults.host}
        inputMode="url"
        hint="An address that you paste whole is taken apart for you."
        onInput={(value) => access.editFiles({ host: value })}
        onBlur={() => access.settleHost()}
      />
      <Field
        label="Port"
        value={port}
        fault={faults.port}
        inputMode="numeric"
        onInput={(value) => access.editFiles({ port: value })}
      />
    </div>
  );
}

function Login({ access }: { access: Access }) {
  const { protocol, user, by, password } = access.files.value;
  const faults = access.filesFaults.value;
  const isKey = by === "key";
  const turn = (
    <button
      type="button"
      class="link sm"
      onClick={() => access.editFiles({ by: isKey ? "password" : "key", password: "", key: "", passphrase: "" })}
    >
      {isKey ? "Use a password instead" : "Use a key file instead"}
    </button>
  );
  return (
    <>
      <div class="two">
        <Field
          label="User name"
          value={user}
          fault={faults.user}
          onInput={(value) => access.editFiles({ user: value })}
        />
        {isKey ? (
          <SecretField
            label="Passphrase of the key (if it has one)"
            value={access.files.value.passphrase}
            fault={faults.passphrase}
            onInput={(value) => access.editFiles({ passphrase: value })}
          >
            {turn}
          </SecretField>
        ) : (
          <SecretField
            label="Password"
            value={password}
            fault={faults.password}
            onInput={(value) => access.editFiles({ password: value })}
          >
            {protocol === "sftp" ? turn : null}
          </SecretField>
        )}
      </div>
      {isKey ? <KeyFile access={access} /> : null}
    </>
  );
}

const largestKey = 64_000;

function KeyFile({ access }: { access: Access }) {
  const chooser = useRef<HTMLInputElement>(null);
  const take = async (file: File | undefined) => {
    if (!file || file.size > largestKey) return;
    access.editFiles({ key: await file.text() });
    access.voice.say("The key file was read.");
    // The browser would remember where it lies.
    if (chooser.current) chooser.current.value = "";
  };
  return (
    <div class="stack close">
      <TextField
        label="Private key"
        isMono
        value={access.files.value.key}
        fault={access.filesFaults.value.key}
        hint="OpenSSH or PEM. It is read in this page, sealed with the rest, and not kept here."
        onInput={(value) => access.editFiles({ key: value })}
      />
      <label class="btn small file-choice">
        <OwnIcon name="key" look="sm" />
        Choose a key file
        <input class="sr" type="file" ref={chooser} onChange={(event) => take(event.currentTarget.files?.[0])} />
      </label>
    </div>
  );
}

/** A password that travels in the clear needs a yes of its own. */
function PlainFtp({ access }: { access: Access }) {
  const { sendsUnencrypted } = access.files.value;
  return (
    <Note tone="caution" icon="alert">
      <p>
        <b>Plain FTP is not encrypted.</b> Whoever carries the connection can read the password when we try it and when
        an engineer uses it. Most hosts offer FTPS with the same name and password.
      </p>
      <label class="line top yes">
        <input
          type="checkbox"
          checked={sendsUnencrypted}
          onChange={(event) => access.editFiles({ sendsUnencrypted: event.currentTarget.checked })}
        />
        <span>Send the password unencrypted when it is checked. Without this tick the server is only reached.</span>
      </label>
      <button type="button" class="link sm" onClick={() => access.editFiles({ protocol: "ftps-explicit" })}>
        <Icon name="lock" look="sm" />
        Use FTPS instead
      </button>
    </Note>
  );
}

function Place({ access }: { access: Access }) {
  const { folder, note } = access.files.value;
  const faults = access.filesFaults.value;
  const family = access.start.value?.claim?.platform ?? "";
  const mark = family.startsWith("cs-cart") || family === "multi-vendor" ? "config.local.php" : "config.php";
  return (
    <>
      <Field
        label="Folder of the store"
        value={folder}
        fault={faults.folder}
        hint={`The one with ${family === "woocommerce" ? "wp-config.php" : mark} in it. Leave it empty and we look for it.`}
        onInput={(value) => access.editFiles({ folder: value })}
      />
      <TextField
        label="Note (optional)"
        value={note}
        fault={faults.note}
        hint="Sealed like the password."
        onInput={(value) => access.editFiles({ note: value })}
      />
    </>
  );
}
