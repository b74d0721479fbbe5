import type { AccessHost, AccessMessages } from "../../extension/access/host.ts";
import type { AccessStart, Answer, EnrolmentSummary, PanelEvent } from "../../extension/messages.ts";
import type { AccessView, CredentialSummary, LoginOutcome, NewCredential } from "../../shared/credentials.ts";
import { type Refusal, refusal } from "../../shared/problems.ts";
import type { TicketSummary } from "../../shared/tickets.ts";

/** Half past two of an afternoon in UTC; the person lives in Berlin. */
export const nowMs = Date.parse("2026-11-22T14:30:00Z");
export const storeOrigin = "https://shop.example";
export const ticketId = "0193c8a2-0000-7000-8000-000000003308";
export const pinned = "ab".repeat(32);

export const anEnrolment: EnrolmentSummary = {
  storeOrigin,
  server: "https://support.example",
  serverName: "Commercial Support",
  holderName: "Maple & Twine",
  standing: "enrolled",
  licenseLast4: "2QX8",
  fingerprint: pinned,
  enrolledAt: "2026-03-03T09:00:00Z",
};

export const aTicket: TicketSummary = {
  ticketId,
  number: 3308,
  subject: "Payment step stays empty",
  state: "answered",
  storeOrigin,
  createdAt: "2026-11-22T09:12:00Z",
  updatedAt: "2026-11-22T09:40:00Z",
  unread: 0,
};

export function aCredential(change: Partial<CredentialSummary> = {}): CredentialSummary {
  return {
    credentialId: "0193c8a2-0000-7000-8000-0000000000f1",
    kind: "ftp",
    protocol: "sftp",
    host: "sftp.shop.example",
    port: 22,
    user: "mt_s…",
    state: "live",
    end: null,
    handedOverAt: "2026-11-22T14:20:00Z",
    expiresAt: "2026-11-29T14:20:00Z",
    disableAskedAt: null,
    destroyedAt: null,
    pinned: null,
    check: null,
    proof: null,
    retest: null,
    ...change,
  };
}

export function aLogin(result: LoginOutcome["result"], change: Partial<LoginOutcome> = {}): LoginOutcome {
  return { result, tls: null, certificate: null, hostKey: null, ...change };
}

export const checked = (outcome: LoginOutcome) => ({ at: "2026-11-22T14:25:00Z", outcome });

type Sent = {
  [Name in keyof AccessMessages]: { name: Name; args: Parameters<AccessMessages[Name]> };
}[keyof AccessMessages];

export interface World {
  start: AccessStart;
  view: AccessView;
  /** Fingerprint and text of the key that the server shows. */
  sealingKey: string;
  /** SHA-256 of every text that a test knows of. */
  hashes: Record<string, string>;
  /** What becomes of the next message of a name, in place of what the fake would do. */
  refusing: Partial<Record<keyof AccessMessages, Refusal>>;
  hanging: Set<keyof AccessMessages>;
  /** What a check leaves on the credential. */
  checking: Partial<CredentialSummary>;
  proving: Partial<CredentialSummary>;
  fetch: typeof fetch;
}

export interface FakeAccessHost extends AccessHost {
  world: World;
  sent: Sent[];
  sealed: { key: string; text: string }[];
  kept: Map<string, string>;
  copied: string[];
  emit(event: PanelEvent): void;
}

export function fakeAccessHost(change: Partial<World> = {}): FakeAccessHost {
  const view: AccessView = { asked: [], credentials: [], log: [] };
  const world: World = {
    start: {
      enrolment: anEnrolment,
      claim: {
        platform: "opencart",
        label: "OpenCart",
        native: true,
        version: "3.0.3.9",
        adminPath: "/admin/",
        entry: "index.php",
        signedIn: true,
        offerHelp: true,
      },
      ticket: { ok: true, value: aTicket },
      view: { ok: true, value: view },
    },
    view,
    sealingKey: "age1known",
    hashes: { age1known: pinned },
    refusing: {},
    hanging: new Set(),
    checking: { check: checked(aLogin("ready")) },
    proving: {},
    fetch: async () => {
      throw new TypeError("no network in this test");
    },
    ...change,
  };
  const sent: Sent[] = [];
  const sealed: FakeAccessHost["sealed"] = [];
  const kept = new Map<string, string>();
  const copied: string[] = [];
  const listeners = new Set<(event: PanelEvent) => void>();
  let ids = 0;

  const answer = (): Answer<AccessView> => ({ ok: true, value: structuredClone(world.view) });
  const alter = (credentialId: string, how: Partial<CredentialSummary>) => {
    world.view.credentials = world.view.credentials.map((one) =>
      one.credentialId === credentialId ? { ...one, ...how } : one,
    );
    return answer();
  };
  const destroyed = { state: "destroyed", destroyedAt: new Date(nowMs).toISOString() } as const;

  const answers: AccessMessages = {
    "access.start": () => ({
      ...structuredClone(world.start),
      view: world.start.view.ok ? answer() : world.start.view,
    }),
    "access.view": answer,
    "access.identity": () => ({ ok: true, value: { sealingKey: world.sealingKey } }),
    "access.hand-over"({ handed }) {
      world.view.credentials = world.view.credentials.map((one) =>
        one.kind === handed.kind && one.state === "live" ? { ...one, ...destroyed, end: "replaced" } : one,
      );
      world.view.credentials.push(summaryFor(handed));
      world.view.asked = world.view.asked.filter(({ kind }) => kind !== handed.kind);
      return answer();
    },
    "access.check": ({ credentialId }) => alter(credentialId, world.checking),
    "access.prove": ({ credentialId }) => alter(credentialId, world.proving),
    "access.report-try": ({ credentialId, purpose, result }) =>
      purpose === "ready"
        ? alter(credentialId, { check: { at: new Date(nowMs).toISOString(), outcome: { result } } })
        : alter(credentialId, {
            ...destroyed,
            end: result === "wrong-login" ? "verified-disabled" : "not-confirmed",
            retest: { at: new Date(nowMs).toISOString(), result },
          }),
    "access.withdraw": ({ credentialId }) => alter(credentialId, { ...destroyed, end: "withdrawn" }),
    "access.said-disabled": ({ credentialId }) => alter(credentialId, { ...destroyed, end: "verified-disabled" }),
    "enrolment.enrol"({ storeOrigin: origin }) {
      const enrolment = { ...anEnrolment, storeOrigin: origin, fingerprint: world.hashes[world.sealingKey] ?? "" };
      world.start = { ...world.start, enrolment };
      return { ok: true, value: enrolment };
    },
  };

  return {
    world,
    sent,
    sealed,
    kept,
    copied,
    async send(name, ...args) {
      sent.push({ name, args } as Sent);
      if (world.hanging.has(name)) return new Promise(() => {});
      const why = world.refusing[name];
      // Every message that can be refused answers with why.
      if (why) return { ok: false, refusal: why } as never;
      // The map's own signature: name and arguments belong together.
      return (answers[name] as (...args: unknown[]) => never)(...args);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit(event) {
      for (const listener of listeners) listener(event);
    },
    async seal(key, text) {
      sealed.push({ key, text });
      return `-----BEGIN AGE ENCRYPTED FILE-----\n${sealed.length}\n-----END AGE ENCRYPTED FILE-----\n`;
    },
    sha256: async (text) => world.hashes[text] ?? "0".repeat(64),
    fetch: (...args) => world.fetch(...args),
    newId: () => `0193c8a2-0000-7000-8000-${String(++ids).padStart(12, "0")}`,
    storage: () =>
      ({
        getItem: (key: string) => kept.get(key) ?? null,
        setItem: (key: string, value: string) => void kept.set(key, value),
        removeItem: (key: string) => void kept.delete(key),
      }) as Storage, // As much of it as is used.
    copy: async (text) => void copied.push(text),
    label: "Chrome on Linux",
  };
}

function summaryFor({
  credentialId,
  kind,
  protocol,
  host,
  port,
  userHint,
  expiresAt,
}: NewCredential): CredentialSummary {
  const handedOverAt = new Date(nowMs).toISOString();
  return aCredential({ credentialId, kind, protocol, host, port, user: userHint, expiresAt, handedOverAt });
}

export const noAnswer = refusal("server.no-answer");
