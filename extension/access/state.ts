import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { recipeFamily } from "../../shared/access-steps.ts";
import type {
  AccessView,
  CheckResult,
  CredentialKind,
  CredentialSummary,
  NewCredential,
  SealedSecret,
} from "../../shared/credentials.ts";
import { parseInvitation } from "../../shared/invitation.ts";
import { type Refusal, refusal, sentence } from "../../shared/problems.ts";
import type { AccessStart, Answer } from "../messages.ts";
import { readAddress } from "./address.ts";
import { answerOf, refusalOf } from "./answer.ts";
import { type Ends, endOf, faultOfEnd } from "./ends.ts";
import {
  type AdminFields,
  adminSecret,
  emptyAdmin,
  emptyFiles,
  type Faults,
  type FilesFields,
  faultsOfAdmin,
  faultsOfFiles,
  filesSecret,
  hintsOf,
  isAdminBegun,
  isFilesBegun,
  withProtocol,
} from "./fields.ts";
import { isSameFingerprint } from "./fingerprint.ts";
import type { AccessHost } from "./host.ts";
import { forgetForm, keepForm, keptForm } from "./kept.ts";
import { type Tried, tryLogin } from "./try-login.ts";
import { createVoice, type Voice } from "./voice.ts";
import { checkOutcomes } from "./words.ts";

export interface Place {
  storeOrigin: string;
  ticketId: string;
  now(): number;
  timeZone: string;
  isOnline: Signal<boolean>;
  isShown: Signal<boolean>;
}

/** The one thing that goes on; the person may read on, and nothing else begins meanwhile. */
export interface Running {
  work: "sealing" | "sending" | "checking" | "proving" | "trying" | "taking-back" | "connecting";
  kind: CredentialKind | null;
  credentialId: string | null;
  since: number;
}

/** What was measured here of the last hand-over, in milliseconds. */
export interface Measured {
  credentialId: string;
  sealing: number;
  sending: number;
  checking: number | null;
}

/** What the person is about to be asked, or types, before one credential is taken back. */
export type Asking =
  | { what: "withdraw"; credentialId: string }
  /** The store's admin: the password once more, so that this browser can try it once. */
  | { what: "disabled"; credentialId: string };

export interface OtherKey {
  pinned: string;
  shown: string;
}

export type KeyState = "unknown" | "same" | "other";

export interface Access {
  place: Place;
  voice: Voice;
  start: ReadonlySignal<AccessStart | null>;
  view: ReadonlySignal<AccessView | null>;
  /** Why the page could not begin. */
  fault: ReadonlySignal<Refusal | null>;
  /** Why what is shown may be old. */
  stale: ReadonlySignal<Refusal | null>;
  key: ReadonlySignal<KeyState>;
  otherKey: ReadonlySignal<OtherKey | null>;
  admin: ReadonlySignal<AdminFields>;
  files: ReadonlySignal<FilesFields>;
  adminFaults: ReadonlySignal<Faults<AdminFields>>;
  filesFaults: ReadonlySignal<Faults<FilesFields>>;
  ends: Signal<Ends>;
  endFault: ReadonlySignal<string | null>;
  /** Why the last hand-over came to nothing; what was typed stands where it stood. */
  problem: ReadonlySignal<Refusal | null>;
  /** By credential: why its last check, proof or taking back could not be made. */
  troubles: ReadonlySignal<Readonly<Record<string, Refusal>>>;
  running: ReadonlySignal<Running | null>;
  measured: ReadonlySignal<Measured | null>;
  tried: ReadonlySignal<Tried | null>;
  asking: Signal<Asking | null>;
  /** Typed again to show that it is disabled. */
  again: Signal<{ user: string; password: string }>;
  /** Kinds whose form stands open although one of them is handed over. */
  replacing: ReadonlySignal<ReadonlySet<CredentialKind>>;
  /** Credentials for which the write proof was declined. */
  notProved: ReadonlySignal<ReadonlySet<string>>;
  /** Whether something secret is typed that would be lost. */
  isTyped: ReadonlySignal<boolean>;
  connectText: Signal<string>;
  connectProblem: ReadonlySignal<Refusal | null>;
  open(): Promise<void>;
  refresh(): Promise<void>;
  editAdmin(change: Partial<AdminFields>): void;
  editFiles(change: Partial<FilesFields>): void;
  /** The host's field was left: an address that was pasted whole goes into its fields. */
  settleHost(): void;
  /** Opens the form again with what is known of a credential, and with these changes. */
  replace(credential: CredentialSummary, change?: Partial<FilesFields>): void;
  keepPresent(kind: CredentialKind): void;
  tryAdmin(): Promise<void>;
  handOver(): Promise<void>;
  check(credential: CredentialSummary, how?: { accepts?: string; sendsUnencrypted?: boolean }): Promise<void>;
  prove(credential: CredentialSummary): Promise<void>;
  declineProof(credentialId: string): void;
  withdraw(credentialId: string): Promise<void>;
  saidDisabled(credentialId: string): Promise<void>;
  /** Tries the store's login that was typed again, once, and tells support how it ended. */
  tryDisabled(credential: CredentialSummary): Promise<void>;
  copy(text: string): Promise<void>;
  /** Connects this store anew by a new text of the same server, which pins its key anew. */
  connectAgain(): Promise<void>;
  stop(): void;
}

const pollMs = 15_000;

export function createAccess(host: AccessHost, place: Place): Access {
  const { storeOrigin, ticketId, now, timeZone } = place;
  const voice = createVoice();
  const start = signal<AccessStart | null>(null);
  const view = signal<AccessView | null>(null);
  const fault = signal<Refusal | null>(null);
  const stale = signal<Refusal | null>(null);
  const key = signal<KeyState>("unknown");
  const otherKey = signal<OtherKey | null>(null);
  const kept = keptForm(host.storage, ticketId);
  const admin = signal(emptyAdmin(""));
  const files = signal<FilesFields>({
    ...emptyFiles(kept?.protocol),
    ...(kept && { host: kept.host, port: kept.port }),
  });
  const adminFaults = signal<Faults<AdminFields>>({});
  const filesFaults = signal<Faults<FilesFields>>({});
  const ends = signal<Ends>({ days: kept?.days ?? 7 });
  const endFault = signal<string | null>(null);
  const problem = signal<Refusal | null>(null);
  const troubles = signal<Readonly<Record<string, Refusal>>>({});
  const running = signal<Running | null>(null);
  const measured = signal<Measured | null>(null);
  const tried = signal<Tried | null>(null);
  const asking = signal<Asking | null>(null);
  const again = signal({ user: "", password: "" });
  const replacing = signal<ReadonlySet<CredentialKind>>(new Set());
  const notProved = signal<ReadonlySet<string>>(new Set());
  const connectText = signal("");
  const connectProblem = signal<Refusal | null>(null);
  const isTyped = computed(() => isAdminBegun(admin.value) || isFilesBegun(files.value) || again.value.password !== "");
  /** Sealed and not acknowledged: sent again as it is, so that any number of times is one. */
  let unsent: { of: object; ends: Ends; handed: NewCredential } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;

  async function during(work: Running["work"], of: Partial<Running>, act: () => Promise<void>): Promise<void> {
    if (running.value) return;
    running.value = { work, kind: null, credentialId: null, ...of, since: now() };
    try {
      await act();
    } finally {
      running.value = null;
    }
  }

  function show(next: AccessView): void {
    view.value = next;
    stale.value = null;
  }

  async function open(): Promise<void> {
    fault.value = null;
    try {
      const started = await host.send("access.start", { storeOrigin, ticketId });
      start.value = started;
      if (started.view.ok) show(started.view.value);
      else stale.value = started.view.refusal;
      if (admin.value.loginUrl === "") admin.value = emptyAdmin(loginPageOf(storeOrigin, started));
      if (started.enrolment) await provenKey();
    } catch (error) {
      fault.value = refusalOf(error);
    }
    wait();
  }

  async function refresh(): Promise<void> {
    clearTimeout(timer);
    if (!start.value?.ticket.ok) return open();
    const answer = await answerOf(host.send("access.view", { storeOrigin, ticketId }));
    if (isStopped) return;
    if (answer.ok) show(answer.value);
    else stale.value = answer.refusal;
    wait();
  }

  function wait(): void {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(() => (place.isShown.value ? refresh() : wait()), pollMs);
  }

  /**
   * The key to seal for, only where its fingerprint is the pinned one. It is asked of the server each time, and its
   * fingerprint is worked out here.
   */
  async function provenKey(): Promise<Answer<{ sealingKey: string; fingerprint: string }>> {
    const pinned = start.value?.enrolment?.fingerprint;
    if (!pinned) return { ok: false, refusal: refusal("device.missing") };
    const answer = await answerOf(host.send("access.identity", storeOrigin));
    if (!answer.ok) return answer;
    const { sealingKey } = answer.value;
    const shown = await host.sha256(sealingKey);
    const isSame = isSameFingerprint(pinned, shown);
    key.value = isSame ? "same" : "other";
    otherKey.value = isSame ? null : { pinned, shown };
    if (isSame) return { ok: true, value: { sealingKey, fingerprint: pinned } };
    voice.warn("The server shows another key than before. Nothing was sealed.");
    return { ok: false, refusal: refusal("credential.other-key") };
  }

  /** Which of the forms the person has begun; their faults stand at their fields afterwards. */
  function begun(): CredentialKind[] {
    return [
      ...(isAdminBegun(admin.value) ? (["store-admin"] as const) : []),
      ...(isFilesBegun(files.value) ? (["ftp"] as const) : []),
    ];
  }

  function isFaultless(kinds: readonly CredentialKind[]): boolean {
    adminFaults.value = kinds.includes("store-admin") ? faultsOfAdmin(admin.value) : {};
    filesFaults.value = kinds.includes("ftp") ? faultsOfFiles(files.value) : {};
    endFault.value = faultOfEnd(ends.value, now(), timeZone);
    const found = [...Object.values(adminFaults.value), ...Object.values(filesFaults.value)];
    if (endFault.value) found.push(endFault.value);
    const [first] = found;
    if (first) voice.warn(first);
    return found.length === 0;
  }

  async function sealed(kind: CredentialKind): Promise<Answer<NewCredential>> {
    const of = kind === "ftp" ? files.value : admin.value;
    const proven = await provenKey();
    if (!proven.ok) return proven;
    const { sealingKey, fingerprint: sealedFor } = proven.value;
    const expiresAt = endOf(ends.value, now(), timeZone);
    const isSame = unsent?.of === of && unsent.ends === ends.value && unsent.handed.sealedFor === sealedFor;
    if (unsent && isSame) return { ok: true, value: unsent.handed };
    const credentialId = host.newId();
    const bound = boundOf(credentialId, expiresAt);
    const secret = kind === "ftp" ? filesSecret(bound, files.value) : adminSecret(bound, admin.value);
    const text = await host.seal(sealingKey, JSON.stringify(secret));
    const replaces = liveOf(view.value, kind)?.credentialId ?? null;
    const handed = { ...hintsOf(secret), ticketId, credentialId, expiresAt, sealedFor, sealed: text, replaces };
    unsent = { of, ends: ends.value, handed };
    return { ok: true, value: handed };
  }

  /** Seals and sends one; what was typed goes once the server has it, and stays where it was before. */
  async function handOverOne(kind: CredentialKind): Promise<NewCredential | null> {
    const begunAt = now();
    const made = await sealed(kind).catch((error: unknown): Answer<NewCredential> => {
      console.error("Sealing failed.", error instanceof Error ? error.name : "");
      return { ok: false, refusal: refusal("extension.fault") };
    });
    if (!made.ok) return refused(made.refusal);
    const sealedAt = now();
    if (running.value) running.value = { ...running.value, work: "sending" };
    const answer = await answerOf(host.send("access.hand-over", { storeOrigin, handed: made.value }));
    if (!answer.ok) {
      if (answer.refusal.code === "credential.other-key") await provenKey();
      if (answer.refusal.code === "credential.id-taken") unsent = null;
      return refused(answer.refusal);
    }
    unsent = null;
    const { credentialId } = made.value;
    measured.value = { credentialId, sealing: sealedAt - begunAt, sending: now() - sealedAt, checking: null };
    show(answer.value);
    return made.value;
  }

  function refused(why: Refusal): null {
    problem.value = why;
    voice.warn(sentence(why));
    return null;
  }

  function clear(kind: CredentialKind): void {
    replacing.value = new Set([...replacing.value].filter((one) => one !== kind));
    if (kind === "ftp") {
      const { protocol, host: name, port } = files.value;
      files.value = { ...emptyFiles(protocol), host: name, port };
    } else {
      admin.value = emptyAdmin(admin.value.loginUrl);
      tried.value = null;
    }
  }

  /** Something that is asked of the server about one credential. */
  async function about(
    credentialId: string,
    work: Running["work"],
    ask: () => Promise<Answer<AccessView>>,
  ): Promise<AccessView | null> {
    let shown: AccessView | null = null;
    const kind = view.value?.credentials.find((one) => one.credentialId === credentialId)?.kind ?? null;
    await during(work, { credentialId, kind }, async () => {
      const { [credentialId]: _, ...others } = troubles.value;
      troubles.value = others;
      const answer = await answerOf(ask());
      if (answer.ok) {
        show(answer.value);
        shown = answer.value;
        return;
      }
      troubles.value = { ...troubles.value, [credentialId]: answer.refusal };
      voice.warn(sentence(answer.refusal));
    });
    return shown;
  }

  async function check(
    { credentialId }: Pick<CredentialSummary, "credentialId">,
    { accepts, sendsUnencrypted = false }: { accepts?: string; sendsUnencrypted?: boolean } = {},
  ): Promise<void> {
    const begunAt = now();
    const wish = { storeOrigin, credentialId, accepts: accepts ?? null, sendsUnencrypted };
    const shown = await about(credentialId, "checking", () => host.send("access.check", wish));
    if (!shown) return;
    if (measured.value?.credentialId === credentialId) {
      measured.value = { ...measured.value, checking: now() - begunAt };
    }
    const result = shown.credentials.find((one) => one.credentialId === credentialId)?.check?.outcome.result;
    // A holder's browser tries no file server.
    voice.say(result ? `${checkOutcomes[result as CheckResult].title}.` : "The check has ended.");
  }

  const access: Access = {
    place,
    voice,
    start,
    view,
    fault,
    stale,
    key,
    otherKey,
    admin,
    files,
    adminFaults,
    filesFaults,
    ends,
    endFault,
    problem,
    troubles,
    running,
    measured,
    tried,
    asking,
    again,
    replacing,
    notProved,
    isTyped,
    connectText,
    connectProblem,
    open,
    refresh,
    check,
    copy: host.copy,

    editAdmin(change) {
      admin.value = { ...admin.value, ...change };
      tried.value = null;
      adminFaults.value = without(adminFaults.value, change);
    },

    editFiles(change) {
      const { protocol, ...others } = change;
      const before = protocol ? withProtocol(files.value, protocol) : files.value;
      files.value = { ...before, ...others };
      filesFaults.value = without(filesFaults.value, change);
      keep();
    },

    settleHost() {
      const { host: name, protocol, port, user, password, folder } = readAddress(files.value.host);
      if (name === files.value.host) return;
      access.editFiles({
        host: name,
        ...(protocol && { protocol }),
        ...(port && { port }),
        ...(user && { user }),
        ...(password && { password, by: "password" as const }),
        ...(folder && { folder }),
      });
      voice.say("The address was taken apart into its fields.");
    },

    replace(credential, change = {}) {
      const { kind, protocol, host: name, port } = credential;
      replacing.value = new Set([...replacing.value, kind]);
      if (kind !== "ftp") return;
      files.value = {
        ...emptyFiles(protocol ?? "sftp"),
        host: name,
        ...(port !== null && { port: String(port) }),
        ...change,
      };
      keep();
    },

    keepPresent: clear,

    async tryAdmin() {
      if (!isFaultless(["store-admin"])) return;
      const { loginUrl, user, password } = admin.value;
      await during("trying", { kind: "store-admin" }, async () => {
        const of = admin.value;
        const outcome = await tryLogin({ platform: platform(), storeOrigin, loginUrl, user, password }, host.fetch);
        // What was typed meanwhile is another login.
        if (admin.value === of) tried.value = outcome;
      });
      voice.say("The try has ended.");
    },

    async handOver() {
      if (running.value) return;
      const kinds = begun();
      problem.value = null;
      if (kinds.length === 0) {
        const needsAdmin = !liveOf(view.value, "store-admin") || replacing.value.has("store-admin");
        return void isFaultless([needsAdmin ? "store-admin" : "ftp"]);
      }
      if (!isFaultless(kinds)) return;
      const checked: { credentialId: string; sendsUnencrypted: boolean }[] = [];
      for (const kind of kinds) {
        const outcome = tried.value;
        const { protocol, sendsUnencrypted } = files.value;
        let handed: NewCredential | null = null;
        await during("sealing", { kind }, async () => {
          handed = await handOverOne(kind);
        });
        // The closure above has filled it.
        const done = handed as NewCredential | null;
        if (!done) return;
        clear(kind);
        if (kind === "store-admin") await report(done.credentialId, outcome);
        else
          checked.push({ credentialId: done.credentialId, sendsUnencrypted: protocol === "ftp" && sendsUnencrypted });
      }
      forgetForm(host.storage, ticketId);
      voice.say("Sealed and handed over.");
      for (const { credentialId, sendsUnencrypted } of checked) await check({ credentialId }, { sendsUnencrypted });
    },

    async prove({ credentialId }) {
      const shown = await about(credentialId, "proving", () =>
        host.send("access.prove", { storeOrigin, credentialId }),
      );
      if (shown) voice.say("The test of writing has ended.");
    },

    declineProof(credentialId) {
      notProved.value = new Set([...notProved.value, credentialId]);
    },

    async withdraw(credentialId) {
      asking.value = null;
      const wish = { storeOrigin, credentialId };
      const shown = await about(credentialId, "taking-back", () => host.send("access.withdraw", wish));
      if (shown) voice.say("Withdrawn. Our copy is destroyed.");
    },

    async saidDisabled(credentialId) {
      asking.value = null;
      again.value = { user: "", password: "" };
      const wish = { storeOrigin, credentialId };
      const shown = await about(credentialId, "taking-back", () => host.send("access.said-disabled", wish));
      if (shown) voice.say("Done. Our copy is destroyed.");
    },

    async tryDisabled({ credentialId, expiresAt }) {
      const { user, password } = again.value;
      if (user === "" || password === "" || running.value) return;
      const loginUrl = admin.value.loginUrl;
      const shown = await about(credentialId, "taking-back", async () => {
        const proven = await provenKey();
        if (!proven.ok) return proven;
        const bound = boundOf(credentialId, expiresAt);
        const secret: SealedSecret = adminSecret(bound, { loginUrl, user, password, note: "" });
        const sealedAgain = await host.seal(proven.value.sealingKey, JSON.stringify(secret));
        const { result } = await tryLogin({ platform: platform(), storeOrigin, loginUrl, user, password }, host.fetch);
        return host.send("access.report-try", { storeOrigin, credentialId, purpose: "disabled", result, sealedAgain });
      });
      if (!shown) return;
      asking.value = null;
      again.value = { user: "", password: "" };
      voice.say("Tried once, and told to support.");
    },

    async connectAgain() {
      const text = connectText.value;
      const server = start.value?.enrolment?.server;
      const read = parseInvitation(text);
      connectProblem.value = read.ok ? null : read.refusal;
      if (!read.ok) return;
      if (read.value.server !== server) {
        connectProblem.value = refusal("enrolment.text-invalid");
        return;
      }
      await during("connecting", {}, async () => {
        const answer = await answerOf(host.send("enrolment.enrol", { storeOrigin, text, label: host.label }));
        connectProblem.value = answer.ok ? null : answer.refusal;
        if (!answer.ok) return voice.warn(sentence(answer.refusal));
        connectText.value = "";
        problem.value = null;
        await open();
        if (key.value === "same") voice.say("Connected anew. What you typed is still here.");
      });
    },

    stop() {
      isStopped = true;
      clearTimeout(timer);
      stopHearing();
      stopWatching();
    },
  };

  function keep(): void {
    const { protocol, host: name, port } = files.value;
    const days = "days" in ends.value ? ends.value.days : 7;
    keepForm(host.storage, ticketId, { protocol, host: name, port, days });
  }

  /** A license may have tickets of several stores: what is sealed names the ticket's own. */
  function boundOf(credentialId: string, expiresAt: string) {
    const ticket = start.value?.ticket;
    const createdAt = new Date(now()).toISOString();
    return {
      credentialId,
      ticketId,
      storeOrigin: ticket?.ok ? ticket.value.storeOrigin : storeOrigin,
      createdAt,
      expiresAt,
    };
  }

  function platform(): string | null {
    return start.value?.claim?.platform ?? null;
  }

  async function report(credentialId: string, outcome: Tried | null): Promise<void> {
    if (!outcome) return;
    const { result } = outcome;
    await about(credentialId, "sending", () =>
      host.send("access.report-try", { storeOrigin, credentialId, purpose: "ready", result, sealedAgain: null }),
    );
  }

  const stopHearing = host.listen((event) => {
    if (event.storeOrigin !== storeOrigin) return;
    if (event.kind === "tickets.changed" && !running.value) void refresh();
  });
  const stopWatching = place.isShown.subscribe((isShown) => {
    if (isShown && start.value) void refresh();
  });
  return access;
}

/** The credential of a kind that an engineer can use now. */
export function liveOf(view: AccessView | null, kind: CredentialKind): CredentialSummary | null {
  return view?.credentials.find((one) => one.kind === kind && one.state === "live") ?? null;
}

/** The store's login page, as far as an open page of it tells. */
function loginPageOf(storeOrigin: string, { claim }: AccessStart): string {
  if (!claim) return `${storeOrigin}/`;
  const isScript = recipeFamily(claim.platform) === "cs-cart" && claim.entry !== "";
  return `${storeOrigin}${claim.adminPath}${isScript ? claim.entry : ""}`;
}

function without<Fields extends object>(faults: Faults<Fields>, change: Partial<Fields>): Faults<Fields> {
  const kept = Object.entries(faults).filter(([name]) => !(name in change));
  return Object.fromEntries(kept) as Faults<Fields>; // Some of the faults that were there.
}
