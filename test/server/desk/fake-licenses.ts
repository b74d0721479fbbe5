import type { LicensesApi } from "../../../server/desk/licenses/api.ts";
import type { IncomingTransfer, LicensePage, LicenseSummary, ResellerLine } from "../../../shared/license-list.ts";
import { type Decision, type Refusal, refuse } from "../../../shared/problems.ts";

const at = "2026-11-20T09:00:00.000Z";

/** A server of licenses made of plain state; a refusal in `failing` is the answer to that call. */
export interface FakeLicenses {
  api: LicensesApi;
  pages: LicensePage[];
  incoming: IncomingTransfer[];
  resellers: ResellerLine[];
  pageSize: number;
  failing: Partial<Record<keyof LicensesApi, Refusal>>;
  asked: { name: keyof LicensesApi; input: unknown }[];
}

export function aLicense(changes: Partial<LicensePage> = {}): LicensePage {
  return {
    licenseId: crypto.randomUUID(),
    last4: "8F2K",
    product: "OptionCart",
    kind: "site",
    holderName: "Brightside Web",
    stores: ["https://oldmill.example"],
    plan: null,
    planUntil: null,
    upgradeSubscription: null,
    state: "active",
    openTickets: 0,
    credits: null,
    life: "active",
    orphanAt: null,
    unreachableAt: null,
    reseller: "Brightside Web",
    purchasedOn: "2026-01-12",
    rules: "Reseller support, 2004-01",
    account: null,
    banReason: null,
    tickets: [],
    devices: [],
    codes: [],
    transfer: null,
    contact: null,
    adoption: null,
    history: [],
    may: [],
    banReasons: [],
    plans: [],
    ...changes,
  };
}

export function fakeLicenses(pages: LicensePage[] = []): FakeLicenses {
  const fake: FakeLicenses = {
    pages,
    incoming: [],
    resellers: [],
    pageSize: 50,
    failing: {},
    asked: [],
    // Filled in below, with every call there is.
    api: {} as LicensesApi,
  };
  const answer = async <Value>(
    name: keyof LicensesApi,
    input: unknown,
    value: () => Value,
  ): Promise<Decision<Value>> => {
    fake.asked.push({ name, input });
    const failing = fake.failing[name];
    return failing ? { ok: false, refusal: failing } : { ok: true, value: value() };
  };
  const change = (licenseId: string, part: Partial<LicensePage>) => {
    fake.pages = fake.pages.map((page) => (page.licenseId === licenseId ? { ...page, ...part } : page));
  };
  const done = (name: keyof LicensesApi) => (input: unknown) => answer(name, input, () => ({ done: true }));
  fake.api = {
    list: (input) =>
      answer("list", input, () => {
        const found: LicenseSummary[] = fake.pages.filter(({ life }) => !input.life || input.life === life);
        const from = input.cursor ? found.findIndex(({ licenseId }) => licenseId === input.cursor) + 1 : 0;
        const licenses = found.slice(from, from + fake.pageSize);
        const next = found.length > from + fake.pageSize ? (licenses.at(-1)?.licenseId ?? null) : null;
        return { licenses, next, credits: null };
      }),
    open: async (licenseId) => {
      const page = fake.pages.find((each) => each.licenseId === licenseId);
      const opened = await answer("open", licenseId, () => page);
      if (!opened.ok) return opened;
      return page ? { ok: true, value: page } : refuse("license.absent");
    },
    incoming: () => answer("incoming", null, () => fake.incoming),
    products: () => answer("products", null, () => ["OptionCart"]),
    resellers: () => answer("resellers", null, () => fake.resellers),
    addReseller: (name) => answer("addReseller", name, () => ({ accountId: crypto.randomUUID() })),
    makeCode: (input) =>
      answer("makeCode", input, () => ({ invitation: "https://support.example/#CODE", expiresAt: at })),
    ban: (input) => answer("ban", input, () => ({ says: "It is banned." })),
    suspend: (licenseId) =>
      answer("suspend", licenseId, () => change(licenseId, { state: "suspended", may: ["resume"] })),
    resume: (licenseId) => answer("resume", licenseId, () => change(licenseId, { state: "active", may: ["suspend"] })),
    editReseller: done("editReseller"),
    renew: done("renew"),
    move: done("move"),
    assignReseller: done("assignReseller"),
    logContact: done("logContact"),
    noteAnswer: done("noteAnswer"),
    nameReseller: done("nameReseller"),
    askTransfer: done("askTransfer"),
    stateCosts: done("stateCosts"),
    decideTransfer: done("decideTransfer"),
    answer: done("answer"),
    requestAdoption: done("requestAdoption"),
    revokeCode: done("revokeCode"),
    renameDevice: done("renameDevice"),
    revokeDevice: done("revokeDevice"),
  };
  return fake;
}
