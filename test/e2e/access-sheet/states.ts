import type { AccessLogEntry, CredentialSummary, LoginOutcome, ProofOutcome } from "../../../shared/credentials.ts";
import { refusal } from "../../../shared/problems.ts";
import {
  aCredential,
  aLogin,
  aTicket,
  checked,
  fakeAccessHost,
  pinned,
  type World,
} from "../../support/fake-access-host.ts";

export interface AccessState {
  name: string;
  world?: Partial<World>;
  isOffline?: boolean;
  /** Presses and types its way to the state. */
  drive?: ((root: Element) => unknown)[];
}

const press = (name: string) => (root: Element) => {
  const buttons = [...root.querySelectorAll<HTMLElement>("button, summary")];
  const nameOf = (button: Element) => button.getAttribute("aria-label") ?? button.textContent ?? "";
  const found = buttons.find((one) => nameOf(one) === name) ?? buttons.find((one) => nameOf(one).startsWith(name));
  found?.click();
};

const type =
  (label: string, text: string, at = 0) =>
  (root: Element) => {
    const found = [...root.querySelectorAll("label")].filter((one) => one.textContent === label)[at];
    const field = root.querySelector<HTMLInputElement>(`#${CSS.escape(found?.htmlFor ?? "none")}`);
    if (!field) throw new Error(`No field ${label}`);
    field.value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };

const typed = [
  type("User name", "support-temp"),
  type("Password", "correct horse"),
  type("Server", "sftp.maple-twine.example"),
  type("User name", "mt_support", 1),
  type("Password", "battery staple", 1),
  type("Folder of the store", "/htdocs/shop"),
];

const admin = aCredential({
  credentialId: "0193c8a2-0000-7000-8000-0000000000a1",
  kind: "store-admin",
  protocol: null,
  host: "maple-twine.example",
  port: null,
  user: "supp…",
  check: { at: "2026-11-22T14:21:00Z", outcome: { result: "ready" } },
});
const hostKey = { type: "ssh-ed25519", sha256: "SHA256:Zk3vQ0yq8m7f1uXw2bHc9pLr4tNs6dAe5gJi3kOxm0Q" };
const files = (change: Partial<CredentialSummary>) =>
  aCredential({ host: "sftp.maple-twine.example", pinned: hostKey.sha256, ...change });

const certificate: LoginOutcome["certificate"] = {
  subject: "CN=host17.example",
  issuer: "CN=Some Authority R3, O=Some Authority",
  names: ["host17.example", "*.host17.example"],
  validTo: "2027-01-02T00:00:00Z",
  sha256: "5a".repeat(32),
  fault: "other-name",
};

const proof = (result: ProofOutcome["result"], change: Partial<ProofOutcome> = {}): CredentialSummary["proof"] => ({
  at: "2026-11-22T14:26:00Z",
  outcome: {
    result,
    folder: "/htdocs/shop",
    version: "3.0.3.9",
    leftBehind: null,
    login: aLogin("ready", { hostKey }),
    ...change,
  },
});

let seq = 0;
const entry = (change: Partial<AccessLogEntry>): AccessLogEntry => {
  seq += 1;
  return {
    seq,
    at: `2026-11-22T1${Math.min(seq, 4)}:0${seq % 10}:00Z`,
    action: "access.checked",
    by: "Rosa Ott",
    kind: "ftp",
    credentialId: null,
    says: null,
    ...change,
  };
};
const log = [
  entry({ action: "access.asked", says: null }),
  entry({ action: "access.handed-over", by: "Maple & Twine" }),
  entry({ action: "access.check-ended", says: "The login works." }),
  entry({ action: "access.revealed", says: "compare the module’s files" }),
  entry({ action: "access.revealed", kind: "store-admin", says: "test the payment step" }),
];

const view = (credentials: CredentialSummary[], more: Partial<World["view"]> = {}) => ({
  view: { asked: [], credentials, log, ...more },
});
const asked: World["view"] = {
  asked: [
    { kind: "store-admin", at: "2026-11-22T09:40:00Z", note: "To test the payment step. A temporary user is best." },
    { kind: "ftp", at: "2026-11-22T09:40:00Z", note: "" },
  ],
  credentials: [],
  log: [],
};

const resolved = {
  ...fakeAccessHost().world.start,
  ticket: { ok: true, value: { ...aTicket, state: "resolved" } },
} as const;
const other = { sealingKey: "age1other", hashes: { age1known: pinned, age1other: "4f1c9b0277de31a8".repeat(4) } };

export const accessStates: AccessState[] = [
  { name: "asked", world: { view: asked } },
  { name: "typed", world: { view: asked }, drive: typed },
  { name: "recipes", drive: [press("Make a temporary user"), press("Make a temporary account")] },
  { name: "faults", drive: [press("Seal and hand over")] },
  { name: "plain-ftp", drive: [press("FTP"), press("A day")] },
  { name: "ftps-key", drive: [press("Use a key file instead"), type("Server", "a b")] },
  { name: "checking", world: { hanging: new Set(["access.check"]) }, drive: [...typed, press("Seal and hand over")] },
  { name: "ready", world: view([admin, files({ check: checked(aLogin("ready", { hostKey })) })]) },
  {
    name: "proven",
    world: view([admin, files({ check: checked(aLogin("ready", { hostKey })), proof: proof("proven") })]),
  },
  { name: "wrong-login", world: view([admin, files({ check: checked(aLogin("wrong-login", { hostKey })) })]) },
  {
    name: "certificate",
    world: view([
      files({
        protocol: "ftps-explicit",
        port: 21,
        check: checked(aLogin("certificate-untrusted", { certificate, tls: "TLSv1.3" })),
      }),
    ]),
  },
  {
    name: "key-changed",
    world: view([
      files({
        check: checked(
          aLogin("host-key-changed", {
            hostKey: { type: "ssh-ed25519", sha256: "SHA256:9pLr4tNs6dAe5gJi3kOxm0QZk3vQ0yq8m7f1uXw2bHc" },
          }),
        ),
      }),
    ]),
  },
  { name: "unreachable", world: view([files({ check: checked(aLogin("unreachable")) })]) },
  { name: "wrong-folder", world: view([files({ check: checked(aLogin("ready")), proof: proof("wrong-folder") })]) },
  {
    name: "refused",
    world: { refusing: { "access.hand-over": refusal("server.no-answer") } },
    drive: [...typed, press("Seal and hand over")],
  },
  { name: "other-key", world: { ...other, view: asked }, drive: typed },
  {
    name: "take-back",
    world: {
      start: resolved,
      ...view([
        { ...admin, state: "destroyed", end: "verified-disabled", destroyedAt: "2026-11-22T14:02:00Z" },
        files({ state: "disable-asked", disableAskedAt: "2026-11-22T13:48:00Z" }),
      ]),
    },
    drive: [press("How to disable it")],
  },
  {
    name: "type-again",
    world: { start: resolved, ...view([{ ...admin, state: "disable-asked", disableAskedAt: "2026-11-22T13:48:00Z" }]) },
    drive: [press("I have disabled it")],
  },
  {
    name: "receipts",
    world: {
      start: resolved,
      ...view([
        { ...admin, state: "destroyed", end: "verified-disabled", destroyedAt: "2026-11-22T14:02:00Z" },
        files({
          state: "destroyed",
          end: "not-confirmed",
          destroyedAt: "2026-11-22T14:02:00Z",
          retest: { at: "2026-11-22T14:02:00Z", result: "ready" },
        }),
      ]),
    },
  },
  { name: "withdraw", world: view([files({ check: checked(aLogin("ready")) })]), drive: [press("Withdraw now")] },
  { name: "offline", isOffline: true, drive: typed },
  {
    name: "unreachable-server",
    world: {
      start: { ...fakeAccessHost().world.start, ticket: { ok: false, refusal: refusal("server.no-answer") } },
    },
  },
];
