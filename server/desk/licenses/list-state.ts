import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { IncomingTransfer, LicenseList, LicenseSummary, ResellerLine } from "../../../shared/license-list.ts";
import type { Refusal } from "../../../shared/problems.ts";
import type { Role } from "../api.ts";
import { stepped } from "../list-keys.ts";
import type { LicenseListInput, LicensesApi } from "./api.ts";
import type { LicensesQuery } from "./query.ts";

export interface LicensesState {
  /** Null until the first answer; while another query is read, still those of the one before. */
  licenses: ReadonlySignal<LicenseSummary[] | null>;
  credits: ReadonlySignal<LicenseList["credits"]>;
  incoming: ReadonlySignal<IncomingTransfer[]>;
  products: ReadonlySignal<string[]>;
  resellers: ReadonlySignal<ResellerLine[]>;
  hasMore: ReadonlySignal<boolean>;
  isReading: ReadonlySignal<boolean>;
  refusal: ReadonlySignal<Refusal | null>;
  /** The license the keyboard is at. */
  cursor: Signal<string | null>;
  show(query: LicensesQuery): Promise<void>;
  more(): Promise<void>;
  again(): Promise<void>;
  moveCursor(step: 1 | -1): void;
}

const pageSize = 50;

export function createLicenses(api: LicensesApi, role: Role): LicensesState {
  const licenses = signal<LicenseSummary[] | null>(null);
  const credits = signal<LicenseList["credits"]>(null);
  const incoming = signal<IncomingTransfer[]>([]);
  const products = signal<string[]>([]);
  const resellers = signal<ResellerLine[]>([]);
  const next = signal<string | null>(null);
  const hasMore = signal(false);
  const isReading = signal(false);
  const refusal = signal<Refusal | null>(null);
  const cursor = signal<string | null>(null);
  let asked: LicensesQuery | null = null;
  /** Counts readings, so that the answer to an older question is dropped. */
  let turn = 0;

  async function read(query: LicensesQuery, from: string | null): Promise<void> {
    const mine = ++turn;
    isReading.value = true;
    const page = await api.list(inputOf(query, from));
    if (mine !== turn) return;
    isReading.value = false;
    refusal.value = page.ok ? null : page.refusal;
    if (!page.ok) {
      // Rows of another question must not stand under this one.
      if (from === null) licenses.value = null;
      return;
    }
    licenses.value = from === null ? page.value.licenses : [...(licenses.value ?? []), ...page.value.licenses];
    credits.value = page.value.credits;
    next.value = page.value.next;
    hasMore.value = page.value.next !== null;
  }

  /** What stands beside the list; without it the list is there all the same. */
  async function readBeside(): Promise<void> {
    if (role === "reseller") {
      const answer = await api.incoming();
      if (answer.ok) incoming.value = answer.value;
    }
    if (role !== "operator") return;
    const [named, listed] = await Promise.all([api.products(), api.resellers()]);
    if (named.ok) products.value = named.value;
    if (listed.ok) resellers.value = listed.value;
  }

  return {
    licenses,
    credits,
    incoming,
    products,
    resellers,
    hasMore,
    isReading,
    refusal,
    cursor,
    async show(query) {
      const isFirst = asked === null;
      asked = query;
      await Promise.all([read(query, null), isFirst ? readBeside() : null]);
    },
    async more() {
      if (asked && next.value !== null && !isReading.value) await read(asked, next.value);
    },
    async again() {
      if (asked) await Promise.all([read(asked, null), readBeside()]);
    },
    moveCursor(step) {
      const order = (licenses.value ?? []).map(({ licenseId }) => licenseId);
      cursor.value = stepped(order, cursor.value, step);
    },
  };
}

function inputOf({ search, state, life, product, resellerId }: LicensesQuery, cursor: string | null): LicenseListInput {
  return {
    limit: pageSize,
    ...(search && { search }),
    ...(state && { state }),
    ...(life && { life }),
    ...(product && { product }),
    ...(resellerId && { resellerId }),
    ...(cursor && { cursor }),
  };
}
