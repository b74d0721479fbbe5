import { type Signal, signal } from "@preact/signals";
import { parseInvitation, parseServer } from "../../shared/invitation.ts";
import { AppError, type Decision, type Refusal, refusal } from "../../shared/problems.ts";
import type { Answer, EnrolmentSummary, OwnPage, SiteStatus } from "../messages.ts";
import type { PopupHost } from "./host.ts";

/** Which store the screens are about: the one on the tab in front, or one of the list. */
export type Subject = { tabId: number } | { origin: string };

export type Busy = "enabling" | "connecting" | "disconnecting" | "forgetting" | "keeping" | null;

export interface ConnectForm {
  how: Signal<"link" | "key">;
  link: Signal<string>;
  server: Signal<string>;
  key: Signal<string>;
  /** Why the last try went wrong, said at the field. */
  refusal: Signal<Refusal | null>;
}

export interface Popup {
  status: Signal<SiteStatus | null>;
  /** Why the status could not be read. */
  fault: Signal<Refusal | null>;
  busy: Signal<Busy>;
  /** The person said no in the browser's own prompt. */
  isDenied: Signal<boolean>;
  form: ConnectForm;
  /** Takes the picture that was waited for, if it was this press, and is gone; else shows the site. */
  open(): Promise<void>;
  load(): Promise<void>;
  enable(): Promise<void>;
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  forget(): Promise<void>;
  /** Whether days of this store are to be remembered here. */
  keepSnapshots(keep: boolean): Promise<void>;
  openOwn(page: OwnPage): Promise<void>;
  /** A tab was opened from here. Chromium then closes the popup by itself; Firefox leaves it standing over that tab. */
  leave(): void;
  stop(): void;
}

export function createPopup(host: PopupHost, subject: Subject): Popup {
  const status = signal<SiteStatus | null>(null);
  const fault = signal<Refusal | null>(null);
  const busy = signal<Busy>(null);
  const isDenied = signal(false);
  const form: ConnectForm = {
    how: signal<"link" | "key">("link"),
    link: signal(""),
    server: signal(""),
    key: signal(""),
    refusal: signal<Refusal | null>(null),
  };

  async function open(): Promise<void> {
    try {
      if ("tabId" in subject && (await host.send("picture.take", subject.tabId))) return host.close();
    } catch (error) {
      fault.value = refusalOf(error);
      return;
    }
    await load();
  }

  async function load(): Promise<void> {
    try {
      const read = await ("tabId" in subject
        ? host.send("site.status", subject.tabId)
        : host.send("site.read", subject.origin));
      status.value = read;
      fault.value = null;
      if (read.attempt?.state === "refused") form.refusal.value ??= read.attempt.refusal;
    } catch (error) {
      fault.value = refusalOf(error);
    }
  }

  /** One thing at a time; whatever comes of it, what is shown afterwards is read anew. */
  async function during(what: Exclude<Busy, null>, work: (now: SiteStatus) => Promise<void>): Promise<void> {
    const now = status.value;
    if (!now || busy.value) return;
    busy.value = what;
    try {
      await work(now);
    } catch (error) {
      fault.value = refusalOf(error);
    } finally {
      await load();
      busy.value = null;
    }
  }

  function leave(): void {
    if ("tabId" in subject) host.close();
  }

  const stopListening = host.listen((event) => {
    if (event.storeOrigin === status.value?.origin && event.kind !== "draft.changed") void load();
  });

  return {
    status,
    fault,
    busy,
    isDenied,
    form,
    open,
    load,

    enable: () =>
      during("enabling", async ({ origin }) => {
        const wish = { origin, tabId: "tabId" in subject ? subject.tabId : null };
        // Sent before the question and not waited for: the question counts only within the click, and it may close us.
        const told = host.send("site.enable", wish);
        const isGranted = await host.askFor(origin);
        isDenied.value = !isGranted;
        await told;
        if (isGranted) await host.send("site.enable", wish);
      }),

    connect: () =>
      during("connecting", async ({ origin: storeOrigin }) => {
        const server = serverIn(form);
        form.refusal.value = server.ok ? null : server.refusal;
        if (!server.ok) return;
        const ask = (): Promise<Answer<EnrolmentSummary>> =>
          form.how.value === "link"
            ? host.send("enrolment.enrol", { storeOrigin, text: form.link.value, label: host.label })
            : host.send("enrolment.with-key", {
                storeOrigin,
                server: server.value,
                key: form.key.value,
                label: host.label,
              });
        // As above: the background keeps the wish, should the question close us.
        const first = ask();
        const isGranted = await host.askFor(server.value);
        const asked = await first;
        const answer = !asked.ok && isGranted && isWaiting(asked.refusal) ? await ask() : asked;
        form.refusal.value = answer.ok ? null : answer.refusal;
        if (answer.ok) for (const field of [form.link, form.key]) field.value = "";
      }),

    disconnect: () => during("disconnecting", async ({ origin }) => void (await host.send("enrolment.leave", origin))),
    forget: () => during("forgetting", async ({ origin }) => void (await host.send("site.forget", origin))),

    keepSnapshots: (keep) =>
      during("keeping", async ({ origin }) => void (await host.send("site.keep-snapshots", { origin, keep }))),

    async openOwn(page) {
      try {
        await host.send("panel.open-own", page);
        leave();
      } catch (error) {
        fault.value = refusalOf(error);
      }
    },
    leave,
    stop: stopListening,
  };
}

function serverIn({ how, link, server, key }: ConnectForm): Decision<string> {
  if (how.value === "link") {
    const read = parseInvitation(link.value);
    return read.ok ? { ok: true, value: read.value.server } : read;
  }
  if (key.value.trim() === "") return { ok: false, refusal: refusal("enrolment.key-unknown") };
  return parseServer(server.value);
}

function isWaiting({ code }: Refusal): boolean {
  return code === "enrolment.server-not-allowed";
}

function refusalOf(error: unknown): Refusal {
  return error instanceof AppError ? error.refusal : refusal("extension.fault");
}
