import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { LicenseDeed, LicensePage, ResellerLine } from "../../../shared/license-list.ts";
import type { Decision, Refusal } from "../../../shared/problems.ts";
import type { Role } from "../api.ts";
import type { LicensesApi } from "./api.ts";

/** What was done last, and how to take it back where that can be done. */
export interface Said {
  sentence: string;
  undo: (() => Promise<void>) | null;
}

type Call = () => Promise<Decision<unknown>>;

export interface LicenseState {
  /** Null until it is read. */
  page: ReadonlySignal<LicensePage | null>;
  resellers: ReadonlySignal<ResellerLine[]>;
  busy: ReadonlySignal<boolean>;
  refusal: ReadonlySignal<Refusal | null>;
  said: ReadonlySignal<Said | null>;
  /** Which form is open. */
  open: Signal<LicenseDeed | null>;
  /** A code that was just made; it is not told again. */
  code: Signal<{ invitation: string; expiresAt: string } | null>;
  /** The license is no longer this reader's. */
  isGone: ReadonlySignal<boolean>;
  read(): Promise<void>;
  /** Does something, reads the license again and says what was done. */
  act(call: Call, sentence: string, undo?: { call: Call; sentence: string }): Promise<void>;
  makeCode(party: "holder" | "client"): Promise<void>;
}

export function createLicense(api: LicensesApi, licenseId: string, role: Role): LicenseState {
  const page = signal<LicensePage | null>(null);
  const resellers = signal<ResellerLine[]>([]);
  const busy = signal(false);
  const refusal = signal<Refusal | null>(null);
  const said = signal<Said | null>(null);
  const open = signal<LicenseDeed | null>(null);
  const code = signal<{ invitation: string; expiresAt: string } | null>(null);
  const isGone = signal(false);

  async function show(): Promise<void> {
    const answer = await api.open(licenseId);
    if (answer.ok) page.value = answer.value;
    else if (answer.refusal.code === "license.absent" && page.value) isGone.value = true;
    else refusal.value = answer.refusal;
  }

  async function act(call: Call, sentence: string, undo?: { call: Call; sentence: string }): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    refusal.value = null;
    said.value = null;
    const answer = await call();
    if (answer.ok) {
      open.value = null;
      await show();
      said.value = { sentence, undo: undo ? () => act(undo.call, undo.sentence) : null };
    } else {
      refusal.value = answer.refusal;
    }
    busy.value = false;
  }

  return {
    page,
    resellers,
    busy,
    refusal,
    said,
    open,
    code,
    isGone,
    act,
    async read() {
      refusal.value = null;
      await show();
      if (role !== "operator") return;
      const listed = await api.resellers();
      if (listed.ok) resellers.value = listed.value;
    },
    async makeCode(party) {
      await act(async () => {
        const answer = await api.makeCode({ licenseId, party });
        if (answer.ok) code.value = answer.value;
        return answer;
      }, "The code is made. It is shown this once.");
    },
  };
}
