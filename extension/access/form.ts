import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { usualDays } from "../../shared/access-values.ts";
import type { CredentialKind, CredentialSummary } from "../../shared/credentials.ts";
import { readAddress } from "./address.ts";
import { type Ends, faultOfEnd } from "./ends.ts";
import {
  type AdminFields,
  emptyAdmin,
  emptyFiles,
  type Faults,
  type FilesFields,
  faultsOfAdmin,
  faultsOfFiles,
  isAdminBegun,
  isFilesBegun,
  withProtocol,
} from "./fields.ts";
import { forgetForm, keepForm, keptForm } from "./kept.ts";
import type { Tried } from "./try-login.ts";
import type { Voice } from "./voice.ts";

/** What the person types before it is sealed, and what is wrong with it. */
export interface Form {
  admin: ReadonlySignal<AdminFields>;
  files: ReadonlySignal<FilesFields>;
  adminFaults: ReadonlySignal<Faults<AdminFields>>;
  filesFaults: ReadonlySignal<Faults<FilesFields>>;
  ends: Signal<Ends>;
  endFault: ReadonlySignal<string | null>;
  /** How the store's login that is typed now was tried; null where it was not. */
  tried: ReadonlySignal<Tried | null>;
  /** Kinds whose form stands open although one of them is handed over. */
  replacing: ReadonlySignal<ReadonlySet<CredentialKind>>;
  editAdmin(change: Partial<AdminFields>): void;
  editFiles(change: Partial<FilesFields>): void;
  /** The host's field was left: an address that was pasted whole goes into its fields. */
  settleHost(): void;
  /** Opens the form again with what is known of a credential, and with these changes. */
  replace(credential: CredentialSummary, change?: Partial<FilesFields>): void;
  keepPresent(kind: CredentialKind): void;
}

/** What the page itself does with the form. */
export interface FormWork {
  /** Which of the two the person has begun. */
  begun(): CredentialKind[];
  /** Whether these can be handed over; what is wrong stands at its field afterwards, and the first of it is said. */
  isFaultless(kinds: readonly CredentialKind[]): boolean;
  /** Fills in the login page, unless one stands there. */
  suggestLoginPage(url: string): void;
  /** Of these fields alone: what was typed meanwhile is another login. */
  noteTried(of: AdminFields, outcome: Tried): void;
  /** What was handed over does not stay on the page. */
  clear(kind: CredentialKind): void;
  /** Neither does where it leads stay in the browser. */
  forget(): void;
}

export function createForm(
  { now, timeZone, ticketId }: { now(): number; timeZone: string; ticketId: string },
  storage: Parameters<typeof keptForm>[0],
  voice: Voice,
): { form: Form; work: FormWork } {
  const kept = keptForm(storage, ticketId);
  const admin = signal(emptyAdmin(""));
  const files = signal<FilesFields>({
    ...emptyFiles(kept?.protocol),
    ...(kept && { host: kept.host, port: kept.port }),
  });
  const adminFaults = signal<Faults<AdminFields>>({});
  const filesFaults = signal<Faults<FilesFields>>({});
  const ends = signal<Ends>({ days: kept?.days ?? usualDays });
  const endFault = signal<string | null>(null);
  const tried = signal<Tried | null>(null);
  const replacing = signal<ReadonlySet<CredentialKind>>(new Set());

  function keep(): void {
    const { protocol, host, port } = files.value;
    const days = "days" in ends.value ? ends.value.days : usualDays;
    keepForm(storage, ticketId, { protocol, host, port, days });
  }

  function clear(kind: CredentialKind): void {
    replacing.value = new Set([...replacing.value].filter((one) => one !== kind));
    if (kind === "ftp") {
      const { protocol, host, port } = files.value;
      files.value = { ...emptyFiles(protocol), host, port };
    } else {
      admin.value = emptyAdmin(admin.value.loginUrl);
      tried.value = null;
    }
  }

  const form: Form = {
    admin,
    files,
    adminFaults,
    filesFaults,
    ends,
    endFault,
    tried,
    replacing,

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
      const { host, protocol, port, user, password, folder } = readAddress(files.value.host);
      if (host === files.value.host) return;
      form.editFiles({
        host,
        ...(protocol && { protocol }),
        ...(port && { port }),
        ...(user && { user }),
        ...(password && { password, by: "password" as const }),
        ...(folder && { folder }),
      });
      voice.say("The address was taken apart into its fields.");
    },

    replace({ kind, protocol, host, port }, change = {}) {
      replacing.value = new Set([...replacing.value, kind]);
      if (kind !== "ftp") return;
      files.value = {
        ...emptyFiles(protocol ?? "sftp"),
        host,
        ...(port !== null && { port: String(port) }),
        ...change,
      };
      keep();
    },

    keepPresent: clear,
  };

  const work: FormWork = {
    begun: () => [
      ...(isAdminBegun(admin.value) ? (["store-admin"] as const) : []),
      ...(isFilesBegun(files.value) ? (["ftp"] as const) : []),
    ],

    isFaultless(kinds) {
      adminFaults.value = kinds.includes("store-admin") ? faultsOfAdmin(admin.value) : {};
      filesFaults.value = kinds.includes("ftp") ? faultsOfFiles(files.value) : {};
      endFault.value = faultOfEnd(ends.value, now(), timeZone);
      const found = [...Object.values(adminFaults.value), ...Object.values(filesFaults.value)];
      if (endFault.value) found.push(endFault.value);
      const [first] = found;
      if (first) voice.warn(first);
      return found.length === 0;
    },

    suggestLoginPage(url) {
      if (admin.value.loginUrl === "") admin.value = emptyAdmin(url);
    },

    noteTried(of, outcome) {
      if (admin.value === of) tried.value = outcome;
    },

    clear,
    forget: () => forgetForm(storage, ticketId),
  };
  return { form, work };
}

function without<Fields extends object>(faults: Faults<Fields>, change: Partial<Fields>): Faults<Fields> {
  const kept = Object.entries(faults).filter(([name]) => !(name in change));
  return Object.fromEntries(kept) as Faults<Fields>; // Some of the faults that were there.
}
