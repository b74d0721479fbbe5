import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Statement } from "../../../shared/charges.ts";
import { parseServer } from "../../../shared/invitation.ts";
import type { OpenTicket } from "../../../shared/license-list.ts";
import { AppError, type Refusal, refusal } from "../../../shared/problems.ts";
import type { Answer, ResellerView } from "../../messages.ts";
import type { ResellerRole } from "../reseller-role.ts";
import { type Chip, type ClientRow, chips, countOf, daysAt, found, hereOf, rowsOf } from "./clients.ts";

export type Screen = { name: "list" } | { name: "license"; licenseId: string } | { name: "account" };

/** A one-time code that was made for a client just now. */
export interface MadeCode {
  licenseId: string;
  invitation: string;
  expiresAt: string;
  isCopied: boolean;
}

/** What can have the focus when another screen is opened from it; each is the id of its element. */
export type Place = "find-client" | "client-rows" | "here" | "to-statement" | "license-statement";

/** The open tickets of a license; `answer` is null while they are being read. */
export interface ReadTickets {
  licenseId: string;
  answer: Answer<OpenTicket[]> | null;
}

export interface ResellerState {
  role: ResellerRole;
  screen: ReadonlySignal<Screen>;
  /** Who comes back goes on where they left; null where nobody came back. */
  cameFrom: Signal<Place | null>;
  search: Signal<string>;
  pressed: Signal<ReadonlySet<Chip>>;
  /** Which of the rows that are shown the keys are at. */
  active: Signal<number>;
  /** Where the list was left. */
  scrollTop: Signal<number>;
  rows: ReadonlySignal<readonly ClientRow[]>;
  shown: ReadonlySignal<readonly ClientRow[]>;
  here: ReadonlySignal<readonly ClientRow[]>;
  /** Null while only the first clients are here. */
  counts: ReadonlySignal<readonly { chip: Chip; count: number | null }[]>;
  total: ReadonlySignal<{ licenses: number; openTickets: number }>;
  busy: ReadonlySignal<"refreshing" | "pairing" | "making" | "leaving" | null>;
  /** Why the last thing did not work. */
  fault: Signal<Refusal | null>;
  pairing: ReadonlySignal<ResellerView | null>;
  /** As it was typed. */
  server: Signal<string>;
  code: ReadonlySignal<MadeCode | null>;
  statement: ReadonlySignal<Answer<Statement> | null>;
  tickets: ReadonlySignal<ReadTickets | null>;
  find(words: string): void;
  press(chip: Chip): void;
  open(licenseId: string, from: Place): void;
  /** To the screen that this one was opened from. */
  back(): void;
  refresh(): Promise<void>;
  readStatement(from: Place): Promise<void>;
  makeCode(licenseId: string): Promise<void>;
  pair(): Promise<void>;
  /** Looks whether the code was approved; true once there is nothing left to wait for. */
  poll(): Promise<boolean>;
  giveUpPairing(): Promise<void>;
  leave(): Promise<void>;
}

export function createReseller(role: ResellerRole): ResellerState {
  const { host, kept } = role;
  const screen = signal<Screen>({ name: "list" });
  const cameFrom = signal<Place | null>(null);
  const way: { screen: Screen; from: Place }[] = [];
  const search = signal("");
  const pressed = signal<ReadonlySet<Chip>>(new Set());
  const active = signal(0);
  const scrollTop = signal(0);
  const busy = signal<"refreshing" | "pairing" | "making" | "leaving" | null>(null);
  const fault = signal<Refusal | null>(null);
  const pairing = signal<ResellerView | null>(null);
  const server = signal("");
  const code = signal<MadeCode | null>(null);
  const statement = signal<Answer<Statement> | null>(null);
  const tickets = signal<ReadTickets | null>(null);

  const snapshot = computed(() => kept.value?.snapshot ?? null);
  const rows = computed(() => (snapshot.value ? rowsOf(snapshot.value) : []));
  const days = computed(() => daysAt(host.now()));
  const isWhole = computed(() => !kept.value?.partOf);
  const counts = computed(() =>
    chips.map((chip) => ({ chip, count: isWhole.value ? countOf(chip, rows.value, days.value) : null })),
  );
  const total = computed(
    () =>
      kept.value?.partOf ?? {
        licenses: rows.value.length,
        openTickets: rows.value.reduce((sum, { license }) => sum + license.openTickets, 0),
      },
  );
  const shown = computed(() => found(rows.value, search.value, pressed.value, days.value));
  const here = computed(() => hereOf(rows.value, role.origin));

  const begin = () => {
    active.value = 0;
    scrollTop.value = 0;
  };

  function goTo(next: Screen, from: Place): void {
    way.push({ screen: screen.value, from });
    fault.value = null;
    cameFrom.value = null;
    screen.value = next;
  }

  async function readTickets(licenseId: string): Promise<void> {
    tickets.value = { licenseId, answer: null };
    const answer = await host
      .send("reseller.open-tickets", licenseId)
      .catch((): Answer<OpenTicket[]> => ({ ok: false, refusal: refusal("extension.fault") }));
    // Another license may have been opened meanwhile.
    if (tickets.value?.licenseId === licenseId) tickets.value = { licenseId, answer };
  }

  /** What came to nothing is begun anew with the same server. */
  function showPairing(view: ResellerView | null): void {
    if (server.value === "") server.value = view?.server ?? view?.pairing?.server ?? "";
    pairing.value = view;
  }

  /** One thing at a time; what goes wrong is said. */
  async function during<Value>(
    what: NonNullable<typeof busy.value>,
    work: () => Promise<Answer<Value>>,
  ): Promise<Value | null> {
    if (busy.value) return null;
    busy.value = what;
    try {
      const answer = await work();
      fault.value = answer.ok ? null : answer.refusal;
      if (!answer.ok && answer.refusal.code === "pairing.over") await readKept();
      return answer.ok ? answer.value : null;
    } catch (error) {
      fault.value = error instanceof AppError ? error.refusal : refusal("extension.fault");
      return null;
    } finally {
      busy.value = null;
    }
  }

  /** Rows are made anew only where the clients changed. */
  async function readKept(): Promise<void> {
    const now = await host.kept();
    const before = kept.value?.partOf ? null : kept.value?.snapshot;
    const isSame = now?.snapshot && before?.digest === now.snapshot.digest;
    kept.value = now && isSame ? { ...now, snapshot: before } : now;
    showPairing(await host.send("reseller.read"));
  }

  return {
    role,
    screen,
    cameFrom,
    search,
    pressed,
    active,
    scrollTop,
    rows,
    shown,
    here,
    counts,
    total,
    busy,
    fault,
    pairing,
    server,
    code,
    statement,
    tickets,

    find(words) {
      search.value = words;
      begin();
    },
    press(chip) {
      const next = new Set(pressed.value);
      if (!next.delete(chip)) next.add(chip);
      pressed.value = next;
      begin();
    },
    open(licenseId, from) {
      code.value = null;
      goTo({ name: "license", licenseId }, from);
      void readTickets(licenseId);
    },
    back() {
      const before = way.pop();
      fault.value = null;
      cameFrom.value = before?.from ?? null;
      screen.value = before?.screen ?? { name: "list" };
    },

    async refresh() {
      if (!kept.value) {
        showPairing(await host.send("reseller.read").catch(() => null));
        return;
      }
      if ((await during("refreshing", () => host.send("reseller.refresh"))) !== null) await readKept();
    },
    async readStatement(from) {
      goTo({ name: "account" }, from);
      statement.value = await host
        .send("reseller.statement")
        .catch((): Answer<Statement> => ({ ok: false, refusal: refusal("extension.fault") }));
    },
    async makeCode(licenseId) {
      const made = await during("making", () => host.send("reseller.make-code", licenseId));
      if (!made) return;
      const isCopied = await host.copy(made.invitation).then(
        () => true,
        () => false,
      );
      code.value = { licenseId, ...made, isCopied };
    },

    async pair() {
      const typed = parseServer(server.value);
      fault.value = typed.ok ? null : typed.refusal;
      if (!typed.ok) return;
      const { label } = host;
      // Said before the question and not waited for: the question counts only within the click, and it may close us.
      const ask = () => host.send("reseller.pair", { server: typed.value, label });
      const first = ask();
      const granting = host.askFor(typed.value);
      const view = await during("pairing", async () => {
        const [asked, isGranted] = [await first, await granting];
        return !asked.ok && isGranted && asked.refusal.code === "enrolment.server-not-allowed" ? ask() : asked;
      });
      if (view) showPairing(view);
    },
    async poll() {
      const view = await host.send("reseller.poll").catch(() => null);
      if (!view) return false;
      if (view.connection) await readKept();
      else showPairing(view);
      return view.pairing === null;
    },
    async giveUpPairing() {
      await host.send("reseller.leave").catch(() => null);
      pairing.value = null;
    },
    async leave() {
      await during("leaving", async () => {
        await host.send("reseller.leave");
        return { ok: true, value: null };
      });
      await readKept();
      way.length = 0;
      screen.value = { name: "list" };
      role.isBack.value = true;
      role.side.value = "store";
    },
  };
}
