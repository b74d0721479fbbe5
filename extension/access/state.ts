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
import { answerOf, refusalOf } from "./answer.ts";
import { type Ends, endOf } from "./ends.ts";
import { adminSecret, filesSecret, hintsOf, isAdminBegun, isFilesBegun } from "./fields.ts";
import { isSameFingerprint } from "./fingerprint.ts";
import { createForm, type Form } from "./form.ts";
import type { AccessHost } from "./host.ts";
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

export interface Access extends Form {
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
  /** Why the last hand-over came to nothing; what was typed stands where it stood. */
  problem: ReadonlySignal<Refusal | null>;
  /** By credential: why its last check, proof or taking back could not be made. */
  troubles: ReadonlySignal<Readonly<Record<string, Refusal>>>;
  running: ReadonlySignal<Running | null>;
  measured: ReadonlySignal<Measured | null>;
  asking: Signal<Asking | null>;
  /** Typed again to show that it is disabled. */
  again: Signal<{ user: string; password: string }>;
  /** Credentials for which the write proof was declined. */
  notProved: ReadonlySignal<ReadonlySet<string>>;
  /** Whether something secret is typed that would be lost. */
  isTyped: ReadonlySignal<boolean>;
  connectText: Signal<string>;
  connectProblem: ReadonlySignal<Refusal | null>;
  open(): Promise<void>;
  refresh(): Promise<void>;
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
  const { form, work } = createForm(place, host.storage, voice);
  const { admin, files, ends, tried, replacing } = form;
  const problem = signal<Refusal | null>(null);
  const troubles = signal<Readonly<Record<string, Refusal>>>({});
  const running = signal<Running | null>(null);
  const measured = signal<Measured | null>(null);
  const asking = signal<Asking | null>(null);
  const again = signal({ user: "", password: "" });
  const notProved = signal<ReadonlySet<string>>(new Set());
  const connectText = signal("");
  const connectProblem = signal<Refusal | null>(null);
  const isTyped = computed(() => isAdminBegun(admin.value) || isFilesBegun(files.value) || again.value.password !== "");
  /** Sealed and not acknowledged: sent again as it is, so that any number of times is one. */
  let unsent: { of: object; ends: Ends; handed: NewCredential } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;

  async function during<Made>(
    doing: Running["work"],
    of: Partial<Running>,
    act: () => Promise<Made>,
  ): Promise<Made | null> {
    if (running.value) return null;
    running.value = { work: doing, kind: null, credentialId: null, ...of, since: now() };
    try {
      return await act();
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
      work.suggestLoginPage(loginPageOf(storeOrigin, started));
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

  /** Something that is asked of the server about one credential. */
  async function about(
    credentialId: string,
    doing: Running["work"],
    ask: () => Promise<Answer<AccessView>>,
  ): Promise<AccessView | null> {
    const kind = view.value?.credentials.find((one) => one.credentialId === credentialId)?.kind ?? null;
    return during(doing, { credentialId, kind }, async () => {
      const { [credentialId]: _, ...others } = troubles.value;
      troubles.value = others;
      const answer = await answerOf(ask());
      if (answer.ok) {
        show(answer.value);
        return answer.value;
      }
      troubles.value = { ...troubles.value, [credentialId]: answer.refusal };
      voice.warn(sentence(answer.refusal));
      return null;
    });
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
    ...form,
    place,
    voice,
    start,
    view,
    fault,
    stale,
    key,
    otherKey,
    problem,
    troubles,
    running,
    measured,
    asking,
    again,
    notProved,
    isTyped,
    connectText,
    connectProblem,
    open,
    refresh,
    check,
    copy: host.copy,

    async tryAdmin() {
      if (!work.isFaultless(["store-admin"])) return;
      const { loginUrl, user, password } = admin.value;
      await during("trying", { kind: "store-admin" }, async () => {
        const of = admin.value;
        const outcome = await tryLogin({ platform: platform(), storeOrigin, loginUrl, user, password }, host.fetch);
        work.noteTried(of, outcome);
      });
      voice.say("The try has ended.");
    },

    async handOver() {
      if (running.value) return;
      const kinds = work.begun();
      problem.value = null;
      if (kinds.length === 0) {
        const needsAdmin = !liveOf(view.value, "store-admin") || replacing.value.has("store-admin");
        return void work.isFaultless([needsAdmin ? "store-admin" : "ftp"]);
      }
      if (!work.isFaultless(kinds)) return;
      const checked: { credentialId: string; sendsUnencrypted: boolean }[] = [];
      for (const kind of kinds) {
        const outcome = tried.value;
        const { protocol, sendsUnencrypted } = files.value;
        const done = await during("sealing", { kind }, () => handOverOne(kind));
        if (!done) return;
        work.clear(kind);
        if (kind === "store-admin") await report(done.credentialId, outcome);
        else
          checked.push({ credentialId: done.credentialId, sendsUnencrypted: protocol === "ftp" && sendsUnencrypted });
      }
      work.forget();
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
