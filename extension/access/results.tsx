import type { ComponentChildren } from "preact";
import type {
  CheckResult,
  CredentialSummary,
  LoginOutcome,
  ProofOutcome,
  ShownCertificate,
} from "../../shared/credentials.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import { Note } from "../../shared/ui/note.tsx";
import { when } from "../../shared/ui/when.ts";
import { dayOf } from "../panel/parts/times.ts";
import { Print, Trail } from "./parts.tsx";
import type { Access } from "./state.ts";
import { checkOutcomes, faultWords, isLogin, noteForHost, type Outcome, proofOutcomes } from "./words.ts";

interface Props {
  access: Access;
  credential: CredentialSummary;
}

function Result({ outcome: { tone, title, trail }, children }: { outcome: Outcome; children: ComponentChildren }) {
  return (
    <div class={`result ${tone}`}>
      <p class="tone strong">{title}</p>
      <Trail trail={trail} />
      {children}
    </div>
  );
}

/** How the one login ended, and what to do next. */
export function CheckResultBody({ access, credential, result, at }: Props & { result: CheckResult; at: string }) {
  const outcome = credential.check?.outcome;
  const login = outcome && isLogin(outcome) ? outcome : null;
  const { now, timeZone } = access.place;
  const Body = bodies[result];
  return (
    <Result outcome={checkOutcomes[result]}>
      <Body access={access} credential={credential} login={login} />
      {result === "blocked" ? null : (
        <p class="meta">Tried once, {when(at, now(), timeZone)}. Nothing was opened or changed.</p>
      )}
    </Result>
  );
}

type BodyProps = Props & { login: LoginOutcome | null };

const bodies: Record<CheckResult, (props: BodyProps) => ComponentChildren> = {
  ready: Ready,
  reachable: Reachable,
  "wrong-login": WrongLogin,
  unreachable: Unreachable,
  "certificate-untrusted": Untrusted,
  "host-key-changed": KeyChanged,
  blocked: Blocked,
  timeout: TimedOut,
};

function Ready({ access, credential }: BodyProps) {
  const { credentialId } = credential;
  if (access.notProved.value.has(credentialId)) {
    return <p>The login works. Writing was not tried; an engineer finds out when it is needed.</p>;
  }
  return (
    <>
      <p>The server let us in.</p>
      <Note tone="neutral" icon="ask">
        <p>
          <b>Also prove that we can write?</b> We write one file with a random name, read it through your shop’s own
          address, and delete it. Nothing else is opened or changed.
        </p>
        <p class="line wrap">
          <button type="button" class="btn small" onClick={() => access.prove(credential)}>
            <Icon name="check" look="sm" />
            Yes, write one file
          </button>
          <button type="button" class="btn small quiet" onClick={() => access.declineProof(credentialId)}>
            No
          </button>
        </p>
      </Note>
    </>
  );
}

function Reachable({ access, credential }: BodyProps) {
  return (
    <>
      <p>The server answers. It offers no encryption, so no password was sent.</p>
      <p class="line wrap">
        <button type="button" class="btn small" onClick={() => access.check(credential, { sendsUnencrypted: true })}>
          Send it unencrypted, once
        </button>
        <button
          type="button"
          class="link sm"
          onClick={() => access.replace(credential, { protocol: "ftps-explicit", port: "21" })}
        >
          Hand over FTPS instead
        </button>
      </p>
    </>
  );
}

const keyFaultWords: Record<NonNullable<LoginOutcome["keyFault"]>, string> = {
  passphrase: "The passphrase does not open the key file. No login was tried.",
  unusable: "The key file could not be used: it is no private key in OpenSSH or PEM form. No login was tried.",
};

function WrongLogin({ access, credential, login }: BodyProps) {
  const { keyFault } = login ?? {};
  return (
    <>
      <p>
        {keyFault
          ? keyFaultWords[keyFault]
          : "The server answered and refused the login. We tried once, so nobody is locked out."}
      </p>
      <Correct access={access} credential={credential}>
        Correct it
      </Correct>
      <p class="hint">User name and password have to be typed again: nothing of them is kept on this page.</p>
    </>
  );
}

function Unreachable({ access, credential }: BodyProps) {
  const checksFrom = access.view.value?.checksFrom;
  return (
    <>
      <p>
        Your file server did not answer us. Name and port may be wrong, or its firewall lets in only some addresses.
        {checksFrom ? <> Ours is {checksFrom}.</> : null}
      </p>
      <p class="line wrap">
        <button type="button" class="btn small" onClick={() => copyNote(access, credential)}>
          <Icon name="copy" look="sm" />
          Copy a note for your host
        </button>
        <Again access={access} credential={credential} />
        <Correct access={access} credential={credential} isLink>
          Correct the address
        </Correct>
      </p>
    </>
  );
}

async function copyNote(access: Access, credential: CredentialSummary): Promise<void> {
  try {
    await access.copy(noteForHost(credential, access.view.value?.checksFrom));
    access.voice.say("Copied.");
  } catch {
    access.voice.warn("This browser did not allow copying.");
  }
}

function Untrusted({ access, credential, login }: BodyProps) {
  const certificate = login?.certificate;
  if (!certificate) {
    return (
      <>
        <p>The server’s certificate could not be verified. No password was sent.</p>
        <Again access={access} credential={credential} />
      </>
    );
  }
  const { fault, names, sha256 } = certificate;
  const other = fault === "other-name" ? names.find((name) => !name.startsWith("*.")) : undefined;
  return (
    <>
      <p>No password was sent, because of the certificate that the server shows: {faultWords[fault ?? "other"]}.</p>
      <Certificate certificate={certificate} timeZone={access.place.timeZone} />
      <p class="hint">Compare the fingerprint with what your host tells you, and accept it only if it is the same.</p>
      <p class="line wrap">
        {other ? (
          <button type="button" class="btn small" onClick={() => access.replace(credential, { host: other })}>
            Use {other}
          </button>
        ) : null}
        <button type="button" class="btn small" onClick={() => access.check(credential, { accepts: sha256 })}>
          <Icon name="shield" look="sm" />
          Accept this certificate
        </button>
        <Again access={access} credential={credential} />
      </p>
    </>
  );
}

function Certificate({
  certificate: { subject, issuer, names, validTo, sha256 },
  timeZone,
}: {
  certificate: ShownCertificate;
  timeZone: string;
}) {
  return (
    <>
      <dl class="facts">
        <dt>For</dt>
        <dd dir="ltr">{subject}</dd>
        <dt>Names</dt>
        <dd dir="ltr">{names.length > 0 ? names.join(", ") : "none"}</dd>
        <dt>Issued by</dt>
        <dd dir="ltr">{issuer}</dd>
        <dt>Last day</dt>
        <dd>
          {dayOf(validTo, timeZone)} {validTo.slice(0, 4)}
        </dd>
      </dl>
      <Print fingerprint={sha256} label="Fingerprint (SHA-256)" />
    </>
  );
}

function KeyChanged({ access, credential, login }: BodyProps) {
  const shown = login?.hostKey;
  const { pinned } = credential;
  return (
    <>
      <p>
        The server shows another key than before, so no password was sent. Your host may have moved the server, or
        somebody stands between. Ask your host before you go on.
      </p>
      <div class="two">
        <div class="stack tight">
          <p class="label">Known since the last login</p>
          <Print fingerprint={pinned ?? "not known any more"} label="Known since the last login" />
        </div>
        <div class="stack tight">
          <p class="label">Shown now</p>
          <Print fingerprint={shown?.sha256 ?? "none"} label="Shown now" />
        </div>
      </div>
      <p class="line wrap">
        {shown ? (
          <button type="button" class="btn small" onClick={() => access.check(credential, { accepts: shown.sha256 })}>
            <Icon name="shield" look="sm" />
            My host confirms the new key
          </button>
        ) : null}
        <Again access={access} credential={credential} />
      </p>
    </>
  );
}

function Blocked({ access, credential }: BodyProps) {
  return (
    <>
      <p>
        We connect only to public addresses, and to the ports that file servers use: 21, 22, 990 and 2222. Nothing was
        tried.
      </p>
      <Correct access={access} credential={credential}>
        Correct the address
      </Correct>
    </>
  );
}

function TimedOut({ access, credential }: BodyProps) {
  return (
    <>
      <p>The server began to answer and did not finish within a quarter of a minute. It may be busy.</p>
      <Again access={access} credential={credential} />
    </>
  );
}

/** How the test of writing ended, and what to do next. */
export function ProofResultBody({
  access,
  credential,
  proof: { at, outcome },
}: Props & { proof: NonNullable<CredentialSummary["proof"]> }) {
  const { now, timeZone } = access.place;
  const isLeft = access.notProved.value.has(credential.credentialId);
  return (
    <Result outcome={proofOutcomes[outcome.result]}>
      <p>{proofWords(outcome, access.start.value?.claim?.version ?? null)}</p>
      {isLeft ? (
        <p class="soft">Left as it is. Support sees this result.</p>
      ) : (
        <ProofNext access={access} credential={credential} outcome={outcome} />
      )}
      <p class="meta">Checked {when(at, now(), timeZone)}. Nothing else was opened or changed.</p>
    </Result>
  );
}

function proofWords({ result, folder, version, leftBehind }: ProofOutcome, claimed: string | null): ComponentChildren {
  const place = folder ? <Path text={folder} /> : "the folder";
  switch (result) {
    case "proven":
      return (
        <>
          Logged in, found your store{version ? ` (${version})` : ""} in {place}, wrote one test file, read it through
          your shop’s address, and deleted it.
        </>
      );
    case "read-only":
      return <>We can read your store in {place}, but not write. Enough to find the cause; a fix needs write access.</>;
    case "wrong-folder":
      return folder ? (
        <>The login works, but the folder that you typed is not this store. {place} is.</>
      ) : (
        <>The login works, but your store is neither in the folder that you typed nor where stores usually are.</>
      );
    case "other-version":
      return (
        <>
          The files in {place} are of version {version ?? "unknown"}
          {claimed ? `; your store says ${claimed}` : ""}. It may be an older copy.
        </>
      );
    case "not-served":
      return (
        <>
          One file was written in {place} and deleted, but your shop’s address did not show it. It may be another copy
          of the store, or something before your shop keeps an older state.
        </>
      );
    case "left-behind":
      return (
        <>
          We could not delete our test file
          {leftBehind ? (
            <>
              {" "}
              <Path text={leftBehind} />
            </>
          ) : null}
          . It holds one random line and does no harm; please delete it.
        </>
      );
    case "login-failed":
      return <>The login worked before and failed this time, so nothing was written.</>;
    case "timeout":
      return <>It was not done within its time. What was written is deleted as far as the server let us.</>;
  }
}

function ProofNext({ access, credential, outcome: { result, folder } }: Props & { outcome: ProofOutcome }) {
  const { credentialId } = credential;
  const leave = (words: string) => (
    <button type="button" class="btn small" onClick={() => access.declineProof(credentialId)}>
      {words}
    </button>
  );
  const again = (
    <button type="button" class="link sm" onClick={() => access.prove(credential)}>
      Try again
    </button>
  );
  if (result === "proven") return null;
  if (result === "read-only") {
    return (
      <p class="line wrap">
        {leave("Hand over as read-only")}
        {again}
      </p>
    );
  }
  if (result === "wrong-folder" && folder) {
    return (
      <p class="line wrap">
        <button type="button" class="btn small" onClick={() => access.replace(credential, { folder })}>
          Use <Path text={folder} />
        </button>
        {again}
      </p>
    );
  }
  if (result === "wrong-folder" || result === "other-version" || result === "not-served") {
    return (
      <p class="line wrap">
        <Correct access={access} credential={credential}>
          Correct the folder
        </Correct>
        {result === "wrong-folder" ? null : leave("It is the right one")}
        {again}
      </p>
    );
  }
  return (
    <p class="line wrap">
      {result === "left-behind" ? leave("I have deleted it") : null}
      {again}
    </p>
  );
}

function Path({ text }: { text: string }) {
  return (
    <span class="mono" dir="ltr">
      {text}
    </span>
  );
}

function Again({ access, credential }: Props) {
  return (
    <button type="button" class="link sm" onClick={() => access.check(credential)}>
      <Icon name="refresh" look="sm" />
      Check again
    </button>
  );
}

function Correct({ access, credential, isLink, children }: Props & { isLink?: boolean; children: ComponentChildren }) {
  return (
    <button type="button" class={isLink ? "link sm" : "btn small"} onClick={() => access.replace(credential)}>
      {children}
    </button>
  );
}
